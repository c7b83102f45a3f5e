"""One JSON request to a provider, with an end to every wait."""

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

from messaging.channels.base import Unclear, Unreachable

_LONGEST_ANSWER = 64 * 1024


def call(
    method: str, url: str, *, body: Any = None, headers: dict[str, str] | None = None, seconds: float
) -> tuple[int, Any]:
    """Status and JSON answer. Raises Unreachable when no connection came about, Unclear for silence or nonsense.

    Redirections are not followed: a provider has one address.
    """
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    request.add_header("Content-Type", "application/json; charset=utf-8")
    try:
        with _OPENER.open(request, timeout=seconds) as answer:
            return answer.status, json.loads(answer.read(_LONGEST_ANSWER) or b"null")
    except urllib.error.HTTPError as error:
        return error.code, _json_or_nothing(error)
    except urllib.error.URLError as error:
        unsent = isinstance(error.reason, ConnectionRefusedError | OSError) and not isinstance(
            error.reason, TimeoutError | ConnectionResetError | BrokenPipeError
        )
        raise (Unreachable if unsent else Unclear)(type(error.reason).__name__) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unclear(type(error).__name__) from error


def _json_or_nothing(error: urllib.error.HTTPError) -> Any:
    try:
        return json.loads(error.read(_LONGEST_ANSWER))
    except (OSError, http.client.HTTPException, ValueError):
        return None


class _Straight(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Straight, urllib.request.ProxyHandler({}))
