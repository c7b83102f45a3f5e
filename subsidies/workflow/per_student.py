"""The budget a child of last year: entered once with its document, and every claim that waited is computed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from policy.law import ProgrammeKind
from policy.queries import programmes
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from subsidies.enums import ClaimState
from subsidies.errors import WrongState
from subsidies.models import PerStudentBudget, SubsidyClaim
from subsidies.workflow.reviewing import recomputed


@transaction.atomic
def state_per_student_budget(
    *, by: Actor, region: Region, year: int, amount: int, document: str
) -> PerStudentBudget:
    """Enter what a child cost in the public kindergartens of a district in a year, in fen, by a document.

    Claims of the year after it that wait for the figure are computed, each once. Raises WrongState for a year that is
    entered already, DomainError, NotAllowed.
    """
    number = document.strip()
    row = PerStudentBudget(
        region=region, year=year, amount=amount, number=number[:80], entered_at=clock.now()
    )
    allow(by, Action.BUDGET_SET, row)
    row.entered_by_id = by.user_id
    if ancestor(region.pk, Level.DISTRICT) != region.pk:
        raise DomainError(_("A budget belongs to a district."), field="region")
    if not number:
        raise DomainError(_("Give the number of the budget document."), field="document")
    if amount <= 0 or not 2000 <= year < clock.today().year:
        raise DomainError(_("Give the amount of a year that is over."), field="year")
    if PerStudentBudget.objects.filter(region=region, year=year).exists():
        raise WrongState(_("The figure of this year is entered already."))
    row.save()
    data = {"year": year, "amount": amount}
    record(by=by, event="budget.per_student", region=region.pk, subject=row, reason=number, data=data)
    for claim in _waiting(region.pk, year):
        recomputed(by, claim)
    return row


def _waiting(district: int, year: int) -> list[SubsidyClaim]:
    names = [each.id for each in programmes(district) if each.kind == ProgrammeKind.PRIOR_YEAR_BUDGET]
    rows = SubsidyClaim.objects.select_for_update(of=("self",)).filter(
        district=district,
        programme__in=names,
        state__in=[ClaimState.FACTS, ClaimState.MAKING],
        amount=None,
        submitted_at__year=year + 1,
    )
    return list(rows.order_by("id"))
