"""Reference pages that are printed from the code: workflows, access policy, personal data, clauses."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from accounts.enums import DepartmentKind, FacilityRole, Role
from accounts.roles import FACILITY_GRANTS, ROLE_GRANTS
from audit.personal.register import entries
from facilities.presentation.standards.register import standards_page
from inspections.enums import (
    ActState,
    ComplaintState,
    DutyState,
    FindingState,
    RatingState,
    ReferralState,
    SuspensionState,
    VisitState,
)
from inspections.tables import ACT, COMPLAINT, DUTY, FINDING, RATING, REFERRAL, SUSPENSION, VISIT
from kernel.transitions import Workflow
from policy.enums import ProposalState
from policy.loader.packs import packs_of_files
from policy.presentation.register import register_page
from policy.tables import PROPOSAL
from registration.enums import FilingState, RegistrationState, SheetState
from registration.tables import FILING, REGISTRATION, SHEET
from reporting.enums import ReportState
from reporting.tables import REPORT
from staff.enums import BanState, CaseState
from staff.tables import BAN, CASE
from subsidies.enums import BatchState, ClaimState
from subsidies.tables import BATCH, CLAIM

_TABLES = (
    *(REGISTRATION, SHEET, FILING, PROPOSAL, CASE, BAN),
    *(VISIT, FINDING, REFERRAL, SUSPENSION, COMPLAINT, DUTY, ACT, RATING, CLAIM, BATCH, REPORT),
)
FOLDER = Path(settings.BASE_DIR) / "docs" / "reference"
_LABELS = {
    "filing": FilingState,
    "registration": RegistrationState,
    "push_sheet": SheetState,
    "proposal": ProposalState,
    "claim": ClaimState,
    "batch": BatchState,
    "abuse_case": CaseState,
    "ban": BanState,
    "visit": VisitState,
    "finding": FindingState,
    "referral": ReferralState,
    "suspension": SuspensionState,
    "complaint": ComplaintState,
    "duty": DutyState,
    "rating": RatingState,
    "duty_act": ActState,
    "report": ReportState,
}


def pages() -> dict[Path, str]:
    """Path → text of every generated page, in English."""
    with override("en"):
        return {
            FOLDER / "workflows.md": _workflows(),
            FOLDER / "roles.md": _roles(),
            FOLDER / "personal-data.md": _personal(),
            FOLDER / "clauses.md": register_page(packs_of_files()),
            FOLDER / "standards.md": standards_page(packs_of_files()),
        }


def stale() -> list[Path]:
    """Pages whose file does not say what the code says."""
    return [p for p, text in pages().items() if not p.exists() or p.read_text(encoding="utf-8") != text]


def write() -> list[Path]:
    changed = stale()
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    return changed


def _workflows() -> str:
    lines = ["# Workflows", "", "Printed from the transition tables by `manage.py reference`; do not edit."]
    for table in _TABLES:
        lines += ["", f"## {table.name}", "", "```mermaid", _diagram(table), "```", ""]
        lines += ["| action | from | to | audit event |", "|---|---|---|---|"]
        for t in table.transitions:
            sources = ", ".join(s or "–" for s in t.sources)
            lines.append(f"| {t.action} | {sources} | {t.target} | `{t.event}` |")
    return "\n".join(lines) + "\n"


def _diagram(table: Workflow) -> str:
    labels = {value: str(label) for value, label in _LABELS[table.name].choices}
    return table.mermaid(labels)


def _roles() -> str:
    return "\n".join(_role_lines()) + "\n"


def _personal() -> str:
    lines = [
        "# Personal data",
        "",
        "Printed from the models by `manage.py reference`; do not edit. Purpose and retention stand beside each field.",
        "",
        "| field | of | protection | purpose | kept |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{e.model._meta.label_lower}.{e.field}` | {e.personal.whose} | {e.protection} | {e.personal.purpose} |"
        f" {e.personal.kept} |"
        for e in entries()
    ]
    return "\n".join(lines) + "\n"


def _role_lines() -> Iterator[str]:
    yield from (
        "# Who may do what",
        "",
        "Printed from `accounts/roles.py` by `manage.py reference`; do not edit.",
        "",
    )
    yield from ("| role | in departments | may | reach |", "|---|---|---|---|")
    everyone = frozenset(DepartmentKind)
    for role in Role:
        for grant in ROLE_GRANTS[role]:
            kinds = "any" if grant.kinds == everyone else ", ".join(sorted(grant.kinds))
            actions = ", ".join(f"`{a}`" for a in sorted(grant.actions))
            yield f"| {role.label} | {kinds} | {actions} | {grant.reach.name}: {grant.reach.value} |"
    for held in FacilityRole:
        actions = ", ".join(f"`{a}`" for a in sorted(FACILITY_GRANTS[held]))
        yield f"| {held.label} (operator) | – | {actions} | FACILITY: a facility granted to this person |"
