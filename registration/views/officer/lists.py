"""The officer's lists: filings by what has to be done with them, registrations, facilities that have not filed."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.permissions import decide
from registration import exports
from registration.filters import FilingFilters, RegistrationFilters
from registration.presentation.officer.lists import (
    filings_context,
    pushes_context,
    registration_context,
    unfiled_context,
)
from registration.queries.registrations import visible


@require_safe
@requires(Action.FILING_VIEW)
def filings(request: ActorRequest) -> HttpResponse:
    """Filings by what comes next: to be reviewed, in supplement, to be verified, rectifying, all."""
    filters = FilingFilters.read(request.GET)
    return render(
        request, "registration/officer/filings.html", filings_context(request.actor, filters, request.GET)
    )


@require_safe
@requires(Action.FACILITY_EXPORT)
def filings_export(request: ActorRequest) -> FileResponse:
    """The filtered filings as a spreadsheet."""
    return exports.filings(request.actor, FilingFilters.read(request.GET))


@require_safe
@requires(Action.FILING_VIEW)
def registrations(request: ActorRequest) -> HttpResponse:
    """Registered but not filed with the days left (U21), or everything that was pushed."""
    filters = RegistrationFilters.read(request.GET)
    context = unfiled_context if filters.unfiled else pushes_context
    template = "unfiled" if filters.unfiled else "registrations"
    return render(
        request, f"registration/officer/{template}.html", context(request.actor, filters, request.GET)
    )


@require_safe
@requires(Action.FACILITY_EXPORT)
def unfiled_export(request: ActorRequest) -> FileResponse:
    """Registered but not filed, as a spreadsheet."""
    return exports.unfiled(request.actor, RegistrationFilters.read(request.GET))


@require_safe
@requires(Action.FILING_VIEW, Action.REGISTRATION_PUSH)
def registration(request: ActorRequest, registration_id: int) -> HttpResponse:
    """One registration as it was pushed; read only. Registrars have a page on which they can do something about it."""
    if decide(request.actor, Action.REGISTRATION_PUSH):
        return redirect("registration:pushed_one", registration_id=visible(registration_id).pk)
    context = registration_context(visible(registration_id), request.actor)
    return render(request, "registration/officer/registration.html", context)
