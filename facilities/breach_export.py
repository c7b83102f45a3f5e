"""The list of breaches as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from facilities.filters import BreachFilters
from facilities.presentation.standards.breaches import BreachLine, line_of
from facilities.presentation.standards.lines import Names
from facilities.queries.breaches import export_rows
from kernel import clock

#: A sheet names no people; a class is called by its number of the page. Names stay out so that it can be passed on.
_NOBODY = Names((), people=False)


def export(actor: Actor, filters: BreachFilters) -> FileResponse:
    """All filtered breaches, without personal data; taking them out is recorded."""
    columns = [
        Column(_("Facility"), 34), Column(_("Division"), 18), Column(_("Address"), 30), Column(_("Standard"), 12),
        Column(_("What is asked"), 40), Column(_("About"), 14), Column(_("Weight"), 12), Column(_("What is wrong"), 44),
        Column(_("What would mend it"), 40), Column(_("Clause"), 26), Column(_("Found on"), 12),
    ]  # fmt: skip
    name = _("Breaches of the setting standards %(day)s") % {"day": clock.today()}
    return export_response(
        by=actor, what="breaches", name=name, columns=columns, rows=_rows(filters), filters=filters.query()
    )


def _rows(filters: BreachFilters) -> Iterator[list[Any]]:
    for row in export_rows(filters):
        yield _values(line_of(row, _NOBODY))


def _values(line: BreachLine) -> list[Any]:
    return [
        line.name,
        line.place,
        line.address,
        line.rule,
        line.title,
        line.subject,
        str(line.badge.label),
        line.said,
        line.remedy,
        str(line.clause.short) if line.clause else "",
        line.found_on,
    ]
