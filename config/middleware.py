"""One request, one transaction, one scope (foundation of wall c)."""

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from accounts.sessions import actor_of
from audit.models import Outcome
from audit.workflow import record
from config import refusals
from facilities.queries import granted_facilities, opened_facilities
from regions.scope import scoped

_REFUSALS = {403, 404}


class TenancyMiddleware:
    """Finds the actor, opens the scope, owns the transaction, and records what was refused.

    Innermost, after session and authentication. A view that raised, or answered 500, leaves no trace in the
    database. A page of nobody runs without a scope: protected tables then answer with an error, not with rows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(  # type: ignore[attr-defined]
            request, granted=granted_facilities, opened=opened_facilities
        )
        request.failed = False  # type: ignore[attr-defined]
        scope = request.actor.scope()  # type: ignore[attr-defined]
        if scope is None:
            with transaction.atomic():
                response = self._respond(request)
        else:
            with scoped(scope):
                response = self._respond(request)
        if response.status_code in _REFUSALS:
            self._record_refusal(request, response)
        return response

    def _respond(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(response, "render") and not getattr(response, "is_rendered", True):
            response = response.render()
        failed = request.failed or response.status_code >= 500  # type: ignore[attr-defined]
        if failed and connection.in_atomic_block:
            transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whatever a view raised is undone; refusals of the domain become pages in the user's words."""
        request.failed = True  # type: ignore[attr-defined]
        return refusals.page(request, exception)

    def _record_refusal(self, request: HttpRequest, response: HttpResponse) -> None:
        """Somebody signed in asked for an object that is not theirs, or for an action they do not have."""
        match, actor = request.resolver_match, request.actor  # type: ignore[attr-defined]
        if match is None or not actor.signed_in or not (match.kwargs or response.status_code == 403):
            return
        with transaction.atomic():
            record(
                by=actor,
                event="access.refused",
                outcome=Outcome.REFUSED,
                region=actor.region_id,
                data={
                    "url": match.view_name,
                    "ids": {k: str(v)[:60] for k, v in match.kwargs.items()},
                    "method": request.method,
                    "status": response.status_code,
                },
            )
