"""What machines ask: is this process alive, may it serve, and how is the platform doing. Answered before anything else.

These addresses need no session, no scope and no language, and the first one needs no database.
"""

import hmac
import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from config.logs import request_id
from reporting.jobs.metrics import metrics_text

#: Counted over all processes of the installation, as long as the cache lives.
ERRORS = "metrics.errors"
logger = logging.getLogger("requests")


class ProbesMiddleware:
    """Answers the probes; gives every other request a number that stands on each of its log lines and in its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (probe := _PROBES.get(request.path)) is not None:
            return probe(request)
        token = request_id.set(secrets.token_hex(8))
        began = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            if response.status_code >= 500:
                _count_error()
            _note(request, response, time.monotonic() - began)
            return response
        finally:
            request_id.reset(token)


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Whether requests can be served: the database answers. A broker that is down delays work and hinders no page."""
    found = {"database": _database(), "cache": _cache()}
    return JsonResponse(found, status=200 if found["database"] == "up" else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for whoever knows METRICS_TOKEN; 404 without one."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=404)
    try:
        errors = int(cache.get(ERRORS) or 0)
    except Exception:
        errors = 0
    return HttpResponse(metrics_text(errors), content_type="text/plain; version=0.0.4")


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "up"


def _cache() -> str:
    try:
        cache.get(ERRORS)
    except Exception:
        return "down"
    return "up"


def _count_error() -> None:
    try:
        cache.add(ERRORS, 0, timeout=None)
        cache.incr(ERRORS)
    except Exception:
        logger.warning("an error could not be counted", exc_info=True)


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """One line a request, by the pattern of its address: an address itself may hold a secret."""
    match = getattr(request, "resolver_match", None)
    pattern = match.route if match else "-"
    logger.info("%s %s %d %d ms", request.method, pattern, response.status_code, int(seconds * 1000))


_PROBES = {"/health/live/": live, "/health/ready/": ready, "/metrics": metrics}
