"""Pushing one registration or many, and reading what was pushed."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_access import actor_of_call
from accounts.api_once import KEY
from accounts.api_views import ApiView
from accounts.errors import DomainError
from registration.api.shared import REFUSED, Refused, office_of, once
from registration.errors import Incomplete
from registration.items import MAX_ITEMS, Item, read_item
from registration.queries.pushes import PushFilters, one, pushed_page
from registration.serializers import (
    Batch,
    RegistrationItem,
    Result,
    Results,
    Stored,
    StoredList,
    counted,
    result,
    stored,
)
from registration.workflow.batches import push_items

_FILTERS = [
    OpenApiParameter("uscc", OpenApiTypes.STR),
    OpenApiParameter("external_id", OpenApiTypes.STR),
    OpenApiParameter("kind", OpenApiTypes.STR, enum=["NEW", "CHANGE", "CANCELLATION"]),
    OpenApiParameter("filed", OpenApiTypes.STR, enum=["yes", "no"]),
    OpenApiParameter("since", OpenApiTypes.DATE, description="Pushed on this day or later."),
    OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 200; 50 when left out."),
    OpenApiParameter("after", OpenApiTypes.STR, description="`next` of the page before."),
]
_BODY = PolymorphicProxySerializer(
    "RegistrationOrBatch", [RegistrationItem, Batch], resource_type_field_name=None, many=False
)


class RegistrationsView(ApiView):
    """Push registrations, and list those that were pushed."""

    actions = {"GET": Action.REGISTRATION_VIEW, "POST": Action.REGISTRATION_PUSH}

    @extend_schema(
        operation_id="registrations", parameters=_FILTERS, responses={200: StoredList}, tags=["registrations"]
    )
    def get(self, request: Request) -> Response:
        """The pushes of this office, the newest first."""
        query = request.query_params.dict()
        filters = PushFilters.read({**query, "q": query.get("uscc", "")})
        found = pushed_page(actor_of_call(request), filters, query, size=_limit(query.get("limit", "")))
        return Response({"results": [stored(row) for row in found.rows], "next": found.next or None})

    @extend_schema(
        operation_id="push",
        parameters=[KEY],
        request=_BODY,
        responses={201: Result, 207: Results, **REFUSED},
        tags=["registrations"],
    )
    def post(self, request: Request) -> Response:
        """Push one registration, or up to 500 of them as {"items": […]} with a result for each.

        A batch is answered 201 when every item was pushed, else 207; look at each result.
        """
        if isinstance(request.data, list) or (isinstance(request.data, dict) and "items" in request.data):
            items = _items(request.data)
            return once(request, "registrations", lambda: _push_batch(request, items))
        return once(request, "registrations", lambda: (201, _push_single(request)))


def _items(data: Any) -> list[Item]:
    """The items of a batch. Raises Incomplete when it is no batch, empty, or too long."""
    given = data if isinstance(data, list) else data["items"]
    if not isinstance(given, list) or (isinstance(data, dict) and set(data) != {"items"}):
        raise Incomplete(_('A batch is {"items": […]} and nothing else.'), code="BATCH_SHAPE", field="items")
    if not 1 <= len(given) <= MAX_ITEMS:
        raise Incomplete(
            _("A batch has 1 to %(limit)d items; this has %(count)d.")
            % {"limit": MAX_ITEMS, "count": len(given)},
            code="BATCH_SIZE",
            field="items",
            remedy=_("Send the rest in further calls."),
        )
    return [read_item(item) for item in given]


def _push_batch(request: Request, items: list[Item]) -> tuple[int, Any]:
    outcomes = push_items(by=actor_of_call(request), items=items, registrar=office_of(request))
    results = [result(n, item, each) for n, (item, each) in enumerate(zip(items, outcomes, strict=True))]
    counts = counted(results)
    return (201 if counts["PUSHED"] == len(items) else 207), {"results": results, "counts": counts}


def _push_single(request: Request) -> dict[str, Any]:
    item = read_item(request.data)
    outcome = push_items(by=actor_of_call(request), items=[item], registrar=office_of(request))[0]
    answer = result(0, item, outcome)
    if isinstance(outcome, DomainError):
        raise Refused(answer)
    return answer


def _limit(text: str) -> int:
    return min(max(int(text), 1), 200) if text.isascii() and text.isdigit() and len(text) < 5 else 50


class RegistrationView(ApiView):
    """One registration."""

    actions = {"GET": Action.REGISTRATION_VIEW}

    @extend_schema(operation_id="registration", responses={200: Stored}, tags=["registrations"])
    def get(self, request: Request, registration_id: int) -> Response:
        """A registration of your division as it stands. `ETag` is its version."""
        row = one(registration_id)
        return Response(stored(row), headers={"ETag": f'"{row.version}"'})
