"""Duties for other systems: the inbox as JSON, page by key."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_access import actor_of_call
from accounts.api_views import ApiView
from obligations.filters import OWNERS, TABS, InboxFilters
from obligations.queries.inbox import InboxRow, inbox_page
from regions.keyset import limit_of

_FILTERS = [
    OpenApiParameter("tab", OpenApiTypes.STR, enum=list(TABS)),
    OpenApiParameter("rule", OpenApiTypes.STR),
    OpenApiParameter("owner", OpenApiTypes.STR, enum=list(OWNERS)),
    OpenApiParameter("place", OpenApiTypes.STR, description="12-digit code of a division below your own."),
    OpenApiParameter("provisional", OpenApiTypes.STR, enum=["1"]),
    OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 200; 50 when left out."),
    OpenApiParameter("after", OpenApiTypes.STR, description="`next` of the page before."),
]


class ObligationsView(ApiView):
    """What is owed in the caller's division."""

    actions = {"GET": Action.INBOX_VIEW}

    @extend_schema(
        operation_id="obligations",
        parameters=_FILTERS,
        responses={200: OpenApiTypes.OBJECT},
        tags=["obligations"],
    )
    def get(self, request: Request) -> Response:
        """The open duties in the order of their due date; those without a date stand between this week and later."""
        query = request.query_params.dict()
        found = inbox_page(
            actor_of_call(request), InboxFilters.read(query), query, size=limit_of(query.get("limit", ""))
        )
        return Response({"results": [told(row) for row in found.rows], "next": found.next or None})


def told(row: InboxRow) -> dict[str, Any]:
    """One duty as the interface tells it."""
    return {
        "id": row.id,
        "rule": row.rule,
        "subject": {"type": row.subject_type, "id": row.subject_id},
        "facility": {"id": row.facility_id, "name": row.facility_name} if row.facility_id else None,
        "region": f"{row.region_id:012d}",
        "owner": {"kind": row.owner_kind, "department": row.owner_id, "name": row.owner_name},
        "trigger_on": row.trigger_on,
        "due_on": row.due_on,
        "due_status": row.due_status,
        "missing_years": row.missing_years,
        "source": row.source.get("short_zh", ""),
    }
