"""Budgets: entering and changing them, each time with a document."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from regions.codes import ancestor, level_of
from regions.enums import Level
from regions.models import Region
from subsidies.enums import Payer
from subsidies.errors import BudgetBound
from subsidies.models import Budget, BudgetDocument
from subsidies.workflow.queue import advance_queue


@transaction.atomic
def set_budget(
    *,
    by: Actor,
    region: Region,
    programme: str,
    year: int,
    payer: str,
    amount: int,
    document: str,
    file_id: int | None = None,
) -> Budget:
    """Enter or change what a payer gives to a programme of a district in a year, in fen, by a document.

    What waits for budget is passed on in its order. Raises NotAllowed, BudgetBound, DomainError.
    """
    number = document.strip()
    if not number:
        raise DomainError(_("Give the number of the budget document."), field="document")
    if payer not in Payer.values:
        raise DomainError(_("Choose who pays."), field="payer")
    row = Budget(region=region, programme=programme, year=year, payer=payer, amount=0)
    allow(by, Action.BUDGET_SET, row)
    if payer not in payers_of(by):
        raise DomainError(
            _("Each level enters its own budget."),
            field="payer",
            remedy=_("The city's share is entered by the finance office of the city."),
        )
    if ancestor(region.pk, Level.DISTRICT) != region.pk:
        raise DomainError(_("A budget belongs to a district."), field="region")
    Budget.objects.bulk_create([row], ignore_conflicts=True)
    row = Budget.objects.select_for_update(of=("self",)).get(
        region=region, programme=programme, year=year, payer=payer
    )
    before, taken = row.amount, row.reserved + row.approved + row.paid
    if amount < taken:
        raise BudgetBound(
            _("Of this budget %(taken)s fen are bound already.") % {"taken": taken},
            field="amount",
            taken=taken,
        )
    row.amount = amount
    row.version += 1
    row.save(update_fields=["amount", "version"])
    BudgetDocument.objects.create(
        region=region,
        budget=row,
        amount_before=before,
        amount_after=amount,
        number=number,
        file_id=file_id,
        entered_by_id=by.user_id,
        entered_at=clock.now(),
    )
    data = {"programme": programme, "year": year, "payer": payer, "from": before, "to": amount}
    record(by=by, event="budget.set", region=region.pk, subject=row, reason=number, data=data)
    advance_queue(by=by, region=region.pk, programme=programme)
    return row


def payers_of(by: Actor) -> tuple[Payer, ...]:
    """Whose budget an office may enter: a district its own, the levels above it the city's share."""
    return (Payer.COUNTY,) if level_of(by.region_id) == Level.DISTRICT else (Payer.CITY,)
