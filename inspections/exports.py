"""Lists of inspections as spreadsheets; taking one out is recorded."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from inspections.filters import DutyFilters, FindingFilters, RatingFilters
from inspections.presentation.duties import line_of as duty_line
from inspections.presentation.findings import line_of as finding_line
from inspections.presentation.ratings import line_of as rating_line
from inspections.queries import duties as read_duties
from inspections.queries import findings as read_findings
from inspections.queries import ratings as read_ratings
from kernel import clock
from regions.queries import name as region_name


def duties(actor: Actor, filters: DutyFilters) -> FileResponse:
    """The recurring duties of a tab with how often each was done."""
    columns = [
        Column(_("Duty"), 24), Column(_("Facility or place"), 30), Column(_("Division"), 16), Column(_("Period"), 16),
        Column(_("Last day"), 12), Column(_("Needed"), 8), Column(_("Done"), 8), Column(_("State"), 12),
        Column(_("Owed by"), 24), Column(_("Day it was done"), 12), Column(_("Source"), 34),
    ]  # fmt: skip
    title = _("Recurring duties %(day)s") % {"day": clock.today()}
    rows = _duty_rows(filters)
    return export_response(
        by=actor, what="duties", name=title, columns=columns, rows=rows, filters=filters.query()
    )


def findings(actor: Actor, filters: FindingFilters) -> FileResponse:
    """The tracking list of a tab."""
    columns = [
        Column(_("Facility"), 30), Column(_("Division"), 16), Column(_("Problem"), 44), Column(_("Severity"), 12),
        Column(_("Source"), 34), Column(_("Number of the order"), 18), Column(_("Ordered on"), 12), Column(_("Last day"), 12),
        Column(_("State"), 14), Column(_("Progress"), 30), Column(_("Followed by"), 24), Column(_("Closed on"), 12),
    ]  # fmt: skip
    title = _("Rectification %(day)s") % {"day": clock.today()}
    rows = _finding_rows(filters)
    return export_response(
        by=actor, what="findings", name=title, columns=columns, rows=rows, filters=filters.query()
    )


def ratings(actor: Actor, filters: RatingFilters) -> FileResponse:
    """The ratings of a tab with their results."""
    columns = [
        Column(_("Facility"), 30), Column(_("Division"), 16), Column(_("Scheme"), 28), Column(_("State"), 20),
        Column(_("Own points"), 10), Column(_("Points of the panel"), 10), Column(_("Of"), 8), Column(_("Grade"), 12),
        Column(_("Published on"), 12), Column(_("Valid until"), 12),
    ]  # fmt: skip
    title = _("Ratings %(day)s") % {"day": clock.today()}
    rows = _rating_rows(filters)
    return export_response(
        by=actor, what="ratings", name=title, columns=columns, rows=rows, filters=filters.query()
    )


def _rating_rows(filters: RatingFilters) -> Iterator[list[Any]]:
    for row in read_ratings.export_rows(filters):
        line = rating_line(row)
        yield [
            row.facility.name, line.place, line.scheme, line.badge.label, row.self_points, row.points, row.out_of,
            line.grade, row.published_on, row.valid_to,
        ]  # fmt: skip


def _duty_rows(filters: DutyFilters) -> Iterator[list[Any]]:
    for row in read_duties.export_rows(filters):
        line = duty_line(row)
        yield [
            line.title, line.subject, region_name(row.region_id), line.period, row.last_on, row.needed, row.done,
            line.badge.label, line.who, row.met_on, line.clause.short,
        ]  # fmt: skip


def _finding_rows(filters: FindingFilters) -> Iterator[list[Any]]:
    for row in read_findings.export_rows(filters):
        line = finding_line(row)
        yield [
            row.facility.name, line.place, row.problem, line.severity.label, line.clause.short, row.order_number,
            row.ordered_on, row.due_on, line.badge.label, line.progress, row.office.name, row.closed_on,
        ]  # fmt: skip
