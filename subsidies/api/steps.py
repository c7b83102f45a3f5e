"""One act on a claim or a batch as a call. Needs If-Match with the version that was read: 428 without, 412 when it is old."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.actors import Actor
from accounts.api_access import actor_of_call, expected_version
from accounts.api_errors import told
from accounts.api_once import IF_MATCH, KEY, once
from accounts.api_views import ApiView
from accounts.errors import DomainError

Run = Callable[[Actor, int, int, dict[str, Any]], dict[str, Any]]


class Empty(serializers.Serializer[Any]):
    """Nothing beside the version in If-Match."""


class Reason(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


def step(
    name: str,
    actions: Action | tuple[Action, ...],
    run: Run,
    does: str,
    body: type[serializers.Serializer[Any]] = Empty,
    *,
    about: str,
    refused: Callable[..., None] | None = None,
) -> type[ApiView]:
    """The call that runs one verb. `run`: (actor, id, version, body) → the row as it is told now; `about`: the URL's
    parameter, claim_id or batch_id; `does` describes it in the schema; `refused` notes a refusal on the trail."""

    def post(self: ApiView, request: Request, **ids: int) -> Response:
        version = expected_version(request)
        given = body(data=request.data or {})
        given.is_valid(raise_exception=True)
        by, facts = actor_of_call(request), dict(given.validated_data)
        try:
            response = once(request, name, lambda: (200, run(by, ids[about], version, facts)))
        except DomainError as error:
            if refused is None or (answer := told(error)) is None:
                raise
            refused(by=by, refusal=error, **ids)
            return answer
        response["ETag"] = f'"{response.data.get("version", version)}"'
        return response

    described = extend_schema(
        operation_id=name,
        description=does,
        parameters=[IF_MATCH, KEY],
        request=None if body is Empty else body,
        responses={200: dict},
        tags=["claims" if about == "claim_id" else "batches"],
    )
    parts = {"actions": {"POST": actions}, "post": described(post)}
    return type(
        f"{name.title().replace('_', '')}View", (ApiView,), {"__doc__": does, "__module__": __name__, **parts}
    )
