"""Monthly runs in words: how far, and what was proposed where."""

from dataclasses import dataclass
from typing import Any

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.queries import names_of
from kernel.presentation import Badge
from policy.queries import programme
from subsidies.enums import RunState
from subsidies.models import MonthlyRun, ProposedClaim
from subsidies.queries.runs import facility_names, first_proposals, region_names

STATES: dict[str, Badge] = {
    state.value: Badge(state.label, icon, tone)  # type: ignore[arg-type]
    for state, icon, tone in (
        (RunState.RUNNING, "clock", "accent"),
        (RunState.DONE, "circle-check", "ok"),
        (RunState.CANCELLED, "ban", "mute"),
    )
}
_SHOWN = 50


@dataclass(frozen=True)
class Part:
    """A division of a run. `counts` None: its turn has not come."""

    name: str
    counts: list[int] | None


def run_row(run: MonthlyRun) -> tuple[MonthlyRun, Badge]:
    return run, STATES[run.state]


def run_context(run: MonthlyRun, actor: Actor) -> dict[str, Any]:
    """A run with its parts in their order and the first of what it proposed."""
    names = region_names([run.region_id, *run.parts])
    proposals = first_proposals(run.pk, _SHOWN)
    facilities = facility_names([row.facility_id for row in proposals])
    return {
        "run": run,
        "badge": STATES[run.state],
        "place": names.get(run.region_id, ""),
        "by": names_of([run.started_by_id]).get(run.started_by_id, "") if run.started_by_id else "",
        "parts": [Part(names.get(code, str(code)), run.counts.get(str(code))) for code in run.parts],
        "proposals": [
            (row, facilities.get(row.facility_id, str(row.facility_id)), _named(row)) for row in proposals
        ],
        "more": max(0, run.totals[0] - len(proposals)),
        "may_cancel": run.state == RunState.RUNNING and bool(decide(actor, Action.CLAIM_PROPOSE, run)),
    }


def _named(row: ProposedClaim) -> str:
    return str(programme(row.region_id, row.programme)[-1].name)
