"""The rounds of a division, and one round line by line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import NotAllowed
from accounts.permissions import decide
from kernel import clock
from kernel.due import Due, due_by
from kernel.presentation import Clause
from obligations.presentation.dates import clause_of
from policy.law import ReportForm
from policy.queries import working_days_between
from regions.codes import NATION, level_of
from regions.enums import Level
from regions.managers import within
from regions.queries import below, name
from reporting.models import Report
from reporting.reports import law
from reporting.reports.collecting.asking import Asked
from reporting.reports.collecting.lines import lines_of
from reporting.reports.collecting.queries import TABS, owed, owed_page
from reporting.reports.permissions import may_receive
from reporting.reports.presentation.words import term_words
from reporting.reports.queries import Round, round_of, rounds
from reporting.reports.rules import term_at

_TABS = {
    "all": gettext_lazy("All"),
    "open": gettext_lazy("Not handed in"),
    "late": gettext_lazy("Late"),
    "untouched": gettext_lazy("Not begun"),
    "handed_in": gettext_lazy("To be received"),
    "received": gettext_lazy("Received"),
}


@dataclass(frozen=True)
class RoundLine:
    """One round as its row shows it. `url` leads to who owes; `due` None where nobody owes it by a day."""

    round: Round
    name: str
    period: str
    url: str
    due: Due | None
    clause: Clause | None
    place: str


@dataclass(frozen=True)
class Ahead:
    """A round that has not begun: from which day on it is written, and when it is due."""

    name: str
    period: str
    opens_on: date
    due_on: date
    clause: Clause


def rounds_context(actor: Actor) -> dict[str, Any]:
    """The rounds of the reader's division. One query."""
    place = actor.region_id
    found = rounds(within(place))
    return {
        "lines": [_round_line(each) for each in found],
        "ahead": _ahead(place, {(each.form, each.period) for each in found}),
        "place": name(place) if place else _("The whole country"),
    }


def _round_line(found: Round) -> RoundLine:
    form = law.form_of(found.place, found.form)
    return RoundLine(
        round=found,
        name=str(form.name) if form else found.form,
        period=term_words(found.period),
        url=reverse("reports:collected_round", args=[found.form, found.period]),
        due=_due(found.due_on) if found.due_on else None,
        clause=_clause(form),
        place=name(found.place) if not found.of_facilities and level_of(found.place) != Level.NATION else "",
    )


def _clause(form: ReportForm | None) -> Clause | None:
    return clause_of(form.source.as_json()) if form else None


def _due(day: date) -> Due:
    today = clock.today()
    return due_by(day, today=today, left=working_days_between(today, day))


def _ahead(place: int, begun: set[tuple[str, int]]) -> list[Ahead]:
    """The next round of each form that is collected here, unless it has begun."""
    today, found = clock.today(), []
    for form in law.forms_in(place, today).values():
        if form.owed_by == "OFFICE" or (form.owed_by == "MEMBERS" and form.pack != law.pack_of(place)):
            continue
        term = term_at(form.every, today)
        due = law.due(place, form, term)
        if (form.id, term.number) in begun or due.last_on is None or due.opens_on is None:
            continue
        if due.ends_on >= today:
            words = clause_of(form.source.as_json())
            found.append(Ahead(str(form.name), term_words(term.number), due.opens_on, due.last_on, words))
    return sorted(found, key=lambda each: each.due_on)


def round_context(actor: Actor, asked: Asked, query: QueryDict) -> dict[str, Any]:
    """One round: its counts, and a page of who owes. At most six queries."""
    found = round_of(asked.within, asked.form, asked.period)
    if found is None:
        raise Http404
    line = _round_line(found)
    page = owed_page(owed(asked.within, asked.form, asked.period, asked.tab), query)
    divisions = below(asked.place) if found.of_facilities else []
    return {
        "asked": asked,
        "line": line,
        "lines": lines_of(actor, page.rows),
        "tabs": _tabs(actor, asked, found),
        "bar": _bar(actor, asked) if divisions or asked.place != actor.region_id else [],
        "stats": _stats(found),
        "place": name(asked.place) if asked.place != NATION else _("The whole country"),
        "next_url": asked.url(actor, after=page.next) if page.next else "",
        "previous_url": asked.url(actor, before=page.previous) if page.previous else "",
        "may_urge": bool(found.open and decide(actor, Action.OBLIGATION_URGE)),
        "may_export": bool(decide(actor, Action.REPORT_RECEIVE)),
        "export": asked.url(actor, "collected_export"),
        "export_csv": asked.url(actor, "collected_export", form="csv"),
        "urge_all": asked.url(actor, "urge_collected"),
    }


def _tabs(actor: Actor, asked: Asked, found: Round) -> list[dict[str, Any]]:
    counts = {
        "all": found.total,
        "open": found.open,
        "late": found.late,
        "untouched": found.untouched,
        "handed_in": found.to_receive,
        "received": found.received,
    }
    return [
        {
            "label": _TABS[tab],
            "url": asked.url(actor, state=tab if tab != "all" else ""),
            "count": counts[tab],
            "alarm": tab == "late" and counts[tab] > 0,
            "current": tab == asked.tab,
        }
        for tab in TABS
    ]


def _stats(found: Round) -> list[dict[str, Any]]:
    alarm = _("late") if found.late else ""
    return [
        {"label": _("Handed in"), "value": f"{found.handed_in:,} / {found.total:,}", "note": _note(found)},
        {"label": _("Late"), "value": f"{found.late:,}", "alarm": alarm},
        {"label": _("Not begun"), "value": f"{found.untouched:,}"},
        {"label": _("To be received"), "value": f"{found.to_receive:,}"},
    ]


def _note(found: Round) -> str:
    return _("%(n)s of them received") % {"n": f"{found.received:,}"}


def _bar(actor: Actor, asked: Asked) -> list[dict[str, Any]]:
    above = [("", name(actor.region_id) if actor.region_id else _("The whole country"))]
    options = [*above, *((f"{code:012d}", words) for code, words in below(actor.region_id))]
    own = f"{asked.place:012d}" if asked.place != actor.region_id else ""
    if own and own not in dict(options):
        options.append((own, name(asked.place)))
    return [{"name": "place", "label": _("Division"), "options": options, "value": own}]


def return_context(actor: Actor, report: Report) -> dict[str, Any]:
    """The page on which a report is given back. Raises NotAllowed where it does not wait for the reader."""
    if not (decision := may_receive(actor, report)):
        raise NotAllowed(decision)
    return {
        "report": report,
        "author": report.facility.name if report.facility else report.member,
        "name": law.name_of(report.facts) or report.form,
        "period": term_words(report.period),
        "back": reverse("reports:collected_round", args=[report.form, report.period]),
    }
