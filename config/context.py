"""What every page is told besides its own content. Described for page builders in docs/reference/templates.md."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

from accounts.actors import ANONYMOUS, Actor
from config.navigation import navigation_of, search_of
from kernel import clock

#: Cookies that only remember how somebody likes the page; no cookie of these is personal.
RAIL_COOKIE = "side_rail"
KEYS_COOKIE = "single_keys"
_CSRF_INPUT = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def page(request: HttpRequest) -> dict[str, Any]:
    """Who acts, the navigation, the search, the demo date, the language, and how this person likes the page."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    token = SimpleLazyObject(lambda: get_token(request))
    return {
        "actor": actor,
        "base_template": base_template(actor),
        "nav": SimpleLazyObject(lambda: navigation_of(request)) if actor.signed_in else (),
        "search": search_of(actor) if actor.signed_in else None,
        "demo": settings.DEMO,
        "demo_today": clock.demo_today(),
        "html_lang": "en" if translation.get_language() == "en" else "zh-Hans",
        "rail": request.COOKIES.get(RAIL_COOKIE) == "1",
        "single_keys": request.COOKIES.get(KEYS_COOKIE) != "0",
        "messages": get_messages(request),
        # Django's own writes another mask at every use; one a page hides the secret as well.
        "csrf_token": token,
        "csrf_input": SimpleLazyObject(lambda: format_html(_CSRF_INPUT, token)),
    }


def base_template(actor: Actor) -> str:
    """The frame for a page that several audiences open, such as an error or the change of a password."""
    if not actor.signed_in:
        return "base_public.html"
    return "base_operator.html" if actor.is_operator else "base_officer.html"
