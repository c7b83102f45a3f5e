"""Corrections, registered changes and cancellations of what was pushed."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_access import actor_of_call
from accounts.api_once import IF_MATCH, KEY
from accounts.api_views import ApiView
from regions.models import Region
from registration.api.shared import (
    REFUSED,
    Refused,
    asked_version,
    body_of,
    done,
    facility_of,
    given_reason,
    incomplete,
    office_of,
    once,
    refuse_others,
)
from registration.enums import Channel
from registration.items import read_date, read_item
from registration.problems import Problems
from registration.queries.pushes import one
from registration.serializers import Cancellation, Change, Correction, Result, result, stored
from registration.workflow import followups
from registration.workflow.correcting import correct


class CorrectionsView(ApiView):
    """Correct what was pushed wrongly."""

    actions = {"POST": Action.REGISTRATION_PUSH}

    @extend_schema(
        parameters=[KEY, IF_MATCH],
        operation_id="correction",
        request=Correction,
        responses={201: Result, **REFUSED},
        tags=["registrations"],
    )
    def post(self, request: Request, registration_id: int) -> Response:
        """Replace a pushed registration by a corrected one; give the fields that were wrong, and the reason."""
        return once(request, "corrections", lambda: (201, self._correct(request, registration_id)))

    def _correct(self, request: Request, registration_id: int) -> dict[str, Any]:
        row = one(registration_id)
        data = body_of(request.data)
        reason = given_reason(data)
        data = {name: value for name, value in data.items() if name != "reason"}
        old = stored(row) | {"phone": row.phone.disclosed(to="the registrar's own correction")}
        base = {n: old[n] for n in ("entity_kind", "name", "uscc", "approved_on", "region", "address")}
        base |= {n: old[n] for n in ("business_scope", "head_name", "phone", "external_id")}
        item = read_item(data, base=base)
        if item.facts is None or item.place is None:
            raise Refused(result(0, item, incomplete(item.problems)))
        row = correct(
            by=actor_of_call(request),
            registration_id=registration_id,
            facts=item.facts,
            region=Region.objects.get(pk=item.place.code),
            reason=reason,
            version=asked_version(request),
            channel=Channel.API,
        )
        return result(0, item, row)


class ChangesView(ApiView):
    """Push a registered change."""

    actions = {"POST": Action.REGISTRATION_PUSH}

    @extend_schema(
        parameters=[KEY],
        operation_id="change",
        request=Change,
        responses={201: Result, **REFUSED},
        tags=["registrations"],
    )
    def post(self, request: Request, registration_id: int) -> Response:
        """The facility of this registration changed its name, address, head, phone, scope or kind."""
        return once(request, "changes", lambda: (201, self._change(request, registration_id)))

    def _change(self, request: Request, registration_id: int) -> dict[str, Any]:
        facility_id = facility_of(registration_id)
        data, problems = body_of(request.data), Problems()
        day = read_date(data, "approved_on", problems)
        changes = data.get("changes")
        if not isinstance(changes, dict) or not all(isinstance(v, str) for v in changes.values()):
            problems.add("changes", "TYPE" if changes is not None else "REQUIRED")
        refuse_others(data, {"approved_on", "changes", "external_id"}, problems)
        if problems or day is None:
            raise incomplete(problems)
        row = followups.push_change(
            by=actor_of_call(request),
            facility_id=facility_id,
            changes=dict(changes or {}),
            approved_on=day,
            registrar=office_of(request),
            channel=Channel.API,
            external_id=str(data.get("external_id") or ""),
        )
        return done(row)


class CancellationsView(ApiView):
    """Push a registered cancellation."""

    actions = {"POST": Action.REGISTRATION_PUSH}

    @extend_schema(
        parameters=[KEY],
        operation_id="cancellation",
        request=Cancellation,
        responses={201: Result, **REFUSED},
        tags=["registrations"],
    )
    def post(self, request: Request, registration_id: int) -> Response:
        """The registration of this facility was cancelled."""
        return once(request, "cancellations", lambda: (201, self._cancel(request, registration_id)))

    def _cancel(self, request: Request, registration_id: int) -> dict[str, Any]:
        facility_id = facility_of(registration_id)
        data, problems = body_of(request.data), Problems()
        day = read_date(data, "approved_on", problems)
        refuse_others(data, {"approved_on", "reason", "external_id"}, problems)
        if problems or day is None:
            raise incomplete(problems)
        row = followups.push_cancellation(
            by=actor_of_call(request),
            facility_id=facility_id,
            approved_on=day,
            registrar=office_of(request),
            reason=given_reason(data),
            channel=Channel.API,
            external_id=str(data.get("external_id") or ""),
        )
        return done(row)
