"""The duties that a registration brings: the office owes the push, the facility owes its filing."""

from datetime import date

from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.models import Department
from accounts.queries import department_for
from facilities.enums import FacilityState
from facilities.models import Facility
from obligations.models import Obligation
from obligations.workflow import about_facility, cancel, open_obligation, open_row, supersede
from policy.enums import EntityKind
from registration.models import Registration

FILING_RULES = ("filing", "family_home_filing")


def owe_push(*, by: Actor, registration: Registration) -> None:
    """The office owes the push from the day of approval. A duty of another office, place or day is replaced.

    Where the office is not set up here, nobody can be held to it.
    """
    row = registration
    if row.registrar_id is None:
        return
    before = open_row(row, "registration_push")
    if before is not None and not _fits(before, row, row.registrar_id):
        before = supersede(by=by, subject=row, rule="registration_push", event="registration.restated")
    duty = open_obligation(
        by=by,
        rule="registration_push",
        subject=row,
        trigger=row.approved_on,
        trigger_event="registration_approved",
        owner=row.registrar,
        facility_id=row.facility_id,
        replaces=_predecessor(before, row),
    )
    if duty.facility_id is None and row.facility_id is not None:
        about_facility(duty=duty, facility_id=row.facility_id)


def owe_filing(*, by: Actor, registration: Registration) -> None:
    """The facility owes its filing from the day of approval, unless it has filed already (N25 art. 8, N28 art. 5).

    A filing duty that was counted from another day, or under another rule, is replaced, visibly.
    """
    row, facility = registration, registration.facility
    if facility is None or facility.state != FacilityState.REGISTERED or has_submitted(facility):
        return
    rule = filing_rule(row.entity_kind)
    before = next((d for name in FILING_RULES if (d := open_row(row, name)) is not None), None)
    if before is not None and (before.rule != rule or not _fits(before, row, before.owner_id)):
        before = supersede(by=by, subject=row, rule=before.rule, event="registration.restated")
    open_obligation(
        by=by,
        rule=rule,
        subject=row,
        trigger=row.approved_on,
        trigger_event="registration_approved",
        facility_id=facility.pk,
        replaces=_predecessor(before, row),
    )


def move_filing_duty(*, by: Actor, old: Registration, new: Registration) -> None:
    """The duty to file follows from the corrected registration now; the old one is superseded, visibly."""
    for rule in FILING_RULES:
        if (before := supersede(by=by, subject=old, rule=rule, event="registration.corrected")) is not None:
            open_obligation(
                by=by,
                rule=filing_rule(new.entity_kind),
                subject=new,
                trigger=new.approved_on,
                trigger_event="registration_approved",
                facility_id=new.facility_id,
                replaces=_predecessor(before, new),
            )


def drop_duties(*, by: Actor, registration: Registration, event: str) -> None:
    """What a registration asked for falls away with it."""
    for rule in ("registration_push", *FILING_RULES):
        cancel(by=by, subject=registration, rule=rule, event=event)


def filing_rule(entity_kind: str) -> str:
    return "family_home_filing" if entity_kind == EntityKind.FAMILY_CHILDCARE_HOME else "filing"


def has_submitted(facility: Facility) -> bool:
    return facility.filings.filter(first_submitted_at__isnull=False).exists()


def health_office(region_id: int) -> Department | None:
    """The county health authority that receives pushes and filings of a region."""
    return department_for(region_id, (DepartmentKind.HEALTH,))


def _fits(duty: Obligation, row: Registration, owner_id: int | None) -> bool:
    known: tuple[date, int, int | None] = (duty.trigger_on, duty.region_id, duty.owner_id)
    return known == (row.approved_on, row.region_id, owner_id)


def _predecessor(before: Obligation | None, row: Registration) -> Obligation | None:
    """The duty that a new one names as replaced: only inside one division, as the key of both demands."""
    if before is None or before.region_id != row.region_id or before.status == "OPEN":
        return None
    return before
