"""Errors of the domain as pages. An object out of reach looks exactly like one that does not exist."""

from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError, NotAllowed
from accounts.permissions import OUT_OF_REACH
from config import errors
from kernel.transitions import IllegalTransition

_POLICY_VIOLATED = "42501"


def page(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The answer to an exception a view let through; None for what nobody foresaw (a 500)."""
    if isinstance(exception, ObjectDoesNotExist) or _hidden(exception):
        return errors.not_found(request)
    if isinstance(exception, NotAllowed):
        words = {"reason": exception.message, "error_remedy": exception.remedy}
        return render(request, "errors/403.html", words, status=403)
    if isinstance(exception, IllegalTransition):
        exception = DomainError(
            _("The state of this object does not allow it any more."), remedy=_("Load the page again.")
        )
    if isinstance(exception, DomainError):
        return render(request, "errors/409.html", {"error": exception}, status=409)
    return None


def _hidden(exception: Exception) -> bool:
    """The policy or the database says: not of this place."""
    if isinstance(exception, NotAllowed):
        return exception.code == OUT_OF_REACH.code
    cause = getattr(exception, "__cause__", None)
    return isinstance(exception, ProgrammingError) and getattr(cause, "pgcode", "") == _POLICY_VIOLATED
