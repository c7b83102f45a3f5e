"""The setting standards of one facility for other systems: every standard with its verdict. No personal data."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import Action
from accounts.api_views import ApiView
from accounts.workflow import allow
from facilities.queries.page import visible
from facilities.queries.standards import findings_of, law_of
from facilities.rules.standards import Finding, Law
from facilities.rules.standards.words import remedy_of, said_of
from kernel import clock


class StandardsView(ApiView):
    """One facility against the setting standards of its place, as of this moment."""

    actions = {"GET": Action.STANDARDS_VIEW}

    @extend_schema(
        operation_id="facility_standards", responses={200: OpenApiTypes.OBJECT}, tags=["facilities"]
    )
    def get(self, request: Request, facility_id: int) -> Response:
        """The heaviest breach first, then what is not stated, then what passes. People are numbers only."""
        facility, today = visible(facility_id), clock.today()
        allow(request.actor, Action.STANDARDS_VIEW, facility)  # type: ignore[attr-defined]
        law = law_of(facility.region_id, today)
        results = [told(each, law) for each in findings_of(facility.pk, today)]
        return Response({"facility": facility.pk, "checked_on": today, "results": results})


def told(each: Finding, law: Law) -> dict[str, Any]:
    """One finding as the interface tells it."""
    rule = law.rules[each.rule]
    return {
        "rule": each.rule,
        "text": str(rule.text),
        "verdict": each.verdict.value,
        "severity": each.severity.value,
        "recommended": rule.source.kind == "standard",
        "subject": {"kind": each.subject_kind, "id": each.subject_id} if each.subject_kind else None,
        "reasons": list(each.reasons),
        "numbers": dict(each.numbers),
        "said": said_of(each.reasons, each.numbers),
        "remedy": remedy_of(each.reasons, each.numbers),
        "due_on": each.due_on,
        "clause": law.source(each).as_json(),
    }
