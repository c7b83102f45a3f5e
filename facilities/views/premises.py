"""An operator states the facts of the premises."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError, Stale
from facilities.choosing import chosen_of
from facilities.forms.premises import PremisesForm
from facilities.presentation.standards.premises import asked_of, premises_context, stated_of
from facilities.workflow.premises import state_premises


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CLASS_MANAGE)
def premises(request: ActorRequest) -> HttpResponse:
    """What the setting standards ask about the premises; saving shows what still is to be mended."""
    facility, facilities = chosen_of(request)
    stated = stated_of(facility)
    form = PremisesForm(asked_of(facility), stated.facts, stated.version, request.POST or None)
    context = {"facilities": facilities, **premises_context(facility, form, stated)}
    if request.method != "POST":
        return render(request, "facilities/premises.html", context)
    try:
        state_premises(
            by=request.actor, facility_id=facility.pk, facts=request.POST.dict(), version=form.seen()
        )
    except Stale as stale:
        return render(request, "facilities/premises.html", context | {"stale": stale}, status=422)
    except DomainError as refusal:
        form.refuse(refusal.extra.get("problems") or {None: refusal.message})
        return render(request, "facilities/premises.html", context, status=422)
    messages.success(request, _("Saved. This is what the standards say now."))
    return redirect("facilities:standards")
