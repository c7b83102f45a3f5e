"""The facility's own due date, as the operator's pages show it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.enums import DepartmentKind
from kernel import clock
from kernel.due import Due
from kernel.presentation import DueExplanation
from obligations.models import Obligation
from obligations.presentation import due_of
from obligations.presentation.explained import stored_deadline
from policy.errors import UnknownRule
from policy.queries import deadline, deadline_rule, explain, office
from registration.enums import FilingKind
from registration.models import Filing
from registration.queries import operator as read

_RULES = {
    FilingKind.FIRST: ("filing", "family_home_filing"),
    FilingKind.CHANGE: ("change_filing",),
    FilingKind.RELOCATION: ("change_filing",),
    FilingKind.CANCELLATION: ("cancellation_report",),
}


@dataclass(frozen=True)
class Duty:
    """What is owed and why by that day. `row` None: the law asks for it promptly, and no event started a clock."""

    row: Obligation | None
    due: Due
    why: DueExplanation


def duty_of(filing: Filing) -> Duty | None:
    """The open duty that submitting a filing settles."""
    rules = _RULES.get(FilingKind(filing.kind), ())
    row = next((each for each in read.owed_by(filing.facility_id) if each.rule in rules), None)
    if row is None:
        return None
    today = clock.today()
    return Duty(row, due_of(row, today), explain(stored_deadline(row), today, row.trigger_event))


def preview(region_id: int, rule: str, trigger: date) -> DueExplanation | None:
    """The due date that a trigger would give, before anything is stored; None where no text knows the rule."""
    try:
        return explain(deadline(region_id, rule, trigger), clock.today())
    except UnknownRule:
        return None


def authority(region_id: int) -> str:
    """How the health authority of a place is called for short: 社发局 in Binjiang, 卫健委 in Ganzhou."""
    try:
        return str(office(region_id, DepartmentKind.HEALTH).short)
    except UnknownRule:
        return _("the health authority")


def receipt_days(region_id: int) -> int | None:
    """How many working days the authority has for the receipt here, from the law in force today."""
    try:
        return deadline_rule(region_id, "filing_receipt", clock.today()).days
    except UnknownRule:
        return None
