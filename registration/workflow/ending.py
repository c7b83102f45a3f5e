"""Filed papers that end soon: the facility is told in time, each stage once, however many nights were missed."""

from datetime import date, timedelta

from kernel import clock
from messaging.queries.reach import operators_of
from messaging.workflow import tell
from regions.scope import nation_scope
from registration.facts import ends_on
from registration.models import FilingMaterial
from registration.queries.ending import ending_materials, told_keys, unended_materials

TELL_TASK = "registration.tell_ending"
EVENT = "material_ending"
#: Calendar days before the last day; -1: it has ended. Not law: a lease or a licence takes weeks to renew.
STAGES = (60, 30, 7, 0, -1)
_PORTION = 500


def tell_ending() -> int:
    """Tell whoever acts for a facility of every filed paper at the newest stage that has come; returns new messages.

    The paper of the newest accepted filing counts; one that was replaced is not spoken of any more.
    """
    written, today = 0, clock.today()
    with nation_scope(reason="papers that end soon are looked for in all places"):
        for rows in ending_materials(today + timedelta(days=STAGES[0]), portion=_PORTION):
            written += sum(_tell(row, today) for row in _untold(rows, today))
    return written


def _untold(rows: list[FilingMaterial], today: date) -> list[FilingMaterial]:
    told = told_keys(EVENT, [row.pk for row in rows])
    return [row for row in rows if (row.pk, _key(row, today)) not in told]


def _tell(row: FilingMaterial, today: date) -> int:
    return tell(
        event=EVENT,
        subject=row,
        key=_key(row, today),
        to=operators_of(row.facility_id, today),
        facility_id=row.facility_id,
        facts={"ends_on": str(row.ends_on), "code": row.code},
    )


def _key(row: FilingMaterial, today: date) -> str:
    return f"{row.ends_on}:{stage_of((row.ends_on - today).days if row.ends_on else 0)}"


def fill_ends() -> int:
    """Give papers of an earlier version their last day, as their sealed facts state it; returns how many have one now.

    A paper whose facts name no day stays without one. Each portion commits alone; who repeats it finds nothing to do.
    """
    filled, after = 0, 0
    while True:
        with nation_scope(reason="papers of an earlier version, in all places, get their last day"):
            rows = unended_materials(after, portion=_PORTION)
            for row in rows:
                row.ends_on = ends_on(row.facts)
            dated = [row for row in rows if row.ends_on]
            FilingMaterial.objects.bulk_update(dated, ["ends_on"])
        if not rows:
            return filled
        filled, after = filled + len(dated), rows[-1].pk


def stage_of(days_left: int) -> int:
    """The newest stage that has come, with so many days left (at most the first stage's)."""
    return min((stage for stage in STAGES if stage >= days_left), default=STAGES[-1])
