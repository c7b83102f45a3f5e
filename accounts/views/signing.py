"""Signing in and out, and the way to a first screen."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import demo
from accounts.access import ActorRequest, public_page
from accounts.forms.signing import SignInForm
from accounts.landing import first_screen, safe_next
from accounts.workflow.signing import note_lock, note_sign_in, note_sign_out


@public_page
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: ActorRequest) -> HttpResponse:
    """Officials and operators alike. Answers 429 while the name is locked from this address."""
    if request.actor.signed_in:
        return redirect(safe_next(request))
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.user is not None:
        login(request, form.user)
        note_sign_in(user=form.user)
        return redirect(safe_next(request))
    if getattr(request, "axes_locked_out", False):
        note_lock(username=form.cleaned_data.get("username", ""))
    context: dict[str, object] = {"form": form, "next": safe_next(request, "")}
    if settings.DEMO:
        context |= {"demo_accounts": demo.by_place(), "demo_password": demo.PASSWORD}
    return render(request, "accounts/sign_in.html", context)


@public_page
@require_POST
def sign_out(request: ActorRequest) -> HttpResponse:
    """End this session. By POST only: a picture in a foreign page must not sign anybody out."""
    if request.actor.signed_in:
        note_sign_out(by=request.actor)
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("accounts:sign_in")


@public_page
def forgotten(request: ActorRequest) -> HttpResponse:
    """Whom to ask for a new password: no mail is sent."""
    return render(request, "accounts/forgotten.html")


@public_page
def home(request: ActorRequest) -> HttpResponse:
    """The site's address itself: everybody's first screen; for visitors what can be done without signing in."""
    if not request.actor.signed_in:
        return render(request, "facilities/public/welcome.html")
    return redirect(first_screen(request.actor))
