"""A claim from its draft to its approval: what is frozen, what is refused, what is queued."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from accounts.enums import FacilityRole
from accounts.errors import DomainError, NotAllowed, Stale
from accounts.models import Department
from facilities.models import Facility, UniversalRecognition
from inspections.models import Finding
from kernel import clock
from kernel.transitions import IllegalTransition
from regions.scope import Scope, scoped
from staff.models import Absence, Employment, StaffMember
from subsidies.enums import ClaimState, Code
from subsidies.errors import ClaimedAlready, NoBudget, NotPayable, WrongState
from subsidies.models import SubsidyClaim
from subsidies.queries import lines_of, places_in_queue
from subsidies.serializers.reader import FactsRefused
from subsidies.workflow import (
    confirm_facts,
    fill_claim,
    make_claims,
    reject_claim,
    return_claim,
    send_back,
    start_claim,
    submit_claim,
    withdraw_claim,
)
from tests.cast import Cast
from tests.subsidies.attendance import always_recognised, signed
from tests.subsidies.build import child, construction, month, operating
from tests.subsidies.money import PROGRAMME, Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def test_u18_forty_children_of_whom_three_came_less_than_half_pay_thirty_seven(office: Office) -> None:
    children = [child(f"C{n}", attended_days=9 if n < 3 else 20) for n in range(40)]
    claim = office.draft_of(operating(month(*children)))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        claim = submit_claim(by=office.operator, claim_id=claim.pk)
    assert (claim.state, claim.amount, claim.quantity) == (ClaimState.FACTS, 37 * 20000, 37)
    assert claim.shares == {"city": 148000, "county": 592000}
    with here():
        assert [line.code for line in lines_of(claim)][:4] == ["UNDER_HALF"] * 3 + ["OK"]


def test_u19_each_cut_line_says_its_reason(office: Office, cast: Cast) -> None:
    cast.facility(name="示例·别家")
    children = [
        child("old", born="2021-05-01"),
        child("away", attended_days=1),
        child("twin", elsewhere_attended_days=20, attended_days=11),
        child("fine"),
    ]
    claim = office.draft_of(operating(month(*children)))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with here():
        by_child = {line.child_id: line.code for line in lines_of(claim)}
    said = {ref: by_child[child] for ref, child in office.children.items()}
    assert said == {"old": "AGE_3", "away": "UNDER_HALF", "twin": "DUPLICATE_CHILD", "fine": "OK"}


def _started(office: Office, months: object, programme: str = PROGRAMME) -> SubsidyClaim:
    with scoped(Scope.of_facilities((office.facility.pk,))):
        facts = {"months": months}
        return start_claim(
            by=office.operator, facility_id=office.facility.pk, programme_id=programme, facts=facts
        )


def test_u42_a_month_after_the_window_is_refused_at_the_start(office: Office) -> None:
    with pytest.raises(FactsRefused, match=r"2025-03.*2025-02-17"):
        office.draft("2025-03")


@pytest.mark.parametrize(
    ("months", "path", "says"),
    [
        ("all", "months", "至少"),
        ([], "months", "至少"),
        ([{"month": "2024-13"}], "months[0].month", "2024-13"),
        ([{"month": "2022-02"}], "months[0].month", "2022-02-18"),
        ([{"month": "2025-03"}], "months[0].month", "2025-02-17"),
        ([{"month": "2024-04"}], "months[0].month", "签"),
        ([{"month": "2024-05"}, {"month": "2024-05"}], "months[1].month", "2024-05"),
        ([{"month": "2024-05", "children": []}], "months[0].month", "出勤"),
        ([{"month": "2024-05", "child_months": 99}], "months[0].month", "出勤"),
    ],
)
def test_a_month_that_cannot_be_claimed_is_refused_with_its_path(
    office: Office, months: object, path: str, says: str
) -> None:
    signed(office.facility, [month(child("A"), name="2024-05")])
    with override("zh-hans"), pytest.raises(FactsRefused) as refused:
        _started(office, months)
    (problem,) = refused.value.extra["problems"]
    assert problem.field == path
    assert says in str(problem.message)


def test_a_month_that_has_not_ended_is_refused(office: Office) -> None:
    signed(office.facility, [month(child("A"), name="2024-05")])
    with clock.frozen(datetime(2024, 5, 31, 12, tzinfo=clock.ZONE)), override("zh-hans"):
        with pytest.raises(FactsRefused, match="尚未结束"):
            _started(office, [{"month": "2024-05"}])


def test_the_last_month_of_the_window_is_paid_although_it_is_claimed_late(office: Office) -> None:
    assert office.submitted("2025-02").amount == 3 * 20000


def test_what_was_submitted_cannot_be_changed(office: Office) -> None:
    claim = office.submitted()
    with scoped(Scope.of_facilities((claim.facility_id,))), pytest.raises(WrongState):
        fill_claim(by=office.operator, claim_id=claim.pk, facts=operating(month(child("X"))))


def test_the_snapshot_keeps_the_law_of_its_day(office: Office) -> None:
    claim = office.submitted()
    assert claim.law["360700"]
    assert claim.facts["months"][0]["month"] == "2024-05"


def test_the_same_month_is_claimed_once_also_by_a_double_click(office: Office) -> None:
    first = office.draft()
    assert office.draft().pk == first.pk
    office.submitted()
    with pytest.raises(ClaimedAlready):
        office.draft()


def test_a_claim_of_two_months_holds_each_of_them(office: Office) -> None:
    claim = office.draft_of(operating(month(child("A"), name="2024-05"), month(child("A"), name="2024-06")))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with pytest.raises(ClaimedAlready):
        office.draft("2024-06")


def test_the_month_of_a_withdrawn_claim_can_be_claimed_anew(office: Office) -> None:
    claim = office.submitted()
    with scoped(Scope.of_facilities((claim.facility_id,))):
        withdraw_claim(by=office.operator, claim_id=claim.pk)
    assert office.draft().pk != claim.pk


def test_a_draft_of_one_month_does_not_stand_for_a_claim_of_two(office: Office) -> None:
    office.draft("2024-05")
    with pytest.raises(ClaimedAlready):
        office.draft_of(operating(month(child("A"), name="2024-05"), month(child("A"), name="2024-06")))


def test_each_of_seven_months_is_held(office: Office) -> None:
    names = [f"2024-{number:02d}" for number in range(1, 8)]
    office.draft_of(operating(*(month(child("A"), name=name) for name in names)))
    with pytest.raises(ClaimedAlready):
        office.draft("2024-07")


def test_more_places_than_are_filed_are_refused_at_the_start(office: Office) -> None:
    with pytest.raises(FactsRefused) as refused:
        office.draft_of(construction(50, filed=45), "GZ-CONSTRUCTION")
    assert refused.value.field == "places_claimed"


def test_what_the_platform_knows_of_a_facility_is_not_taken_from_what_is_sent(office: Office) -> None:
    facts = construction(45, universal=[["2020-01-01", None]], places_already_paid=0)
    always_recognised(office.facility, places=45)
    with here():
        UniversalRecognition.objects.filter(facility=office.facility).update(valid_to=date(2022, 1, 1))
    with scoped(Scope.of_facilities((office.facility.pk,))):
        claim = start_claim(
            by=office.operator, facility_id=office.facility.pk, programme_id="GZ-CONSTRUCTION", facts=facts
        )
    claim = office.with_papers(claim)
    with scoped(Scope.of_facilities((office.facility.pk,))):
        assert submit_claim(by=office.operator, claim_id=claim.pk).code == Code.NOT_UNIVERSAL


@pytest.mark.parametrize(
    ("changes", "path"),
    [({"places_claimed": "45"}, "places_claimed"), ({"works": "magic"}, "facility.works")],
)
def test_unsound_facts_are_named_at_the_submission_and_the_draft_keeps_them(
    office: Office, changes: dict[str, Any], path: str
) -> None:
    claim = office.draft_of(construction(45, **changes), "GZ-CONSTRUCTION")
    facts = office.again(claim).facts
    with scoped(Scope.of_facilities((claim.facility_id,))):
        with pytest.raises(FactsRefused) as refused:
            submit_claim(by=office.operator, claim_id=claim.pk)
        assert path in [each.field for each in refused.value.extra["problems"]]
    assert office.again(claim).facts == facts
    assert office.again(claim).state == ClaimState.DRAFT


def test_a_clerk_fills_in_and_only_the_manager_submits(office: Office, cast: Cast) -> None:
    claim = office.draft()
    clerk = cast.operator(office.facility, FacilityRole.CLERK)
    with scoped(Scope.of_facilities((claim.facility_id,))), pytest.raises(NotAllowed):
        submit_claim(by=clerk, claim_id=claim.pk)


def test_a_stale_page_changes_nothing(office: Office) -> None:
    claim = office.submitted()
    with here(), pytest.raises(Stale):
        confirm_facts(by=office.cast.officer, claim_id=claim.pk, version=claim.version - 1)


def _works(office: Office, claimed: int, **changes: Any) -> SubsidyClaim:
    """Works claimed, passed by the maker: their places count as paid."""
    claim = office.with_papers(office.draft_of(construction(claimed, **changes), "GZ-CONSTRUCTION"))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with here():
        confirm_facts(by=office.cast.officer, claim_id=claim.pk)
        return make_claims(by=office.maker, claim_ids=[claim.pk])[0]


def test_u39_only_added_places_are_paid(office: Office) -> None:
    office.money_of("GZ-CONSTRUCTION")
    _works(office, 24)
    assert _works(office, 40, works="renovation_expansion", accepted_on="2024-05-10").amount == 16 * 50000


def test_u40_places_are_claimed_once_while_nobody_has_decided(office: Office) -> None:
    office.draft_of(construction(45), "GZ-CONSTRUCTION")
    with pytest.raises(ClaimedAlready):
        office.draft_of(construction(45, accepted_on="2023-06-01"), "GZ-CONSTRUCTION")


def test_u40_a_successor_is_not_paid_for_the_places_of_the_entity_before_it(
    office: Office, cast: Cast
) -> None:
    office.money_of("GZ-CONSTRUCTION")
    _works(office, 45)
    heir = cast.facility(name="示例·继任")
    with here():
        Facility.objects.filter(pk=heir.pk).update(predecessor_id=office.facility.pk)
    office.facility, office.operator = heir, cast.operator(heir)  # type: ignore[misc]
    claim = office.with_papers(office.draft_of(construction(45), "GZ-CONSTRUCTION"))
    with scoped(Scope.of_facilities((heir.pk,))):
        claim = submit_claim(by=office.operator, claim_id=claim.pk)
    assert (claim.code, claim.amount) == (Code.DUPLICATE_PLACE, 0)


def test_a_returned_claim_names_lines_and_comes_back_with_its_number(office: Office) -> None:
    claim = office.submitted()
    with here():
        return_claim(by=office.cast.officer, claim_id=claim.pk, reason="", remarks={2: "请核对出勤"})
        assert [line.remark for line in claim.lines.order_by("position")] == ["", "请核对出勤", ""]
    with scoped(Scope.of_facilities((claim.facility_id,))):
        again = submit_claim(by=office.operator, claim_id=claim.pk)
    assert (again.state, again.number) == (ClaimState.FACTS, claim.number)


def test_nobody_returns_or_rejects_without_saying_why(office: Office) -> None:
    claim = office.submitted()
    with here():
        with pytest.raises(DomainError):
            return_claim(by=office.cast.officer, claim_id=claim.pk, reason=" ")
        with pytest.raises(DomainError):
            reject_claim(by=office.cast.officer, claim_id=claim.pk, reason="")


def test_the_maker_binds_both_budgets(office: Office) -> None:
    office.made()
    assert office.budget("city").reserved == 12000
    assert office.budget("county").reserved == 48000


def test_u49_a_claim_above_the_budget_waits_whole_and_keeps_its_place(cast: Cast) -> None:
    office = Office(cast, city=12000, county=100_000)
    first = office.made("2024-05")
    second, third = office.made("2024-06"), office.made("2024-07", children=1)
    assert (first.state, second.state, third.state) == ("CHECKING", "QUEUED", "QUEUED")
    with here():
        assert places_in_queue([first, second, third]) == {second.pk: 1, third.pk: 2}
    office.city_money(24000)
    assert [office.again(c).state for c in (second, third)] == ["CHECKING", "QUEUED"]
    assert office.budget("city").rest == 0


def test_a_claim_that_would_fit_does_not_overtake_one_that_waits(cast: Cast) -> None:
    office = Office(cast, city=13000, county=100_000)
    office.made("2024-05", children=4)
    assert office.made("2024-06", children=1).state == ClaimState.QUEUED


def test_sending_back_frees_the_budget_for_the_next(cast: Cast) -> None:
    office = Office(cast, city=12000, county=100_000)
    first, second = office.made("2024-05"), office.made("2024-06")
    with here():
        send_back(by=office.checker, claim_id=first.pk, reason="请核对出勤")
    assert office.again(first).state == ClaimState.MAKING
    assert office.again(second).state == ClaimState.CHECKING


def test_without_a_budget_of_the_year_the_maker_is_told_to_enter_one(office: Office) -> None:
    claim = office.with_papers(office.draft_of(construction(45), "GZ-CONSTRUCTION"))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with here():
        confirm_facts(by=office.cast.officer, claim_id=claim.pk)
        with pytest.raises(NoBudget):
            make_claims(by=office.maker, claim_ids=[claim.pk])


def test_a_claim_that_pays_nothing_is_rejected_not_passed(office: Office) -> None:
    claim = office.confirmed(children=1, attended_days=1)
    with here():
        with pytest.raises(WrongState):
            make_claims(by=office.maker, claim_ids=[claim.pk])
        reject_claim(by=office.maker, claim_id=claim.pk, reason="政策已到期")
    assert office.again(claim).state == ClaimState.REJECTED


def test_one_claim_that_cannot_pass_keeps_all_of_the_selection(office: Office) -> None:
    good, bad = office.confirmed("2024-05"), office.submitted("2024-06")
    with here(), pytest.raises(IllegalTransition):
        make_claims(by=office.maker, claim_ids=[good.pk, bad.pk])
    assert office.again(good).state == ClaimState.MAKING
    assert office.budget("city").reserved == 0


def test_another_district_neither_sees_nor_confirms(office: Office, cast: Cast) -> None:
    claim = office.submitted()
    with scoped(Scope.of_region(cast.neighbour.region_id)), pytest.raises(SubsidyClaim.DoesNotExist):
        confirm_facts(by=cast.neighbour, claim_id=claim.pk)


def test_a_facility_of_another_does_not_start_a_claim_here(office: Office, cast: Cast) -> None:
    other = cast.facility(name="示例·别家")
    operator = cast.operator(other)
    with scoped(Scope.of_facilities((other.pk, office.facility.pk))), pytest.raises(NotAllowed):
        start_claim(by=operator, facility_id=office.facility.pk, programme_id=PROGRAMME, facts=operating())


def test_an_open_order_to_rectify_keeps_the_claim_from_being_passed_until_it_is_closed(
    office: Office,
) -> None:
    claim = office.confirmed()
    with here():
        finding = Finding.objects.create(
            region_id=claim.region_id,
            facility_id=claim.facility_id,
            origin="COMPLAINT",
            problem="灭火器失效",
            severity="BLOCK",
            office=Department.objects.first(),
            ordered_at=clock.now(),
            ordered_on=clock.today(),
            limit_days=5,
            due_on=clock.today(),
        )
        with pytest.raises(NotPayable, match="灭火器失效") as refused:
            make_claims(by=office.maker, claim_ids=[claim.pk])
        assert refused.value.code == "RECTIFICATION_OPEN"
        assert office.budget("city").reserved == 0
        Finding.objects.filter(pk=finding.pk).update(state="WITHDRAWN")
        assert make_claims(by=office.maker, claim_ids=[claim.pk])[0].state == ClaimState.CHECKING


def test_a_blocked_person_on_the_staff_keeps_the_claim_from_being_passed(office: Office) -> None:
    claim = office.confirmed()
    with here():
        tenant = {"region_id": claim.region_id, "facility_id": claim.facility_id}
        member = StaffMember.objects.create(
            **tenant,
            name="示例·某",
            born_on=date(1990, 1, 1),
            number_digest=b"1" * 32,
            name_digest=b"2" * 32,
            created_at=clock.now(),
        )
        Employment.objects.create(**tenant, member=member, role="CAREGIVER", starts_on=date(2024, 1, 1))
        Absence.objects.create(**tenant, member=member, kind="SUSPENSION", starts_on=clock.today())
        with pytest.raises(NotPayable) as refused:
            make_claims(by=office.maker, claim_ids=[claim.pk])
        assert refused.value.code == "BLOCKED_PERSON"
