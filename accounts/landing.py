"""Where somebody begins: each role's first screen (design 1), and the way back to the page that asked to sign in."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.actors import Actor
from accounts.enums import Role

#: First screens by role, the best first; a page that does not exist in this installation is passed over.
_SCREENS: dict[Role, tuple[str, ...]] = {
    Role.REGISTRAR: ("registration:push",),
    Role.ADMIN: ("figures:dashboard", "accounts:departments"),
    Role.POLICY_ADMIN: ("policy:overview",),
    Role.AUDITOR: ("audit:events",),
}
_INBOX = ("obligations:inbox",)
_OPERATOR = ("operator:home",)
_LAST = "accounts:me"


def first_screen(actor: Actor) -> str:
    """The address of an actor's first page."""
    for name in _names(actor):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse(_LAST)


def _names(actor: Actor) -> Iterator[str]:
    if not actor.signed_in:
        yield "accounts:sign_in"
    elif actor.post is not None:
        yield from _SCREENS.get(actor.post.role, _INBOX)
    else:
        yield from _OPERATOR
    yield _LAST


def safe_next(request: HttpRequest, default: str = settings.LOGIN_REDIRECT_URL) -> str:
    """The page named by ?next= if it lies on this site, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if inside and wanted.startswith("/") else default
