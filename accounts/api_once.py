"""A write of the interface runs once per key; headers that every such call takes."""

import json
from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_access import actor_of_call
from accounts.idempotency import idempotent

KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Any text of at most 80 characters. The same key with the same body gets the same answer and has "
    "one effect; with another body it is answered 422.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The version you read. When another one is stored meanwhile, the answer is 412.",
)
_REPLAYED = "Idempotency-Replayed"


def once(request: Request, operation: str, perform: Callable[[], tuple[int, Any]]) -> Response:
    """Run a write once per key; a refusal leaves nothing behind and may be tried again under the same key."""
    body = json.dumps([request.path, request.data], ensure_ascii=False, sort_keys=True)
    answer = idempotent(
        actor=actor_of_call(request),
        operation=operation,
        key=request.headers.get("Idempotency-Key", "").strip(),
        body=body.encode("utf-8", "surrogatepass"),
        perform=perform,
    )
    return Response(
        answer.body, status=answer.status, headers={_REPLAYED: "true"} if answer.replayed else None
    )
