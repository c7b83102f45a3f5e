"""An operator states the facts of the premises."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError, Stale
from facilities.forms.premises import PremisesForm
from facilities.presentation.standards.premises import premises_context, stated_of
from facilities.rules.standards.asks import asked
from facilities.views.chosen import chosen_of
from facilities.workflow.premises import state_premises
from policy.enums import EntityKind


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CLASS_MANAGE)
def premises(request: ActorRequest) -> HttpResponse:
    """What the setting standards ask about the premises; saving shows what still is to be mended."""
    facility, facilities = chosen_of(request)
    stated = stated_of(facility)
    asks = asked(family=facility.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME)
    form = PremisesForm(
        asks, stated.facts, stated.version, request.POST if request.method == "POST" else None
    )
    context: dict[str, Any] = {"facilities": facilities, **premises_context(facility, asks, form, stated)}
    if request.method == "POST":
        try:
            state_premises(
                by=request.actor, facility_id=facility.pk, facts=request.POST.dict(), version=form.seen()
            )
        except Stale as stale:
            context |= {"stale": stale}
        except DomainError as refusal:
            form.refuse(refusal.extra.get("problems") or {None: refusal.message})
        else:
            messages.success(request, _("Saved. This is what the standards say now."))
            return redirect("facilities:standards")
        return render(request, "facilities/premises.html", context, status=422)
    return render(request, "facilities/premises.html", context)
