"""A child begins, moves to another class, leaves. Enrolments of one child never overlap at a facility."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from facilities.enums import CareMode, LeavingReason
from facilities.errors import NotRight, WrongState
from facilities.models import Child, ClassGroup, Enrolment, Facility
from facilities.queries.attendance import last_attended
from facilities.queries.children import spans_of
from facilities.queries.roll import bands, running
from facilities.rules.enrolment import Seat, overlapping, warnings
from facilities.rules.faults import Fault
from facilities.workflow.basis import current, held, note, save
from facilities.workflow.children import held_child
from facilities.workflow.doubles import recheck
from kernel import clock
from kernel.periods import Period

#: An enrolment may be entered so long before it begins: further ahead is a slip of the year.
AHEAD = timedelta(days=366)


@transaction.atomic
def enrol(
    *,
    by: Actor,
    child_id: int,
    class_id: int,
    starts_on: date,
    care_mode: str = "",
    ends_on: date | None = None,
) -> Enrolment:
    """The child belongs to a class from a day on. Care begins once the entry check is passed (R-ENR-1).

    `care_mode` '' is that of the class. A full class or another age is worth a warning (`seat_warnings`), not a
    refusal. Raises NotRight, WrongState without consent, NotAllowed, FacilityEnded.
    """
    child, facility = held_child(by, child_id)
    if child.consent_withdrawn_on is not None:
        raise WrongState(_("The guardian withdrew the consent."), remedy=_("Record a new consent first."))
    group = ClassGroup.objects.get(pk=class_id, facility_id=facility.pk)
    mode = care_mode or group.care_mode
    faults = _faults(child, group, mode, starts_on, ends_on)
    if faults:
        raise NotRight(faults)
    row = Enrolment.objects.create(
        region_id=child.region_id,
        facility_id=child.facility_id,
        child=child,
        class_group=group,
        care_mode=mode,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    note(by, facility, "child.enrolled", row, {"class": group.pk, "from": starts_on.isoformat()})
    recheck(by=by, digest=bytes(child.number_digest))
    return row


@transaction.atomic
def move_class(
    *,
    by: Actor,
    enrolment_id: int,
    class_id: int,
    on: date,
    care_mode: str = "",
    version: int | None = None,
) -> Enrolment:
    """From a day on the child is in another class: the old enrolment ends the day before. Returns the new one."""
    row, facility = _held_enrolment(by, enrolment_id)
    current(row, version)
    group = ClassGroup.objects.get(pk=class_id, facility_id=facility.pk)
    if (row.ends_on is not None and row.ends_on < on) or on < row.starts_on:
        raise NotRight([Fault("on", "DAY", _("On this day the child is not enrolled."))])
    faults = _class_faults(group, on, row.ends_on)
    if group.pk == row.class_group_id and (care_mode or row.care_mode) == row.care_mode:
        faults.append(Fault("class_group", "SAME", _("The child is in this class already.")))
    if faults:
        raise NotRight(faults)
    mode = care_mode or group.care_mode
    if on == row.starts_on:
        save(row, class_group=group, care_mode=mode)
        fresh = row
    else:
        last = row.ends_on
        save(row, ends_on=on - timedelta(days=1), leaving_reason=LeavingReason.CLASS_CHANGE.value)
        fresh = Enrolment.objects.create(
            region_id=row.region_id, facility_id=row.facility_id, child_id=row.child_id, class_group=group,
            care_mode=mode, starts_on=on, ends_on=last,
        )  # fmt: skip
    note(by, facility, "child.moved_class", fresh, {"class": group.pk, "from": on.isoformat()})
    return fresh


@transaction.atomic
def leave(
    *, by: Actor, enrolment_id: int, on: date, reason: str, version: int | None = None
) -> Enrolment | None:
    """The child's last day. Entered by mistake and never attended, the enrolment is taken away altogether (None).

    Raises NotRight where the child came after that day, Stale.
    """
    row, facility = _held_enrolment(by, enrolment_id)
    current(row, version)
    if reason not in LeavingReason.values or reason == LeavingReason.CLASS_CHANGE:
        raise NotRight([Fault("reason", "UNKNOWN", _("Choose from the list."))])
    digest = bytes(row.child.number_digest)
    came = last_attended(row)
    if reason == LeavingReason.MISTAKE:
        if came is not None:
            raise NotRight(
                [Fault("reason", "ATTENDED", _("The child came during this enrolment: it was no mistake."))]
            )
        note(by, facility, "child.enrolment_removed", row, {"from": row.starts_on.isoformat()})
        row.delete()
        recheck(by=by, digest=digest)
        return None
    if not row.starts_on <= on <= clock.today() + AHEAD:
        raise NotRight([Fault("on", "DAY", _("Give a day between the first day and a year from now."))])
    if came is not None and came > on:
        raise NotRight(
            [Fault("on", "ATTENDED", _("The child came after this day, last on %(day)s.") % {"day": came})]
        )
    if other := overlapping(Period(row.starts_on, on), spans_of(row.child_id, but=row.pk)):
        raise NotRight([_overlap("on", other)])
    save(row, ends_on=on, leaving_reason=reason)
    note(by, facility, "child.left", row, {"on": on.isoformat(), "reason": reason})
    recheck(by=by, digest=digest)
    return row


def seat_warnings(child: Child, group: ClassGroup, on: date) -> list[Fault]:
    """What is worth knowing before the child is put into a class on a day: its age, and how full the class is."""
    taken = Enrolment.objects.filter(running(on), class_group=group).exclude(child=child).count()
    return warnings(child.born_on, Seat(bands(group.region_id, on).get(group.kind), group.places, taken), on)


def _faults(child: Child, group: ClassGroup, mode: str, starts_on: date, ends_on: date | None) -> list[Fault]:
    found = _class_faults(group, starts_on, ends_on)
    if mode not in CareMode.values:
        found.append(Fault("care_mode", "UNKNOWN", _("Choose from the list.")))
    if starts_on < child.born_on:
        found.append(Fault("starts_on", "BEFORE_BIRTH", _("This day lies before the birth.")))
    elif starts_on > clock.today() + AHEAD:
        found.append(Fault("starts_on", "FAR_AHEAD", _("This day is more than a year ahead.")))
    if ends_on is not None and ends_on < starts_on:
        found.append(Fault("ends_on", "BEFORE_START", _("The end lies before the start.")))
    elif not found and (other := overlapping(Period(starts_on, ends_on), spans_of(child.pk))):
        found.append(_overlap("starts_on", other))
    return found


def _overlap(field: str, other: Period) -> Fault:
    words = (
        _("The child is enrolled already from %(start)s to %(end)s.")
        if other.end
        else _("The child is enrolled already since %(start)s.")
    )
    return Fault(
        field,
        "OVERLAPS",
        words % {"start": other.start, "end": other.end},
        _("Record when the child left, or move it to another class."),
    )


def _class_faults(group: ClassGroup, starts_on: date, ends_on: date | None) -> list[Fault]:
    if group.closed_on is not None and (ends_on is None or ends_on > group.closed_on):
        return [Fault("class_group", "CLASS_CLOSED", _("This class is closed."))]
    if starts_on < group.opened_on:
        return [
            Fault(
                "starts_on",
                "BEFORE_CLASS",
                _("The class opened on %(day)s.") % {"day": group.opened_on},
            )
        ]
    return []


def _held_enrolment(by: Actor, enrolment_id: int) -> tuple[Enrolment, Facility]:
    facility_id = Enrolment.objects.values_list("facility_id", flat=True).get(pk=enrolment_id)
    facility = held(by, Action.CHILD_MANAGE, facility_id)
    return Enrolment.objects.select_related("child", "class_group").get(pk=enrolment_id), facility
