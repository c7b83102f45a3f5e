"""The trail as a spreadsheet."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.queries import TrailFilters, export_events
from documents.sheets import Column, export_response
from kernel import clock
from reporting.trail.presentation import lines
from reporting.trail.queries import with_facilities
from reporting.trail.words import fact_name, shown_value

#: A spreadsheet holds no more lines than this; a longer span is taken out in parts, by days.
LIMIT, _PORTION = 100_000, 2000


def export(actor: Actor, filters: TrailFilters) -> FileResponse:
    """The filtered events, the newest first, personal values masked; taking them out is recorded."""
    columns = [
        Column(_("Date and time"), 18), Column(_("Person"), 18), Column(_("Office"), 26), Column(_("What"), 28),
        Column(_("Outcome"), 10), Column(_("Object"), 18), Column(_("Facility"), 30), Column(_("Division"), 16),
        Column(_("Reason"), 30), Column(_("What it says"), 60), Column(_("Code"), 26), Column(_("Place in the chain"), 12),
    ]  # fmt: skip
    name = _("Audit trail %(day)s") % {"day": clock.today()}
    rows = _rows(with_facilities(filters))
    return export_response(
        by=actor, what="audit", name=name, columns=columns, rows=rows, filters=filters.query()
    )


def _rows(filters: TrailFilters) -> Iterator[list[Any]]:
    found = export_events(filters, LIMIT)
    while portion := list(islice(found, _PORTION)):
        for event, line in zip(portion, lines(portion), strict=True):
            facts = "；".join(
                f"{fact_name(key)} {shown_value(key, value)}" for key, value in event.data.items()
            )
            thing = f"{line.thing} {line.number or ''}".strip()
            yield [
                event.at, line.who, line.office, line.what, line.outcome.label, thing, line.facility, line.place,
                line.reason, facts, line.code, event.sequence,
            ]  # fmt: skip
