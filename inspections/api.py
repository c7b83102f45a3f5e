"""What a phone sends during a visit: each answer and each picture by itself, as often as it takes."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_access import actor_of_call
from accounts.api_errors import told
from accounts.api_views import ApiView
from accounts.errors import NotAllowed
from inspections import workflow
from inspections.enums import Answer
from inspections.errors import AnswerConflict
from inspections.models import VisitItem, VisitPhoto
from inspections.permissions import may_view
from inspections.queries import visits as read
from inspections.workflow import Said

RECORDS = (Action.INSPECTION_RECORD, Action.SELF_CHECK_FILL)
SEES = (Action.INSPECTION_VIEW, *RECORDS)


class VisitAnswer(serializers.Serializer[Any]):
    """`key` is the phone's own name for this answer; `sequence` counts the answers of a `device`; `base` is the version of
    the item that the person saw."""

    code = serializers.CharField(max_length=24)
    key = serializers.CharField(max_length=80)
    device = serializers.CharField(max_length=40)
    sequence = serializers.IntegerField(min_value=0, max_value=2**53)
    base = serializers.IntegerField(min_value=0, max_value=10**6)
    answer = serializers.ChoiceField(choices=Answer.choices, required=False, allow_blank=True, default="")
    value = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    limit_days = serializers.IntegerField(required=False, allow_null=True, default=None)
    at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class PhotoBody(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=24)
    key = serializers.CharField(max_length=80)
    file = serializers.FileField(allow_empty_file=True)
    taken_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


def item_told(row: VisitItem) -> dict[str, Any]:
    """An item as phones read it."""
    return {
        "code": row.code,
        "version": row.version,
        "answer": row.answer,
        "value": row.value,
        "note": row.note,
        "limit_days": row.limit_days,
        "answered_by": str(row.answered_by or ""),
        "answered_at": _iso(row.answered_at),
        "photos": [photo_told(photo) for photo in row.photos.all()],
    }


def photo_told(row: VisitPhoto) -> dict[str, Any]:
    url = reverse("inspections:photo", args=[row.visit_id, row.pk])
    return {"id": row.pk, "key": row.key, "url": url, "taken_at": _iso(row.taken_at)}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


class VisitView(ApiView):
    """One visit with its items, as the phone goes on with it."""

    actions = {"GET": SEES}

    @extend_schema(operation_id="visit_checklist", responses={200: dict}, tags=["inspections"])
    def get(self, request: Request, visit_id: int) -> Response:
        """State and items; what a phone compares with when it comes back into the network."""
        row = read.visit(visit_id)
        parties = {party.department_id for party in read.parties_of(visit_id)}
        if not (decision := may_view(actor_of_call(request), row, parties)):
            raise NotAllowed(decision)
        items = [item_told(item) for item in read.items_of(visit_id)]
        return Response({"id": row.pk, "state": row.state, "version": row.version, "items": items})


class AnswersView(ApiView):
    """Answers of one visit."""

    actions = {"POST": RECORDS}

    @extend_schema(
        operation_id="visit_answer", request=VisitAnswer, responses={200: dict}, tags=["inspections"]
    )
    def post(self, request: Request, visit_id: int) -> Response:
        """Save one answer. The same key again is harmless. 409 ANSWER_CONFLICT shows the item as somebody else answered it."""
        body = VisitAnswer(data=request.data or {})
        body.is_valid(raise_exception=True)
        try:
            row = workflow.answer_item(
                by=actor_of_call(request), visit_id=visit_id, said=Said(**body.validated_data)
            )
        except AnswerConflict as error:
            answer = told(error)
            assert answer is not None
            answer.data["item"] = item_told(error.extra["item"])
            return answer
        return Response({"item": item_told(row)})


class PhotosView(ApiView):
    """Pictures of one visit."""

    actions = {"POST": RECORDS}
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="visit_photo", request=PhotoBody, responses={201: dict}, tags=["inspections"])
    def post(self, request: Request, visit_id: int) -> Response:
        """Keep one picture. The same key again is harmless; one that is not accepted is refused in words."""
        body = PhotoBody(data=request.data)
        body.is_valid(raise_exception=True)
        given = dict(body.validated_data)
        given["upload"] = given.pop("file")
        row = workflow.add_photo(by=actor_of_call(request), visit_id=visit_id, **given)
        return Response({"photo": photo_told(row)}, status=201)
