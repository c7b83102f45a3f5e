"""What two windows changed differently, told to the one that came second."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from accounts.errors import Stale
from registration.presentation.operator.answers import shown


def changes_of(stale: Stale) -> list[tuple[Any, str, str]]:
    """(question, what is stored now, what this window wrote), in words."""
    return [
        (label, shown(name, theirs), shown(name, mine))
        for name, label, theirs, mine in stale.extra["changes"]
    ]


def autosave_conflict(request: HttpRequest, stale: Stale, *, version: str) -> JsonResponse:
    """The answer to an automatic save: nothing was stored, and this is why. `version` is the new starting point."""
    html = render_to_string(
        "registration/operator/_conflict.html", {"stale": stale, "changes": changes_of(stale)}, request
    )
    return JsonResponse(
        {"code": stale.code, "message": str(stale.message), "html": html, "version": version}, status=409
    )
