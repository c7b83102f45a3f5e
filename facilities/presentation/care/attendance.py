"""The grid of a month, its corrections, and roll against attendance against places over the months."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.enums import ENDED_STATES, MonthState
from facilities.models import AttendanceCorrection, AttendanceMonth, Child, Enrolment, Facility
from facilities.queries.attendance import (
    corrections_of,
    marked_days,
    presences,
    sheet_here,
    sheet_of,
    sheets_of,
    stays,
    usual_service_days,
)
from facilities.queries.children import name_here
from facilities.queries.roll import headcount, places_of_classes
from facilities.rules.attendance import (
    Presence,
    count,
    last_day,
    length,
    open_days,
    span,
    unpacked,
)
from kernel import clock
from kernel.periods import add_months
from kernel.presentation import Badge


@dataclass(frozen=True)
class GridCell:
    """`can`: it may be ticked, or its tick taken away."""

    day: int
    on: bool
    can: bool


@dataclass(frozen=True)
class GridRow:
    child_id: int
    name: str
    group: str
    cells: tuple[GridCell, ...]
    count: int
    corrected: bool = False


def month_named(text: str) -> date:
    """The first day of a month written 2026-05. Raises Http404 for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2100:
        raise Http404
    return found


def grid_context(
    facility: Facility, facilities: list[Facility], actor: Actor, month: date, query: Mapping[str, str]
) -> dict[str, Any]:
    """The sheet of a month: by class, whole or one day of it."""
    today = clock.today()
    sheet = sheet_of(facility.pk, month)
    service = sheet.service_days if sheet is not None else usual_service_days(month)
    found = stays(facility.pk, month)
    groups = _groups(found)
    chosen = query.get("class", "")
    group = int(chosen) if chosen.isdigit() and int(chosen) in groups else next(iter(groups), 0)
    day = _day(query.get("day", ""), month, service, today)
    signed = sheet is not None and sheet.state == MonthState.SIGNED
    corrections = corrections_of(sheet) if sheet is not None and signed else []
    corrected = {each.row.child_id for each in corrections}
    rows = _rows(facility, month, [e for e in found if e.class_group_id == group], service, day, corrected)
    return {
        "facility": facility,
        "facility_name": facility.name,
        "facilities": facilities,
        "month": month,
        "sheet": sheet,
        "version": sheet.version if sheet is not None else 1,
        "signed": signed,
        "badge": month_badge(signed),
        "rows": rows,
        "days": [(n, month.replace(day=n)) for n in ([day] if day else unpacked(service))],
        "day": day,
        "today": today,
        "group": group,
        "tabs_shown": _tabs(groups, group, day),
        "service": [(n, month.replace(day=n), bool(service >> (n - 1) & 1)) for n in range(1, length(month) + 1)],
        "before": _day_link(month, service, day, -1, group),
        "after": _day_link(month, service, day, 1, group),
        "open": facility.state not in ENDED_STATES and not signed and month <= today,
        "may_sign": bool(decide(actor, Action.ATTENDANCE_SIGN, facility)) and _over(month, service, today),
        "may_correct": signed and bool(decide(actor, Action.ATTENDANCE_SIGN, facility)),
        "corrections": correction_lines(corrections),
        "sum_children": sum(1 for row in rows if row.count),
        "sum_days": sum(row.count for row in rows),
    }  # fmt: skip


def month_badge(signed: bool) -> Badge:
    return (
        Badge(_("closed and signed"), "lock", "ok")
        if signed
        else Badge(_("not closed yet"), "edit", "accent")
    )


def _over(month: date, service: int, today: date) -> bool:
    last = month.replace(day=unpacked(service)[-1]) if service else last_day(month)
    return today >= last


def _groups(found: list[Enrolment]) -> dict[int, str]:
    """The classes that have children in the month, by name."""
    names = {each.class_group_id: each.class_group.name for each in found}
    return dict(sorted(names.items(), key=lambda pair: (pair[1], pair[0])))


def _day(text: str, month: date, service: int, today: date) -> int:
    """The one day that is shown; 0 for the whole month. "today" is the last service day up to today."""
    days = unpacked(service & span(month, month, today))
    if text == "today":
        return days[-1] if days else 0
    return int(text) if text.isdigit() and len(text) < 3 and int(text) in unpacked(service) else 0


def _day_link(month: date, service: int, day: int, step: int, group: int) -> str:
    days = unpacked(service)
    if day not in days or not 0 <= (at := days.index(day) + step) < len(days):
        return ""
    return f"?class={group}&day={days[at]}"


def _tabs(groups: Mapping[int, str], group: int, day: int) -> list[dict[str, Any]]:
    more = f"&day={day}" if day else ""
    return [
        {"label": name, "url": f"?class={number}{more}", "current": number == group}
        for number, name in groups.items()
    ]


def _rows(
    facility: Facility, month: date, found: list[Enrolment], service: int, day: int, corrected: set[int]
) -> list[GridRow]:
    """The children of one class; a child that moved during the month is offered only its days in this class."""
    marked = marked_days(facility.pk, month)
    facts = presences(facility.region_id, month, stays(facility.pk, month, {e.child_id for e in found}))
    here: dict[int, int] = defaultdict(int)
    for each in found:
        here[each.child_id] |= span(month, each.starts_on, each.ends_on)
    children: dict[int, Child] = {each.child_id: each.child for each in found}
    lines = []
    for child_id, child in children.items():
        bits = marked.get(child_id, 0)
        can = open_days(month, bits, service=service, child=facts[child_id], today=clock.today())
        lines.append(
            _row(
                child, found[0].class_group.name, bits, (can | bits) & here[child_id], service, day, corrected
            )
        )
    return sorted(lines, key=lambda row: (row.name, row.child_id))


def _row(
    child: Child, group: str, bits: int, can: int, service: int, day: int, corrected: set[int]
) -> GridRow:
    days = [day] if day else unpacked(service)
    cells = tuple(GridCell(n, bool(bits >> (n - 1) & 1), bool(can >> (n - 1) & 1)) for n in days)
    return GridRow(child.pk, name_here(child), group, cells, count(bits), child.pk in corrected)


@dataclass(frozen=True)
class CorrectionLine:
    name: str
    before: str
    after: str
    reason: str
    by: str
    at: Any


def correction_lines(rows: Iterable[AttendanceCorrection]) -> list[CorrectionLine]:
    """What was put right after the signature, in words."""
    return [
        CorrectionLine(
            name_here(each.row.child), days_words(each.days_before & ~each.days_after),
            days_words(each.days_after & ~each.days_before), each.reason, str(each.corrected_by or ""), each.corrected_at,
        )
        for each in rows
    ]  # fmt: skip


def days_words(bits: int) -> str:
    """Days of a month in words: 6、7、12."""
    return _("、").join(str(day) for day in unpacked(bits))


@dataclass(frozen=True)
class MonthLine:
    """`roll` and `places` are those of the month's last day; `rate`: (attended, possible) child-days."""

    month: date
    url: str
    badge: Badge
    service: int
    roll: int
    places: int
    children: int
    attended: int
    possible: int


def months_context(facility: Facility, facilities: list[Facility]) -> dict[str, Any]:
    """Roll against attendance against places, of the last twelve months."""
    today = clock.today()
    first = today.replace(day=1)
    months = [add_months(first, -n) for n in range(12)]
    sheets = sheets_of(facility.pk, months)
    lines = [
        _month_line(facility, month, sheets.get(month), today)
        for month in months
        if month == first or month in sheets or headcount(facility.pk, last_day(month))
    ]
    return {"facility": facility, "facility_name": facility.name, "facilities": facilities, "lines": lines}


def _month_line(facility: Facility, month: date, sheet: AttendanceMonth | None, today: date) -> MonthLine:
    day = min(last_day(month), today)
    service = sheet.service_days if sheet is not None else usual_service_days(month)
    so_far = count(service & span(month, month, day))
    marked = marked_days(facility.pk, month) if sheet is not None else {}
    roll = headcount(facility.pk, day)
    return MonthLine(
        month=month,
        url=reverse("facilities:attendance_month", args=[f"{month:%Y-%m}"]),
        badge=month_badge(sheet is not None and sheet.state == MonthState.SIGNED),
        service=count(service),
        roll=roll,
        places=places_of_classes(facility.pk, day) or facility.places,
        children=sum(bits > 0 for bits in marked.values()),
        attended=sum(map(count, marked.values())),
        possible=_possible(facility, month, service & span(month, month, day)) if so_far else 0,
    )


def _possible(facility: Facility, month: date, service: int) -> int:
    """Child-days that could have been attended: service days on which each child was enrolled."""
    return sum(count(span(month, e.starts_on, e.ends_on) & service) for e in stays(facility.pk, month))


def correct_context(facility: Facility, month: date, child: Child) -> dict[str, Any]:
    """One child of a signed month with the days that may be put right."""
    sheet = sheet_here(facility.pk, month)
    facts = presences(facility.region_id, month, stays(facility.pk, month, [child.pk]))
    bits = marked_days(facility.pk, month).get(child.pk, 0)
    presence = facts.get(child.pk, Presence(0, None))
    can = bits | open_days(month, bits, service=sheet.service_days, child=presence, today=clock.today())
    days = [
        (n, month.replace(day=n), bool(bits >> (n - 1) & 1), bool(can >> (n - 1) & 1))
        for n in unpacked(sheet.service_days)
    ]
    return {
        "facility": facility,
        "facility_name": facility.name,
        "month": month,
        "sheet": sheet,
        "child": child,
        "name": name_here(child),
        "days": days,
        "reason": "",
        "error": None,
    }
