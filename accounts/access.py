"""How a page says who may open it. A URL whose view says nothing fails the build."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor, Post
from accounts.permissions import decide

View = Callable[..., HttpResponseBase]


class ActorRequest(HttpRequest):
    """A request after the tenancy middleware: it knows who acts."""

    actor: Actor
    posts: Sequence[Post] = ()
    operates: bool = False


@dataclass(frozen=True)
class Access:
    """`kind` is public, signed_in or action; for action, one of `actions` must be granted to the actor's role."""

    kind: str
    actions: tuple[Action, ...] = ()


PUBLIC = Access("public")
SIGNED_IN = Access("signed_in")


def public_page(view: View) -> View:
    """Anybody may open it; it must show only what is public."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Everybody who is signed in, whatever their role: their own account pages."""
    return _guarded(view, SIGNED_IN)


def before_password(view: View) -> View:
    """Like signed_in, and open to those who must first choose a password of their own."""
    return _guarded(view, SIGNED_IN, password_due_too=True)


def requires(*actions: Action) -> Callable[[View], View]:
    """Whoever holds one of the actions somewhere. What they may do to the object itself the verb decides."""

    def wrap(view: View) -> View:
        return _guarded(view, Access("action", actions))

    return wrap


def access_of(callback: Any) -> Access | None:
    """What a URL's view declared; None for one that said nothing."""
    return getattr(callback, "access", None)


def _guarded(view: View, access: Access, *, password_due_too: bool = False) -> View:
    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor.signed_in:
            return _to_sign_in(request)
        if request.actor.password_due and not password_due_too:
            return _to_password(request)
        if access.actions and not any(decide(request.actor, action) for action in access.actions):
            raise PermissionDenied(str(access.actions[0]))
        return view(request, *args, **kwargs)

    guarded.access = access  # type: ignore[attr-defined]
    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and back here afterwards. A script's request is told so instead: it keeps what was typed."""
    if _from_script(request):
        return _refuse_script(
            request, "SESSION_ENDED", _("You were signed out. Sign in again and go on."), settings.LOGIN_URL
        )
    return redirect_to_login(_page_of(request))


def _to_password(request: HttpRequest) -> HttpResponse:
    if _from_script(request):
        return _refuse_script(
            request, "PASSWORD_DUE", _("Choose a password of your own first."), settings.PASSWORD_URL
        )
    return redirect(settings.PASSWORD_URL)


def _refuse_script(request: HttpRequest, code: str, message: str, address: str) -> HttpResponse:
    response = JsonResponse({"code": code, "message": message, "url": address}, status=401)
    response["HX-Trigger"] = "session-ended"
    return response


def _from_script(request: HttpRequest) -> bool:
    """htmx, fetch and XMLHttpRequest: a page swapped into a table, or read as JSON, would be useless."""
    headers = request.headers
    return (
        "HX-Request" in headers
        or headers.get("Sec-Fetch-Dest") == "empty"
        or headers.get("X-Requested-With") == "XMLHttpRequest"
        or headers.get("Accept", "").startswith("application/json")
    )


def _page_of(request: HttpRequest) -> str:
    """Where to come back to: this page, or for a form that was posted, the page it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return "/"
