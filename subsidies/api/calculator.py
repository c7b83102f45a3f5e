"""The public calculator as an interface. Its form is fixed; other systems rely on it."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import public_page
from regions.codes import short
from subsidies.serializers import as_json, read_question
from subsidies.serializers.shapes import QuoteAnswer, QuoteAsked, QuoteRefusal


@extend_schema(request=QuoteAsked, responses={200: QuoteAnswer, 400: QuoteRefusal}, tags=["policy"])
@public_page
@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
def quote(request: Request) -> Response:
    """How much a programme gives for the facts, with every line, its reason and its steps in the caller's language.
    Asked about a retired code, the answer is about today's division and the header X-Retired-Code says so."""
    question = read_question(request.data)
    headers = {"X-Retired-Code": short(question.retired_from)} if question.retired_from is not None else None
    return Response(as_json(question.answer()), headers=headers)
