"""Suspension, resumption and cancellation: what becomes of the children, of the duties, and of what the public reads."""

from typing import Any

import pytest

from facilities.models import Facility, PublicFacility
from kernel import clock
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.enums import FilingKind
from registration.errors import Incomplete, WrongState
from registration.models import Filing
from registration.workflow import drafting, reviewing, starting, submitting, verifying
from tests.cast import Cast, as_actor
from tests.pages import signed_in, text
from tests.registration.officer_filings import checked, operator_of, submitted

FORM = {
    "on_date": "2026-05-08",
    "reason": "场所维修",
    "children": 12,
    "transfer_plan": "12 名婴幼儿自 5 月 8 日起转入示例·春芽托育园",
    "committed": True,
    "signer": "示例·李青",
}


@pytest.fixture
def filed(cast: Cast) -> Filing:
    """A facility that was filed and verified on site."""
    filing = submitted(cast)
    checked(cast, filing)
    with as_actor(cast.officer):
        reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
        verifying.record_visit(by=cast.officer, filing_id=filing.pk, visited_on=clock.today(), passed=True)
    return filing


def state(filed: Filing) -> str:
    with nation_scope(reason="a test looks"):
        return str(Facility.objects.get(pk=filed.facility_id).state)


def handed_in(cast: Cast, filed: Filing, kind: str, **form: Any) -> Filing:
    operator = operator_of(cast, filed)
    with as_actor(operator):
        statement = starting.start_filing(by=operator, facility_id=filed.facility_id, kind=kind)
        drafting.save_draft(by=operator, filing_id=statement.pk, form={**FORM, **form})
        return submitting.submit(by=operator, filing_id=statement.pk)


def accept(cast: Cast, statement: Filing) -> None:
    with as_actor(cast.officer):
        reviewing.accept(by=cast.officer, filing_id=statement.pk)


@pytest.mark.parametrize("kind", [FilingKind.SUSPENSION, FilingKind.CANCELLATION])
def test_with_children_enrolled_nothing_is_handed_in_without_a_plan_for_each_of_them(
    cast: Cast, filed: Filing, kind: str
) -> None:
    with pytest.raises(Incomplete) as refusal:
        handed_in(cast, filed, kind, transfer_plan=" ")
    assert [gap.field for gap in refusal.value.extra["problems"]] == ["transfer_plan"]
    assert handed_in(cast, filed, kind, children=0, transfer_plan="").state == "SUBMITTED"


def test_the_officer_reads_what_becomes_of_the_children_before_accepting(cast: Cast, filed: Filing) -> None:
    statement = handed_in(cast, filed, FilingKind.CANCELLATION)
    officer = signed_in(cast.officer)
    page = text(officer.get(f"/filings/{statement.pk}/"))
    assert "转入示例·春芽托育园" in page and "12" in page
    assert state(filed) == "FILED_VERIFIED", "nothing changes before it is accepted"
    given = {"version": statement.version}
    assert officer.post(f"/filings/{statement.pk}/accept/", given).status_code == 302
    assert state(filed) == "CANCELLED"


def test_a_suspended_facility_resumes_as_what_it_was(cast: Cast, filed: Filing) -> None:
    accept(cast, handed_in(cast, filed, FilingKind.SUSPENSION))
    assert state(filed) == "SUSPENDED"
    assert PublicFacility.objects.get(pk=filed.facility_id).state == "SUSPENDED"
    accept(cast, handed_in(cast, filed, FilingKind.RESUMPTION))
    assert state(filed) == "FILED_VERIFIED"


def test_a_facility_that_was_never_verified_resumes_as_filed(cast: Cast) -> None:
    filing = submitted(cast)
    checked(cast, filing)
    with as_actor(cast.officer):
        reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
    accept(cast, handed_in(cast, filing, FilingKind.SUSPENSION))
    accept(cast, handed_in(cast, filing, FilingKind.RESUMPTION))
    assert state(filing) == "FILED"


def test_a_cancellation_ends_every_duty_and_a_second_one_is_not_possible(cast: Cast) -> None:
    filing = submitted(cast)
    checked(cast, filing)
    with as_actor(cast.officer):
        reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
    accept(cast, handed_in(cast, filing, FilingKind.CANCELLATION))
    with nation_scope(reason="a test looks"):
        assert not Obligation.objects.filter(facility_id=filing.facility_id, status="OPEN").exists()
    with pytest.raises(WrongState):
        handed_in(cast, filing, FilingKind.CANCELLATION)


@pytest.mark.parametrize("kind", [FilingKind.SUSPENSION, FilingKind.RESUMPTION, FilingKind.CANCELLATION])
def test_what_has_not_been_filed_cannot_be_suspended_resumed_or_cancelled(cast: Cast, kind: str) -> None:
    filing = submitted(cast)
    with pytest.raises(WrongState):
        handed_in(cast, filing, kind)
