"""How a page says who may open it. A URL whose view says nothing fails the build."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide

View = Callable[..., HttpResponse]


class ActorRequest(HttpRequest):
    """A request after the tenancy middleware: it knows who acts."""

    actor: Actor


@dataclass(frozen=True)
class Access:
    """`kind` is public, signed_in or action; for action, one of `actions` must be granted to the actor's role."""

    kind: str
    actions: tuple[Action, ...] = ()


def public_page(view: View) -> View:
    """Anybody may open it; it must show only what is public."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Everybody who is signed in, whatever their role: their own account pages."""
    return _guarded(view, Access("signed_in"))


def requires(*actions: Action) -> Callable[[View], View]:
    """Whoever holds one of the actions somewhere. What they may do to the object itself the verb decides."""

    def wrap(view: View) -> View:
        return _guarded(view, Access("action", actions))

    return wrap


def _guarded(view: View, access: Access) -> View:
    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.signed_in:
            return _to_sign_in(request)
        if access.actions and not any(decide(request.actor, action) for action in access.actions):
            raise PermissionDenied(str(access.actions[0]))
        return view(request, *args, **kwargs)

    guarded.access = access  # type: ignore[attr-defined]
    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A swapped-in sign-in page inside a table would be useless: tell the page, it keeps what was typed.
        response = HttpResponse(status=401)
        response["HX-Trigger"] = "session-ended"
        return response
    return redirect_to_login(request.get_full_path())
