"""Pages of the trail."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from audit.queries import TrailFilters, event_in
from reporting.trail import exports
from reporting.trail.presentation import chain_context, event_context, list_context
from reporting.trail.workflow import recheck


@require_safe
@requires(Action.AUDIT_VIEW)
def events(request: ActorRequest) -> HttpResponse:
    """What was done in the region, the newest first. A swap by htmx needs the list alone."""
    context = list_context(request.actor, TrailFilters.read(request.GET), request.GET)
    if not request.headers.get("HX-Request"):
        context["chain"] = chain_context(request.actor.region_id)
    return render(request, "reporting/trail.html", context)


@require_safe
@requires(Action.AUDIT_VIEW)
def event(request: ActorRequest, event_id: int) -> HttpResponse:
    """One event with what changed."""
    return render(request, "reporting/event.html", event_context(event_in(event_id)))


@require_safe
@requires(Action.AUDIT_VIEW)
def export(request: ActorRequest) -> FileResponse:
    """The filtered trail as a spreadsheet."""
    return exports.export(request.actor, TrailFilters.read(request.GET))


@require_POST
@requires(Action.AUDIT_VIEW)
def check(request: ActorRequest) -> HttpResponse:
    """Have the chains of the region walked now."""
    if recheck(by=request.actor):
        messages.success(request, _("The chains were walked."))
    else:
        messages.success(request, _("The chains are being walked; look again in a few minutes."))
    return redirect("audit:events")
