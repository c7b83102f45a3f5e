"""What waits to be pushed, and what was pushed."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from documents.sheets import Column, workbook_response
from kernel import clock
from registration.models import Registration
from registration.presentation.registrar.lists import pushed_context, waiting_context
from registration.queries.pushes import PUSHED_ORDER, PushFilters, pushed_rows


@require_safe
@requires(Action.REGISTRATION_PUSH)
def waiting(request: ActorRequest) -> HttpResponse:
    """Drafts of the office and operators' statements, by the last day to push."""
    return render(request, "registration/registrar/waiting.html", waiting_context(request.actor, request.GET))


@require_safe
@requires(Action.REGISTRATION_PUSH)
def pushed(request: ActorRequest) -> HttpResponse:
    """Everything this office pushed, the newest first."""
    return render(request, "registration/registrar/pushed.html", pushed_context(request.actor, request.GET))


@require_safe
@requires(Action.REGISTRATION_PUSH)
def pushed_export(request: ActorRequest) -> FileResponse:
    """The list as it is filtered, for Excel."""
    rows = pushed_rows(request.actor, PushFilters.read(request.GET)).order_by(*PUSHED_ORDER)
    name = _("Pushed registrations %(day)s") % {"day": clock.today().isoformat()}
    columns = [
        Column(_("Name of the facility"), 30),
        Column(_("Kind of entity"), 18),
        Column(_("Unified social credit code"), 24),
        Column(_("Division"), 24),
        Column(_("Address"), 36),
        Column(_("Day of approval"), 14),
        Column(_("Pushed at"), 18),
        Column(_("What was pushed"), 18),
        Column(_("State"), 18),
        Column(_("Filed on"), 14),
        Column(_("Your own number"), 18),
    ]
    return workbook_response(name, columns, _lines(rows.select_related("facility", "region")))


def _lines(rows: Any) -> Iterator[tuple[Any, ...]]:
    row: Registration
    for row in rows.iterator(chunk_size=2000):
        yield (
            row.name,
            row.get_entity_kind_display(),
            row.uscc,
            row.region.full_name,
            row.address,
            row.approved_on,
            row.pushed_at,
            row.get_kind_display(),
            row.get_state_display(),
            row.facility.filed_on if row.facility else None,
            row.external_id,
        )
