"""Changes after the filing, and the facility that took over from another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from facilities.models import Facility
from facilities.queries.facility import my_facilities
from registration.errors import WrongState
from registration.presentation.operator.changes import changes_context, successor_context
from registration.views.operator.home import chosen_facility
from registration.workflow.onboarding import name_predecessor


@require_safe
@requires(Action.FILING_FILL)
def changes(request: ActorRequest) -> HttpResponse:
    """What has changed? One card for each kind, with what happens next."""
    facilities = my_facilities()
    chosen = chosen_facility(request, facilities)
    if chosen is None:
        return redirect("operator:home")
    context = {"facilities": facilities, **changes_context(chosen)}
    return render(request, "registration/operator/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.FILING_FILL)
def successor(request: ActorRequest, facility_id: int) -> HttpResponse:
    """For-profit to non-profit or back: not a change. How it goes, and the link to the facility before."""
    facility = Facility.objects.get(pk=facility_id)
    error, uscc = "", request.POST.get("uscc", "")
    if request.method == "POST":
        try:
            name_predecessor(by=request.actor, facility_id=facility_id, uscc=uscc)
            messages.success(request, _("Noted: the facility before is linked."))
            return redirect("operator:home")
        except WrongState as refusal:
            error = str(refusal.message)
    context = {**successor_context(facility), "error": error, "uscc": uscc}
    return render(request, "registration/operator/successor.html", context, status=422 if error else 200)
