"""The open breaches of an officer's place: rows in words, and the choices of the filters."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.filters import BreachFilters
from facilities.presentation.standards.lines import BADGES, Names
from facilities.queries.breaches import BreachRow, breach_page
from facilities.queries.standards import law_of
from facilities.rules.standards import Finding, Verdict
from facilities.rules.standards.words import remedy_of, said_of
from kernel import clock
from kernel.presentation import Badge, Clause
from obligations.presentation.dates import clause_of
from policy.enums import Severity
from regions.codes import NATION
from regions.queries import below
from regions.queries import name as region_name


@dataclass(frozen=True)
class BreachLine:
    """One breach of the list. `clause` is None where the standard has left the law meanwhile."""

    facility_id: int
    name: str
    place: str
    address: str
    rule: str
    title: str
    subject: str
    badge: Badge
    said: str
    remedy: str
    clause: Clause | None
    found_on: date


def breaches_context(actor: Actor, filters: BreachFilters, query: QueryDict) -> dict[str, Any]:
    """One page of the list with its filters and pager."""
    found = breach_page(filters, query)
    return {
        "filters": filters,
        "lines": lines_of(actor, found.rows),
        "bar": filter_choices(actor, filters),
        "said": "、".join(filters_said(actor, filters)),
        "next_url": _address(filters, after=found.next) if found.next else "",
        "previous_url": _address(filters, before=found.previous) if found.previous else "",
        "clear_url": reverse("facilities:breaches") if filters.narrowed else "",
        "export_query": urlencode(filters.query()) if decide(actor, Action.FACILITY_EXPORT) else None,
    }


def _address(filters: BreachFilters, **more: str) -> str:
    return f"{reverse('facilities:breaches')}?{urlencode({**filters.query(), **more})}"


def lines_of(actor: Actor, rows: list[BreachRow]) -> list[BreachLine]:
    """Rows in words; people are named only to whom may read the staff."""
    people = bool(decide(actor, Action.STAFF_VIEW))
    names = Names(((row.subject_kind, row.subject_id) for row in rows), people=people)
    return [line_of(row, names) for row in rows]


def line_of(row: BreachRow, names: Names) -> BreachLine:
    law = law_of(row.region_id, clock.today())
    rule, reasons = law.rules.get(row.rule), tuple(row.facts.get("reasons", ()))
    found = Finding(row.rule, Verdict.BREACH, Severity(row.severity), reasons)
    return BreachLine(
        facility_id=row.facility_id,
        name=row.facility__name,
        place=region_name(row.region_id),
        address=row.facility__address,
        rule=row.rule,
        title=str(rule.text) if rule else row.rule,
        subject=names.of(row.subject_kind, row.subject_id),
        badge=BADGES[row.severity],
        said=said_of(reasons, row.facts),
        remedy=remedy_of(reasons, row.facts),
        clause=clause_of(law.source(found).as_json()) if rule else None,
        found_on=row.found_on,
    )


def filter_choices(actor: Actor, filters: BreachFilters) -> list[dict[str, Any]]:
    """Rule, weight, street, since when."""
    everything = ("", _("all"))
    place = actor.post.region_id if actor.post else NATION
    rules = sorted(law_of(place, clock.today()).rules.values(), key=lambda rule: rule.id)
    names = [(rule.id, f"{rule.id} {rule.text}"[:60]) for rule in rules]
    found: list[dict[str, Any]] = [
        {"name": "rule", "label": _("Standard"), "options": [everything, *names], "value": filters.rule},
        {
            "name": "severity",
            "label": _("Weight"),
            "options": [everything, *((s.value, BADGES[s].label) for s in Severity)],
            "value": filters.severity,
        },
    ]
    if actor.post and (places := below(actor.post.region_id)):
        found.append(
            {
                "name": "place",
                "label": _("Division"),
                "options": [everything, *((f"{code:012d}", words) for code, words in places)],
                "value": filters.place,
            }
        )
    return [
        *found,
        {"kind": "date", "name": "since", "label": _("Found since"), "value": filters.since or ""},
    ]


def filters_said(actor: Actor, filters: BreachFilters) -> list[str]:
    """The chosen filters in words."""
    said = []
    for choice in filter_choices(actor, filters):
        value = str(choice["value"])
        if value and "options" in choice:
            said += [str(words) for key, words in choice["options"] if str(key) == value]
        elif value:
            said.append(f"{choice['label']} {value}")
    return said
