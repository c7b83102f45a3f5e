"""Binding parts of budgets: one conditional UPDATE a payer, so that nobody ever goes over."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from regions.codes import ancestor
from regions.enums import Level
from subsidies.enums import Payer
from subsidies.errors import NoBudget
from subsidies.models import Budget, SubsidyClaim


class Shortage(Exception):
    """A payer's budget does not reach. `missing`: payer → fen that are lacking."""

    def __init__(self, missing: Mapping[str, int]) -> None:
        super().__init__(str(missing))
        self.missing = missing


def reserve(claim: SubsidyClaim, year: int) -> None:
    """Bind the shares of a claim in the budgets of its district, all or none, inside the caller's transaction.

    One conditional UPDATE a payer, in a fixed order, so that any number of clients cannot go over and do not wait for
    each other in a circle. Raises Shortage, NoBudget.
    """
    missing: dict[str, int] = {}
    with transaction.atomic():
        for payer, part in sorted(claim.shares.items()):
            room = _rows(claim, year, payer).filter(
                amount__gte=F("reserved") + F("approved") + F("paid") + part
            )
            if part and not room.update(reserved=F("reserved") + part, version=F("version") + 1):
                missing[payer] = part - _rest(claim, year, payer)
        if missing:
            raise Shortage(missing)


def shift(claim: SubsidyClaim, *, out_of: str, into: str = "") -> None:
    """Move the shares of a claim from one part of its budgets to another, or let them go."""
    assert claim.budget_year is not None
    for payer, part in sorted(claim.shares.items()):
        if not part:
            continue
        change = {out_of: F(out_of) - part} | ({into: F(into) + part} if into else {})
        moved = _rows(claim, claim.budget_year, payer).update(**change, version=F("version") + 1)
        assert moved == 1, f"the budget of claim {claim.pk} is gone"


def _rows(claim: SubsidyClaim, year: int, payer: str) -> Any:
    district = ancestor(claim.region_id, Level.DISTRICT)
    return Budget.objects.filter(region_id=district, programme=claim.programme, year=year, payer=payer)


def _rest(claim: SubsidyClaim, year: int, payer: str) -> int:
    row = _rows(claim, year, payer).first()
    if row is None:
        given = {"year": year, "payer": Payer(payer).label}
        raise NoBudget(
            _("No budget of the %(payer)s is entered for %(year)s.") % given,
            field="budget",
            remedy=_("Enter the budget with its document first."),
        )
    return int(row.rest)
