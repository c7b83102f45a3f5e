"""The registrar's first screen, and the push of one registration by form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError, KeyReused, NotAllowed
from accounts.idempotency import idempotent
from accounts.models import Department
from accounts.permissions import NOT_GRANTED
from kernel import clock
from regions.models import Region
from registration.forms.registrar import PushForm
from registration.models import Registration
from registration.presentation.registrar.push_page import next_url, push_page
from registration.queries.pushes import one
from registration.workflow.pushing import note_registration, push
from registration.workflow.typing import forget_typed, keep_typed


@require_safe
@requires(Action.REGISTRATION_PUSH)
def push_one(request: ActorRequest) -> HttpResponse:
    """The page, with what was pushed a moment ago and the form as it was left."""
    number = request.GET.get("pushed", "")
    done = one(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    return render(request, "registration/registrar/push.html", push_page(request.actor, done=done))


@require_POST
@requires(Action.REGISTRATION_PUSH)
def push_now(request: ActorRequest) -> HttpResponse:
    """Push the form, or save it as a draft that waits (act=save). Nothing typed is lost when it is refused."""
    draft = request.POST.get("act") == "save"
    form = PushForm(request.POST, division=request.actor.region_id, draft=draft)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: next_url(_write(request, form, draft=draft))))
        except DomainError as error:
            form.refuse(error)
            form.earlier = error.extra.get("registration")
    context = push_page(request.actor, form)
    return render(request, "registration/registrar/push.html", context, status=422)


def _write(request: ActorRequest, form: PushForm, *, draft: bool) -> Registration:
    by, place = request.actor, Region.objects.get(pk=form.cleaned_data["street"])
    given: dict[str, Any] = {
        "by": by,
        "facts": form.facts(),
        "region": place,
        "registrar": office_of(request),
    }
    row = note_registration(**given) if draft else push(**given, confirmed=form.confirmed_fields)
    forget_typed(by=by)
    return row


def once(request: ActorRequest, perform: Callable[[], str]) -> str:
    """The address to go to after a write; a second click of the same page goes there too and writes nothing."""
    body = "&".join(f"{k}={v}" for k, v in sorted(request.POST.items()) if k != "csrfmiddlewaretoken")
    try:
        answer = idempotent(
            actor=request.actor,
            operation=f"page:{request.resolver_match.view_name if request.resolver_match else ''}",
            key=request.POST.get("idempotency_key", "")[:80],
            body=f"{request.path}\n{body}".encode("utf-8", "surrogatepass"),
            perform=lambda: (302, perform()),
        )
    except KeyReused:
        # The person went back to the page and changed it: that is another request, and they mean it.
        return perform()
    return str(answer.body)


def office_of(request: ActorRequest) -> Department:
    """The office somebody acts for. Raises NotAllowed for whoever has none."""
    if request.actor.department_id is None:
        raise NotAllowed(NOT_GRANTED)
    return Department.objects.get(pk=request.actor.department_id)


@require_POST
@requires(Action.REGISTRATION_PUSH)
def keep(request: ActorRequest) -> HttpResponse:
    """Autosave of the push form."""
    draft = keep_typed(by=request.actor, data=request.POST)
    return JsonResponse({"saved_at": f"{draft.saved_at.astimezone(clock.ZONE):%H:%M}"})


@require_POST
@requires(Action.REGISTRATION_PUSH)
def empty(request: ActorRequest) -> HttpResponse:
    """Begin anew with an empty form."""
    forget_typed(by=request.actor)
    return redirect("registration:push")
