"""The list of facilities as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from facilities.filters import FacilityFilters
from facilities.presentation.words import STATES, kind_name
from facilities.queries.listing import ListRow, export_rows
from kernel import clock
from regions.queries import full_name


def export(actor: Actor, filters: FacilityFilters) -> FileResponse:
    """All filtered facilities, without personal data; taking them out is recorded."""
    columns = [
        Column(_("Facility"), 34), Column(_("Credit code"), 22), Column(_("Kind"), 16), Column(_("State"), 18),
        Column(_("Division"), 34), Column(_("Address"), 36), Column(_("Places"), 8), Column(_("Registered on"), 12),
        Column(_("Filed on"), 12), Column(_("Filing number"), 22),
    ]  # fmt: skip
    name = _("Facilities %(day)s") % {"day": clock.today()}
    return export_response(
        by=actor, what="facilities", name=name, columns=columns, rows=_rows(filters), filters=filters.query()
    )


def _rows(filters: FacilityFilters) -> Iterator[list[Any]]:
    for row in export_rows(filters):
        yield _values(row)


def _values(row: ListRow) -> list[Any]:
    return [
        row.name,
        row.uscc,
        kind_name(row.entity_kind),
        STATES[row.state].label,
        full_name(row.region_id),
        row.address,
        row.places or None,
        row.registered_on,
        row.filed_on,
        row.receipt_number,
    ]
