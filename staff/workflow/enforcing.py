"""What an authority decided about a person holds at every facility of the country: days off duty, given and lifted.

The facility reads "blocked, contact authority X" and nothing else. Each facility's place has the event on its trail.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from accounts.actors import Actor, system_actor
from audit.workflow import Happened, record_all
from kernel import clock
from regions.codes import ancestor
from regions.enums import Level
from regions.scope import nation_scope
from staff.enums import AbsenceKind, BanScope
from staff.models import Absence, AbuseCase, Ban, CaseSubject
from staff.queries.matching import bans_in_force, rows_of
from staff.queries.ordered import blocked_people
from staff.workflow.checks import note_attempt, on_trail

_PLATFORM = system_actor("bans")


def suspend(*, by: Actor, case: AbuseCase, subjects: Iterable[CaseSubject], authority: str) -> int:
    """Whoever a case names is off duty from today, wherever they are employed. Returns at how many facilities."""
    pairs = [(bytes(s.number_digest), bytes(s.name_digest)) for s in subjects]
    people = rows_of(pairs)
    with nation_scope(reason="a suspension from duty holds at every facility of the country"):
        for member in people:
            _row, fresh = Absence.objects.get_or_create(
                member=member,
                case_id=case.pk,
                defaults={
                    "region_id": member.region_id,
                    "facility_id": member.facility_id,
                    "kind": AbsenceKind.SUSPENSION,
                    "starts_on": clock.today(),
                    "authority": authority,
                },
            )
            if fresh:
                on_trail(by, "staff.suspended", member, authority=authority)
    return len(people)


def block(*, by: Actor, ban: Ban) -> int:
    """Whoever is banned is off duty for the term of the ban, in the country or in its province. How many rows."""
    people = rows_of([(bytes(ban.number_digest), bytes(ban.name_digest))])
    if ban.scope == BanScope.PROVINCE:
        province = ancestor(ban.region_id, Level.PROVINCE)
        people = [member for member in people if ancestor(member.region_id, Level.PROVINCE) == province]
    with nation_scope(reason="a ban holds at every facility of its scope"):
        for member in people:
            Absence.objects.get_or_create(
                member=member,
                ban_id=ban.pk,
                defaults={
                    "region_id": member.region_id,
                    "facility_id": member.facility_id,
                    "kind": AbsenceKind.BLOCKED,
                    "starts_on": ban.starts_on,
                    "ends_on": ban.ends_on,
                    "authority": ban.authority.name,
                },
            )
            on_trail(by, "staff.blocked_by_ban", member, authority=ban.authority.name)
    return len(people)


def lift(*, by: Actor, on: date, case_id: int | None = None, ban_id: int | None = None) -> int:
    """From `on` the suspension of a case or the block of a ban no longer holds, anywhere. How many rows."""
    with nation_scope(reason="what an authority ordered everywhere is lifted everywhere"):
        rows = Absence.objects.filter(lifted_on__isnull=True).select_related("member")
        rows = rows.filter(case_id=case_id) if case_id is not None else rows.filter(ban_id=ban_id)
        return len([_lifted(by, row, on) for row in rows])


def release(*, by: Actor, subject: CaseSubject, on: date) -> None:
    """A ban took the place of the suspension of one person of a case."""
    members = [m.pk for m in rows_of([(bytes(subject.number_digest), bytes(subject.name_digest))])]
    with nation_scope(reason="what an authority ordered everywhere is lifted everywhere"):
        subject.released_on = on
        subject.save(update_fields=["released_on"])
        rows = Absence.objects.filter(case_id=subject.case_id, member_id__in=members, lifted_on__isnull=True)
        for row in rows.select_related("member"):
            _lifted(by, row, on)


def _lifted(by: Actor, row: Absence, on: date) -> Absence:
    row.lifted_on, row.version = on, row.version + 1
    row.save(update_fields=["lifted_on", "version"])
    on_trail(by, "staff.duty_allowed", row.member, since=str(on), kind=row.kind)
    return row


def note_blocked_staff(*, by: Actor, facility_id: int, attempt: str) -> int:
    """What a facility tried with blocked people on its staff goes on the trail of its place and of each authority."""
    found = blocked_people(facility_id, clock.today())
    for person in found:
        row = Absence.objects.get(pk=person.absence_id)
        with nation_scope(reason="the trail of the authority that ordered it"):
            model, pk = (Ban, row.ban_id) if row.ban_id is not None else (AbuseCase, row.case_id)
            region_id = model.objects.values_list("region_id", flat=True).get(pk=pk)
        note_attempt(
            by,
            attempt,
            places=(row.region_id, region_id),
            facility_id=facility_id,
            authority=person.authority,
            cause={"ban": row.ban_id} if row.ban_id is not None else {"case": row.case_id},
        )
    return len(found)


def meet_bans(facility_id: int | None = None) -> int:
    """Every ban in force and every open case against everybody on any staff, set-based; returns how many rows are new.

    With a facility, only its staff. Catches what no verb met: a name put right, a facility that moved to another
    province. Harmless to repeat.
    """
    today = clock.today()
    with nation_scope(reason="bans are compared with all staff of the country every night"):
        if not bans_in_force(today).exists() and not CaseSubject.objects.filter(released_on=None).exists():
            return 0
        with connection.cursor() as cursor:
            given = {"on": today, "facility": facility_id}
            cursor.execute(_MEET, given)
            fresh = [row[0] for row in cursor.fetchall()]
            cursor.execute(_MOVED_AWAY, given)
        rows = Absence.objects.filter(pk__in=fresh).select_related("member")
        record_all(by=_PLATFORM, happened=[_met(row) for row in rows])
    return len(fresh)


def after_event(event: str, facility_id: int) -> None:
    """A facility that lies elsewhere now meets the bans of that place at once, in the transaction that moved it."""
    if event == "facility.moved":
        meet_bans(facility_id)


def _met(row: Absence) -> Happened:
    facts = {"authority": row.authority}
    return Happened("staff.blocked_by_ban", row.region_id, row.member, row.facility_id, data=facts)


_MEET = """
INSERT INTO staff_absence (region_id, facility_id, member_id, kind, starts_on, ends_on, note, case_id, ban_id, authority, version)
SELECT m.region_id, m.facility_id, m.id, 'BLOCKED', b.starts_on, b.ends_on, ''::bytea, NULL, b.id, d.name, 1
FROM staff_ban b JOIN staff_staffmember m ON m.number_digest = b.number_digest AND m.name_digest = b.name_digest
JOIN accounts_department d ON d.id = b.authority_id
WHERE b.state = 'IN_FORCE' AND (b.ends_on IS NULL OR b.ends_on >= %(on)s) AND b.starts_on <= %(on)s
    AND (b.scope = 'NATION' OR b.province = m.province) AND (%(facility)s::bigint IS NULL OR m.facility_id = %(facility)s)
UNION ALL
SELECT m.region_id, m.facility_id, m.id, 'SUSPENSION', %(on)s, NULL, ''::bytea, c.id, NULL, d.name, 1
FROM staff_casesubject s JOIN staff_abusecase c ON c.id = s.case_id
JOIN staff_staffmember m ON m.number_digest = s.number_digest AND m.name_digest = s.name_digest
JOIN accounts_department d ON d.id = c.authority_id
WHERE (s.released_on IS NULL OR s.released_on > %(on)s) AND (%(facility)s::bigint IS NULL OR m.facility_id = %(facility)s)
ON CONFLICT DO NOTHING RETURNING id
"""
_MOVED_AWAY = """
UPDATE staff_absence a SET lifted_on = %(on)s, version = a.version + 1 FROM staff_ban b
WHERE b.id = a.ban_id AND a.lifted_on IS NULL AND b.scope = 'PROVINCE' AND b.province <> a.province
    AND (%(facility)s::bigint IS NULL OR a.facility_id = %(facility)s)
"""
