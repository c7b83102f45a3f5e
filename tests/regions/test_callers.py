"""The ways around a tenant's scope are few, named, and each has its reason."""

import ast
from pathlib import Path

from tests.sources import tree

ROOT = Path(__file__).parents[2]
APPS = (
    "accounts",
    "audit",
    "config",
    "documents",
    "facilities",
    "inspections",
    "jobs",
    "kernel",
    "messaging",
    "obligations",
    "policy",
    "regions",
    "registration",
    "reporting",
    "staff",
    "subsidies",
)

#: module → how often it enters a wider scope than its caller's.
WIDER = {
    "audit/checking.py": 1,
    "audit/personal/workflow.py": 1,
    "audit/queries/chains.py": 1,
    "audit/workflow.py": 1,
    "config/demo/build.py": 1,
    "config/demo/complaining.py": 1,
    "config/demo/people.py": 1,
    "config/demo/reporting.py": 4,
    "config/demo/stations.py": 1,
    "documents/workflow/awaiting.py": 2,
    "documents/workflow/erasing.py": 1,
    "documents/workflow/rendering.py": 3,
    "documents/workflow/tidying.py": 1,
    "inspections/queries/complaining.py": 3,
    "inspections/workflow/closing_complaints.py": 1,
    "inspections/workflow/complaining.py": 2,
    "inspections/workflow/escalating.py": 1,
    "inspections/workflow/ratings.py": 1,
    "inspections/workflow/recurring.py": 2,
    "inspections/workflow/publishing.py": 1,
    "facilities/queries/children.py": 1,
    "facilities/queries/facility.py": 2,
    "facilities/queries/operators.py": 2,
    "facilities/queries/supervising.py": 1,
    "facilities/workflow/activating.py": 1,
    "facilities/workflow/doubles.py": 1,
    "facilities/workflow/joining.py": 1,
    "facilities/workflow/standards.py": 3,
    "messaging/presentation.py": 1,
    "messaging/workflow/delivering.py": 7,
    "messaging/workflow/letters.py": 1,
    "messaging/workflow/tidying.py": 1,
    "obligations/management/commands/recompute_due_dates.py": 1,
    "obligations/workflow/recounting.py": 1,
    "obligations/workflow/reminding.py": 1,
    "policy/workflow/shipping.py": 1,
    "policy/workflow/watching.py": 1,
    "registration/workflow/numbers.py": 1,
    "registration/workflow/onboarding.py": 2,
    "registration/workflow/ending.py": 2,
    "registration/workflow/sheet_work.py": 5,
    "reporting/figures/workflow/closing.py": 1,
    "reporting/figures/workflow/folding.py": 3,
    "reporting/jobs/backlogs.py": 1,
    "reporting/reports/workflow/opening.py": 2,
    "reporting/reports/workflow/print_tidying.py": 1,
    "reporting/reports/workflow/print_work.py": 6,
    "staff/queries/matching.py": 3,
    "staff/queries/twice.py": 2,
    "staff/workflow/enforcing.py": 6,
    "subsidies/management/commands/propose_claims.py": 1,
    "subsidies/queries/budgets.py": 1,
    "subsidies/queries/prefill.py": 3,
    "subsidies/workflow/proposals.py": 2,
    "subsidies/workflow/reviewing.py": 1,
    "subsidies/workflow/runs.py": 7,
}


def calls() -> dict[str, int]:
    found: dict[str, int] = {}
    for path in (p for app in APPS for p in (ROOT / app).rglob("*.py")):
        count = sum(
            isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("nation_scope", "acting_in")
            for node in ast.walk(tree(path))
        )
        if count:
            found[str(path.relative_to(ROOT))] = count
    return found


def test_every_caller_of_a_wider_scope_is_on_the_list() -> None:
    assert calls() == WIDER
