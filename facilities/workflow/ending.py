"""What ends with a facility: every enrolment and every class."""

from datetime import date

from django.db import transaction
from django.db.models import F

from accounts.actors import Actor
from facilities.enums import LeavingReason
from facilities.models import ClassGroup, Enrolment, Facility
from facilities.queries.attendance import last_attended
from facilities.workflow.basis import note, save
from facilities.workflow.doubles import hold, recheck


@transaction.atomic(savepoint=False)
def end_care(*, by: Actor, facility: Facility, on: date) -> int:
    """The facility ended: its enrolments end on that day, its classes close. Returns how many children left.

    The caller has checked its right.
    """
    rows = list(Enrolment.objects.filter(facility=facility, ends_on=None).select_related("child"))
    hold(bytes(row.child.number_digest) for row in rows)
    for row in rows:
        last = max(on, row.starts_on, last_attended(row) or on)
        save(row, ends_on=last, leaving_reason=LeavingReason.FACILITY_ENDED.value)
        recheck(by=by, digest=bytes(row.child.number_digest))
    running = ClassGroup.objects.filter(facility=facility, closed_on=None)
    running.filter(opened_on__lte=on).update(closed_on=on, version=F("version") + 1)
    running.update(closed_on=F("opened_on"), version=F("version") + 1)
    if rows:
        note(by, facility, "child.all_left", facility, {"children": len(rows), "on": on.isoformat()})
    return len(rows)
