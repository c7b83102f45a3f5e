"""Facilities for other systems: the list as JSON, page by key. No personal data."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_views import ApiView
from facilities.enums import FacilityState
from facilities.filters import FacilityFilters
from facilities.queries.listing import ListRow, list_page
from policy.enums import EntityKind
from regions.keyset import limit_of

_FILTERS = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Name, address, credit code or filing number."),
    OpenApiParameter("state", OpenApiTypes.STR, enum=FacilityState.values),
    OpenApiParameter("kind", OpenApiTypes.STR, enum=EntityKind.values),
    OpenApiParameter("place", OpenApiTypes.STR, description="12-digit code of a division below your own."),
    OpenApiParameter("registered_from", OpenApiTypes.DATE),
    OpenApiParameter("registered_to", OpenApiTypes.DATE),
    OpenApiParameter("filed_from", OpenApiTypes.DATE),
    OpenApiParameter("filed_to", OpenApiTypes.DATE),
    OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 200; 50 when left out."),
    OpenApiParameter("after", OpenApiTypes.STR, description="`next` of the page before."),
]


class FacilitiesView(ApiView):
    """The facilities of the caller's division."""

    actions = {"GET": Action.FACILITY_VIEW}

    @extend_schema(
        operation_id="facilities",
        parameters=_FILTERS,
        responses={200: OpenApiTypes.OBJECT},
        tags=["facilities"],
    )
    def get(self, request: Request) -> Response:
        """The newest registration first."""
        query = request.query_params.dict()
        found = list_page(FacilityFilters.read(query), query, size=limit_of(query.get("limit", "")))
        return Response({"results": [told(row) for row in found.rows], "next": found.next or None})


def told(row: ListRow) -> dict[str, Any]:
    """One facility as the interface tells it. Days are text already: the encoder would ask for each of them."""
    return {
        "id": row.id,
        "name": row.name,
        "uscc": row.uscc,
        "entity_kind": row.entity_kind,
        "state": row.state,
        "region": f"{row.region_id:012d}",
        "address": row.address,
        "places": row.places,
        "registered_on": row.registered_on.isoformat(),
        "filed_on": row.filed_on.isoformat() if row.filed_on else None,
        "receipt_number": row.receipt_number,
        "registration_confirmed": row.registration_confirmed,
    }
