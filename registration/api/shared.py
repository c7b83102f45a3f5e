"""What the calls share: running a write once per key, reading the parts of a body, telling what became of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_access import actor_of_call, expected_version
from accounts.api_once import once as run_once
from accounts.errors import NotAllowed
from accounts.models import Department
from accounts.permissions import NOT_GRANTED
from registration.errors import Incomplete
from registration.items import Item
from registration.models import Registration
from registration.problems import Problem, Problems
from registration.queries.pushes import one
from registration.serializers import Result, result

REFUSED = {400: Result, 403: Result, 409: Result, 422: Result}


def once(request: Request, operation: str, perform: Callable[[], tuple[int, Any]]) -> Response:
    """As accounts.api_once, with the answer of a single refused item."""
    try:
        return run_once(request, operation, perform)
    except Refused as refused:
        return Response(refused.body, status=refused.status)


class Refused(Exception):
    """Carries the answer of a single refused item out of the transaction that is undone."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__(body["code"])
        self.body, self.status = body, body["http_status"]


def office_of(request: Request) -> Department:
    """The caller's own office. Raises NotAllowed for whoever has none."""
    pk = actor_of_call(request).department_id
    if pk is None:
        raise NotAllowed(NOT_GRANTED)
    return Department.objects.get(pk=pk)


def body_of(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise Incomplete(Problem("", "ITEM"), code="SHAPE")
    return data


def given_reason(data: Mapping[str, Any]) -> str:
    """Why, in the caller's words; raises Incomplete for what is not a printable text."""
    reason = data.get("reason") or ""
    if not isinstance(reason, str) or any(not c.isprintable() and c not in "\n\t" for c in reason):
        raise Incomplete(Problem("reason", "UNPRINTABLE"), field="reason")
    return reason


def refuse_others(data: Mapping[str, Any], names: set[str], problems: Problems) -> None:
    for name in data:
        if name not in names:
            problems.add(str(name)[:40], "UNKNOWN_FIELD")
    if not isinstance(data.get("external_id") or "", str):
        problems.add("external_id", "TYPE")


def incomplete(problems: Problems) -> Incomplete:
    return Incomplete(_("Some details need correction."), problems=problems.errors)


def asked_version(request: Request) -> int | None:
    return expected_version(request) if "If-Match" in request.headers else None


def facility_of(pk: int) -> int:
    """The facility of a registration of the division. Raises Registration.DoesNotExist."""
    row = one(pk)
    if row.facility_id is None:
        raise Registration.DoesNotExist
    return row.facility_id


def done(row: Registration) -> dict[str, Any]:
    return result(0, Item(Problems(), external_id=row.external_id), row)
