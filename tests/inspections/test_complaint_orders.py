"""What comes out of a complaint: an order to rectify, points of risk, a case of abuse the same day (U17, U30)."""

from datetime import date

import pytest

from accounts.errors import DomainError
from facilities.enums import FacilityState
from facilities.models import Facility
from facilities.workflow import set_state
from inspections.errors import FacilityEnded, Refused, WrongState
from inspections.queries import law, risk
from inspections.workflow import (
    Order,
    answer_complaint,
    join_case,
    open_case_from_complaint,
    order_from_complaint,
    take_up,
)
from messaging.models import Message
from regions.scope import nation_scope
from staff.models import Absence
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.inspections.complaining import again, complained, duties, on, published, taken_up
from tests.staff.people import employed, somebody

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return published(cast)


class TestOrders:
    ORDER = Order("CN-FIRE-2", "活动室缺少灭火器", 5)

    def test_a_finding_comes_out_of_it_with_its_clause_and_no_word_of_who_complained(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = taken_up(
            cast.officer, facility, category="SAFETY", text="李妈妈看见灭火器过期", contact="13800001234"
        )
        with as_actor(cast.officer):
            finding = order_from_complaint(by=cast.officer, complaint_id=row.pk, order=self.ORDER)
        with as_actor(cast.operator(facility)):
            [seen] = type(finding).objects.select_related("order_paper").all()
            assert (seen.origin, seen.severity, seen.due_on) == ("COMPLAINT", "BLOCK", date(2026, 5, 13))
            assert seen.order_number and seen.order_paper.kind == "FINDING_ORDER"
            assert "李妈妈" not in str(seen.order_paper.snapshot) and "1234" not in str(
                seen.order_paper.snapshot
            )

    def test_nothing_is_ordered_by_a_recommended_item_or_at_a_cancelled_facility(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = taken_up(cast.officer, facility)
        with as_actor(cast.officer):
            with pytest.raises(Refused):
                order_from_complaint(
                    by=cast.officer, complaint_id=row.pk, order=Order("CN-MGMT-2", "未投保", 5)
                )
            with pytest.raises(Refused):
                order_from_complaint(by=cast.officer, complaint_id=row.pk, order=Order("CN-FIRE-2", "缺", 0))
            with nation_scope(reason="test set-up"):
                set_state(
                    by=cast.officer,
                    facility=facility,
                    state=FacilityState.CANCELLED,
                    event="facility.cancelled",
                )
            with pytest.raises(FacilityEnded):
                order_from_complaint(by=cast.officer, complaint_id=row.pk, order=self.ORDER)
            answer_complaint(by=cast.officer, complaint_id=row.pk, answer="该机构已注销", result="UNCLEAR")

    def test_the_risk_order_counts_what_waits(self, cast: Cast, facility: Facility) -> None:
        weights = law.numbers(ZHANGGONG, law.RISK, TODAY)
        row = taken_up(cast.officer, facility)
        complained(facility)
        with as_actor(cast.officer):
            [scored] = risk.by_risk(ZHANGGONG, TODAY, weights, limit=5)
            assert scored.parts["complaint"] == (2, 30)
            answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已办", result="UNFOUNDED")
            [scored] = risk.by_risk(ZHANGGONG, TODAY, weights, limit=5)
            assert scored.parts["complaint"] == (1, 15)


class TestAbuse:
    def test_a_report_is_owed_the_same_day_on_a_day_off_too_and_the_office_is_told(
        self, cast: Cast, facility: Facility
    ) -> None:
        desk = {cast.officer.user_id, cast.head.user_id}
        with on(3):  # a Sunday inside the Labour Day holiday
            row = complained(facility, category="ABUSE", about="示例·李一").complaint
        assert duties(row)["complaint_abuse"] == ("OPEN", date(2026, 5, 3))
        assert "complaint_triage" not in duties(row)
        with nation_scope(reason="a test looks"):
            assert (
                set(Message.objects.filter(event="complaint.abuse").values_list("user_id", flat=True)) == desk
            )

    def test_the_case_opens_and_whoever_is_named_is_off_duty_the_same_day(
        self, cast: Cast, facility: Facility
    ) -> None:
        operator = cast.operator(facility)
        member = employed(operator, facility, somebody("示例·李一"))
        other = employed(operator, facility, somebody("示例·王二"))
        row = complained(facility, category="ABUSE", about="示例·李一").complaint
        with as_actor(cast.officer):
            case = open_case_from_complaint(
                by=cast.officer, complaint_id=row.pk, members={member.pk: "PERSON"}
            )
            away = Absence.objects.filter(kind="SUSPENSION", starts_on=TODAY).values_list(
                "member_id", flat=True
            )
            assert (list(away), case.opened_on) == ([member.pk], TODAY)
        assert other.pk not in away
        after = again(row)
        assert (after.state, after.case_id, after.due_on) == ("IN_HAND", case.pk, date(2026, 5, 27))
        assert duties(row)["complaint_abuse"] == ("MET", TODAY)

    def test_it_cannot_be_answered_away_without_a_case_or_a_reason(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = taken_up(cast.officer, facility, category="ABUSE")
        with as_actor(cast.officer):
            with pytest.raises(WrongState):
                answer_complaint(by=cast.officer, complaint_id=row.pk, answer="没有", result="UNFOUNDED")
            with pytest.raises(Refused) as refusal:
                take_up(by=cast.officer, complaint_id=row.pk, category="SERVICE")
            assert refusal.value.field == "remark"
            assert duties(row)["complaint_abuse"][0] == "OPEN"
            take_up(by=cast.officer, complaint_id=row.pk, category="SERVICE", remark="家长说明是餐食不合口味")
            answer_complaint(by=cast.officer, complaint_id=row.pk, answer="已沟通", result="UNFOUNDED")
        assert duties(row)["complaint_abuse"][0] == "MET"

    def test_another_complaint_found_to_be_one_jumps_the_queue_then(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = taken_up(cast.officer, facility, category="SERVICE")
        with as_actor(cast.officer):
            take_up(by=cast.officer, complaint_id=row.pk, category="ABUSE")
        assert (again(row).urgent, again(row).due_on) == (True, TODAY)

    def test_a_second_report_joins_the_case_of_the_same_facility_only(
        self, cast: Cast, facility: Facility
    ) -> None:
        operator = cast.operator(facility)
        member = employed(operator, facility)
        first = complained(facility, category="ABUSE").complaint
        second = complained(facility, category="ABUSE").complaint
        stray = complained(published(cast), category="ABUSE").complaint
        with as_actor(cast.officer):
            case = open_case_from_complaint(
                by=cast.officer, complaint_id=first.pk, members={member.pk: "PERSON"}
            )
            join_case(by=cast.officer, complaint_id=second.pk, case_id=case.pk)
            with pytest.raises(Refused):
                join_case(by=cast.officer, complaint_id=stray.pk, case_id=case.pk)
        assert again(second).case_id == case.pk and duties(second)["complaint_abuse"][0] == "MET"

    def test_nobody_of_another_facility_is_suspended(self, cast: Cast, facility: Facility) -> None:
        elsewhere = published(cast)
        member = employed(cast.operator(elsewhere), elsewhere)
        row = complained(facility, category="ABUSE").complaint
        with as_actor(cast.officer), pytest.raises(DomainError) as refusal:
            open_case_from_complaint(by=cast.officer, complaint_id=row.pk, members={member.pk: "PERSON"})
        assert refusal.value.code == "NOBODY"
        with nation_scope(reason="a test looks"):
            assert not Absence.objects.filter(kind="SUSPENSION").exists()
