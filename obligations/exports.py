"""The inbox as a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column, export_response
from kernel import clock
from obligations.enums import DueStatus
from obligations.filters import InboxFilters
from obligations.presentation.dates import clause_of
from obligations.presentation.lines import kind_name, place_name
from obligations.queries.inbox import InboxRow, export_rows
from obligations.subjects import subjects_of
from obligations.wording import words_of
from policy.queries import working_days_between


def export(actor: Actor, filters: InboxFilters) -> FileResponse:
    """All filtered duties in the order of the list; taking them out is recorded."""
    columns = [
        Column(_("Due date"), 12), Column(_("Certainty"), 12), Column(_("Working days left"), 10), Column(_("Matter"), 24),
        Column(_("Facility"), 30), Column(_("Kind"), 16), Column(_("Division"), 16), Column(_("Source"), 34),
        Column(_("Term"), 16), Column(_("Owed by"), 24), Column(_("With"), 14), Column(_("Began on"), 12),
        Column(_("Last urged"), 12),
    ]  # fmt: skip
    rows, name = _rows(actor, filters), _("Inbox %(day)s") % {"day": clock.today()}
    return export_response(
        by=actor, what="inbox", name=name, columns=columns, rows=rows, filters=filters.query()
    )


def _rows(actor: Actor, filters: InboxFilters) -> Iterator[list[Any]]:
    for portion in export_rows(actor, filters):
        unnamed = subjects_of([row for row in portion if row.facility_name is None])
        for row in portion:
            subject = unnamed.get((row.subject_type, row.subject_id))
            yield _values(row, row.facility_name or (subject.name if subject else ""))


def _values(row: InboxRow, name: str) -> list[Any]:
    today = clock.today()
    clause = clause_of(row.source, days=row.days, due_status=row.due_status)
    left = working_days_between(today, row.due_on) if row.due_on else None
    return [
        row.due_on,
        DueStatus(row.due_status).label,
        left,
        words_of(row.rule).do,
        name,
        kind_name(row.entity_kind),
        place_name(row.facility_region or row.region_id),
        clause.short,
        clause.term,
        row.owner_name or _("Facility"),
        row.assignee_name or "",
        row.trigger_on,
        clock.local_date(row.urged_at) if row.urged_at else None,
    ]
