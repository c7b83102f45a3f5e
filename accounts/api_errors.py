"""Every refusal of the API in one shape: {"code", "message", "field", "remedy", "problems"}.

`code` is stable and for programs, `message` and `remedy` are sentences in the caller's language, `problems` lists
{"field", "message"} where more than one thing is wrong.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from accounts.errors import DomainError, NotAllowed
from accounts.permissions import OUT_OF_REACH
from kernel.transitions import IllegalTransition

_POLICY_VIOLATED = "42501"
_CODES = {
    400: "INVALID",
    401: "SIGN_IN",
    403: "NOT_ALLOWED",
    404: "NOT_FOUND",
    405: "METHOD",
    406: "FORMAT",
    415: "FORMAT",
    429: "TOO_MANY",
}


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The response to what a view raised; None for what nobody foresaw (a 500). Whatever was written is undone."""
    response = _response(error)
    if response is not None and connection.in_atomic_block:
        transaction.set_rollback(True)
    return response


def told(error: Exception) -> Response | None:
    """The same answer, for a view that keeps what it wrote beside the refusal (an attempt on the trail)."""
    return _response(error)


def _response(error: Exception) -> Response | None:
    if isinstance(error, Http404 | ObjectDoesNotExist) or _hidden(error):
        return _refusal(404, "NOT_FOUND", _("There is nothing here under this address."))
    if isinstance(error, DomainError):
        problems = list(_problems(error.extra.get("problems", ())))
        return _refusal(
            error.status, error.code, str(error.message), error.field, str(error.remedy), problems
        )
    if isinstance(error, IllegalTransition):
        return _refusal(409, "WRONG_STATE", _("The state of this object does not allow it any more."))
    if isinstance(error, DjangoPermissionDenied):
        return _refusal(403, "NOT_ALLOWED", _("Your role does not include this action."))
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return None


def _hidden(error: Exception) -> bool:
    """An object out of reach answers exactly like one that does not exist."""
    if isinstance(error, NotAllowed):
        return error.code == OUT_OF_REACH.code
    cause = getattr(error, "__cause__", None)
    return isinstance(error, ProgrammingError) and getattr(cause, "pgcode", "") == _POLICY_VIOLATED


def _of_framework(error: exceptions.APIException) -> Response:
    status, problems, code = error.status_code, [], ""
    if isinstance(error, exceptions.ValidationError):
        problems = list(_problems(error.detail))
        message = _("Some details need correction.")
    else:
        message, code = str(error.detail), str(getattr(error.detail, "code", ""))
    named = code if code.isupper() else _CODES.get(status, "REFUSED")
    first = problems[0]["field"] if len(problems) == 1 else ""
    response = _refusal(status, named, message, first, "", problems)
    if header := getattr(error, "auth_header", ""):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait) + 1)
    return response


def _problems(found: Any, path: str = "") -> Iterable[dict[str, str]]:
    """Whatever shape the faults have, as a flat list; nested fields are named `items.3.uscc`."""
    if isinstance(found, Mapping):
        for name, inner in found.items():
            field = path if name == "non_field_errors" else f"{path}.{name}" if path else str(name)
            yield from _problems(inner, field)
    elif isinstance(found, list | tuple):
        for number, inner in enumerate(found):
            nested = isinstance(inner, Mapping | list | tuple)
            yield from _problems(inner, f"{path}.{number}" if nested and path else path)
    else:
        yield {
            "field": str(getattr(found, "field", "") or path),
            "message": str(getattr(found, "message", found)),
        }


def _refusal(
    status: int,
    code: str,
    message: str,
    field: str = "",
    remedy: str = "",
    problems: list[dict[str, str]] | None = None,
) -> Response:
    body = {
        "code": code,
        "message": message,
        "field": field,
        "remedy": remedy,
        "problems": problems or [],
    }
    return Response(body, status=status)
