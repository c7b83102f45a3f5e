"""A person's own pages: account, password, and which hat they wear."""

from django.contrib import messages
from django.contrib.auth import password_validation
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.access import ActorRequest, before_password, signed_in
from accounts.forms.signing import PasswordForm
from accounts.models import User
from accounts.queries import factor_of
from accounts.sessions import AS_OPERATOR, CHOSEN_POST, renew
from accounts.throttle import allowed
from accounts.workflow import change_password, end_sessions


def _me(request: ActorRequest) -> User:
    return User.objects.get(pk=request.actor.user_id or 0)


@signed_in
def account(request: ActorRequest) -> HttpResponse:
    """Who I am, what I may act as, my sessions."""
    context = {"person": _me(request), "posts": request.posts, "factor": factor_of(request.actor)}
    return render(request, "accounts/account.html", context)


@before_password
@sensitive_post_parameters()
@never_cache
def password(request: ActorRequest) -> HttpResponse:
    """Change my password. The first thing to do with a one-time password."""
    me, due = _me(request), request.actor.password_due
    form = PasswordForm(request.POST or None, owner=me)
    if request.method == "POST":
        if not allowed("password", str(me.pk), limit=10, seconds=3600):
            form.add_error(None, _("Too many tries. Wait an hour, or ask your administrator."))
        elif form.is_valid():
            renew(request, change_password(by=request.actor, user=me, password=form.cleaned_data["password"]))
            messages.success(request, _("Your password is changed. You are signed out everywhere else."))
            return redirect("home" if due else "accounts:me")
    rules = password_validation.password_validators_help_texts()
    return render(request, "accounts/password_change.html", {"form": form, "due": due, "rules": rules})


@signed_in
@require_POST
def sign_out_elsewhere(request: ActorRequest) -> HttpResponse:
    """End all my other sessions; this one goes on under a new key."""
    renew(request, end_sessions(by=request.actor, user=_me(request)))
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("accounts:me")


@before_password
@require_POST
def choose_post(request: ActorRequest, post_id: int | None = None) -> HttpResponse:
    """Act in another of my own appointments, or (0) as an operator. What is not mine does not exist."""
    text = request.POST.get("post", "")
    chosen = (
        post_id
        if post_id is not None
        else int(text)
        if text.isascii() and text.isdecimal() and len(text) < 19
        else -1
    )
    mine = {post.id for post in request.posts} | ({AS_OPERATOR} if request.operates else set())
    if chosen not in mine:
        raise Http404
    request.session[CHOSEN_POST] = chosen
    return redirect("home")
