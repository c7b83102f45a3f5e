"""Cases, suspensions and bans: who is kept from duty where, what a facility learns, and who decides (U17, U30, U31)."""

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
from kernel import clock
from kernel.transitions import IllegalTransition
from regions.scope import nation_scope
from staff.enums import Appeal, BanScope, BanState, CasePart
from staff.errors import Blocked, Refused, WrongState
from staff.models import Absence, AbuseCase, Ban, StaffMember
from staff.queries import countable, standings
from staff.queries.matching import blocks, under_another_name
from staff.workflow import (
    BanFacts,
    Named,
    Post,
    approve_ban,
    approve_revocation,
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


def test_who_proposed_decides_neither_the_refusal_nor_the_revocation_nor_its_refusal(cast: Cast) -> None:
    def same_person(act: Any, ban: Ban, **facts: Any) -> None:
        with pytest.raises(Refused, check=lambda e: e.code == "SAME_PERSON"):
            act(by=cast.head, ban_id=ban.pk, **facts)

    with as_actor(cast.head):
        waiting = propose_ban(by=cast.head, person=somebody(), facts=FINAL)
        same_person(refuse_ban, waiting, note="示例")
    ban = banned(cast, somebody())
    with as_actor(cast.head):
        propose_revocation(by=cast.head, ban_id=ban.pk, reason="示例")
        same_person(approve_revocation, ban)
        same_person(refuse_revocation, ban)
        ban.refresh_from_db()
        assert ban.state == "IN_FORCE" and ban.revocation_proposed_by_id == cast.head.user_id


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
