"""The officer's lists of filings and of unfiled facilities as spreadsheets."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from kernel import clock
from registration.filters import FilingFilters, RegistrationFilters
from registration.presentation.officer.lists import filing_line, unfiled_line
from registration.queries.filings import export_rows
from registration.queries.registrations import unfiled_rows


def filings(actor: Actor, filters: FilingFilters) -> FileResponse:
    """All filtered filings; taking them out is recorded."""
    columns = [
        Column(_("Number"), 14), Column(_("Facility"), 34), Column(_("Kind of filing"), 14), Column(_("Kind"), 16),
        Column(_("State"), 18), Column(_("Division"), 18), Column(_("Materials received"), 18), Column(_("Round"), 8),
        Column(_("Reviewer"), 14), Column(_("Next due date"), 14),
    ]  # fmt: skip
    return _export(actor, "filings", _("Filings %(day)s"), columns, _filings(actor, filters), filters.query())


def _filings(actor: Actor, filters: FilingFilters) -> Iterator[list[Any]]:
    for row in export_rows(actor, filters):
        line = filing_line(row)
        yield [
            line.number,
            line.name,
            line.kind,
            line.entity,
            line.badge.label,
            line.place,
            line.submitted_at,
            line.round,
            line.reviewer,
            row.due_on,
        ]


def unfiled(actor: Actor, filters: RegistrationFilters) -> FileResponse:
    """All facilities that are registered and have not filed; taking them out is recorded."""
    columns = [
        Column(_("Due date"), 12), Column(_("Facility"), 34), Column(_("Credit code"), 22), Column(_("Kind"), 16),
        Column(_("Division"), 18), Column(_("Registered by"), 24), Column(_("Approved on"), 12), Column(_("Source"), 30),
        Column(_("Last urged"), 12), Column(_("Urged so often"), 8),
    ]  # fmt: skip
    return _export(
        actor,
        "unfiled",
        _("Registered, not filed %(day)s"),
        columns,
        _unfiled(actor, filters),
        filters.query(),
    )


def _unfiled(actor: Actor, filters: RegistrationFilters) -> Iterator[list[Any]]:
    for row in unfiled_rows(filters):
        line = unfiled_line(row, actor)
        yield [
            row.due_on or _("Promptly"),
            line.name,
            line.uscc,
            line.kind,
            line.place,
            line.registrar,
            line.approved_on,
            line.clause.short,
            line.urged,
            line.urged_count,
        ]


def _export(
    actor: Actor,
    what: str,
    name: str,
    columns: list[Column],
    rows: Iterator[list[Any]],
    filters: dict[str, str],
) -> FileResponse:
    name = name % {"day": clock.today()}
    return export_response(by=actor, what=what, name=name, columns=columns, rows=rows, filters=filters)
