"""A round taken out of the platform: as a workbook, or as CSV that is sent while it is read."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.workflow import record_export
from documents.sheets import Column, csv_response, export_response
from kernel import clock
from regions.queries import full_name
from regions.scope import current
from reporting.reports import law
from reporting.reports.collecting.asking import Asked
from reporting.reports.collecting.lines import Line, lines_of
from reporting.reports.collecting.queries import all_owed, owed
from reporting.reports.queries import round_of

_WIDTHS = (34, 30, 30, 24, 14, 12, 12, 12, 14, 40)


def export(actor: Actor, asked: Asked, form: str) -> HttpResponseBase:
    """Who owes, of one tab; taking it out is recorded."""
    found = round_of(asked.within, asked.form, asked.period)
    if found is None:
        raise Http404
    known = law.form_of(found.place, found.form)
    title = f"{known.name if known else found.form} {asked.term.text} {clock.today()}"
    filters = {
        "form": asked.form,
        "period": asked.term.text,
        "state": asked.tab,
        "place": f"{asked.place:012d}",
    }
    given: dict[str, Any] = {"by": actor, "what": "reports_owed", "filters": filters, "region": asked.place}
    if form == "csv":
        number = owed(asked.within, asked.form, asked.period, asked.tab).count()
        record_export(**given, rows=number)
        return csv_response(title, _head(), lambda: _rows(actor, asked), current())
    columns = [Column(words, width) for words, width in zip(_head(), _WIDTHS, strict=True)]
    return export_response(**given, name=title, columns=columns, rows=_rows(actor, asked))


def _head() -> list[str]:
    return [
        _("Owed by"), _("Division"), _("Office"), _("People"), _("State"), _("Due date"), _("Handed in"), _("Last urged"),
        _("Times urged"), _("Note"),
    ]  # fmt: skip


def _rows(actor: Actor, asked: Asked) -> Iterator[list[Any]]:
    for portion in all_owed(owed(asked.within, asked.form, asked.period, asked.tab)):
        for row, line in zip(portion, lines_of(actor, portion), strict=True):
            yield _values(row, line)


def _values(row: Any, line: Line) -> list[Any]:
    people = _("Entered from paper") if line.paper else line.people
    return [
        line.name, full_name(row.region_id), line.office, people, str(line.badge.label), row.due_on, line.handed_in,
        line.urged, line.urged_count, line.note,
    ]  # fmt: skip
