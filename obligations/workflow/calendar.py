"""A new arrangement of working days is published: the open due dates it touches are counted again."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError
from audit.workflow import record
from kernel import clock
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
        apply_moves(by, found[start : start + _PORTION], reason=reason)
    return len(found)


def apply_moves(by: Actor, portion: Sequence[Move], *, reason: str, label: str = "") -> Counter[str]:
    """Write the dates that hold from now on, each with its event; returns what became of them (see Recount).

    A duty that was settled or moved in between is left alone. The caller owns the transaction.
    """
    rows = Obligation.objects.select_for_update(of=("self",)).in_bulk([move.id for move in portion])
    changed, became = [], Counter[str]()
    for move in portion:
        row = rows.get(move.id)
        if row is None or row.status != Status.OPEN or row.due_on != move.was:
            continue
        changed.append(_moved(row, move, label))
        became.update(move.became)
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
    fields = (
        "due_on",
        "due_status",
        "missing_years",
        "counted_days",
        "calendar_version",
        "moved_from",
        "moved_at",
        "moved_by",
        "moved_counted",
    )
    Obligation.objects.bulk_update(changed, fields)
    return became


def _moved(row: Obligation, move: Move, label: str) -> Obligation:
    """The row with the date that holds now. A kept later date keeps the days it was announced with."""
    row.due_on, row.due_status = move.due_on, move.status
    row.moved_from, row.moved_at, row.moved_counted = move.was, clock.now(), move.fresh
    row.missing_years = list(working_calendar().missing_years(row.trigger_on, move.fresh))
    if move.due_on == move.fresh:
        row.counted_days = [day.isoformat() for day in working_days_counted(row.trigger_on, move.due_on)]
        row.calendar_version = calendar_version(row.trigger_on, move.due_on)
    row.moved_by = label or row.calendar_version.split("+")[-1][:12]
    return row
