"""The lines of the registrar's two lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel import clock
from kernel.due import Due
from kernel.presentation import Badge, Clause
from obligations.presentation import clause_of, due_of
from regions.queries import name as region_name
from registration.enums import Channel, RegistrationKind
from registration.models import Registration
from registration.presentation.registrar.badges import REGISTRATION, filed_badge
from registration.queries.pushes import PushFilters, WaitingLine, figures, pushed_page, waiting_page


@dataclass(frozen=True)
class Waits:
    """One line of what waits: what is missing stands in `gaps`."""

    row: Registration
    duty_id: int
    due: Due
    clause: Clause
    place: str
    origin: str
    gaps: list[str]


@dataclass(frozen=True)
class Pushed:
    row: Registration
    place: str
    badge: Badge
    filed: Badge | None


def waiting_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """One page of what waits, by the last day to push."""
    page = waiting_page(actor, query)
    return {"page": page, "lines": [_waits(line) for line in page.rows], "figures": figures(actor)}


def _waits(line: WaitingLine) -> Waits:
    row, duty = line.row, line.duty
    return Waits(
        row=row,
        duty_id=duty.pk,
        due=due_of(duty, clock.today()),
        clause=clause_of(duty.source, days=duty.days, due_status=duty.due_status),
        place=region_name(row.region_id),
        origin=_origin(row),
        gaps=gaps_of(row),
    )


def _origin(row: Registration) -> str:
    if row.channel == Channel.OPERATOR:
        return _("Stated by the operator, who filed first")
    return _("Draft of %(name)s") % {"name": row.created_by or _("your system")}


def gaps_of(row: Registration) -> list[str]:
    """What a draft still lacks before it can be pushed, in words."""
    needed = {
        "uscc": _("Unified social credit code"),
        "address": _("Address"),
        "business_scope": _("Business scope"),
    }
    return [words for name, words in needed.items() if not getattr(row, name)]


def pushed_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """One page of what was pushed, with its filters."""
    filters = PushFilters.read(query)
    page = pushed_page(actor, filters, query)
    lines = [
        Pushed(row, region_name(row.region_id), REGISTRATION[row.state], filed_badge(row))
        for row in page.rows
    ]
    return {
        "page": page,
        "lines": lines,
        "filters": filters,
        "bar": _bar(filters),
        "chosen": _chosen(filters),
    }


def _bar(filters: PushFilters) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    return [
        {"name": "q", "kind": "text", "label": _("Name or code"), "value": filters.q},
        {
            "name": "kind",
            "label": _("Pushed"),
            "options": [everything, *RegistrationKind.choices],
            "value": filters.kind,
        },
        {
            "name": "filed",
            "label": _("Filing"),
            "options": [everything, ("no", _("not filed yet")), ("yes", _("filed"))],
            "value": filters.filed,
        },
        {
            "name": "channel",
            "label": _("Came by"),
            "options": [everything, *_CHANNELS],
            "value": filters.channel,
        },
    ]


_CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.OPERATOR]


def _chosen(filters: PushFilters) -> str:
    """The filters in words, for an empty list."""
    words = [f"“{filters.q}”"] if filters.q else []
    words += [str(RegistrationKind(filters.kind).label)] if filters.kind else []
    words += [_("not filed yet") if filters.filed == "no" else _("filed")] if filters.filed else []
    words += [str(Channel(filters.channel).label)] if filters.channel else []
    return _(", ").join(words)
