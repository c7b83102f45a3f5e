"""Complaints as the office sees them: the list, one complaint with its way, the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from inspections.enums import WAITING, ComplaintCategory, ComplaintResult, ComplaintState
from inspections.filters import COMPLAINT_TABS, ComplaintFilters
from inspections.models import Complaint, ComplaintStep, Finding
from inspections.presentation.findings import joined, paged
from inspections.presentation.words import FINDINGS
from inspections.queries import complaints as read
from inspections.tables import COMPLAINT
from kernel import clock
from kernel.due import Due, due_by, due_done
from kernel.presentation import Badge, Event
from policy.queries import working_days_between
from regions.keyset import Page
from regions.queries import below, name

COMPLAINTS: Mapping[str, Badge] = {
    ComplaintState.RECEIVED: Badge(ComplaintState.RECEIVED.label, "inbox", "warn"),
    ComplaintState.IN_HAND: Badge(ComplaintState.IN_HAND.label, "search", "accent"),
    ComplaintState.ANSWERED: Badge(ComplaintState.ANSWERED.label, "mail", "ok"),
    ComplaintState.CLOSED: Badge(ComplaintState.CLOSED.label, "circle-check", "ok"),
    ComplaintState.DECLINED: Badge(ComplaintState.DECLINED.label, "minus", "mute"),
}
URGENT = Badge(gettext_lazy("Today: a child was hurt"), "alert-triangle", "danger")
STEPS: Mapping[str, tuple[object, str]] = {
    "complaint.received": (gettext_lazy("Received"), "done"),
    "complaint.added": (gettext_lazy("The complainant says more"), "done"),
    "complaint.taken_up": (gettext_lazy("Taken up"), "done"),
    "complaint.classified": (gettext_lazy("What it is about was put right"), "done"),
    "complaint.assigned": (gettext_lazy("Given to somebody"), "done"),
    "complaint.located": (gettext_lazy("The facility was found"), "done"),
    "complaint.finding_ordered": (gettext_lazy("The facility was ordered to put something right"), "adverse"),
    "complaint.case_opened": (gettext_lazy("A case of abuse was opened"), "adverse"),
    "complaint.declined": (gettext_lazy("Not taken up"), "done"),
    "complaint.answered": (gettext_lazy("Answered"), "done"),
    "complaint.objected": (gettext_lazy("The complainant objects"), "adverse"),
    "complaint.closed": (gettext_lazy("Closed"), "done"),
}
_TABS = {
    "waiting": gettext_lazy("Waiting"),
    "abuse": gettext_lazy("A child was hurt"),
    "overdue": gettext_lazy("Overdue"),
    "mine": gettext_lazy("Mine"),
    "answered": gettext_lazy("Answered"),
    "closed": gettext_lazy("Closed"),
    "all": gettext_lazy("All"),
}


@dataclass(frozen=True)
class ComplaintLine:
    """One complaint in a list."""

    row: Complaint
    facility: object
    category: object
    place: str
    badge: Badge
    due: Due | None
    holder: str


def line_of(row: Complaint) -> ComplaintLine:
    return ComplaintLine(
        row,
        row.facility_name or _("described, in no list"),
        ComplaintCategory(row.category).label,
        name(row.region_id),
        COMPLAINTS[row.state],
        due_of(row),
        str(row.assignee or ""),
    )


def due_of(row: Complaint) -> Due | None:
    """What is left until the next day that is owed; of an answered one whether it was in time."""
    today = clock.today()
    if row.state in WAITING:
        if row.due_on is None:
            return None
        return due_by(row.due_on, today=today, left=working_days_between(today, row.due_on))
    if row.answered_on is not None and row.answer_by is not None:
        return due_done(row.answer_by, done_on=row.answered_on)
    return None


def list_context(
    filters: ComplaintFilters, page: Page, counts: Mapping[str, int], actor: Actor
) -> dict[str, Any]:
    """The list: tabs, filters, lines."""
    address = reverse("inspections:complaints")
    return {
        "lines": [line_of(row) for row in page.rows],
        "tabs": [_tab(tab, filters, counts, address) for tab in COMPLAINT_TABS],
        "bar": _bar(filters, actor),
        "filters": filters,
        "export_url": joined(reverse("inspections:complaints_export"), filters.query()),
        **paged(page, address, filters.query()),
    }


def _tab(tab: str, filters: ComplaintFilters, counts: Mapping[str, int], address: str) -> dict[str, Any]:
    query = {name: value for name, value in filters.query().items() if name != "tab"}
    query |= {"tab": tab} if tab != "waiting" else {}
    found: dict[str, Any] = {
        "label": _TABS[tab],
        "url": joined(address, query),
        "alarm": tab in ("abuse", "overdue") and counts.get(tab, 0) > 0,
        "current": filters.tab == tab,
    }
    return found | ({"count": counts[tab]} if tab in counts else {})


def _bar(filters: ComplaintFilters, actor: Actor) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    bar: list[dict[str, Any]] = [
        {"name": "category", "label": _("About"), "options": [everything, *ComplaintCategory.choices], "value": filters.category},
        *_days(filters),
    ]  # fmt: skip
    return [*_places(filters.place, actor), *bar]


def _days(filters: ComplaintFilters) -> list[dict[str, Any]]:
    return [
        {"name": "start", "label": _("Received from"), "kind": "date", "value": filters.start.isoformat() if filters.start else ""},
        {"name": "end", "label": _("to"), "kind": "date", "value": filters.end.isoformat() if filters.end else ""},
    ]  # fmt: skip


def _places(chosen: str, actor: Actor) -> list[dict[str, Any]]:
    if actor.post and (places := below(actor.post.region_id)) and places[0][0] % 10**6 == 0:
        options = [("", _("all")), *places]
        return [{"name": "place", "label": _("Division"), "options": options, "value": chosen}]
    return []


def complaint_context(row: Complaint, actor: Actor) -> dict[str, Any]:
    """One complaint with its way, its pictures, what came of it, and what this person can do."""
    steps = read.steps_of(row.pk)
    findings = read.findings_of({step.finding_id for step in steps})
    to = "the office that handles the complaint, on its page"
    texts = {
        each: getattr(row, each).disclosed(to=to)
        for each in ("text", "about", "named", "answer")
        if getattr(row, each)
    }
    return {
        "line": line_of(row),
        "complaint": row,
        "texts": texts,
        "urgent": URGENT if row.urgent and row.state in WAITING and row.case_id is None else None,
        "result": ComplaintResult(row.result).label if row.result else "",
        "pictures": [(each, reverse("inspections:complaint_file", args=[row.pk, each.pk])) for each in read.files_of(row.pk)],
        "events": [_event(step, findings) for step in reversed(steps)],
        "findings": [(each, FINDINGS[each.state]) for each in findings.values()],
        "case": read.case_of(row),
        "may_reveal": bool(row.contact) and bool(decide(actor, Action.COMPLAINT_CONTACT, row)),
        "acts": acts_of(row, actor),
    }  # fmt: skip


def _event(step: ComplaintStep, findings: Mapping[int, Finding]) -> Event:
    title, state = STEPS.get(step.event, (step.event, "done"))
    who = (
        step.by_name
        if step.event not in ("complaint.received", "complaint.added", "complaint.objected")
        else ""
    )
    text = (
        step.text.disclosed(to="the office that handles the complaint, on its timeline") if step.text else ""
    )
    url = reverse("inspections:finding", args=[step.finding_id]) if step.finding_id in findings else ""
    return Event(title, step.at, " · ".join(part for part in (who, text) if part), state, url)  # type: ignore[arg-type]


def acts_of(row: Complaint, actor: Actor) -> set[str]:
    """What this person can do with a complaint now: actions of the table."""
    if not decide(actor, Action.COMPLAINT_HANDLE, row):
        return set()
    acts = set(COMPLAINT.actions(row.state)) - {"add", "object"}
    if row.facility_id is not None:
        acts.discard("locate")
    else:
        acts -= {"order_from", "open_case"}
    pressing = row.urgent and row.case_id is None
    acts -= {"answer"} if pressing else {"open_case"}
    if not decide(actor, Action.CASE_MANAGE, row):
        acts.discard("open_case")
    return acts - ({"decline"} if row.case_id is not None else set())


def statistics_context(filters: ComplaintFilters, actor: Actor) -> dict[str, Any]:
    """How many by category, and how many were answered in time; rates always with n of N."""
    start, end = span_of(filters)
    rows = read.statistics(filters.place, start, end)
    return {
        "rows": [(ComplaintCategory(row.category).label, row) for row in rows],
        "whole": read.summed(rows),
        "start": start,
        "end": end,
        "bar": [*_places(filters.place, actor), *_days(ComplaintFilters(start=start, end=end))],
        "export_url": joined(reverse("inspections:complaints_statistics_export"), filters.query()),
    }


def span_of(filters: ComplaintFilters) -> tuple[Any, Any]:
    """The days that are counted: this year until today unless others are chosen."""
    today = clock.today()
    return filters.start or today.replace(month=1, day=1), filters.end or today


def names_of(rows: Sequence[Any]) -> list[tuple[int, str]]:
    """People on the staff as choices."""
    return [(row.pk, row.name) for row in rows]
