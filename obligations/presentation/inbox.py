"""Everything the inbox page shows: tabs, filters, groups, and the column beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.enums import REGISTRARS, DepartmentKind
from audit.queries import latest
from audit.wording import timeline_event
from kernel import clock
from kernel.presentation import Event
from obligations.enums import FACILITY
from obligations.filters import InboxFilters
from obligations.presentation.effects import recount_context
from obligations.presentation.lines import Line, lines, short_office
from obligations.queries.counts import OfficeRate, on_time_rates, provisional_count
from obligations.queries.effects import latest_recount
from obligations.queries.inbox import CAP, WATCHERS, Horizon, inbox_page, tab_counts
from obligations.subjects import subject
from obligations.wording import RULES
from policy.enums import DayKind
from policy.queries import deadline_rules, document, working_calendar
from regions.queries import below

TAB_NAMES = {
    "all": lambda: _("All"),
    "overdue": lambda: _("Overdue"),
    "today": lambda: _("Today"),
    "week": lambda: _("This week"),
    "prompt": lambda: _("Promptly"),
    "later": lambda: _("Later"),
}
RECENT = ("filing.submitted", "filing.resubmitted", "filing.receipt_issued", "registration.pushed",
          "filing.noncompliance_notified", "filing.verified", "filing.rectification_reported")  # fmt: skip
PUSHED = ("registration.pushed", "registration.corrected", "registration.change_pushed",
          "registration.cancellation_pushed")  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Lines under one heading. `shown` may be fewer than `count` when the page ends inside the group."""

    key: str
    title: str
    count: int
    lines: list[Line]


def list_context(actor: Actor, filters: InboxFilters, query: QueryDict) -> dict[str, Any]:
    """The list with its tabs, filters and pager."""
    counts = tab_counts(actor, filters)
    found = inbox_page(actor, filters, query)
    return {
        "filters": filters,
        "tabs_shown": _tabs(filters, counts),
        "bar": filter_choices(actor, filters),
        "groups": _groups(found.rows, lines(found.rows, actor), counts),
        "shown": len(found.rows),
        "total": None if counts[filters.tab] >= CAP else counts[filters.tab],
        "next_url": _address(filters, after=found.next) if found.next else "",
        "previous_url": _address(filters, before=found.previous) if found.previous else "",
        "clear_url": _address(InboxFilters(tab=filters.tab)) if filters.narrowed else "",
        "export_query": urlencode(filters.query()),
        "filters_said": "、".join(filters_said(filters, actor)),
        "week": week_notes(clock.today()),
        "week_end": _last_working_day(Horizon(clock.today()).week_end),
    }


def _address(filters: InboxFilters, **more: str) -> str:
    query = urlencode({**filters.query(), **more})
    return reverse("obligations:inbox") + (f"?{query}" if query else "")


def _tabs(filters: InboxFilters, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": words(),
            "url": _address(replace(filters, tab=name)),
            "count": counts[name],
            "alarm": name == "overdue" and counts[name] > 0,
            "current": name == filters.tab,
        }
        for name, words in TAB_NAMES.items()
    ]


def _groups(rows: list[Any], drawn: list[Line], counts: Mapping[str, int]) -> list[Group]:
    horizon = Horizon(clock.today())
    groups: dict[str, list[Line]] = {}
    for row, line in zip(rows, drawn, strict=True):
        groups.setdefault(horizon.group_of(row), []).append(line)
    return [Group(key, TAB_NAMES[key](), counts[key], held) for key, held in groups.items()]


def filter_choices(actor: Actor, filters: InboxFilters) -> list[dict[str, Any]]:
    """The selects of the filter bar, each with what can occur in this place."""
    everything = ("", _("all"))
    region = actor.post.region_id if actor.post else 0
    found: list[dict[str, Any]] = [
        {"name": "rule", "label": _("Matter"), "options": [everything, *_rules()], "value": filters.rule},
        {"name": "owner", "label": _("With"), "options": _owners(), "value": filters.owner},
    ]
    if places := below(region):
        found.append(
            {
                "name": "place",
                "label": _("Division"),
                "options": [everything, *places],
                "value": filters.place,
            }
        )
    found.append(
        {
            "name": "source",
            "label": _("Source"),
            "options": [everything, *_sources(region)],
            "value": filters.source,
        }
    )
    found.append(
        {
            "name": "office",
            "label": _("Owed by"),
            "options": [everything, *_offices()],
            "value": filters.office,
        }
    )
    tick = {"kind": "tick", "name": "provisional", "label": _("Provisional only")}
    return [*found, {**tick, "checked": filters.provisional}]


def filters_said(filters: InboxFilters, actor: Actor) -> list[str]:
    """The chosen filters in words, for a list they emptied."""
    said = []
    for choice in filter_choices(actor, filters):
        if choice.get("kind") == "tick":
            said += [str(choice["label"])] if choice["checked"] else []
        elif choice["value"]:
            said += [str(words) for value, words in choice["options"] if str(value) == choice["value"]]
    return said


def _rules() -> list[tuple[str, object]]:
    return [(name, words.do) for name, words in RULES.items()]


def _owners() -> list[tuple[str, str]]:
    return [
        ("", _("everybody")),
        ("mine", _("given to me")),
        ("office", _("my office")),
        ("facility", _("facilities")),
    ]


def _sources(region: int) -> list[tuple[str, object]]:
    """The documents whose duties bind in this place today."""
    rules = deadline_rules(region, clock.today())
    codes = dict.fromkeys(rule.source.code for rule in rules if rule.name in RULES)
    documents = ((code, document(code)) for code in codes)
    return [(code, str(found.short)) for code, found in documents if found]


def _offices() -> list[tuple[str, object]]:
    kinds = [DepartmentKind.HEALTH, *sorted(REGISTRARS)]
    return [(kind.value, kind.label) for kind in kinds] + [(FACILITY, _("Facility"))]


def week_notes(today: date) -> list[tuple[date, str]]:
    """Days of this week that are not what their weekday says: (day, MAKEUP or HOLIDAY)."""
    calendar = working_calendar()
    first = today - timedelta(days=today.weekday())
    week = [calendar.day(first + timedelta(days=n)) for n in range(7)]
    return [
        (d.on, d.kind.value) for d in week if d.on >= today and d.kind in (DayKind.MAKEUP, DayKind.HOLIDAY)
    ]


def _last_working_day(day: date) -> date:
    return working_calendar().on_or_before(day)


def side_context(actor: Actor) -> dict[str, Any]:
    """The column beside the list: how due dates were kept, the calendar, what just happened."""
    calendar, this_year = working_calendar(), clock.today().year
    return {
        "rates": [_named(rate, actor) for rate in on_time_rates(actor)[:8]],
        "years": [(year, year not in calendar.unpublished) for year in (this_year, this_year + 1)],
        "provisional": provisional_count(actor),
        "events": recent_events(_recent(actor)),
        "recount": recount_context(actor, latest_recount()),
    }


def _named(rate: OfficeRate, actor: Actor) -> OfficeRate:
    return replace(rate, name=short_office(rate.name, actor) if rate.name else _("Facilities · filing"))


def _recent(actor: Actor) -> tuple[str, ...]:
    """What this office follows: those who watch everything see it all, registrars what was pushed, others nothing."""
    if actor.post is None or actor.post.kind in WATCHERS:
        return RECENT
    return PUSHED if actor.post.kind in REGISTRARS else ()


def recent_events(names_of_events: tuple[str, ...] = RECENT, limit: int = 4) -> list[Event]:
    """What just happened in the scope, with the name of the facility it happened to."""
    events = latest(names_of_events, limit) if names_of_events else []
    names = subject("facilities.facility", {e.facility_id for e in events if e.facility_id})
    found = []
    for event in events:
        drawn = timeline_event(event)
        known = names.get(event.facility_id or 0)
        title = f"{known.name} · {drawn.title}" if known else drawn.title
        found.append(replace(drawn, title=title))
    return found
