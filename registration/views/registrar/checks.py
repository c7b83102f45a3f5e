"""What the push form asks while it is filled in. Each answer is one line of the form."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from registration.forms.registrar import PushForm
from registration.presentation.registrar.checks import check_due, check_kind, check_scope, check_uscc

_LINE = "registration/registrar/_check.html"


@require_safe
@requires(Action.REGISTRATION_PUSH)
def code(request: ActorRequest) -> HttpResponse:
    """Check digit, and whether the code was pushed before."""
    return render(request, _LINE, {"check": check_uscc(request.actor, request.GET.get("uscc", "")[:60])})


@require_safe
@requires(Action.REGISTRATION_PUSH)
def due(request: ActorRequest) -> HttpResponse:
    """The last day to push."""
    query, actor = request.GET, request.actor
    found = check_due(actor.region_id, query.get("street", ""), query.get("approved_on", "")[:20])
    return render(request, "registration/registrar/_due.html", {"due_check": found})


@require_safe
@requires(Action.REGISTRATION_PUSH)
def why(request: ActorRequest) -> HttpResponse:
    """Why the last day is that day."""
    query, actor = request.GET, request.actor
    found = check_due(actor.region_id, query.get("street", ""), query.get("approved_on", "")[:20])
    name = "_why" if request.headers.get("HX-Request") else "why"
    return render(request, f"registration/registrar/{name}.html", {"why": found.why})


@require_safe
@requires(Action.REGISTRATION_PUSH)
def kind(request: ActorRequest) -> HttpResponse:
    """Who registers this kind of entity there."""
    query = request.GET
    asked = (query.get("entity_kind", ""), query.get("street", ""), query.get("approved_on", "")[:20])
    return render(request, _LINE, {"check": check_kind(request.actor, *asked)})


@require_safe
@requires(Action.REGISTRATION_PUSH)
def scope(request: ActorRequest) -> HttpResponse:
    """Whether the business scope names childcare; asks for a confirmation where it does not."""
    kind, text = request.GET.get("entity_kind", ""), request.GET.get("business_scope", "")[:2000]
    asked = check_scope(request.actor.region_id, kind, text, request.GET.get("approved_on", "")[:20])
    form = PushForm(division=request.actor.region_id)
    return render(request, "registration/registrar/_scope.html", {"scope_check": asked, "form": form})


@require_safe
@requires(Action.REGISTRATION_PUSH)
def streets(request: ActorRequest) -> HttpResponse:
    """The streets of the chosen district."""
    form = PushForm(division=request.actor.region_id, initial={"district": request.GET.get("district", "")})
    return render(request, "registration/registrar/_street.html", {"form": form})
