"""What an officer accepts meets the bans once more; the head whom a filing names is found on the list of people."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from audit.models import AuditEvent
from facilities.models import Facility
from facilities.queries.standards import law_of
from regions.models import Region
from regions.scope import nation_scope
from registration.enums import FilingKind, FilingState, Verdict
from registration.errors import Incomplete
from registration.models import Filing, FilingMaterial, Receipt
from registration.queries.advice import advice
from registration.workflow.drafting import save_draft, start_filing
from registration.workflow.moving import move_to_division
from registration.workflow.reviewing import accept, give_verdict, issue_receipt
from registration.workflow.submitting import submit, withdraw
from staff.enums import BanScope
from staff.queries.heads import heads_named
from staff.queries.matching import blocks
from staff.queries.standards import staffing
from staff.workflow import BlockedStaff, Post, approve_ban, end_employment, hire, propose_ban
from tests.cast import NANKANG, OUHAI, ZHANGGONG, Cast, as_actor
from tests.filing import FORM, hand_in_everything
from tests.pages import signed_in, text
from tests.registration.officer_filings import checked, operator_of, submitted
from tests.staff.people import employed, somebody
from tests.staff.test_bans_met import FINAL, TODAY, banned, opened


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


@pytest.fixture
def operator(cast: Cast, filing: Filing) -> Actor:
    return operator_of(cast, filing)


def attempts() -> list[str]:
    """The occasions on the trail of facilities and, as many, on those of authorities."""
    with nation_scope(reason="the trail of a test"):
        here = [
            row.data["attempt"] for row in AuditEvent.objects.filter(event="staff.blocked").order_by("id")
        ]
        assert AuditEvent.objects.filter(event="staff.blocked_elsewhere").count() == len(here)
    return here


def state_of(filing: Filing) -> str:
    with nation_scope(reason="a test looks"):
        return str(Filing.objects.get(pk=filing.pk).state)


def refused(cast: Cast, filing: Filing, verb: Any = issue_receipt) -> BlockedStaff:
    with as_actor(cast.officer), pytest.raises(BlockedStaff) as caught:
        verb(by=cast.officer, filing_id=filing.pk)
    return caught.value


def test_a_filing_is_not_accepted_once_somebody_on_the_staff_was_banned_meanwhile(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    person = somebody("示例·王一")
    member = employed(operator, filing.facility, person)
    checked(cast, filing)
    banned(cast, person)
    error = refused(cast, filing)
    assert str(error.message) == "示例·王一不得从业。请联系360702000000 HEALTH。"
    assert "示例刑初" not in f"{error.message} {error.remedy}" and error.code == "BLOCKED"
    assert state_of(filing) == FilingState.SUBMITTED and attempts() == ["receipt"]
    with as_actor(operator):
        row = member.employments.get()
        end_employment(by=operator, employment_id=row.pk, ends_on=TODAY.replace(day=6))
    with as_actor(cast.officer):
        assert isinstance(issue_receipt(by=cast.officer, filing_id=filing.pk), Receipt)


def test_a_suspension_from_duty_keeps_a_filing_from_being_accepted_too(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    person = somebody("示例·王一")
    employed(operator, filing.facility, person)
    checked(cast, filing)
    opened(cast, filing.facility, person)
    refused(cast, filing)
    assert attempts() == ["receipt"]


def test_a_ban_that_no_check_has_written_down_yet_is_met_by_number_and_name(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    """The ban is older than the row of the person: nothing but the digests can meet it."""
    person = somebody("示例·王一")
    employed(operator, filing.facility, person)
    banned(cast, person)
    with nation_scope(reason="test set-up"):
        filing.facility.absences.all().delete()
    checked(cast, filing)
    refused(cast, filing)


def test_a_namesake_with_another_number_is_accepted(cast: Cast, filing: Filing, operator: Actor) -> None:
    employed(operator, filing.facility, somebody("示例·王一"))
    banned(cast, somebody("示例·王一"))
    checked(cast, filing)
    with as_actor(cast.officer):
        issue_receipt(by=cast.officer, filing_id=filing.pk)
    assert attempts() == []


def test_u11_a_change_of_head_is_not_accepted_once_the_new_head_is_banned_even_before_the_first_day(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    checked(cast, filing)
    with as_actor(cast.officer):
        issue_receipt(by=cast.officer, filing_id=filing.pk)
    person = somebody("示例·新任")
    with as_actor(operator):
        hire(
            by=operator,
            facility_id=filing.facility_id,
            person=person,
            post=Post("FACILITY_HEAD", TODAY.replace(month=6)),
        )
        change = start_filing(by=operator, facility_id=filing.facility_id, kind=FilingKind.CHANGE)
        save_draft(by=operator, filing_id=change.pk, form={**FORM, "head_name": "示例·新任"})
        hand_in_everything(operator, change)
        submit(by=operator, filing_id=change.pk)
    with as_actor(cast.officer):
        for row in FilingMaterial.objects.filter(filing=change, applicable=True):
            give_verdict(by=cast.officer, filing_id=change.pk, code=row.code, verdict=Verdict.OK)
    banned(cast, person)
    assert "示例·新任" in str(refused(cast, change).message)
    with nation_scope(reason="a test looks"):
        assert Facility.objects.get(pk=filing.facility_id).head_name != "示例·新任"


def test_the_officer_reads_on_the_page_who_is_blocked_and_whom_to_ask(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    person = somebody("示例·王一")
    employed(operator, filing.facility, person)
    checked(cast, filing)
    banned(cast, person)
    answer = signed_in(cast.officer).post(f"/filings/{filing.pk}/receipt/", {"seen": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and "示例·王一不得从业。请联系" in page and "示例刑初" not in page
    assert attempts() == ["receipt"], "the request keeps the attempt"


def test_nobody_resumes_with_somebody_blocked_on_the_staff(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    checked(cast, filing)
    with as_actor(cast.officer):
        issue_receipt(by=cast.officer, filing_id=filing.pk)
    for kind, form in (
        (FilingKind.SUSPENSION, {"on_date": "2026-05-08", "reason": "装修", "children": 0}),
        (FilingKind.RESUMPTION, {"on_date": "2026-05-09"}),
    ):
        with as_actor(operator):
            row = start_filing(by=operator, facility_id=filing.facility_id, kind=kind)
            save_draft(by=operator, filing_id=row.pk, form={**form, "signer": "示例·负责", "committed": True})
            submit(by=operator, filing_id=row.pk)
        if kind == FilingKind.SUSPENSION:
            with as_actor(cast.officer):
                accept(by=cast.officer, filing_id=row.pk)
    person = somebody("示例·王一")
    employed(operator, filing.facility, person)
    banned(cast, person)
    refused(cast, row, accept)
    assert state_of(row) == FilingState.SUBMITTED and attempts() == ["resumption"]
    with as_actor(operator):
        withdraw(by=operator, filing_id=row.pk)
        again = start_filing(by=operator, facility_id=filing.facility_id, kind=FilingKind.RESUMPTION)
        save_draft(by=operator, filing_id=again.pk, form={"on_date": "2026-05-09", "signer": "示例·负责", "committed": True})  # fmt: skip
        with pytest.raises(Incomplete) as caught:
            submit(by=operator, filing_id=again.pk)
    assert [(gap.step, gap.field) for gap in caught.value.extra["problems"]] == [("statement", "on_date")]
    assert attempts() == ["resumption", "filing"]


def test_a_facility_does_not_move_into_a_province_where_somebody_on_its_staff_is_banned(cast: Cast) -> None:
    facility, person = cast.facility(), somebody("示例·王二")
    employed(cast.operator(facility), facility, person)
    officer, head = (cast.official(OUHAI, DepartmentKind.HEALTH, r) for r in (Role.OFFICER, Role.HEAD))
    ban_of(officer, head, person)
    nation = cast.official(0, DepartmentKind.HEALTH, Role.HEAD)
    home = facility.region_id

    def move(region: int) -> None:
        place = Region.objects.get(pk=region)
        move_to_division(by=nation, facility_id=facility.pk, region=place, reason="搬迁")

    with as_actor(nation), pytest.raises(BlockedStaff):
        move(OUHAI)
    with nation_scope(reason="a test looks"):
        assert Facility.objects.get(pk=facility.pk).region_id == home
    assert attempts() == ["move"]
    cast.neighbour  # noqa: B018  the office must exist
    with as_actor(nation):
        move(NANKANG)
    with nation_scope(reason="a test looks"):
        assert Facility.objects.get(pk=facility.pk).region_id == NANKANG


def ban_of(officer: Actor, head: Actor, person: Any) -> None:
    """A ban for the province of these two."""
    with as_actor(officer):
        ban = propose_ban(by=officer, person=person, facts=replace(FINAL, scope=BanScope.PROVINCE))
    with as_actor(head):
        approve_ban(by=head, ban_id=ban.pk)


def test_a_ban_is_met_by_number_and_name_together_and_by_neither_alone(cast: Cast) -> None:
    person, other = somebody("示例·王一"), somebody("示例·王二")
    banned(cast, person)

    def met(number_digest: bytes, name_digest: bytes) -> bool:
        return bool(blocks([(number_digest, name_digest)], ZHANGGONG, TODAY))

    assert met(person.number_digest, person.name_digest)
    assert not met(other.number_digest, person.name_digest), "a namesake"
    assert not met(person.number_digest, other.name_digest), "a number under another name is refused as such"


@pytest.mark.parametrize(("days", "held"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_ban_holds_from_its_first_to_its_last_day(cast: Cast, days: int, held: bool) -> None:
    person = somebody("示例·王一")
    banned(cast, person, replace(FINAL, ends_on=TODAY + timedelta(9)))
    pair = (person.number_digest, person.name_digest)
    assert bool(blocks([pair], ZHANGGONG, TODAY + timedelta(days))) is held


# The head whom a filing names.


def test_the_head_of_a_filing_is_the_person_employed_as_head_under_that_name_here_and_nowhere_else(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    other = cast.facility(name="示例·别处园")
    employed(cast.operator(other), other, somebody(FORM["head_name"]), role="FACILITY_HEAD")
    employed(operator, filing.facility, somebody(FORM["head_name"]), role="KITCHEN_STAFF")
    with as_actor(operator):
        assert heads_named(filing.facility_id, FORM["head_name"], TODAY) == []
        assert "head_name" in [gap.field for gap in advice(filing, TODAY)]
    officer = signed_in(cast.officer)
    assert "名单上没有该姓名的负责人" in text(officer.get(f"/filings/{filing.pk}/?view=M0"))
    head = employed(operator, filing.facility, somebody(FORM["head_name"]), role="FACILITY_HEAD")
    with as_actor(operator):
        assert heads_named(filing.facility_id, FORM["head_name"], TODAY) == [head]
        assert "head_name" not in [gap.field for gap in advice(filing, TODAY)]
    page = text(officer.get(f"/filings/{filing.pk}/?view=M0"))
    assert "负责人已在人员名单上" in page and f'href="/staff/{head.pk}/"' in page
    employed(operator, filing.facility, somebody(FORM["head_name"]), role="FACILITY_HEAD")
    assert "名单上有多名同名负责人" in text(officer.get(f"/filings/{filing.pk}/?view=M0"))


def test_a_head_who_has_left_is_the_head_no_more(cast: Cast, filing: Filing, operator: Actor) -> None:
    head = employed(operator, filing.facility, somebody(FORM["head_name"]), role="FACILITY_HEAD")
    with as_actor(operator):
        end_employment(by=operator, employment_id=head.employments.get().pk, ends_on=TODAY.replace(day=6))
        assert heads_named(filing.facility_id, FORM["head_name"], TODAY) == []


def test_whoever_is_blocked_is_named_by_the_standard_and_whoever_is_only_suspended_is_not_at_work(
    cast: Cast, filing: Filing, operator: Actor
) -> None:
    """R-RATIO-6: neither counts, and a ban is something that the facility has to mend."""
    blocked, suspended = somebody("示例·王一"), somebody("示例·王二")
    members = [
        employed(operator, filing.facility, person, proved=person is blocked)
        for person in (blocked, suspended)
    ]
    banned(cast, blocked)
    opened(cast, filing.facility, suspended)
    with as_actor(operator):
        law = law_of(filing.facility.region_id, TODAY)
        people = staffing({filing.facility_id: law}, TODAY)[filing.facility_id].people
    assert people.uncounted == ((members[0].pk, ("BLOCKED",)),) and people.carers == 0
