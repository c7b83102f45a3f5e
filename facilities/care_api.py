"""Children, enrolments and attendance for other systems. Names and numbers stay masked here as everywhere."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_access import actor_of_call, expected_version
from accounts.api_once import IF_MATCH, KEY, once
from accounts.api_views import ApiView
from accounts.workflow import allow
from facilities.errors import NotRight
from facilities.models import Child, Enrolment
from facilities.presentation.care.attendance import month_named
from facilities.queries.attendance import marked_days, sheet_of, stays, usual_service_days
from facilities.queries.children import child_here, child_page, enrolments_of, kept_facts
from facilities.queries.page import visible
from facilities.rules.attendance import packed, unpacked
from facilities.rules.faults import Fault
from facilities.rules.identity import ChildFacts
from facilities.workflow import attendance, children, enrolling
from kernel import clock
from regions.keyset import limit_of

_PAGE = [
    OpenApiParameter("q", OpenApiTypes.STR, description="The whole name or the whole number of a child."),
    OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 200; 50 when left out."),
    OpenApiParameter("after", OpenApiTypes.STR, description="`next` of the page before."),
]
_TEXTS = ("name", "id_kind", "id_number", "guardian_name", "guardian_phone", "sex")


class ChildrenView(ApiView):
    """The children of a facility."""

    actions = {"GET": Action.CHILD_VIEW, "POST": Action.CHILD_MANAGE}

    @extend_schema(
        operation_id="children", parameters=_PAGE, responses=OpenApiTypes.OBJECT, tags=["children"]
    )
    def get(self, request: Request, facility_id: int) -> Response:
        """The newest first; names and numbers masked."""
        facility = visible(facility_id)
        allow(actor_of_call(request), Action.CHILD_VIEW, facility)
        query = request.query_params.dict()
        size = limit_of(query.get("limit", ""))
        found, lines = child_page(facility_id, clock.today(), query, size=size)
        return Response(
            {"results": [told(line.child, line.stay) for line in lines], "next": found.next or None}
        )

    @extend_schema(
        operation_id="record_child", parameters=[KEY], request=OpenApiTypes.OBJECT, responses={201: OpenApiTypes.OBJECT}, tags=["children"]
    )  # fmt: skip
    def post(self, request: Request, facility_id: int) -> Response:
        """Record a child whose guardian agreed: the fields of the form, days like 2026-05-08."""

        def perform() -> tuple[int, Any]:
            row = children.add_child(
                by=actor_of_call(request), facility_id=facility_id, facts=facts_of(request.data)
            )
            return 201, told(row, None)

        return once(request, "children", perform)


class ChildView(ApiView):
    """One child."""

    actions = {"GET": Action.CHILD_VIEW, "PUT": Action.CHILD_MANAGE}

    @extend_schema(operation_id="child", responses=OpenApiTypes.OBJECT, tags=["children"])
    def get(self, request: Request, child_id: int) -> Response:
        """With all its enrolments."""
        row = child_here(child_id)
        allow(actor_of_call(request), Action.CHILD_VIEW, row)
        rows = [stay_told(each) for each in enrolments_of(child_id)]
        return Response({**told(row, None), "enrolments": rows}, headers={"ETag": f'"{row.version}"'})

    @extend_schema(
        operation_id="correct_child", parameters=[IF_MATCH], request=OpenApiTypes.OBJECT, responses=OpenApiTypes.OBJECT, tags=["children"]
    )  # fmt: skip
    def put(self, request: Request, child_id: int) -> Response:
        """Correct what is recorded; number and telephone left out stay as they are."""
        row, version = child_here(child_id), expected_version(request)
        allow(actor_of_call(request), Action.CHILD_MANAGE, row)
        given = facts_of(request.data, kept=kept_facts(row))
        fresh = children.correct_child(
            by=actor_of_call(request), child_id=child_id, facts=given, version=version
        )
        return Response(told(fresh, None), headers={"ETag": f'"{fresh.version}"'})


class EnrolmentsView(ApiView):
    """Enrolling a child."""

    actions = {"POST": Action.CHILD_MANAGE}

    @extend_schema(
        operation_id="enrol", parameters=[KEY], request=OpenApiTypes.OBJECT, responses={201: OpenApiTypes.OBJECT}, tags=["children"]
    )  # fmt: skip
    def post(self, request: Request, child_id: int) -> Response:
        """`class`, `starts_on`, and if you like `care_mode` and `ends_on`. The answer may hold `warnings`."""
        data = _object(request.data)

        def perform() -> tuple[int, Any]:
            day = _day(data, "starts_on")
            row = enrolling.enrol(
                by=actor_of_call(request), child_id=child_id, class_id=_number(data, "class"), starts_on=day or clock.today(),
                ends_on=_day(data, "ends_on"), care_mode=str(data.get("care_mode", "")),
            )  # fmt: skip
            warned = [str(w) for w in enrolling.seat_warnings(row.child, row.class_group, row.starts_on)]
            return 201, {**stay_told(row), "warnings": warned}

        return once(request, "enrolments", perform)


class LeavingView(ApiView):
    """The last day of an enrolment."""

    actions = {"POST": Action.CHILD_MANAGE}

    @extend_schema(
        operation_id="leave", parameters=[IF_MATCH], request=OpenApiTypes.OBJECT, responses=OpenApiTypes.OBJECT, tags=["children"]
    )  # fmt: skip
    def post(self, request: Request, enrolment_id: int) -> Response:
        """`on` and `reason`."""
        data, version = _object(request.data), expected_version(request)
        row = enrolling.leave(
            by=actor_of_call(request), enrolment_id=enrolment_id, on=_day(data, "on") or clock.today(),
            reason=str(data.get("reason", "")), version=version,
        )  # fmt: skip
        return Response(stay_told(row) if row is not None else {})


class AttendanceView(ApiView):
    """The attendance of a facility's month."""

    actions = {"GET": Action.CHILD_VIEW, "PUT": Action.ATTENDANCE_RECORD}

    @extend_schema(operation_id="attendance", responses=OpenApiTypes.OBJECT, tags=["attendance"])
    def get(self, request: Request, facility_id: int, month: str) -> Response:
        """Service days, and the days of each enrolled child."""
        facility, first = visible(facility_id), month_named(month)
        allow(actor_of_call(request), Action.CHILD_VIEW, facility)
        sheet, marked = sheet_of(facility_id, first), marked_days(facility_id, first)
        service = sheet.service_days if sheet is not None else usual_service_days(first)
        enrolled = sorted({each.child_id for each in stays(facility_id, first)})
        body = {
            "month": month,
            "state": sheet.state if sheet is not None else "OPEN",
            "version": sheet.version if sheet is not None else 1,
            "service_days": unpacked(service),
            "children": [{"child": child, "days": unpacked(marked.get(child, 0))} for child in enrolled],
        }
        return Response(body, headers={"ETag": f'"{body["version"]}"'})

    @extend_schema(
        operation_id="record_attendance", parameters=[IF_MATCH], request=OpenApiTypes.OBJECT, responses=OpenApiTypes.OBJECT, tags=["attendance"]
    )  # fmt: skip
    def put(self, request: Request, facility_id: int, month: str) -> Response:
        """`children`: [{"child": 1, "days": [4, 5]}]. All of them are recorded, or none."""
        first, version = month_named(month), expected_version(request)
        given = _object(request.data).get("children")
        if not isinstance(given, list):
            raise NotRight([Fault("children", "REQUIRED", _("Give a list of children."))])
        rows = {_number(row, "child"): _days(row) for row in map(_object, given)}
        attendance.record_days(
            by=actor_of_call(request), facility_id=facility_id, month=first, rows=rows, version=version
        )
        return self.get(request, facility_id, month)


def told(child: Child, stay: Enrolment | None) -> dict[str, Any]:
    """One child as the interface tells it."""
    return {
        "id": child.pk,
        "facility": child.facility_id,
        "name": str(child.name),
        "born_on": child.born_on.isoformat(),
        "id_kind": child.id_kind,
        "id_number": str(child.id_number),
        "consented_on": child.consented_on.isoformat(),
        "consent_withdrawn_on": child.consent_withdrawn_on and child.consent_withdrawn_on.isoformat(),
        "class": stay.class_group_id if stay is not None else None,
        "version": child.version,
    }


def stay_told(row: Enrolment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "child": row.child_id,
        "class": row.class_group_id,
        "care_mode": row.care_mode,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on and row.ends_on.isoformat(),
        "version": row.version,
    }


def facts_of(data: Any, kept: ChildFacts | None = None) -> ChildFacts:
    """The facts of a body; texts that are left out come from `kept`. Raises NotRight for days that are none."""
    given = _object(data)
    texts = {n: str(given.get(n) or (getattr(kept, n) if kept else ""))[:200] for n in _TEXTS}
    days = {n: _day(given, n) or (getattr(kept, n) if kept else None) for n in ("born_on", "consented_on")}
    if kept is not None and given.get("id_number"):
        days["born_on"] = _day(given, "born_on")
        texts["sex"] = str(given.get("sex") or "")
    return ChildFacts(**texts, **days)  # type: ignore[arg-type]


def _object(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise NotRight([Fault("", "OBJECT", _("Send an object."))])
    return data


def _day(data: dict[str, Any], name: str) -> date | None:
    text = data.get(name)
    if text in (None, ""):
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise NotRight([Fault(name, "DAY", _("This is no day. Write it like 2026-05-08."))]) from None


def _number(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        raise Http404
    return value


def _days(data: dict[str, Any]) -> int:
    days = data.get("days")
    good = isinstance(days, list) and all(isinstance(d, int) and 1 <= d <= 31 for d in days)
    if not good:
        raise NotRight([Fault("days", "DAYS", _("Give days of the month as numbers."))])
    return packed(days or [])
