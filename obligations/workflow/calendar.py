"""A new arrangement of working days is published: the open due dates it touches are counted again."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError
from audit.workflow import record
from obligations.enums import Status
from obligations.models import Obligation
from obligations.queries.effects import MOVED, Move, moves
from policy.queries import calendar_version, working_calendar, working_days_counted

_PORTION = 500


@transaction.atomic
def recompute_due_dates(*, by: Actor, reason: str) -> int:
    """Count every open due date of the scope anew under today's calendar; returns how many moved or became firm.

    A facility's announced date may only become later, an authority's new date holds either way (domain 7.11). What
    was announced stays on the trail. A second run changes nothing. Only the platform itself does this: raises
    DomainError for a person.
    """
    if not by.system:
        raise DomainError(_("Due dates are counted anew by the platform when a calendar is published."))
    found = list(moves())
    for start in range(0, len(found), _PORTION):
        _apply(by, found[start : start + _PORTION], reason)
    return len(found)


def _apply(by: Actor, portion: Sequence[Move], reason: str) -> None:
    rows = Obligation.objects.select_for_update(of=("self",)).in_bulk([move.id for move in portion])
    changed = []
    for move in portion:
        row = rows.get(move.id)
        if row is None or row.status != Status.OPEN or row.due_on != move.was:
            continue
        changed.append(_moved(row, move))
        record(
            by=by,
            event=MOVED,
            region=row.region_id,
            subject=row,
            facility_id=row.facility_id,
            reason=reason,
            data={
                "rule": row.rule,
                "from": str(move.was),
                "to": str(move.due_on),
                "counted": str(move.fresh),
                "status": move.status,
                "calendar": row.calendar_version,
            },
        )
    fields = ("due_on", "due_status", "missing_years", "counted_days", "calendar_version")
    Obligation.objects.bulk_update(changed, fields)


def _moved(row: Obligation, move: Move) -> Obligation:
    """The row with the date that holds now. A kept later date keeps the days it was announced with."""
    row.due_on, row.due_status = move.due_on, move.status
    row.missing_years = list(working_calendar().missing_years(row.trigger_on, move.fresh))
    if move.due_on == move.fresh:
        row.counted_days = [day.isoformat() for day in working_days_counted(row.trigger_on, move.due_on)]
        row.calendar_version = calendar_version(row.trigger_on, move.due_on)
    return row
