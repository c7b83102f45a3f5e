"""One child in two places: found by the blind index, kept as a row on each side, and taken away when it ends."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from accounts.actors import Actor, system_actor
from audit.workflow import record
from facilities.models import DoubleEnrolment
from facilities.queries.children import Stay, stays_of_numbers
from kernel import clock
from kernel.periods import Period
from regions.scope import nation_scope

_LOCKS = 1024
_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('doubles', 0) + place) FROM unnest(%s::int[]) place"


def hold(digests: Iterable[bytes]) -> None:
    """Whoever compares children of these documents waits here for everybody else who does, until the commit.

    Of two facilities that enrol one child in the same moment the later one then sees the earlier one's row. Documents
    share a limited number of locks, so that a sheet of thousands takes no more than the server has; they are taken in
    one order. A verb that compares several documents holds them all at first.
    """
    places = sorted({int.from_bytes(digest[:4], "big") % _LOCKS for digest in digests})
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [places])


@transaction.atomic(savepoint=False)
def recheck(*, by: Actor, digest: bytes) -> int:
    """Compare all enrolments under one document anywhere in the country; how many children are now enrolled twice.

    Called by every verb that begins or ends an enrolment. Neither facility learns which the other one is.
    """
    hold([digest])
    with nation_scope(reason="one child, one month, one facility: look across all places"):
        stays = stays_of_numbers([digest])[digest]
        shared = {stay.child_id: _shared(stay.child_id, stay.facility_id, stays) for stay in stays}
        for stay in {stay.child_id: stay for stay in stays}.values():
            _write(by, stay, shared[stay.child_id])
    return sum(span is not None for span in shared.values())


def _shared(child_id: int, facility_id: int, stays: Iterable[Stay]) -> Period | None:
    """The latest days that a child spends here and, by its number, elsewhere too."""
    here = [stay.span for stay in stays if stay.child_id == child_id]
    there = [stay.span for stay in stays if stay.facility_id != facility_id]
    found = [both for one in here for other in there if (both := common(one, other)) is not None]
    return max(found, key=lambda span: (span.end is None, span.end or span.start), default=None)


def common(one: Period, other: Period) -> Period | None:
    """The days that two spans share; None without any."""
    if not one.overlaps(other):
        return None
    ends = [end for end in (one.end, other.end) if end is not None]
    return Period(max(one.start, other.start), min(ends, default=None))


def _write(by: Actor, stay: Stay, span: Period | None) -> None:
    row = DoubleEnrolment.objects.filter(child_id=stay.child_id, cleared_on=None).first()
    today: date = clock.today()
    if span is None:
        if row is not None:
            row.cleared_on = today
            row.save(update_fields=["cleared_on"])
            _note(by, row, "child.double_cleared")
    elif row is None:
        row = DoubleEnrolment.objects.create(
            region_id=stay.region_id, facility_id=stay.facility_id, child_id=stay.child_id,
            starts_on=span.start, ends_on=span.end, found_on=today,
        )  # fmt: skip
        _note(by, row, "child.double_found")
    elif (row.starts_on, row.ends_on) != (span.start, span.end):
        row.starts_on, row.ends_on = span.start, span.end
        row.save(update_fields=["starts_on", "ends_on"])


def _note(by: Actor, row: DoubleEnrolment, event: str) -> None:
    """On the trail of the facility concerned; who started it stays unsaid where they are of another one."""
    mine = row.facility_id in by.facilities or by.post is not None
    who = by if mine else system_actor("Register of children")
    record(by=who, event=event, region=row.region_id, subject=row, facility_id=row.facility_id)
