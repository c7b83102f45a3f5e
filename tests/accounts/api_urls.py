"""API views as the apps write them, to test what is common to all of them."""

from typing import Any

from django.http import Http404
from django.urls import include, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actions import Action
from accounts.api_access import expected_version
from accounts.api_views import ApiView
from accounts.enums import DepartmentKind
from accounts.errors import DomainError, Stale
from accounts.idempotency import idempotent
from accounts.models import Department
from accounts.workflow import allow
from facilities.models import Facility
from regions.models import Region

REFUSALS: dict[str, Any] = {
    "domain": lambda: DomainError("wrong", code="WRONG", field="uscc", remedy="do it right"),
    "many": lambda: DomainError("wrong", problems={"name": ["too long"], "uscc": ["no", "never"]}),
    "stale": lambda: Stale("changed meanwhile"),
    "missing": lambda: Http404(),
    "absent": lambda: Facility.DoesNotExist(),
    "shape": lambda: serializers.ValidationError({"items": [{}, {"uscc": ["no"]}]}),
}


class Thing(ApiView):
    actions = {
        "GET": Action.FACILITY_VIEW,
        "POST": Action.REGISTRATION_PUSH,
        "PUT": (Action.FILING_REVIEW, Action.REGISTRATION_PUSH),
        "DELETE": Action.APPOINTMENT_MANAGE,
    }

    def get(self, request: Request) -> Response:
        return Response({"names": list(Facility.objects.order_by("id").values_list("name", flat=True))})

    def post(self, request: Request) -> Response:
        """Writes an office, then maybe refuses: the office must not stay."""
        write(request.data["name"])
        if kind := request.data.get("refuse"):
            raise REFUSALS[kind]()
        return Response({"given": request.data}, status=201)

    def put(self, request: Request) -> Response:
        return Response({"version": expected_version(request)})

    def delete(self, request: Request) -> Response:
        return Response(status=204)


class Once(ApiView):
    actions = {"POST": Action.REGISTRATION_PUSH}

    def post(self, request: Request) -> Response:
        def perform() -> tuple[int, Any]:
            return 201, {"id": write(request.data["name"]).pk}

        answer = idempotent(
            actor=request._request.actor,
            operation="once",
            key=request.headers.get("Idempotency-Key", ""),
            body=repr(request.data).encode(),
            perform=perform,
        )
        return Response(answer.body, status=answer.status)


class OneFacility(ApiView):
    actions = {"GET": Action.REGISTRATION_VIEW}

    def get(self, request: Request, pk: int) -> Response:
        facility = Facility.objects.get(pk=pk)
        allow(request._request.actor, Action.REGISTRATION_VIEW, facility)
        return Response({"name": facility.name})


class Open(ApiView):
    public = True

    def get(self, request: Request) -> Response:
        return Response({"hello": "everybody"})


class Silent(APIView):
    """Said nothing about who may call it."""

    def get(self, request: Request) -> Response:
        return Response({"leak": True})


def write(name: str) -> Department:
    return Department.objects.create(
        name=name,
        kind=DepartmentKind.MCH,
        region=Region.objects.get(pk=360702000000),
        valid_from="2020-01-01",
    )


urlpatterns = [
    path("api/thing/", Thing.as_view()),
    path("api/once/", Once.as_view()),
    path("api/facilities/<int:pk>/", OneFacility.as_view()),
    path("api/open/", Open.as_view()),
    path("api/silent/", Silent.as_view()),
    path("", include("config.urls")),
]
