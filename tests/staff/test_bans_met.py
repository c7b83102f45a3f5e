"""Where a ban is met: at filings, other work, other facilities, moves and changes of head (U11, U17)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from audit.models import AuditEvent
from facilities.models import Facility
from facilities.workflow import move_facility
from regions.models import Region
from regions.scope import nation_scope
from registration.enums import FilingKind
from registration.errors import Incomplete
from registration.models import Filing
from registration.workflow.drafting import save_draft, start_filing
from registration.workflow.reviewing import issue_receipt
from registration.workflow.submitting import submit
from staff.enums import BanScope
from staff.errors import Blocked
from staff.models import AbuseCase, Ban
from staff.queries import countable
from staff.queries.ordered import blocked_people
from staff.queries.twice import authorities_elsewhere
from staff.workflow import (
    BanFacts,
    Named,
    Post,
    approve_ban,
    change_employment,
    open_case,
    propose_ban,
)
from tests.cast import OUHAI, Cast, as_actor
from tests.filing import FORM, hand_in_everything
from tests.pages import signed_in, text
from tests.registration.officer_filings import checked, submitted
from tests.staff.people import employed, somebody

TODAY = date(2026, 5, 7)
FINAL = BanFacts("示例刑初 1 号", "示例人民法院", TODAY)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


def banned(cast: Cast, person: Any, facts: BanFacts = FINAL) -> Ban:
    """A ban of 章贡区: proposed by the officer, approved by the head of the office."""
    with as_actor(cast.officer):
        ban = propose_ban(by=cast.officer, person=person, facts=facts)
    with as_actor(cast.head):
        return approve_ban(by=cast.head, ban_id=ban.pk)


def opened(cast: Cast, facility: Facility, *people: Any) -> AbuseCase:
    with as_actor(cast.officer):
        return open_case(
            by=cast.officer, facility_id=facility.pk, account="示例情况", named=[Named(p) for p in people]
        )


def counts(by: Actor, facility: Facility, on: date = TODAY) -> bool:
    with as_actor(by):
        return bool(countable([facility.pk], on))


def test_nobody_files_with_a_blocked_person_on_the_staff(cast: Cast) -> None:
    facility, draft = drafted(cast)
    person, operator = somebody("示例·王一"), cast.operator(facility)
    employed(operator, facility, person)
    banned(cast, person)
    with as_actor(operator):
        with pytest.raises(Incomplete) as caught:
            submit(by=operator, filing_id=draft.pk)
        assert [gap.field for gap in caught.value.extra["problems"]] == ["caregivers"]
    with as_actor(cast.officer):
        assert AuditEvent.objects.filter(event="staff.blocked", facility_id=facility.pk).exists()
        assert AuditEvent.objects.filter(event="staff.blocked_elsewhere").exists()


def test_a_blocked_person_is_given_no_other_work_and_the_attempt_stands_on_both_trails(cast: Cast) -> None:
    facility, person = cast.facility(OUHAI), somebody("示例·王一")
    operator = cast.operator(facility)
    member = employed(operator, facility, person)
    banned(cast, person)
    with as_actor(operator):
        row = member.employments.get()
        with pytest.raises(Blocked) as caught:
            change_employment(by=operator, employment_id=row.pk, post=Post("FACILITY_HEAD", TODAY))
        assert "360702000000" in str(caught.value.message) and "示例刑初" not in str(caught.value.message)
        row.refresh_from_db()
        assert (row.role, row.ends_on) == ("CAREGIVER", None)
    with nation_scope(reason="the trail of a test"):
        assert AuditEvent.objects.get(event="staff.blocked").data["attempt"] == "change of employment"
        assert AuditEvent.objects.filter(event="staff.blocked_elsewhere").count() == 1


def test_a_person_banned_at_one_facility_cannot_be_taken_on_by_another(cast: Cast) -> None:
    """The transfer of a person between facilities is an employment that begins: it meets the ban like every other."""
    here, there, person = cast.facility(), cast.facility(OUHAI), somebody("示例·王一")
    employed(cast.operator(here), here, person)
    banned(cast, person)
    with pytest.raises(Blocked):
        employed(cast.operator(there), there, person)


def test_a_facility_that_moves_into_a_province_meets_its_bans_and_leaves_those_it_came_from(
    cast: Cast,
) -> None:
    facility, here, there = cast.facility(), somebody("示例·王一"), somebody("示例·王二")
    operator = cast.operator(facility)
    people = {name: employed(operator, facility, p) for name, p in (("here", here), ("there", there))}
    province = replace(FINAL, scope=BanScope.PROVINCE)
    banned(cast, here, province)
    officer, head = (cast.official(OUHAI, DepartmentKind.HEALTH, r) for r in (Role.OFFICER, Role.HEAD))
    with as_actor(officer):
        ban = propose_ban(by=officer, person=there, facts=province)
    with as_actor(head):
        approve_ban(by=head, ban_id=ban.pk)
    assert blocked_at(facility) == {people["here"].pk}
    nation = cast.official(0, DepartmentKind.HEALTH, Role.HEAD)
    with as_actor(nation):
        move_facility(by=nation, facility_id=facility.pk, region=Region.objects.get(pk=OUHAI), reason="示例")
    assert blocked_at(facility) == {people["there"].pk}


def blocked_at(facility: Facility) -> set[int]:
    with nation_scope(reason="a test looks"):
        return {person.member_id for person in blocked_people(facility.pk, TODAY)}


def test_u11_a_banned_head_is_met_beside_the_name_of_the_head(cast: Cast) -> None:
    facility, draft = drafted(cast)
    person, operator = somebody(FORM["head_name"]), cast.operator(facility)
    employed(operator, facility, person, role="FACILITY_HEAD")
    banned(cast, person)
    with as_actor(operator), pytest.raises(Incomplete) as caught:
        submit(by=operator, filing_id=draft.pk)
    assert [gap.field for gap in caught.value.extra["problems"]] == ["head_name"]


def test_a_change_of_head_to_somebody_banned_is_not_submitted(cast: Cast) -> None:
    filing = submitted(cast)
    checked(cast, filing)
    with as_actor(cast.officer):
        issue_receipt(by=cast.officer, filing_id=filing.pk)
    facility, person = filing.facility, somebody("示例·新负责")
    operator = cast.operator(facility)
    employed(operator, facility, person, role="FACILITY_HEAD")
    banned(cast, person)
    with as_actor(operator):
        change = start_filing(by=operator, facility_id=facility.pk, kind=FilingKind.CHANGE)
        save_draft(by=operator, filing_id=change.pk, form={**FORM, "head_name": "示例·新负责"})
        hand_in_everything(operator, change)
        with pytest.raises(Incomplete) as caught:
            submit(by=operator, filing_id=change.pk)
    [gap] = [each for each in caught.value.extra["problems"] if each.field == "head_name"]
    assert "360702000000" in str(gap.message) and "示例刑初" not in str(gap.message)


def drafted(cast: Cast) -> tuple[Facility, Filing]:
    """A facility with a filing that is complete and not handed in."""
    facility = cast.facility()
    operator = cast.operator(facility)
    with as_actor(operator):
        filing = start_filing(by=operator, facility_id=facility.pk)
        save_draft(
            by=operator,
            filing_id=filing.pk,
            form={**FORM, "name": facility.name, "street": facility.region_id},
        )
        hand_in_everything(operator, filing)
    return facility, filing


def test_who_is_registered_elsewhere_too_is_shown_with_an_authority_and_never_with_the_facility(
    cast: Cast,
) -> None:
    """The facility is told its own authority, the authority those of the other places."""
    facility, away, person = cast.facility(), cast.facility(OUHAI, name="示例·别处园"), somebody("示例·王一")
    operator = cast.operator(facility)
    member = employed(operator, facility, person)
    offices = [cast.officer, cast.official(OUHAI, DepartmentKind.HEALTH, Role.OFFICER)]
    assert len(offices) == 2
    assert "同一人同一时间" not in text(signed_in(operator).get(f"/staff/{member.pk}/"))
    employed(cast.operator(away), away, person)
    page = text(signed_in(operator).get(f"/staff/{member.pk}/"))
    assert "360702000000 HEALTH" in page and f"{OUHAI} HEALTH" not in page and "别处园" not in page
    with as_actor(cast.officer):
        assert authorities_elsewhere(member, TODAY, own=False) == [f"{OUHAI} HEALTH"]
