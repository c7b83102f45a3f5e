"""Complaints as workbooks: the list without what anybody wrote, and the figures."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from inspections.enums import ComplaintCategory, ComplaintResult, ComplaintState
from inspections.filters import ComplaintFilters
from inspections.presentation.complaints import span_of
from inspections.queries import complaints as read
from kernel import clock
from regions.queries import name


def export_list(actor: Actor, filters: ComplaintFilters) -> FileResponse:
    """Neither text nor contact leaves the platform; taking it out is recorded."""
    columns = [
        Column(_("Number"), 10), Column(_("Received on"), 12), Column(_("Division"), 14), Column(_("Facility"), 30), Column(_("About"), 30),
        Column(_("State"), 14), Column(_("Answer by"), 12), Column(_("Answered on"), 12), Column(_("In time"), 8),
        Column(_("What it came to"), 16), Column(_("Office"), 24), Column(_("With"), 14), Column(_("Objections"), 10),
    ]  # fmt: skip
    title = _("Complaints %(day)s") % {"day": clock.today()}
    rows = _rows(actor, filters)
    return export_response(
        by=actor, what="complaints", name=title, columns=columns, rows=rows, filters=filters.query()
    )


def _rows(actor: Actor, filters: ComplaintFilters) -> Iterator[list[Any]]:
    for row in read.export_rows(filters, actor):
        in_time = "" if row.answered_on is None or row.answer_by is None else row.answered_on <= row.answer_by
        yield [
            row.pk,
            row.received_on,
            name(row.region_id),
            row.facility_name or _("described, in no list"),
            ComplaintCategory(row.category).label,
            ComplaintState(row.state).label,
            row.answer_by,
            row.answered_on,
            in_time if in_time == "" else _("yes") if in_time else _("no"),
            ComplaintResult(row.result).label if row.result else "",
            row.office.name,
            str(row.assignee or ""),
            row.objections,
        ]


def export_statistics(actor: Actor, filters: ComplaintFilters) -> FileResponse:
    """The figures by category."""
    start, end = span_of(filters)
    columns = [
        Column(_("About"), 34), Column(_("Received"), 10), Column(_("Waiting"), 10), Column(_("Not taken up"), 10),
        Column(_("Answered"), 10), Column(_("In time"), 10), Column(_("It is so"), 10), Column(_("It is not so"), 10),
    ]  # fmt: skip
    found = read.statistics(filters.place, start, end)
    rows = [
        [ComplaintCategory(row.category).label if row.category else _("All together"), row.received, row.waiting, row.declined,
         row.answered, row.in_time, row.confirmed, row.unfounded]
        for row in (*found, read.summed(found))
    ]  # fmt: skip
    title = _("Complaints in figures %(start)s to %(end)s") % {"start": start, "end": end}
    return export_response(
        by=actor, what="complaints", name=title, columns=columns, rows=rows, filters=filters.query()
    )
