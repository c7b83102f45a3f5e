"""One registration: what waits is changed, pushed or withdrawn; what was pushed is corrected, changed, cancelled."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError, Stale
from regions.models import Region
from registration.enums import RegistrationState
from registration.forms.registrar import CancellationForm, ChangeForm, CorrectionForm, PushForm, ReasonForm
from registration.models import Registration
from registration.presentation.registrar.details import registration_context
from registration.presentation.registrar.push_page import next_url
from registration.presentation.registrar.work_page import followup_context, initial_of, waiting_one_context
from registration.queries.pushes import one, standing
from registration.views.registrar.pushing import office_of, once
from registration.workflow import followups, pushing
from registration.workflow.correcting import correct


@require_safe
@requires(Action.REGISTRATION_PUSH)
def pushed_one(request: ActorRequest, registration_id: int) -> HttpResponse:
    """A pushed registration, what followed from it and what can be done."""
    row = one(registration_id)
    if row.state == RegistrationState.WAITING:
        return redirect("registration:waiting_one", registration_id=row.pk)
    return render(request, "registration/registrar/pushed_one.html", registration_context(request.actor, row))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REGISTRATION_PUSH)
def waiting_one(request: ActorRequest, registration_id: int) -> HttpResponse:
    """A draft or a statement: fill it in, push it (act=push) or keep it for later (act=save)."""
    row = one(registration_id)
    if row.state != RegistrationState.WAITING and request.method != "POST":
        return redirect("registration:pushed_one", registration_id=row.pk)
    draft, division = request.POST.get("act") == "save", request.actor.region_id
    if request.method != "POST":
        return _waiting_page(request, row, PushForm(division=division, initial=initial_of(row)))
    form = PushForm(request.POST, division=division, draft=draft)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: next_url(_push_waiting(request, row, form, draft=draft))))
        except DomainError as error:
            return _waiting_page(request, row, form, error)
    return _waiting_page(request, row, form, status=422)


def _push_waiting(request: ActorRequest, row: Registration, form: PushForm, *, draft: bool) -> Registration:
    place = Region.objects.get(pk=form.cleaned_data["street"])
    given: dict[str, Any] = {"by": request.actor, "facts": form.facts(), "region": place}
    version = form.cleaned_data["version"]
    if draft:
        return pushing.revise(**given, registration_id=row.pk, version=version)
    return pushing.push(
        **given,
        registrar=office_of(request),
        waiting=row,
        version=version,
        confirmed=form.confirmed_fields,
    )


def _waiting_page(
    request: ActorRequest,
    row: Registration,
    form: PushForm,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    conflict = error if isinstance(error, Stale) else None
    if error is not None and conflict is None:
        form.refuse(error)
        form.earlier = error.extra.get("registration")
    context = waiting_one_context(request.actor, row, form, conflict)
    return render(
        request,
        "registration/registrar/waiting_one.html",
        context,
        status=409 if conflict else 422 if error else status,
    )


@require_POST
@requires(Action.REGISTRATION_PUSH)
def withdraw(request: ActorRequest, registration_id: int) -> HttpResponse:
    """Take back a draft, or refuse an operator's statement."""
    reason = request.POST.get("reason", "")
    pushing.withdraw(by=request.actor, registration_id=registration_id, reason=reason[:500])
    messages.success(request, _("Withdrawn."))
    return redirect("registration:waiting")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REGISTRATION_PUSH)
def correction(request: ActorRequest, registration_id: int) -> HttpResponse:
    """Correct what was pushed wrongly."""
    row, division = one(registration_id), request.actor.region_id
    if request.method == "POST":
        form = CorrectionForm(request.POST, division=division)
        return _act(request, row, form, "correction", lambda: _correct(request, row, form))
    form = CorrectionForm(division=division, initial=initial_of(row))
    return _page(request, row, form, "correction")


def _correct(request: ActorRequest, row: Registration, form: CorrectionForm) -> Registration:
    return correct(
        by=request.actor,
        registration_id=row.pk,
        facts=form.facts(),
        region=Region.objects.get(pk=form.cleaned_data["street"]),
        reason=form.cleaned_data["reason"],
        version=form.cleaned_data["version"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REGISTRATION_PUSH)
def change(request: ActorRequest, registration_id: int) -> HttpResponse:
    """Push a registered change."""
    row = one(registration_id)
    form = (
        ChangeForm(request.POST)
        if request.method == "POST"
        else ChangeForm(initial=initial_of(row, change=True))
    )
    if request.method != "POST":
        return _page(request, row, form, "change")
    return _act(request, row, form, "change", lambda: _change(request, row, form))


def _change(request: ActorRequest, row: Registration, form: ChangeForm) -> Registration:
    return followups.push_change(
        by=request.actor,
        facility_id=row.facility_id or 0,
        changes=form.changes(),
        approved_on=form.cleaned_data["approved_on"],
        registrar=office_of(request),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REGISTRATION_PUSH)
def cancellation(request: ActorRequest, registration_id: int) -> HttpResponse:
    """Push a registered cancellation."""
    row = one(registration_id)
    form = CancellationForm(request.POST or None)
    if request.method != "POST":
        return _page(request, row, form, "cancellation")
    return _act(request, row, form, "cancellation", lambda: _cancel(request, row, form))


def _cancel(request: ActorRequest, row: Registration, form: CancellationForm) -> Registration:
    return followups.push_cancellation(
        by=request.actor,
        facility_id=row.facility_id or 0,
        approved_on=form.cleaned_data["approved_on"],
        registrar=office_of(request),
        reason=form.cleaned_data["reason"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.REGISTRATION_PUSH)
def retraction(request: ActorRequest, registration_id: int) -> HttpResponse:
    """Take back a change or a cancellation that was pushed by mistake."""
    row = one(registration_id)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method != "POST":
        return _page(request, row, form, "retraction")
    return _act(request, row, form, "retraction", lambda: _retract(request, row, form))


def _retract(request: ActorRequest, row: Registration, form: ReasonForm) -> Registration:
    given = form.cleaned_data
    return followups.retract(
        by=request.actor, registration_id=row.pk, reason=given["reason"], version=given["version"]
    )


def _act(
    request: ActorRequest, row: Registration, form: Any, name: str, perform: Callable[[], Registration]
) -> HttpResponse:
    """Run a follow-up once; refused, the page comes back as it was filled in."""
    if not form.is_valid():
        return _page(request, row, form, name, status=422)
    try:
        address = once(request, lambda: reverse("registration:pushed_one", args=[perform().pk]))
    except Stale as error:
        return _page(request, row, form, name, conflict=error, status=409)
    except DomainError as error:
        form.refuse(error)
        return _page(request, row, form, name, status=422)
    return redirect(address)


def _page(
    request: ActorRequest,
    row: Registration,
    form: Any,
    name: str,
    *,
    conflict: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    context = followup_context(request.actor, standing(row) if conflict else row, form, conflict)
    context["action"] = reverse(f"registration:{name}", args=[context["row"].pk])
    return render(request, f"registration/registrar/{name}.html", context, status=status)
