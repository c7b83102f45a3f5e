"""Attendance of a month: recorded day by day, closed and signed once, corrected openly afterwards. Never reopened."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from facilities.enums import MonthState
from facilities.errors import NotRight, WrongState
from facilities.models import AttendanceCorrection, AttendanceMonth, AttendanceRow, Child, Facility
from facilities.queries.attendance import marked_days, presences, sheet_of, stays, usual_service_days
from facilities.rules.attendance import (
    Presence,
    Refusal,
    count,
    last_day,
    packed,
    refused_days,
    span,
    unpacked,
)
from facilities.rules.faults import Fault
from facilities.workflow.basis import current, held, note
from kernel import clock
from kernel.periods import add_months

#: How a refused day is worded; %(days)s are days of the month.
WORDS = {
    Refusal.FUTURE: _("Days that have not come yet cannot be marked: %(days)s."),
    Refusal.NOT_ENROLLED: _("The child is not enrolled on these days: %(days)s."),
    Refusal.NO_SERVICE: _("The facility is closed on these days: %(days)s."),
    Refusal.NO_ENTRY_CHECK: _("No entry health check had been passed on these days: %(days)s."),
    Refusal.NO_RETURN_CHECK: _(
        "After so long an absence the child needs a new health check before these days: %(days)s."
    ),
}


@transaction.atomic
def mark(
    *, by: Actor, facility_id: int, month: date, child_id: int, day: int, present: bool
) -> tuple[AttendanceMonth, int]:
    """Whether a child came on a day. Returns the sheet and the child's days of the month as bits.

    The trail holds one event a person, sheet and day, not one a tick: what was signed is what counts.
    Raises NotRight, WrongState after the signature, NotAllowed, FacilityEnded.
    """
    facility, sheet = _open_sheet(by, facility_id, month)
    before = marked_days(facility.pk, month).get(child_id, 0)
    after = before | packed([day]) if present else before & ~packed([day])
    _write(facility, sheet, {child_id: after})
    _note_recording(by, facility, sheet)
    return sheet, after


@transaction.atomic
def record_days(
    *, by: Actor, facility_id: int, month: date, rows: Mapping[int, int], version: int | None = None
) -> AttendanceMonth:
    """The days of several children (id → bits) in the place of what stood there: all of them, or none.

    Raises NotRight with each child's faults under its id, Stale, WrongState, NotAllowed, FacilityEnded.
    """
    facility, sheet = _open_sheet(by, facility_id, month)
    current(sheet, version)
    _write(facility, sheet, rows)
    _note_recording(by, facility, sheet)
    return sheet


@transaction.atomic
def set_service_days(
    *, by: Actor, facility_id: int, month: date, days: Iterable[int], version: int | None = None
) -> AttendanceMonth:
    """The days on which the facility is open in a month; the working days unless somebody says otherwise.

    Raises NotRight where a child is marked on a day that would be closed.
    """
    facility, sheet = _open_sheet(by, facility_id, month)
    current(sheet, version)
    wanted = packed(days) & span(month, month, None)
    lost = 0
    for bits in marked_days(facility.pk, month).values():
        lost |= bits & ~wanted
    if lost:
        words = _("Children are marked on days that would be closed: %(days)s.") % {"days": _days(lost)}
        raise NotRight(
            [Fault("service_days", "MARKED", words, _("Take those marks away first, or keep the days open."))]
        )
    if wanted != sheet.service_days:
        before = sheet.service_days
        sheet.service_days = wanted
        _touch(sheet, "service_days")
        data = {"before": unpacked(before), "after": unpacked(wanted)}
        note(by, facility, "attendance.service_days", sheet, {**data, "month": month.isoformat()})
    return sheet


@transaction.atomic
def sign_month(*, by: Actor, facility_id: int, month: date, version: int | None = None) -> AttendanceMonth:
    """Close the month and sign it. From then on it can only be corrected, with a reason.

    Possible from its last service day on. Signing a signed month again changes nothing. Raises DomainError, Stale.
    """
    facility = held(by, Action.ATTENDANCE_SIGN, facility_id)
    sheet = _sheet(facility, month)
    if sheet.state == MonthState.SIGNED:
        return sheet
    current(sheet, version)
    last = month.replace(day=unpacked(sheet.service_days)[-1]) if sheet.service_days else last_day(month)
    if clock.today() < last:
        raise DomainError(
            _("The month is not over: its last service day is %(day)s.") % {"day": last},
            code="MONTH_RUNNING",
            remedy=_("Sign it on that day or later."),
        )
    marked = marked_days(facility.pk, month)
    before = sheet_of(facility.pk, add_months(month, -1))
    sheet.state, sheet.signer = MonthState.SIGNED, by.name
    sheet.signed_at, sheet.signed_by_id = clock.now(), by.user_id
    sheet.children_before = before.children if before and before.state == MonthState.SIGNED else None
    _sum_up(sheet, marked)
    _touch(sheet, "state", "signer", "signed_at", "signed_by", "children", "attended", "children_before")
    data = {"month": month.isoformat(), "children": sheet.children, "attended": sheet.attended}
    note(by, facility, "attendance.signed", sheet, {**data, "service_days": count(sheet.service_days)})
    return sheet


@transaction.atomic
def correct_days(
    *, by: Actor, facility_id: int, month: date, child_id: int, days: int, reason: str
) -> AttendanceCorrection | None:
    """Other days of one child in a signed month, kept as a correction beside what had been signed.

    None when nothing changes. Raises NotRight (also without a reason), WrongState while the month is open.
    """
    facility = held(by, Action.ATTENDANCE_SIGN, facility_id)
    sheet = _sheet(facility, month)
    if sheet.state != MonthState.SIGNED:
        raise WrongState(_("The month is still open: mark the days in its grid."))
    if not reason.strip():
        raise NotRight([Fault("reason", "REQUIRED", _("Say why the signed days were wrong."))])
    marked = marked_days(facility.pk, month)
    before = marked.get(child_id, 0)
    if before == days:
        return None
    _check(facility, sheet, {child_id: days}, marked)
    _store(facility, sheet, {child_id: days}, marked)
    row = AttendanceRow.objects.get(sheet=sheet, child_id=child_id)
    correction = AttendanceCorrection.objects.create(
        region_id=sheet.region_id,
        facility_id=facility.pk,
        row=row,
        days_before=before,
        days_after=days,
        reason=reason.strip()[:300],
        corrected_at=clock.now(),
        corrected_by_id=by.user_id,
    )
    _sum_up(sheet, {**marked, child_id: days})
    _touch(sheet, "children", "attended")
    data = {
        "month": month.isoformat(),
        "child": child_id,
        "before": unpacked(before),
        "after": unpacked(days),
    }
    note(by, facility, "attendance.corrected", correction, data, reason=reason.strip())
    return correction


def _open_sheet(by: Actor, facility_id: int, month: date) -> tuple[Facility, AttendanceMonth]:
    facility = held(by, Action.ATTENDANCE_RECORD, facility_id)
    sheet = _sheet(facility, month)
    if sheet.state == MonthState.SIGNED:
        raise WrongState(
            _("This month is closed and signed."),
            remedy=_("The manager can correct single children, with a reason."),
        )
    return facility, sheet


def _sheet(facility: Facility, month: date) -> AttendanceMonth:
    """The sheet of a month, made with its working days when nobody has opened it yet. The facility is locked."""
    if month.day != 1:
        raise ValueError("a month is named by its first day")
    if month > clock.today():
        raise NotRight([Fault("month", "FUTURE", _("This month has not begun."))])
    found = sheet_of(facility.pk, month)
    return found or AttendanceMonth.objects.create(
        region_id=facility.region_id, facility=facility, month=month, service_days=usual_service_days(month)
    )


def _write(facility: Facility, sheet: AttendanceMonth, rows: Mapping[int, int]) -> None:
    """Check the changed rows, then store them: all or none."""
    marked = marked_days(facility.pk, sheet.month)
    changed = {child: days for child, days in rows.items() if days != marked.get(child, 0)}
    if changed:
        _check(facility, sheet, changed, marked)
        _store(facility, sheet, changed, marked)
        _touch(sheet)


def _check(
    facility: Facility, sheet: AttendanceMonth, rows: Mapping[int, int], marked: Mapping[int, int]
) -> None:
    """Only days that are new are judged: what stands may be taken away whatever became of its reason."""
    found = presences(facility.region_id, sheet.month, stays(facility.pk, sheet.month, rows))
    known = set(Child.objects.filter(facility=facility, pk__in=list(rows)).values_list("id", flat=True))
    if set(rows) - known:
        raise Child.DoesNotExist
    faults = []
    for child_id, days in rows.items():
        presence = found.get(child_id, Presence(0, None))
        fresh = days & ~marked.get(child_id, 0)
        wrong = refused_days(
            sheet.month, days, service=sheet.service_days, child=presence, today=clock.today()
        )
        for refusal, bits in wrong:
            if bits & fresh:
                words = WORDS[refusal] % {"days": _days(bits & fresh)}
                faults.append(Fault(str(child_id), refusal.value, words))
    if faults:
        raise NotRight(faults)


def _store(
    facility: Facility, sheet: AttendanceMonth, rows: Mapping[int, int], marked: Mapping[int, int]
) -> None:
    AttendanceRow.objects.bulk_create(
        [
            AttendanceRow(
                region_id=sheet.region_id, facility=facility, sheet=sheet, child_id=child, days=days
            )
            for child, days in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "child"],
        update_fields=["days"],
    )


def _touch(sheet: AttendanceMonth, *names: str) -> None:
    sheet.version += 1
    sheet.save(update_fields=[*names, "version"])


def _sum_up(sheet: AttendanceMonth, marked: Mapping[int, int]) -> None:
    sheet.children = sum(bits > 0 for bits in marked.values())
    sheet.attended = sum(map(count, marked.values()))


def _note_recording(by: Actor, facility: Facility, sheet: AttendanceMonth) -> None:
    """One event a person, sheet and day."""
    now = clock.now()
    known = sheet.recorded_at is not None and clock.local_date(sheet.recorded_at) == clock.local_date(now)
    if known and sheet.recorded_by_id == by.user_id:
        return
    sheet.recorded_at, sheet.recorded_by_id = now, by.user_id
    sheet.save(update_fields=["recorded_at", "recorded_by"])
    note(by, facility, "attendance.recorded", sheet, {"month": sheet.month.isoformat()})


def _days(bits: int) -> str:
    return say("、").join(str(day) for day in unpacked(bits))
