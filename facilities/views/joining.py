"""Coming to act for a facility: by an invitation, with its credit code, or with an account that files first."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import ActorRequest, public_page
from accounts.addresses import client_ip
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from accounts.forms.signing import AccountForm
from accounts.models import User
from accounts.sessions import AS_OPERATOR, CHOSEN_POST
from accounts.throttle import allowed
from accounts.workflow import open_account
from accounts.workflow.signing import note_sign_in
from facilities.forms.joining import ActivationForm
from facilities.queries import operators
from facilities.workflow import activating, joining
from kernel import clock

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@public_page
@sensitive_post_parameters("password", "repeat")
@never_cache
def invitation(request: ActorRequest, code: str) -> HttpResponse:
    """What the holder of a code is offered: joining with the account they have, or with a new one."""
    offer = operators.offer_of(joining.invitation_digest(code), clock.now())
    if offer is None:
        return render(request, "joining/invitation_gone.html", status=404)
    if request.method == "POST" and request.actor.signed_in:
        return _accept(request, code)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and _may_try(request, form) and form.is_valid():
        try:
            user = joining.join_with_new_account(code=code, **form.account())
        except DomainError as error:
            refuse(form, error)
        else:
            return _welcome(request, user)
    return render(request, "joining/invitation.html", {"offer": offer, "form": form, "here": request.path})


@public_page
@sensitive_post_parameters("password", "repeat")
@never_cache
def activate(request: ActorRequest) -> HttpResponse:
    """The first account of a pushed facility. One answer for everything that does not fit."""
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and _may_try(request, form) and form.is_valid():
        try:
            user, _facility = activating.activate(**form.proof(), **form.account())
        except DomainError as error:
            activating.note_refusal(uscc=form.cleaned_data["uscc"], address=client_ip(request))
            refuse(form, error)
        else:
            return _welcome(request, user)
    return render(request, "joining/activate.html", {"form": form})


@public_page
@sensitive_post_parameters("password", "repeat")
@never_cache
def first_account(request: ActorRequest) -> HttpResponse:
    """An account for somebody whose facility nobody has pushed yet: they file first."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and _may_try(request, form) and form.is_valid():
        try:
            user = open_account(**form.account())
        except DomainError as error:
            refuse(form, error)
        else:
            return _welcome(request, user)
    return render(request, "joining/first_account.html", {"form": form})


def _may_try(request: ActorRequest, form: AccountForm) -> bool:
    """Guessing and mass sign-up are slowed down: by address, and for activation by credit code."""
    fine = allowed("new-account", client_ip(request), limit=20, seconds=3600)
    if fine and (uscc := request.POST.get("uscc", "")):
        fine = allowed("activation", uscc.strip().upper(), limit=5, seconds=24 * 3600)
    if not fine:
        form.add_error(
            None, _("Too many tries. Wait an hour, or call the health commission of your district.")
        )
    return fine


def _accept(request: ActorRequest, code: str) -> HttpResponse:
    try:
        facility = joining.accept_invitation(by=request.actor, code=code)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("home")
    request.session[CHOSEN_POST] = AS_OPERATOR
    messages.success(request, _("You act for %(facility)s now.") % {"facility": facility.name})
    return redirect("home")


def _welcome(request: ActorRequest, user: User) -> HttpResponse:
    login(request, user, backend=_BACKEND)
    note_sign_in(user=user)
    return redirect("home")
