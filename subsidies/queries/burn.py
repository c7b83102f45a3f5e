"""How a programme uses up its budgets in a year: what was approved and paid, month by month, from the books."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth

from subsidies.enums import Account, JournalKind
from subsidies.models import Budget, Entry, SubsidyClaim


class Left(NamedTuple):
    """All budgets of the scope for a programme, year and payer, in fen."""

    payer: str
    amount: int
    reserved: int
    approved: int
    paid: int

    @property
    def rest(self) -> int:
        return self.amount - self.reserved - self.approved - self.paid


def budgets_left(programme: str, year: int) -> list[Left]:
    """Each payer with the sum of its budgets in the scope. One statement."""
    parts = {name: Sum(name) for name in ("amount", "reserved", "approved", "paid")}
    rows = Budget.objects.filter(programme=programme, year=year).values("payer").annotate(**parts)
    return [Left(**row) for row in rows.order_by("payer")]


def budget_years(programme: str) -> list[int]:
    """The years for which the scope has a budget of a programme, the newest first."""
    rows = Budget.objects.filter(programme=programme).values_list("year", flat=True)
    return list(rows.order_by("-year").distinct())


def posted_by_month(programme: str, year: int) -> Mapping[tuple[str, str, int], int]:
    """(payer, APPROVED or PAID, month) → fen posted in that month of the budget year, of the scope. One statement.

    Money that came back from the bank is taken off again.
    """
    kinds = [JournalKind.APPROVAL, JournalKind.PAYMENT, JournalKind.BANK_RETURN]
    rows = (
        Entry.objects.filter(
            journal__programme=programme,
            journal__year=year,
            journal__kind__in=kinds,
            journal__posted_on__year=year,
            account__in=[Account.GRANTED, Account.BANK],
        )
        .annotate(month=ExtractMonth("journal__posted_on"))
        .values_list("payer", "account", "month")
        .annotate(fen=Sum("amount"))
        .order_by("payer", "account", "month")
    )
    found: dict[tuple[str, str, int], int] = {}
    for payer, account, month, fen in rows:
        kind, sign = ("APPROVED", 1) if account == Account.GRANTED else ("PAID", -1)
        found[payer, kind, month] = sign * int(fen)
    return found


def claims_by_state(programme: str) -> dict[str, tuple[int, int]]:
    """State → (claims, fen) of the submitted claims of a programme in the scope. One statement."""
    rows = SubsidyClaim.objects.filter(programme=programme, submitted_at__isnull=False).values_list("state")
    found = rows.annotate(number=Count("id"), fen=Sum("amount")).order_by("state")
    return {state: (number, int(fen or 0)) for state, number, fen in found}
