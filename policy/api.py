"""The public calculator as an interface. Its form is fixed; other systems rely on it."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import public_page
from accounts.errors import DomainError
from policy.forms import read_question
from policy.serializers import DeadlineAnswer, Refusal
from regions.codes import short

_ASKED = [
    OpenApiParameter(
        "region", OpenApiTypes.STR, required=True, description="6- or 12-digit division code, or CN"
    ),
    OpenApiParameter("rule", OpenApiTypes.STR, required=True, description="filing, filing_receipt, …"),
    OpenApiParameter(
        "trigger", OpenApiTypes.STR, required=True, description="a date, or an instant with its offset"
    ),
    OpenApiParameter(
        "known_on", OpenApiTypes.DATE, description="use the calendar versions known on this date"
    ),
]


@extend_schema(parameters=_ASKED, responses={200: DeadlineAnswer, 400: Refusal}, tags=["policy"])
@public_page
@api_view(["GET"])
@authentication_classes([])
@permission_classes([AllowAny])
def deadline(request: Request) -> Response:
    """The due date of a duty, with the days that counted, the text and the calendar. Asked about a retired code, the
    answer is about today's division and the header X-Retired-Code says so."""
    values = request.query_params.dict()
    values.setdefault("known_on", values.get("known-on", ""))
    try:
        question = read_question(values)
        answer = question.answer()
    except DomainError as error:
        refusal = {"code": error.code, "field": error.field, "message": str(error.message)}
        return Response(refusal, status=400)
    headers = {"X-Retired-Code": short(question.retired_from)} if question.retired_from is not None else None
    return Response(answer.as_json(), headers=headers)
