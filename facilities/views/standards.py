"""Pages of the setting standards: what is wrong with a facility, and the breaches of an officer's place."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from facilities.breach_export import export as export_breaches
from facilities.choosing import chosen_of
from facilities.filters import BreachFilters
from facilities.presentation.standards.breaches import breaches_context
from facilities.presentation.standards.page import operator_context


@require_safe
@requires(Action.CLASS_MANAGE)
def standards(request: ActorRequest) -> HttpResponse:
    """What is wrong with my facility and how to mend it, as of this moment."""
    facility, facilities = chosen_of(request)
    return render(request, "facilities/standards.html", operator_context(facility, facilities))


@require_safe
@requires(Action.STANDARDS_VIEW)
def breaches(request: ActorRequest) -> HttpResponse:
    """The open breaches of the officer's place, the latest found first."""
    filters = BreachFilters.read(request.GET)
    return render(request, "facilities/breaches.html", breaches_context(request.actor, filters, request.GET))


@require_safe
@requires(Action.FACILITY_EXPORT)
def export(request: ActorRequest) -> FileResponse:
    """The filtered breaches as a spreadsheet."""
    return export_breaches(request.actor, BreachFilters.read(request.GET))
