"""Reading attendance: a month's sheet with what may be marked, and the attended days that subsidies rest on."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from facilities.enums import HealthCheckKind, MonthState
from facilities.models import AttendanceCorrection, AttendanceMonth, AttendanceRow, Enrolment, HealthCheck
from facilities.rules.attendance import Presence, count, enrolled_days, last_day, length, packed, unpacked
from kernel.periods import Period
from policy.calendar import OutsideCalendar
from policy.errors import UnknownRule
from policy.queries import deadline, working_calendar


def sheet_of(facility_id: int, month: date) -> AttendanceMonth | None:
    """The sheet of a month, None while nobody has recorded anything. `month` is its first day."""
    return AttendanceMonth.objects.filter(facility_id=facility_id, month=month).first()


def sheet_here(facility_id: int, month: date) -> AttendanceMonth:
    """The sheet of a month. Raises AttendanceMonth.DoesNotExist while nobody has recorded anything."""
    found: AttendanceMonth = AttendanceMonth.objects.get(facility_id=facility_id, month=month)
    return found


def sheets_of(facility_id: int, months: Collection[date]) -> dict[date, AttendanceMonth]:
    """Month → its sheet, where somebody has recorded something."""
    rows = AttendanceMonth.objects.filter(facility_id=facility_id, month__in=list(months))
    return {sheet.month: sheet for sheet in rows}


def latest_sheets(facility_id: int, most: int) -> list[AttendanceMonth]:
    """The latest months that have a sheet, the latest first."""
    return list(AttendanceMonth.objects.filter(facility_id=facility_id).order_by("-month")[:most])


def corrections_of(sheet: AttendanceMonth) -> list[AttendanceCorrection]:
    """What was put right after the signature, the latest first, with child and person. One query."""
    rows = AttendanceCorrection.objects.filter(row__sheet=sheet).order_by("-id")
    return list(rows.select_related("row__child", "corrected_by"))


def usual_service_days(month: date) -> int:
    """The working days of a month as bits: what a sheet begins with. Beyond the calendar, its Mondays to Fridays."""
    calendar = working_calendar()

    def open_on(day: int) -> bool:
        try:
            return calendar.is_working(month.replace(day=day))
        except OutsideCalendar:
            return month.replace(day=day).weekday() < 5

    return packed(day for day in range(1, length(month) + 1) if open_on(day))


def stays(facility_id: int, month: date, child_ids: Collection[int] | None = None) -> list[Enrolment]:
    """The enrolments of a facility that touch a month, with child and class."""
    touches = Q(ends_on__isnull=True) | Q(ends_on__gte=month)
    rows = Enrolment.objects.filter(touches, facility_id=facility_id, starts_on__lte=last_day(month))
    if child_ids is not None:
        rows = rows.filter(child_id__in=list(child_ids))
    return list(rows.select_related("child", "class_group").order_by("starts_on", "id"))


def marked_days(facility_id: int, month: date) -> dict[int, int]:
    """Child → the days it came in a month, as bits."""
    rows = AttendanceRow.objects.filter(facility_id=facility_id, sheet__month=month)
    return dict(rows.values_list("child_id", "days"))


def last_days_before(child_ids: Collection[int], month: date) -> dict[int, date]:
    """Child → the last day it came before a month. One query."""
    rows = (
        AttendanceRow.objects.filter(child_id__in=list(child_ids), sheet__month__lt=month, days__gt=0)
        .order_by("child_id", "-sheet__month")
        .distinct("child_id")
        .values_list("child_id", "sheet__month", "days")
    )
    return {child: first.replace(day=unpacked(days)[-1]) for child, first, days in rows}


def last_attended(row: Enrolment) -> date | None:
    """The last day the child came during this enrolment."""
    months = AttendanceRow.objects.filter(child_id=row.child_id, days__gt=0)
    pairs = months.values_list("sheet__month", "days")
    stay = Period(row.starts_on, row.ends_on)
    days = (first.replace(day=day) for first, bits in pairs for day in unpacked(bits))
    return max((day for day in days if day in stay), default=None)


def return_check_from(region_id: int, last_attended: date) -> date | None:
    """From when the law asks for a new health check after the last day a child came (DL-18); None without a text."""
    try:
        return deadline(region_id, "return_health_check", last_attended).due_on
    except UnknownRule:
        return None


def presences(region_id: int, month: date, found: Collection[Enrolment]) -> dict[int, Presence]:
    """Child → what decides about its days in a month, for enrolments that touch it. Two queries."""
    spans: dict[int, list[Period]] = defaultdict(list)
    for each in found:
        spans[each.child_id].append(Period(each.starts_on, each.ends_on))
    before = last_days_before(spans, month)
    entries: dict[int, date] = {}
    passed: dict[int, list[date]] = defaultdict(list)
    checks = HealthCheck.objects.filter(child_id__in=list(spans), passed=True)
    for child, kind, day, card in checks.values_list("child_id", "kind", "done_on", "vaccinations_seen"):
        passed[child].append(day)
        if kind == HealthCheckKind.ENTRY and card:
            entries[child] = min(day, entries.get(child, day))
    return {
        child: Presence(
            enrolled=enrolled_days(month, held),
            entered_on=entries.get(child),
            last_before=before.get(child),
            check_from=return_check_from(region_id, before[child]) if child in before else None,
            returned_on=tuple(passed[child]),
        )
        for child, held in spans.items()
    }


@dataclass(frozen=True)
class AttendedChild:
    """One child in one month. `spans`: its enrolments with their care mode, as they touch the month."""

    child_id: int
    number_digest: bytes
    born_on: date
    days: int
    spans: tuple[tuple[Period, str], ...]


@dataclass(frozen=True)
class Attended:
    """A month of a facility: what subsidies rest on. Days are numbers of days; only a signed month is final."""

    month: date
    signed: bool
    service_days: int
    children: tuple[AttendedChild, ...]


def attended(facility_id: int, month: date) -> Attended:
    """Attended days per enrolled child of a month (`month` is its first day), corrections included. Three queries."""
    sheet = sheet_of(facility_id, month)
    marked = marked_days(facility_id, month)
    by_child: dict[int, list[Enrolment]] = defaultdict(list)
    for each in stays(facility_id, month):
        by_child[each.child_id].append(each)
    return Attended(
        month=month,
        signed=sheet is not None and sheet.state == MonthState.SIGNED,
        service_days=count(sheet.service_days if sheet is not None else usual_service_days(month)),
        children=tuple(
            AttendedChild(
                child_id=child,
                number_digest=bytes(held[0].child.number_digest),
                born_on=held[0].child.born_on,
                days=count(marked.get(child, 0)),
                spans=tuple((Period(e.starts_on, e.ends_on), e.care_mode) for e in held),
            )
            for child, held in sorted(by_child.items())
        ),
    )
