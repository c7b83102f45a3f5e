"""What every verb of inspections asks first, and how it writes down what it did."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import NotAllowed, Stale
from accounts.workflow import allow
from audit.queries import of_subject
from audit.wording.actors import who
from audit.workflow import record
from facilities.enums import ENDED_STATES
from facilities.models import Facility
from facilities.queries import locked
from inspections.errors import FacilityEnded, Refused
from inspections.models import Visit, VisitParty
from inspections.permissions import may_record
from kernel import clock
from regions import queries as regions
from regions.codes import ancestor
from regions.enums import Level
from registration.workflow.numbers import next_number


def living(facility_id: int) -> Facility:
    """The facility, locked. Raises Facility.DoesNotExist, and FacilityEnded for a cancelled or removed one."""
    facility = locked(facility_id)
    refuse_ended(facility)
    return facility


def refuse_ended(facility: Facility) -> None:
    if facility.state in ENDED_STATES:
        raise FacilityEnded(
            _("This facility has ended."), remedy=_("Nothing can be inspected or ordered there any more.")
        )


def locked_visit(by: Actor, visit_id: int, version: int | None = None) -> Visit:
    """The visit, locked, if `by` may record it. Raises Visit.DoesNotExist, NotAllowed, Stale."""
    row: Visit = (
        Visit.objects.select_for_update(of=("self",)).select_related("facility", "office").get(pk=visit_id)
    )
    parties = VisitParty.objects.filter(visit_id=visit_id).values_list("department_id", flat=True)
    if not (decision := may_record(by, row, set(parties))):
        raise NotAllowed(decision)
    check_version(row, version)
    return row


def planned_by(by: Actor, row: Visit) -> None:
    """Raise NotAllowed unless `by` may plan visits there."""
    allow(by, Action.INSPECTION_PLAN, row)


def check_version(row: Any, version: int | None) -> None:
    """Raise Stale, saying who changed the row and when, unless `version` is the stored one (None: not asked)."""
    if version is None or version == row.version:
        return
    last = next(reversed(of_subject(row)), None)
    raise Stale(
        _("Somebody changed this meanwhile."),
        version=row.version,
        changed_by=who(last) if last else "",
        changed_at=last.at if last else None,
    )


def save(row: Any, **values: Any) -> None:
    """Write fields of a row and count its version up."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])


def on_trail(by: Actor, event: str, row: Any, **data: Any) -> None:
    """An event about a row of a facility, in its place."""
    record(by=by, event=event, region=row.region_id, subject=row, facility_id=row.facility_id, data=data)


def said(text: str, *, field: str, most: int, missing: Any) -> str:
    """A text that has to be there, cut to no length: one that is too long is refused, never shortened."""
    kept = text.strip()
    if not kept:
        raise Refused(missing, code="MISSING", field=field)
    return short_enough(kept, field=field, most=most)


def short_enough(text: str, *, field: str, most: int) -> str:
    if len(text) > most:
        raise Refused(
            _("At most %(most)s characters; these are %(n)s.") % {"most": most, "n": len(text)},
            code="TOO_LONG",
            field=field,
        )
    return text


def numbered(region_id: int, series: str, word: str) -> str:
    """The next number of a series in the district: 章贡托改 2026-0012."""
    year, running = next_number(region=region_id, series=series)
    district = regions.name(ancestor(region_id, Level.DISTRICT))
    short = district[:-1] if 2 < len(district) <= 4 and district[-1] in "区县市" else district
    return f"{short}{word} {year}-{running:04d}"


def now_or_before(at: Any) -> Any:
    """The time that a phone says, never later than now: its clock may run fast."""
    return min(at, clock.now()) if at is not None else clock.now()
