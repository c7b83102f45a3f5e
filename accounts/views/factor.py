"""My authenticator: begun, confirmed by its first code, asked for where a payment is released."""

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, signed_in
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from accounts.forms.signing import BeginForm, CodeForm
from accounts.queries import begun_factor
from accounts.workflow import begin_factor, confirm_factor
from kernel.totp import address


@signed_in
@require_safe
@never_cache
def authenticator(request: ActorRequest) -> HttpResponse:
    """Whether one is set up; while it is being set up, its picture and key."""
    return _page(request, None)


@signed_in
@require_POST
@sensitive_post_parameters("password")
def begin(request: ActorRequest) -> HttpResponse:
    """Make a secret for the phone, once the password says that it is the person."""
    form = BeginForm(request.POST)
    if form.is_valid():
        try:
            begin_factor(by=request.actor, password=form.cleaned_data["password"])
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            return redirect("accounts:authenticator")
    return _page(request, form, status=422)


@signed_in
@require_POST
@sensitive_post_parameters("code")
def confirm(request: ActorRequest) -> HttpResponse:
    """The first code: from now on it counts."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            confirm_factor(by=request.actor, code=form.cleaned_data["code"])
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Your authenticator is set up."))
            return redirect("accounts:authenticator")
    return _page(request, form, status=422)


def _page(request: ActorRequest, form: BeginForm | CodeForm | None, status: int = 200) -> HttpResponse:
    factor = begun_factor(request.actor)
    fitting = BeginForm if factor is None else CodeForm
    if form is not None and not isinstance(form, fitting):
        for words in (words for each in form.errors.values() for words in each):
            messages.error(request, str(words))  # the page went on meanwhile and has no such field any more
        form = None
    context: dict[str, object] = {"factor": factor, "form": form or fitting(), "picture": ""}
    if factor is not None and factor.confirmed_at is None:
        secret = factor.secret.disclosed(to="the person's own phone, while it is being set up")
        told = address(secret, issuer="Tuoyu", account=request.actor.username)
        picture = segno.make(told, error="m", micro=False).svg_inline(border=2, scale=4, dark="#000")
        grouped = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
        context |= {"picture": mark_safe(picture), "secret": grouped}
    return render(request, "accounts/authenticator.html", context, status=status)
