"""A filing and its review for other systems of the health authority: read it, judge its materials, decide."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_access import actor_of_call, expected_version
from accounts.api_once import IF_MATCH, KEY
from accounts.api_views import ApiView
from registration.api.shared import once
from registration.enums import Verdict
from registration.presentation.officer.told import filing_told
from registration.queries.review import visible
from registration.workflow.reviewing import accept, give_verdict, issue_receipt, request_supplement, take
from registration.workflow.verifying import notify_noncompliance, record_visit, remove


class VerdictBody(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=4)
    verdict = serializers.ChoiceField(choices=[Verdict.OK, Verdict.SUPPLEMENT])
    reason = serializers.CharField(required=False, allow_blank=True, max_length=2000, default="")


class SupplementBody(serializers.Serializer[Any]):
    addition_reason = serializers.CharField(required=False, allow_blank=True, max_length=1000, default="")


class NoticeBody(serializers.Serializer[Any]):
    reasons = serializers.ListField(child=serializers.CharField(max_length=2000), allow_empty=False)
    public_text = serializers.CharField(
        max_length=2000, help_text="Persons in it are masked before publication."
    )
    rectify_by = serializers.DateField()


class VisitBody(serializers.Serializer[Any]):
    visited_on = serializers.DateField()
    passed = serializers.BooleanField()
    findings = serializers.CharField(required=False, allow_blank=True, max_length=4000, default="")


class RemovalBody(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=1000)


class Empty(serializers.Serializer[Any]):
    """Nothing beside the version in If-Match."""


class FilingView(ApiView):
    """One filing that was handed in."""

    actions = {"GET": Action.FILING_VIEW}

    @extend_schema(operation_id="filing", responses={200: dict}, tags=["filings"])
    def get(self, request: Request, filing_id: int) -> Response:
        """The filing with its materials, verdicts and clocks. `ETag` is its version."""
        return _told(filing_id, 200)


def _told(filing_id: int, status: int) -> Response:
    row = visible(filing_id)
    return Response(filing_told(row), status=status, headers={"ETag": f'"{row.version}"'})


class ReviewCall(ApiView):
    """One step of a review. Needs If-Match with the version that was read: 428 without, 412 when it is old."""

    body: type[serializers.Serializer[Any]] = Empty
    verb: Callable[..., Any]

    def _run(self, request: Request, filing_id: int) -> Response:
        version = expected_version(request)
        body = self.body(data=request.data or {})
        body.is_valid(raise_exception=True)
        actor = actor_of_call(request)

        def perform() -> tuple[int, Any]:
            type(self).verb(by=actor, filing_id=filing_id, version=version, **body.validated_data)
            return 200, filing_told(visible(filing_id))

        response = once(request, f"filing.{type(self).__name__}", perform)
        response["ETag"] = f'"{response.data.get("version", version)}"'
        return response


def _step(
    name: str,
    action: Action,
    verb: Callable[..., Any],
    does: str,
    body: type[serializers.Serializer[Any]] = Empty,
) -> type[ReviewCall]:
    """The call that runs one verb of the review; `does` describes it in the schema."""

    def post(self: ReviewCall, request: Request, filing_id: int) -> Response:
        return self._run(request, filing_id)

    described = extend_schema(
        operation_id=name,
        description=does,
        parameters=[IF_MATCH, KEY],
        request=None if body is Empty else body,
        responses={200: dict},
        tags=["filings"],
    )
    parts = {"actions": {"POST": action}, "body": body, "verb": staticmethod(verb), "post": described(post)}
    return type(f"{name.capitalize()}View", (ReviewCall,), {"__doc__": does, "__module__": __name__, **parts})


def _judge(*, by: Any, filing_id: int, **facts: Any) -> Any:
    """The first verdict names the reviewer, as on the page."""
    take(by=by, filing_id=filing_id)
    return give_verdict(by=by, filing_id=filing_id, **facts)


VerdictsView = _step(
    "verdict",
    Action.FILING_REVIEW,
    _judge,
    "Note for one material that it is in order, or what has to be supplemented.",
    VerdictBody,
)
SupplementsView = _step(
    "supplement",
    Action.FILING_REVIEW,
    request_supplement,
    "Tell the facility once everything that is missing; a later addition needs its reason.",
    SupplementBody,
)
ReceiptView = _step(
    "receipt", Action.FILING_RECEIPT, issue_receipt, "Issue the receipt with the basic-conditions notice."
)
AcceptanceView = _step(
    "acceptance", Action.FILING_RECEIPT, accept, "Accept a suspension, resumption or cancellation."
)
NoticesView = _step(
    "notice",
    Action.FILING_NOTICE,
    notify_noncompliance,
    "Notify non-compliance with reasons, publish, and order to rectify.",
    NoticeBody,
)
VisitsView = _step(
    "visit",
    Action.FILING_VERIFY,
    record_visit,
    "Record an on-site verification or a recheck.",
    VisitBody,
)
RemovalView = _step(
    "removal",
    Action.FILING_REMOVE,
    remove,
    "Remove a facility that did not rectify from the filing list.",
    RemovalBody,
)
