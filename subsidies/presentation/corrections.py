"""A granted claim beside today's facts, in words."""

from typing import Any

from accounts.errors import DomainError
from subsidies.enums import ClaimState, Code
from subsidies.models import SubsidyClaim
from subsidies.presentation.claims import period_of, programme_name
from subsidies.presentation.states import badge_of_code
from subsidies.queries.corrections import Change, change_of


def correction_context(claim: SubsidyClaim) -> dict[str, Any]:
    """`change` is None where nothing can be compared; `problem` says why."""
    change, problem = _change(claim)
    lines = change.lines if change is not None else []
    return {
        "claim": claim,
        "programme": programme_name(claim),
        "period": period_of(claim),
        "change": change,
        "problem": problem,
        "lines": [(line, badge_of_code(Code(line.code))) for line in lines],
    }


def _change(claim: SubsidyClaim) -> tuple[Change | None, str]:
    if claim.state not in (ClaimState.APPROVED, ClaimState.PAID) or claim.corrects_id is not None:
        return None, ""
    try:
        return change_of(claim), ""
    except DomainError as refusal:
        return None, str(refusal.message)
