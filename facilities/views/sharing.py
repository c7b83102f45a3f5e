"""Pages that everybody may open and a cache may keep: the same for everybody who is not signed in, and not without end."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from accounts.addresses import client_ip
from accounts.throttle import allowed

#: Pages from one address in a minute; a reader never turns that many.
MOST, MINUTE = 120, 60
#: How long a copy may be shown, in seconds: the projection itself follows within the hour.
FRESH = 120

View = Callable[..., HttpResponse]


def shared(view: View) -> View:
    """Limit how often an address may ask, let caches keep what nobody signed in to read, and switch the language by a
    link, so that the page needs no cookie of its own."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (spoken := request.GET.get("lang", "")) in dict(settings.LANGUAGES):
            return _in_language(request, spoken)
        if not allowed("public-page", client_ip(request), limit=MOST, seconds=MINUTE, without_cache=True):
            return render(request, "errors/429.html", {"retry_after": MINUTE}, status=429)
        response = view(request, *args, **kwargs)
        if request.actor.signed_in:  # type: ignore[attr-defined]
            patch_cache_control(response, private=True, no_store=True)
        elif response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH)
            patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response

    return answered


def _in_language(request: HttpRequest, spoken: str) -> HttpResponse:
    query = [(name, value) for name, values in request.GET.lists() for value in values if name != "lang"]
    response = HttpResponseRedirect(request.path + (f"?{urlencode(query)}" if query else ""))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, spoken, max_age=365 * 24 * 3600, samesite="Lax")
    patch_cache_control(response, private=True, no_store=True)
    return response
