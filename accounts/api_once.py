"""A write of the interface runs once per key; headers that every such call takes."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
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


def content_digest(upload: UploadedFile) -> str:
    """SHA-256 of an uploaded file, which can be read again afterwards."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def once(
    request: Request, operation: str, perform: Callable[[], tuple[int, Any]], *, given: Any = None
) -> Response:
    """Run a write once per key; a refusal leaves nothing behind and may be tried again under the same key.

    `given`: what was sent, for a body that is no JSON: a file stands by its digest.
    """
    sent = request.data if given is None else given
    body = json.dumps([request.path, sent], ensure_ascii=False, sort_keys=True)
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
