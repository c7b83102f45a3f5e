"""The lines of a claim in words: what was frozen of each child and month, what was found, why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.errors import DomainError
from facilities.queries.facility import facility_here
from kernel.presentation import Badge
from policy.queries import law_in_use, programme
from subsidies.enums import ClaimState, Code
from subsidies.models import ClaimLine, SubsidyClaim
from subsidies.presentation.states import badge_of_code
from subsidies.presentation.steps import said
from subsidies.queries.facts import facts_now
from subsidies.queries.quoting import quote
from subsidies.rules import Quote
from subsidies.serializers.claims import read_claim


def quote_of(claim: SubsidyClaim) -> Quote:
    """What follows from a claim: by the facts and the law that were frozen with it; of a draft as it would be now.

    Raises FactsRefused.
    """
    if claim.state in (ClaimState.DRAFT, ClaimState.RETURNED):
        facility = facility_here(claim.facility_id)
        return _quoted(claim, facts_now(facility, claim.programme, claim.facts))
    with law_in_use(claim.law):
        return _quoted(claim, claim.facts)


def _quoted(claim: SubsidyClaim, facts: Mapping[str, Any]) -> Quote:
    term = programme(claim.region_id, claim.programme)[-1]
    return quote(claim.region_id, claim.programme, read_claim(term, facts))


def reasons_of(claim: SubsidyClaim) -> dict[str, list[str]]:
    """Line → every step of it in words, the last one says why. {} where the facts cannot be read."""
    try:
        return {line.ref: [said(step) for step in line.steps] for line in quote_of(claim).lines}
    except DomainError:
        return {}


@dataclass(frozen=True)
class LineShown:
    """A line as the page says it. `age`: months on the first of the month; `days`: attended / service days."""

    line: ClaimLine
    badge: Badge
    month: str
    child: str
    age: int | None
    days: str
    reason: str
    steps: list[str]


def lines_shown(claim: SubsidyClaim, lines: Iterable[ClaimLine]) -> list[LineShown]:
    """Lines with what was frozen about them; a child is a number, never a name, and never its day of birth."""
    reasons, facts = reasons_of(claim), _facts_of_lines(claim.facts)
    return [_line_shown(line, reasons.get(line.ref, []), facts.get(line.ref, {})) for line in lines]


def _line_shown(line: ClaimLine, steps: list[str], facts: Mapping[str, Any]) -> LineShown:
    month, _slash, mark = line.ref.partition("/")
    attended, service = facts.get("attended_days"), facts.get("service_days")
    return LineShown(
        line=line,
        badge=badge_of_code(Code(line.code)),
        month=month,
        child=f"C-{line.child_id}" if line.child_id else mark,
        age=_age(facts.get("born"), line.month),
        days="" if attended is None else f"{attended} / {service}",
        reason=steps[-1] if steps else "",
        steps=steps,
    )


def _age(born: object, month: date | None) -> int | None:
    if not isinstance(born, str) or month is None:
        return None
    day = date.fromisoformat(born)
    return (month.year - day.year) * 12 + month.month - day.month - (day.day > 1)


def _facts_of_lines(facts: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """month/ref → what the snapshot says of the child in that month."""
    return {
        f"{month.get('month')}/{child.get('ref')}": {**child, "service_days": month.get("service_days")}
        for month in facts.get("months") or ()
        for child in month.get("children") or ()
    }
