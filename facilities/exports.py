"""The list of facilities as a spreadsheet or as CSV."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.workflow import record_export
from documents.sheets import Column, export_response, lines_response
from facilities.filters import FacilityFilters
from facilities.presentation.words import STATES, kind_name
from facilities.queries.listing import export_lines, export_rows, filtered
from kernel import clock
from policy.enums import EntityKind
from regions.queries import full_name
from regions.scope import current


def export(actor: Actor, filters: FacilityFilters, form: str = "") -> FileResponse | StreamingHttpResponse:
    """All filtered facilities, without personal data; taking them out is recorded. As CSV it is sent while it is read."""
    columns = [
        Column(_("Facility"), 34), Column(_("Credit code"), 22), Column(_("Kind"), 16), Column(_("State"), 18),
        Column(_("Division"), 34), Column(_("Address"), 36), Column(_("Places"), 8), Column(_("Registered on"), 12),
        Column(_("Filed on"), 12), Column(_("Filing number"), 22),
    ]  # fmt: skip
    name = _("Facilities %(day)s") % {"day": clock.today()}
    if form == "csv":
        place = actor.region_id
        record_export(
            by=actor, what="facilities", region=place, filters=filters.query(), rows=filtered(filters).count()
        )
        lines = partial(export_lines, filters, *_words())
        return lines_response(name, [each.title for each in columns], lines, current())
    return export_response(
        by=actor, what="facilities", name=name, columns=columns, rows=_rows(filters), filters=filters.query()
    )


def _words() -> tuple[dict[str, str], dict[str, str]]:
    """State and kind in words: looked up once a list, not once a line."""
    states = {state: str(badge.label) for state, badge in STATES.items()}
    return states, {kind.value: kind_name(kind) for kind in EntityKind}


def _rows(filters: FacilityFilters) -> Iterator[list[Any]]:
    states, kinds = _words()
    for row in export_rows(filters):
        yield [
            row.name,
            row.uscc,
            kinds[row.entity_kind],
            states[row.state],
            full_name(row.region_id),
            row.address,
            row.places or None,
            row.registered_on,
            row.filed_on,
            row.receipt_number,
        ]
