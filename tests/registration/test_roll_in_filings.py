"""U13: a cancellation rests on the register's own roll. An accepted filing opens the classes it names."""

from datetime import date

import pytest

from facilities.models import Child, ClassGroup, Enrolment
from facilities.queries.roll import still_enrolled
from facilities.workflow.children import add_child
from facilities.workflow.enrolling import enrol, leave
from kernel import clock
from regions.scope import nation_scope
from registration.errors import Incomplete
from registration.models import Filing
from registration.workflow import drafting, reviewing, starting, submitting
from tests.cast import Cast, as_actor
from tests.facilities.nursery import facts
from tests.registration.officer_filings import operator_of
from tests.registration.operator_acts import receipt

pytestmark = pytest.mark.django_db
ANSWERS = {"on_date": "2026-05-20", "reason": "停办", "committed": True, "signer": "示例·李青"}


@pytest.fixture
def filed(cast: Cast) -> Filing:
    return receipt(cast)


def enrolled(cast: Cast, filed: Filing) -> Enrolment:
    operator = operator_of(cast, filed)
    with as_actor(operator):
        child = add_child(by=operator, facility_id=filed.facility_id, facts=facts())
        group = ClassGroup.objects.filter(kind="TODDLER").get()
        return enrol(by=operator, child_id=child.pk, class_id=group.pk, starts_on=clock.today())


def cancelling(cast: Cast, filed: Filing, **answers: object) -> Filing:
    operator = operator_of(cast, filed)
    with as_actor(operator):
        statement = starting.start_filing(by=operator, facility_id=filed.facility_id, kind="CANCELLATION")
        drafting.save_draft(
            by=operator, filing_id=statement.pk, form={**statement.form, **ANSWERS, **answers}
        )
        return submitting.submit(by=operator, filing_id=statement.pk)


def test_a_receipt_opens_the_classes_of_the_filing(filed: Filing) -> None:
    with nation_scope(reason="a test looks"):
        groups = ClassGroup.objects.filter(facility_id=filed.facility_id).order_by("id")
        assert [(g.kind, g.places, g.opened_on) for g in groups] == [
            ("TODDLER", 15, date(2026, 5, 6)),
            ("SENIOR", 20, date(2026, 5, 6)),
        ]


def test_u13_a_cancellation_with_children_needs_a_plan_for_each_of_them(cast: Cast, filed: Filing) -> None:
    enrolled(cast, filed)
    operator = operator_of(cast, filed)
    with as_actor(operator):
        draft = starting.start_filing(by=operator, facility_id=filed.facility_id, kind="CANCELLATION")
        assert draft.form["children"] == 1
    with pytest.raises(Incomplete) as missing:
        cancelling(cast, filed)
    with pytest.raises(Incomplete) as hidden:
        cancelling(cast, filed, children=0, transfer_plan="")
    for refused, fields in ((missing, {"transfer_plan"}), (hidden, {"children", "transfer_plan"})):
        assert {gap.field for gap in refused.value.extra["problems"]} == fields
    assert cancelling(cast, filed, children=1, transfer_plan="转入示例·春芽托育园").state == "SUBMITTED"


def test_u13_an_empty_roll_needs_no_plan(cast: Cast, filed: Filing) -> None:
    stay, operator = enrolled(cast, filed), operator_of(cast, filed)
    with as_actor(operator):
        leave(by=operator, enrolment_id=stay.pk, on=date(2026, 5, 19), reason="OTHER_FACILITY")
        assert still_enrolled(filed.facility_id, date(2026, 5, 20)) == 0
    assert cancelling(cast, filed, children=0, transfer_plan="").state == "SUBMITTED"


def test_with_its_end_everybody_leaves_the_facility(cast: Cast, filed: Filing) -> None:
    stay = enrolled(cast, filed)
    statement = cancelling(cast, filed, children=1, transfer_plan="转入示例·春芽托育园")
    with as_actor(cast.officer):
        reviewing.accept(by=cast.officer, filing_id=statement.pk)
        stay.refresh_from_db()
        assert (stay.ends_on, stay.leaving_reason) == (clock.today(), "FACILITY_ENDED")
        assert ClassGroup.objects.filter(closed_on=None).count() == 0
        assert Child.objects.count() == 1
