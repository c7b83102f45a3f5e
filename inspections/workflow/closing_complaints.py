"""Complaints that close by themselves: the complainant was answered and did not object in time."""

from datetime import date

from accounts.actors import system_actor
from inspections.enums import ComplaintState
from inspections.models import Complaint
from inspections.tables import COMPLAINT
from inspections.workflow.basis import save
from inspections.workflow.handling import note
from kernel import clock
from regions.scope import nation_scope

_PLATFORM = system_actor("Complaints without an objection")
PORTION = 200


def close_unobjected(on: date | None = None, *, portion: int = PORTION) -> int:
    """Close every answered complaint whose day for objections has passed; how many. A second run closes nothing."""
    day, closed = on or clock.today(), 0
    while True:
        with nation_scope(reason="answered complaints of all places close when their time has passed"):
            rows = Complaint.objects.select_for_update(of=("self",), skip_locked=True).filter(
                state=ComplaintState.ANSWERED, object_until__lt=day
            )
            batch = list(rows.order_by("object_until", "id")[:portion])
            for row in batch:
                step = COMPLAINT.target("close", row.state)
                save(row, state=ComplaintState(step.target), closed_on=day)
                note(_PLATFORM, row, step.event)
        closed += len(batch)
        if len(batch) < portion:
            return closed
