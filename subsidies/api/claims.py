"""Claims for programs of a facility, and for whoever reads them: list, start, fill in, quote, attach, submit, withdraw."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.actors import Actor
from accounts.api_access import actor_of_call, expected_version
from accounts.api_once import IF_MATCH, KEY, content_digest, once
from accounts.api_views import ApiView
from documents.enums import Purpose
from documents.workflow import receive_upload
from facilities.queries.facility import facility_here
from policy.queries import programme
from regions.keyset import limit_of
from subsidies.api.steps import step
from subsidies.api.told import claim_row, claim_told
from subsidies.enums import ClaimState, Code
from subsidies.models import SubsidyClaim
from subsidies.presentation.lines import quote_of
from subsidies.presentation.queue import read_period
from subsidies.queries import claims_page
from subsidies.queries.claims import claim_seen, claims_of_facility_page
from subsidies.queries.given import facts_given, subject_given
from subsidies.serializers import as_json
from subsidies.workflow import attach_evidence, fill_claim, start_claim, submit_claim, withdraw_claim

_PAGE = [
    OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 200; 50 when left out."),
    OpenApiParameter("after", OpenApiTypes.STR, description="`next` of the page before."),
]
_FILTERS = [
    OpenApiParameter("state", OpenApiTypes.STR, enum=ClaimState.values),
    OpenApiParameter("programme", OpenApiTypes.STR),
    OpenApiParameter("period", OpenApiTypes.STR, description="2025-03, or 2025."),
    OpenApiParameter(
        "code", OpenApiTypes.STR, enum=Code.values, description="Claims with a line cut for this reason."
    ),
    *_PAGE,
]


class FactsBody(serializers.Serializer[Any]):
    """`months` for a programme by months; `facts` in the form of the calculator for any other."""

    months = serializers.ListField(
        child=serializers.RegexField(r"^[0-9]{4}-[0-9]{2}$"), required=False, default=list, max_length=60
    )
    facts = serializers.DictField(required=False, allow_null=True, default=None)


class StartBody(FactsBody):
    programme = serializers.CharField(max_length=40)
    period = serializers.CharField(
        max_length=7,
        required=False,
        allow_blank=True,
        default="",
        help_text="2025, or 2025-03 where the programme pays by the month; only for tables and budgets.",
    )


class ClaimsView(ApiView):
    """Claims that were submitted."""

    actions = {"GET": Action.CLAIM_VIEW}

    @extend_schema(
        operation_id="claims", parameters=_FILTERS, responses={200: OpenApiTypes.OBJECT}, tags=["claims"]
    )
    def get(self, request: Request) -> Response:
        """The submitted claims of the caller's division or facilities, the newest first."""
        query = request.query_params.dict()
        state, code = query.get("state", ""), query.get("code", "")
        page = claims_page(
            query,
            states=[state] if state in ClaimState.values else [],
            programme=query.get("programme", "")[:40],
            code=code if code in Code.values else "",
            period=read_period(query.get("period", "")),
            size=limit_of(query.get("limit", "")),
        )
        return Response({"results": [claim_row(row) for row in page.rows], "next": page.next or None})


class FacilityClaimsView(ApiView):
    """The claims of one facility, drafts too."""

    actions = {"GET": Action.CLAIM_FILL, "POST": Action.CLAIM_FILL}

    @extend_schema(
        operation_id="facility_claims",
        parameters=_PAGE,
        responses={200: OpenApiTypes.OBJECT},
        tags=["claims"],
    )
    def get(self, request: Request, facility_id: int) -> Response:
        """Every claim of the facility, the newest first."""
        facility_here(facility_id)
        query = request.query_params.dict()
        page = claims_of_facility_page(facility_id, query, size=limit_of(query.get("limit", "")))
        return Response({"results": [claim_row(row) for row in page.rows], "next": page.next or None})

    @extend_schema(
        operation_id="claim_start",
        parameters=[KEY],
        request=StartBody,
        responses={201: dict},
        tags=["claims"],
    )
    def post(self, request: Request, facility_id: int) -> Response:
        """Open a draft. Children, attendance, places and recognition come from the platform. The open draft of the same
        months is answered again; what is on its way or decided is 409 CLAIMED_ALREADY."""
        body = StartBody(data=request.data or {})
        body.is_valid(raise_exception=True)
        data, by = body.validated_data, actor_of_call(request)

        def perform() -> tuple[int, Any]:
            facility = facility_here(facility_id)
            term = programme(facility.region_id, data["programme"])[-1]
            facts = facts_given(facility, term, months=data["months"], stated=data["facts"])
            subject = subject_given(term, data["period"])
            claim = start_claim(
                by=by, facility_id=facility_id, programme_id=data["programme"], facts=facts, subject=subject
            )
            return 201, claim_told(claim, with_facts=True)

        return once(request, "claim_start", perform)


class ClaimView(ApiView):
    """One claim."""

    actions = {"GET": Action.CLAIM_VIEW}

    @extend_schema(operation_id="claim", responses={200: dict}, tags=["claims"])
    def get(self, request: Request, claim_id: int) -> Response:
        """The claim with its lines, each with its reasons in words. `ETag` is the version; drafts are the facility's own."""
        return _told(request, claim_id)


def _told(request: Request, claim_id: int, status: int = 200) -> Response:
    actor = actor_of_call(request)
    row = claim_seen(actor, claim_id)
    body = claim_told(row, with_facts=actor.post is None)
    return Response(body, status=status, headers={"ETag": f'"{row.version}"'})


class ClaimFactsView(ApiView):
    """The facts of a draft."""

    actions = {"PUT": Action.CLAIM_FILL}

    @extend_schema(
        operation_id="claim_facts",
        parameters=[IF_MATCH],
        request=FactsBody,
        responses={200: dict},
        tags=["claims"],
    )
    def put(self, request: Request, claim_id: int) -> Response:
        """Replace the facts of a draft or of a returned claim. Needs If-Match."""
        version = expected_version(request)
        body = FactsBody(data=request.data or {})
        body.is_valid(raise_exception=True)
        by, claim = actor_of_call(request), claim_seen(actor_of_call(request), claim_id)
        facility = facility_here(claim.facility_id)
        term, data = programme(claim.region_id, claim.programme)[-1], body.validated_data
        facts = facts_given(facility, term, months=data["months"], stated=data["facts"])
        fill_claim(by=by, claim_id=claim_id, facts=facts, version=version)
        return _told(request, claim_id)


class ClaimQuoteView(ApiView):
    """What follows from a claim."""

    actions = {"GET": Action.CLAIM_VIEW}

    @extend_schema(operation_id="claim_quote", responses={200: OpenApiTypes.OBJECT}, tags=["claims"])
    def get(self, request: Request, claim_id: int) -> Response:
        """The amount with every line and step: of a draft as it would be now, of a submitted claim as it was frozen."""
        return Response(as_json(quote_of(claim_seen(actor_of_call(request), claim_id))))


class ClaimEvidenceView(ApiView):
    """The papers of a claim."""

    actions = {"POST": Action.CLAIM_FILL}
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="claim_evidence",
        parameters=[KEY],
        request={
            "multipart/form-data": {
                "type": "object",
                "properties": {
                    "code": {"type": "string"},
                    "file": {"type": "string", "format": "binary"},
                },
            }
        },
        responses={201: dict},
        tags=["claims"],
    )
    def post(self, request: Request, claim_id: int) -> Response:
        """Attach a PDF or photo as one of the papers that the programme asks for. The same content again changes nothing."""
        given, code = request.FILES.get("file"), str(request.data.get("code", ""))[:20]
        if given is None:
            raise serializers.ValidationError({"file": ["No file arrived."]})
        by = actor_of_call(request)
        claim = claim_seen(by, claim_id)
        facility = facility_here(claim.facility_id)
        purpose = Purpose.CLAIM_EVIDENCE

        def perform() -> tuple[int, Any]:
            file = receive_upload(by=by, purpose=purpose, upload=given, facility=facility, slot=code)
            attach_evidence(by=by, claim_id=claim_id, code=code, file=file)
            return 201, claim_told(claim_seen(by, claim_id), with_facts=by.post is None)

        response = once(request, "claim_evidence", perform, given=[code, given.name, content_digest(given)])
        response["ETag"] = f'"{response.data["version"]}"'
        return response


def _submit(by: Actor, claim_id: int, version: int, _facts: dict[str, Any]) -> dict[str, Any]:
    return claim_told(submit_claim(by=by, claim_id=claim_id, version=version), with_facts=True)


def _withdraw(by: Actor, claim_id: int, version: int, _facts: dict[str, Any]) -> dict[str, Any]:
    row: SubsidyClaim = withdraw_claim(by=by, claim_id=claim_id, version=version)
    return claim_told(row, with_facts=True)


SubmissionView = step(
    "claim_submit",
    Action.CLAIM_SUBMIT,
    _submit,
    "Hand the claim in: facts and law are frozen. A paper that lacks is named as evidence.<code> in `problems`.",
    about="claim_id",
)
WithdrawalView = step(
    "claim_withdraw",
    Action.CLAIM_SUBMIT,
    _withdraw,
    "Take back a claim that the finance office has not passed.",
    about="claim_id",
)
