"""Staff for programs of the facility: list and add people, record proofs. Numbers come masked, always."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_access import actor_of_call, expected_version
from accounts.api_errors import told
from accounts.api_once import IF_MATCH, KEY, once
from accounts.api_views import ApiView
from facilities.models import Facility
from kernel import clock
from regions.keyset import limit_of
from staff import workflow
from staff.enums import CheckResult, Education, Engagement, ProofKind, StaffRole
from staff.identity import ID_KINDS, identify
from staff.models import Proof, StaffMember
from staff.presentation.people import current, reasons_of
from staff.queries.people import people_page, person
from staff.workflow.checks import BlockedBy, note_blocked


class PersonBody(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=60)
    id_kind = serializers.ChoiceField(choices=ID_KINDS, default="RESIDENT_ID")
    id_number = serializers.CharField(max_length=40)
    born_on = serializers.DateField(required=False, allow_null=True, default=None)
    sex = serializers.CharField(max_length=6, required=False, allow_blank=True, default="")
    role = serializers.ChoiceField(choices=StaffRole.choices)
    engagement = serializers.ChoiceField(choices=Engagement.choices, default=Engagement.FULL_TIME)
    class_group = serializers.IntegerField(required=False, allow_null=True, default=None)
    starts_on = serializers.DateField()
    phone = serializers.RegexField(r"^\+?[0-9]{7,13}$", required=False, allow_blank=True, default="")
    education = serializers.ChoiceField(
        choices=Education.choices, required=False, allow_blank=True, default=""
    )
    managed_years = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=60, default=None
    )


class DataBody(serializers.Serializer[Any]):
    phone = serializers.RegexField(r"^\+?[0-9]{7,13}$", required=False, allow_blank=True)
    education = serializers.ChoiceField(choices=Education.choices, required=False, allow_blank=True)
    managed_years = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=60)


class ProofBody(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=ProofKind.choices)
    issued_on = serializers.DateField()
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)
    result = serializers.ChoiceField(
        choices=CheckResult.choices, required=False, allow_blank=True, default=""
    )
    grade = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    issuer = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    hours = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=2000, default=None
    )


def person_told(member: StaffMember) -> dict[str, Any]:
    """A person as programs read them; number and telephone masked."""
    today = clock.today()
    return {
        "id": member.pk,
        "facility": member.facility_id,
        "version": member.version,
        "name": member.name,
        "id_kind": member.id_kind,
        "id_number": str(member.id_number),
        "phone": str(member.phone),
        "born_on": member.born_on.isoformat(),
        "roles": [row.role for row in current(member.employments.all(), today)],
        "counts": not (reasons := reasons_of(member, today)),
        "reasons": [reason.key for reason in reasons],
        "proofs": [proof_told(row) for row in member.proofs.all() if row.withdrawn_at is None],
    }


def proof_told(row: Proof) -> dict[str, Any]:
    return {
        "id": row.pk,
        "version": row.version,
        "kind": row.kind,
        "issued_on": row.issued_on.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "result": row.result,
        "number": str(row.number),
        "verified_on": row.verified_on.isoformat() if row.verified_on else None,
    }


class StaffView(ApiView):
    """The people of one facility."""

    actions = {"GET": Action.STAFF_VIEW, "POST": Action.STAFF_MANAGE}

    @extend_schema(operation_id="staff", responses={200: dict}, tags=["staff"])
    def get(self, request: Request, facility_id: int) -> Response:
        """Who works there, by name; `after` is the cursor of the next page, `limit` at most 200."""
        Facility.objects.only("id").get(pk=facility_id)
        size = limit_of(request.query_params.get("limit", ""))
        page = people_page(facility_id, request.query_params, clock.today(), size=size)
        return Response({"items": [person_told(row) for row in page.rows], "next": page.next})

    @extend_schema(
        operation_id="staff_add", parameters=[KEY], request=PersonBody, responses={201: dict}, tags=["staff"]
    )
    def post(self, request: Request, facility_id: int) -> Response:
        """Employ a person; somebody known gets another role. A blocked person is answered 409 BLOCKED."""
        body = PersonBody(data=request.data or {})
        body.is_valid(raise_exception=True)
        region_id = Facility.objects.values_list("region_id", flat=True).get(pk=facility_id)
        try:
            return once(
                request, "staff", lambda: (201, self._hired(request, facility_id, body.validated_data))
            )
        except BlockedBy as error:
            if request.headers.get("Idempotency-Key"):  # whose transaction took the verb's own note back
                by = actor_of_call(request)
                note_blocked(by, error, region_id=region_id, facility_id=facility_id, attempt="hire")
            answer = told(error)
            assert answer is not None
            return answer

    def _hired(self, request: Request, facility_id: int, data: dict[str, Any]) -> dict[str, Any]:
        who = identify(
            name=data["name"],
            kind=data["id_kind"],
            number=data["id_number"],
            born_on=data["born_on"],
            sex=data["sex"],
            today=clock.today(),
        )
        post = workflow.Post(data["role"], data["starts_on"], data["engagement"], data["class_group"])
        facts = {name: data[name] for name in ("phone", "education", "managed_years")}
        by = actor_of_call(request)
        member = workflow.hire(by=by, facility_id=facility_id, person=who, post=post, **facts)
        return person_told(person(member.pk))


class StaffMemberView(ApiView):
    """One person."""

    actions = {"GET": Action.STAFF_VIEW, "PATCH": Action.STAFF_MANAGE}

    @extend_schema(operation_id="staff_member", responses={200: dict}, tags=["staff"])
    def get(self, request: Request, member_id: int) -> Response:
        """The person with proofs. `ETag` is the version."""
        return self._told(member_id)

    @extend_schema(
        operation_id="staff_correct",
        parameters=[IF_MATCH],
        request=DataBody,
        responses={200: dict},
        tags=["staff"],
    )
    def patch(self, request: Request, member_id: int) -> Response:
        """Telephone, education, years of management. Needs If-Match."""
        version = expected_version(request)
        body = DataBody(data=request.data or {})
        body.is_valid(raise_exception=True)
        facts = body.validated_data
        workflow.correct_data(by=actor_of_call(request), member_id=member_id, version=version, **facts)
        return self._told(member_id)

    def _told(self, member_id: int) -> Response:
        row = person(member_id)
        return Response(person_told(row), headers={"ETag": f'"{row.version}"'})


class ProofsView(ApiView):
    """The proofs of one person."""

    actions = {"POST": Action.STAFF_MANAGE}

    @extend_schema(
        operation_id="proof_add", parameters=[KEY], request=ProofBody, responses={201: dict}, tags=["staff"]
    )
    def post(self, request: Request, member_id: int) -> Response:
        """Record a proof. Until when it holds follows from the printed expiry, else from the law."""
        body = ProofBody(data=request.data or {})
        body.is_valid(raise_exception=True)

        def perform() -> tuple[int, Any]:
            said = workflow.Certificate(**body.validated_data)
            row = workflow.record_proof(by=actor_of_call(request), member_id=member_id, certificate=said)
            return 201, proof_told(row)

        return once(request, "proofs", perform)
