"""The facility's side: what to put right, visits to sign, the self-check."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from facilities.choosing import chosen_of
from facilities.queries.page import visible
from inspections import workflow
from inspections.presentation.operator import facility_inspections
from inspections.views.shared import page_of


@require_safe
@requires(Action.SELF_CHECK_FILL)
def mine(request: ActorRequest) -> HttpResponse:
    """What the chosen facility has to put right, and its visits."""
    facility, facilities = chosen_of(request)
    context = {"facilities": facilities, **facility_inspections(facility, request.actor)}
    return render(request, "inspections/mine.html", context)


@require_POST
@requires(Action.SELF_CHECK_FILL)
def self_check(request: ActorRequest, facility_id: int) -> HttpResponse:
    """The facility begins to check itself, or goes on with the check under way."""
    facility = visible(facility_id)
    return redirect(page_of(workflow.start_self_check(by=request.actor, facility_id=facility.pk).pk))
