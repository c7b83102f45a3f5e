"""Cases, suspensions and bans: who is kept from duty where, what a facility learns, and who decides (U17, U30, U31)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import NotAllowed, Stale
from audit.models import AuditEvent
from facilities.models import Facility
from facilities.workflow import move_facility
from kernel import clock
from kernel.transitions import IllegalTransition
from regions.models import Region
from regions.scope import nation_scope
from registration.enums import FilingKind
from registration.errors import Incomplete
from registration.models import Filing
from registration.workflow.drafting import save_draft, start_filing
from registration.workflow.reviewing import issue_receipt
from registration.workflow.submitting import submit
from staff.enums import Appeal, BanScope, BanState, CasePart
from staff.errors import Blocked, Refused, WrongState
from staff.models import Absence, AbuseCase, Ban, StaffMember
from staff.queries import countable, standings
from staff.queries.matching import blocks, under_another_name
from staff.queries.ordered import blocked_people
from staff.queries.twice import authorities_elsewhere
from staff.workflow import (
    BanFacts,
    Named,
    Post,
    approve_ban,
    approve_revocation,
    change_employment,
    close_unfounded,
    confirm_case,
    hire,
    meet_bans,
    name_in_case,
    note_appeal,
    open_case,
    propose_ban,
    propose_revocation,
    refuse_ban,
    refuse_revocation,
)
from tests.cast import NANKANG, OUHAI, Cast, as_actor
from tests.filing import FORM, hand_in_everything
from tests.pages import signed_in, text
from tests.registration.officer_filings import checked, submitted
from tests.staff.people import employed, number, somebody

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


def test_u17_somebody_banned_in_zhanggong_is_blocked_in_ouhai_and_nobody_there_learns_why(cast: Cast) -> None:
    person, away = somebody("示例·王一"), cast.facility(OUHAI)
    banned(cast, person)
    operator = cast.operator(away)
    with as_actor(operator), pytest.raises(Blocked) as caught:
        hire(by=operator, facility_id=away.pk, person=person, post=Post("CAREGIVER", TODAY))
    office = cast.department(cast.officer.region_id, DepartmentKind.HEALTH).name
    assert str(caught.value.message) == f"此人不得从业。请联系{office}。"
    assert caught.value.field == "id_number"
    with nation_scope(reason="what the test wrote"):
        assert not StaffMember.objects.filter(facility=away).exists()
        events = {e.region_id: e for e in AuditEvent.objects.filter(event__startswith="staff.blocked")}
    assert set(events) == {away.region_id, cast.officer.region_id}, (
        "at the facility's place and at the authority's"
    )
    assert all(e.outcome == "REFUSED" for e in events.values())
    assert "示例刑初" not in str(events[away.region_id].data)


def test_the_same_name_under_another_number_is_another_person(cast: Cast, facility: Facility) -> None:
    banned(cast, somebody("示例·王一"))
    employed(cast.operator(facility), facility, somebody("示例·王一"))
    assert counts(cast.officer, facility)


def test_a_ban_of_a_province_ends_at_its_border(cast: Cast) -> None:
    person = somebody("示例·王一")
    banned(cast, person, BanFacts("示例 2 号", "示例机关", TODAY, scope=BanScope.PROVINCE))
    inside, outside = cast.facility(NANKANG), cast.facility(OUHAI)
    employed(cast.operator(outside), outside, person)
    operator = cast.operator(inside)
    with as_actor(operator), pytest.raises(Blocked):
        hire(by=operator, facility_id=inside.pk, person=person, post=Post("CAREGIVER", TODAY))


def test_a_term_ends_by_date(cast: Cast, facility: Facility) -> None:
    person, operator = somebody("示例·王一"), cast.operator(facility)
    employed(operator, facility, person)
    banned(cast, person, BanFacts("示例 3 号", "示例机关", TODAY, TODAY + timedelta(days=30)))
    assert not counts(operator, facility) and not counts(operator, facility, TODAY + timedelta(days=30))
    assert counts(operator, facility, TODAY + timedelta(days=31))


def test_u30_an_open_case_suspends_at_once_and_a_ban_needs_a_second_person(
    cast: Cast, facility: Facility
) -> None:
    person, manager = somebody("示例·王一"), somebody("示例·周一")
    operator, away = cast.operator(facility), cast.facility(OUHAI)
    elsewhere = cast.operator(away)
    employed(operator, facility, person)
    employed(elsewhere, away, person)
    with as_actor(cast.officer):
        case = open_case(
            by=cast.officer,
            facility_id=facility.pk,
            account="示例情况",
            named=[Named(person), Named(manager, CasePart.MANAGER)],
        )
    assert not counts(operator, facility) and not counts(elsewhere, away), "off duty the same day, everywhere"
    with as_actor(elsewhere):
        assert standings([away.pk], TODAY)[0].reasons == ("SUSPENSION",)
        office = cast.department(cast.officer.region_id, DepartmentKind.HEALTH).name
        assert Absence.objects.get().authority == office
    with as_actor(cast.officer):
        subject = case.subjects.get(part=CasePart.PERSON)
        with pytest.raises(WrongState):
            propose_ban(by=cast.officer, person=person, facts=FINAL, subject=subject)
        confirm_case(by=cast.officer, case_id=case.pk, outcome="示例判决已生效")
        ban = propose_ban(
            by=cast.officer,
            person=person,
            facts=FINAL,
            subject=case.subjects.select_related("case").get(pk=subject.pk),
        )
        with pytest.raises(NotAllowed):
            approve_ban(by=cast.officer, ban_id=ban.pk)
    assert not counts(elsewhere, away), "suspended until the ban is decided"
    with as_actor(cast.head):
        approve_ban(by=cast.head, ban_id=ban.pk)
    with as_actor(elsewhere):
        assert standings([away.pk], TODAY)[0].reasons == ("BLOCKED",)
    with nation_scope(reason="what the test wrote"):
        rows = Absence.objects.filter(case_id=case.pk)
        assert {row.lifted_on for row in rows} == {TODAY}, "the ban takes the place of the suspension"


def test_who_proposed_a_ban_cannot_approve_it_even_as_head(cast: Cast) -> None:
    with as_actor(cast.head):
        ban = propose_ban(by=cast.head, person=somebody(), facts=FINAL)
        with pytest.raises(Refused, check=lambda e: e.code == "SAME_PERSON"):
            approve_ban(by=cast.head, ban_id=ban.pk)


def test_an_unfounded_case_lifts_the_suspension_everywhere(cast: Cast, facility: Facility) -> None:
    person, operator = somebody("示例·王一"), cast.operator(facility)
    employed(operator, facility, person)
    case = opened(cast, facility, person)
    away = cast.facility(OUHAI)
    elsewhere = cast.operator(away)
    with as_actor(elsewhere), pytest.raises(Blocked):
        hire(by=elsewhere, facility_id=away.pk, person=person, post=Post("CAREGIVER", TODAY))
    with as_actor(cast.officer):
        close_unfounded(by=cast.officer, case_id=case.pk, outcome="示例：未发现")
        with pytest.raises(IllegalTransition):
            confirm_case(by=cast.officer, case_id=case.pk, outcome="示例")
    assert counts(operator, facility)
    employed(elsewhere, away, person)


def test_a_case_can_name_another_person_later(cast: Cast, facility: Facility) -> None:
    operator, late = cast.operator(facility), somebody("示例·周一")
    employed(operator, facility, late)
    case = opened(cast, facility, somebody("示例·王一"))
    assert counts(operator, facility)
    with as_actor(cast.officer):
        name_in_case(by=cast.officer, case_id=case.pk, named=Named(late, CasePart.MANAGER), version=1)
        with pytest.raises(Refused):
            name_in_case(by=cast.officer, case_id=case.pk, named=Named(late))
        with pytest.raises(Stale):
            close_unfounded(by=cast.officer, case_id=case.pk, outcome="示例", version=1)
    assert not counts(operator, facility)


def test_only_the_county_opens_cases(cast: Cast, facility: Facility) -> None:
    for actor in (cast.city, cast.operator(facility)):
        with as_actor(actor), pytest.raises(NotAllowed):
            open_case(by=actor, facility_id=facility.pk, account="示例", named=[Named(somebody())])


def test_u31_a_wrong_ban_is_lifted_with_its_trace(cast: Cast, facility: Facility) -> None:
    person, operator = somebody("示例·王一"), cast.operator(facility)
    employed(operator, facility, person)
    ban = banned(cast, person)
    assert not counts(operator, facility)
    with as_actor(cast.officer):
        note_appeal(by=cast.officer, ban_id=ban.pk, appeal=Appeal.UPHELD)
        with pytest.raises(Refused, check=lambda e: e.field == "reason"):
            propose_revocation(by=cast.officer, ban_id=ban.pk, reason=" ")
        propose_revocation(by=cast.officer, ban_id=ban.pk, reason="判决被撤销")
    assert not counts(operator, facility), "it holds until the second person agrees"
    with as_actor(cast.head):
        approve_revocation(by=cast.head, ban_id=ban.pk)
        row = Ban.objects.get(pk=ban.pk)
        events = list(AuditEvent.objects.filter(subject_type="staff.ban").order_by("id"))
    assert (row.state, row.revocation_reason) == (BanState.REVOKED, "判决被撤销")
    assert [e.event for e in events] == [
        "ban.proposed",
        "ban.approved",
        "ban.appeal_noted",
        "ban.revocation_proposed",
        "ban.revoked",
    ]
    assert counts(operator, facility)
    with nation_scope(reason="what was is not undone"):
        assert Absence.objects.get(ban_id=ban.pk).lifted_on == TODAY


def test_a_revocation_that_is_not_agreed_to_leaves_the_ban_in_force(cast: Cast) -> None:
    ban = banned(cast, somebody())
    with as_actor(cast.head):
        propose_revocation(by=cast.head, ban_id=ban.pk, reason="示例")
        with pytest.raises(Refused):
            approve_revocation(by=cast.head, ban_id=ban.pk)
        with pytest.raises(Refused):
            refuse_revocation(by=cast.head, ban_id=ban.pk)
    other = cast.city
    with as_actor(other):
        assert refuse_revocation(by=other, ban_id=ban.pk).state == BanState.IN_FORCE


def test_a_refused_ban_blocks_nobody(cast: Cast, facility: Facility) -> None:
    person, operator = somebody(), cast.operator(facility)
    employed(operator, facility, person)
    with as_actor(cast.officer):
        ban = propose_ban(by=cast.officer, person=person, facts=FINAL)
    with as_actor(cast.head):
        refuse_ban(by=cast.head, ban_id=ban.pk, note="示例：证据不足")
    assert counts(operator, facility)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (BanFacts(" ", "示例机关", TODAY), "document_number"),
        (BanFacts("1", "", TODAY), "decided_by_authority"),
        (BanFacts("1", "示例机关", TODAY, TODAY - timedelta(days=1)), "ends_on"),
    ],
)
def test_a_ban_needs_a_final_document_an_authority_and_sound_dates(
    cast: Cast, facts: BanFacts, field: str
) -> None:
    with as_actor(cast.officer), pytest.raises(Refused, check=lambda e: e.field == field):
        propose_ban(by=cast.officer, person=somebody(), facts=facts)


def test_the_nightly_comparison_meets_whoever_no_verb_met_and_is_harmless_to_repeat(
    cast: Cast, facility: Facility
) -> None:
    person, operator = somebody("示例·王一"), cast.operator(facility)
    banned(cast, person)
    with nation_scope(reason="a row that came past the verbs"):
        StaffMember.objects.create(
            region_id=facility.region_id,
            facility=facility,
            name=person.name,
            born_on=person.born_on,
            number_digest=person.number_digest,
            name_digest=person.name_digest,
            created_at=clock.now(),
        )
    assert (meet_bans(), meet_bans()) == (1, 0)
    with as_actor(operator):
        assert Absence.objects.get().kind == "BLOCKED"


people = st.tuples(st.integers(0, 5), st.sampled_from(["示例·王一", "示例·王二"]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(people, max_size=6), people)
def test_no_match_on_a_name_alone_and_no_miss_on_a_number(
    facility: Facility, known: list[tuple[int, str]], asked: tuple[int, str]
) -> None:
    """One number, one name: whoever stands under it otherwise is found, whoever shares a name only is not."""
    with nation_scope(reason="rows of a test"):
        StaffMember.objects.filter(facility=facility).delete()
        for serial, name in dict(known).items():
            person = somebody(name, number=number(serial=serial, place="360999"))
            StaffMember.objects.create(
                region_id=facility.region_id,
                facility=facility,
                name=name,
                born_on=person.born_on,
                number_digest=person.number_digest,
                name_digest=person.name_digest,
                created_at=clock.now(),
            )
    wanted = somebody(asked[1], number=number(serial=asked[0], place="360999"))
    found = under_another_name([(wanted.number_digest, wanted.name_digest)])
    standing = dict(known).get(asked[0])
    assert bool(found) == (standing is not None and standing != asked[1])


def test_blocks_of_many_people_are_found_in_two_statements(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    people = [somebody() for _ in range(20)]
    banned(cast, people[3])
    pairs = [(p.number_digest, p.name_digest) for p in people]
    blocks(pairs[:1], OUHAI, TODAY)
    with as_actor(cast.stranger), django_assert_num_queries(6):  # two of them, and the scope's own
        assert list(blocks(pairs, OUHAI, TODAY)) == [people[3].number_digest]


def test_officers_of_other_roles_cannot_touch_bans(cast: Cast) -> None:
    finance = cast.official(cast.officer.region_id, DepartmentKind.FINANCE, Role.FINANCE_MAKER)
    with as_actor(finance), pytest.raises(NotAllowed):
        propose_ban(by=finance, person=somebody(), facts=FINAL)


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
