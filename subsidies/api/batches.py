"""Payment batches for programs of the finance office: build, freeze, release by a third person, take in the bank's answer."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.actors import Actor
from accounts.api_access import actor_of_call
from accounts.api_once import KEY, once
from accounts.api_views import ApiView
from accounts.errors import DomainError
from kernel.money import BadMoney, parse_yuan
from regions.keyset import limit_of
from subsidies.api.steps import Reason, step
from subsidies.api.told import batch_row, batch_told, line_told
from subsidies.enums import BankResult
from subsidies.queries.batches import batch_here, batches_page
from subsidies.workflow import (
    build_batch,
    dissolve_batch,
    freeze_batch,
    note_refused_code,
    record_answers,
    reissue,
    release_batch,
)
from subsidies.workflow.answers import Answer


class BuildBody(serializers.Serializer[Any]):
    programme = serializers.CharField(max_length=40)
    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, allow_null=True, default=None
    )


class AnswerBody(serializers.Serializer[Any]):
    line = serializers.IntegerField(min_value=1)
    amount = serializers.RegexField(
        r"^[0-9]{1,12}(\.[0-9]{1,2})?$", help_text="Yuan with at most two decimals, as text."
    )
    result = serializers.ChoiceField(choices=[BankResult.PAID.value, BankResult.FAILED.value])
    reference = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class Code(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=12, help_text="What the payer's authenticator shows now.")


class AnswersBody(serializers.Serializer[Any]):
    answers = AnswerBody(many=True, allow_empty=False)


class BatchesView(ApiView):
    """The payment batches of the caller's division."""

    actions = {"GET": Action.LEDGER_VIEW, "POST": Action.BATCH_BUILD}

    @extend_schema(operation_id="batches", responses={200: OpenApiTypes.OBJECT}, tags=["batches"])
    def get(self, request: Request) -> Response:
        """The newest first; `after` is the cursor of the next page, `limit` at most 200."""
        query = request.query_params.dict()
        page = batches_page(query, size=limit_of(query.get("limit", "")))
        return Response({"results": [batch_row(row) for row in page.rows], "next": page.next or None})

    @extend_schema(
        operation_id="batch_build",
        parameters=[KEY],
        request=BuildBody,
        responses={201: dict},
        tags=["batches"],
    )
    def post(self, request: Request) -> Response:
        """Put approved claims of a programme together: those named, or all that wait for payment."""
        body = BuildBody(data=request.data or {})
        body.is_valid(raise_exception=True)
        data, by = body.validated_data, actor_of_call(request)

        def perform() -> tuple[int, Any]:
            batch = build_batch(
                by=by, region=by.region_id, programme=data["programme"], claim_ids=data["claims"]
            )
            return 201, batch_told(batch)

        return once(request, "batch_build", perform)


class BatchView(ApiView):
    """One batch."""

    actions = {"GET": Action.LEDGER_VIEW}

    @extend_schema(operation_id="batch", responses={200: dict}, tags=["batches"])
    def get(self, request: Request, batch_id: int) -> Response:
        """The batch with its lines and what the bank says of each. `ETag` is the version."""
        row = batch_here(batch_id)
        return Response(batch_told(row), headers={"ETag": f'"{row.version}"'})


class AnswersView(ApiView):
    """The bank's answer."""

    actions = {"POST": Action.PAYMENT_ANSWER}

    @extend_schema(
        operation_id="batch_answers",
        parameters=[KEY],
        request=AnswersBody,
        responses={200: dict},
        tags=["batches"],
    )
    def post(self, request: Request, batch_id: int) -> Response:
        """Take in what the bank says of the lines, all of it or nothing; what is wrong is named as answers[n]."""
        body = AnswersBody(data=request.data or {})
        body.is_valid(raise_exception=True)
        told = [_answer(n, each) for n, each in enumerate(body.validated_data["answers"], start=1)]
        by = actor_of_call(request)
        return once(
            request,
            "batch_answers",
            lambda: (200, batch_told(record_answers(by=by, batch_id=batch_id, answers=told))),
        )


def _answer(row: int, each: dict[str, Any]) -> Answer:
    try:
        fen = parse_yuan(each["amount"])
    except BadMoney as error:
        raise DomainError(_("This is no amount in yuan."), field=f"answers[{row - 1}].amount") from error
    return Answer(each["line"], fen, BankResult(each["result"]), each["reference"], each["note"], row)


class ReissueView(ApiView):
    """A line that came back."""

    actions = {"POST": Action.PAYMENT_RELEASE}

    @extend_schema(
        operation_id="line_reissue", parameters=[KEY], request=None, responses={201: dict}, tags=["batches"]
    )
    def post(self, request: Request, line_id: int) -> Response:
        """Pay it once more, to the account that is confirmed now. Only once."""
        by = actor_of_call(request)
        return once(request, "line_reissue", lambda: (201, line_told(reissue(by=by, line_id=line_id))))


def _freeze(by: Actor, batch_id: int, version: int, _facts: dict[str, Any]) -> dict[str, Any]:
    return batch_told(freeze_batch(by=by, batch_id=batch_id, version=version))


def _release(by: Actor, batch_id: int, version: int, facts: dict[str, Any]) -> dict[str, Any]:
    return batch_told(release_batch(by=by, batch_id=batch_id, version=version, **facts))


def _dissolve(by: Actor, batch_id: int, version: int, facts: dict[str, Any]) -> dict[str, Any]:
    return batch_told(dissolve_batch(by=by, batch_id=batch_id, version=version, **facts))


FreezeView = step(
    "batch_freeze",
    Action.BATCH_BUILD,
    _freeze,
    "Nothing of the batch changes any more; debts are kept back.",
    about="batch_id",
)
ReleaseView = step(
    "batch_release",
    Action.PAYMENT_RELEASE,
    _release,
    "Send the batch to the bank: by a third person, with a fresh code of that person's authenticator.",
    Code,
    about="batch_id",
    refused=note_refused_code,
)
DissolveView = step(
    "batch_dissolve",
    Action.BATCH_BUILD,
    _dissolve,
    "Take a batch apart that nobody released.",
    Reason,
    about="batch_id",
)
