"""Keys with which a department's own system calls the API."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import queries
from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from accounts.forms.offices import KeyForm
from accounts.listing import own_region
from accounts.permissions import decide
from accounts.workflow import issue_token, revoke_token
from kernel import clock

manages = requires(Action.TOKEN_MANAGE)


@manages
@never_cache
def tokens(request: ActorRequest) -> HttpResponse:
    """My keys, and an administrator's view of all keys of the region. A new key is shown once."""
    actor = request.actor
    post = actor.post
    form = KeyForm(
        request.POST or None, posts=[(post.id, f"{post.department} · {post.role.label}")] if post else []
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = queries.appointment_in(own_region(request), given["appointment"])
        try:
            token, secret = issue_token(by=actor, appointment=row, name=given["name"], days=given["days"])
        except DomainError as error:
            refuse(form, error)
        else:
            return render(request, "accounts/key_shown.html", {"token": token, "secret": secret})
    oversees = bool(decide(actor, Action.APPOINTMENT_MANAGE))
    keys = queries.keys_within(own_region(request)) if oversees else queries.keys_of(actor.user_id or 0)
    context = {"form": form, "keys": keys, "oversees": oversees, "moment": clock.now()}
    return render(request, "accounts/keys.html", context)


@manages
@require_POST
def token_revoke(request: ActorRequest, token_id: int) -> HttpResponse:
    """The key stops with the next call."""
    token = queries.key_in(own_region(request), request.actor.user_id or 0, token_id)
    revoke_token(by=request.actor, token=token)
    messages.success(request, _("The key is revoked."))
    return redirect("accounts:tokens")
