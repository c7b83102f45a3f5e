"""The books: trial balance, and the checks that must be empty."""

from collections.abc import Mapping

from django.db.models import Sum

from subsidies.enums import Account
from subsidies.models import Entry, Journal


def trial_balance(*, programme: str = "", year: int | None = None) -> Mapping[tuple[str, str], int]:
    """(account, payer) → balance in fen over the scope; all of them together are zero."""
    rows = Entry.objects.all()
    if programme:
        rows = rows.filter(journal__programme=programme)
    if year is not None:
        rows = rows.filter(journal__year=year)
    found = rows.values_list("account", "payer").annotate(total=Sum("amount")).order_by("account", "payer")
    return {(account, payer): int(total) for account, payer, total in found}


def out_of_balance() -> list[int]:
    """Journals of the scope that do not sum to zero: the database refuses them, so this list is empty."""
    rows = Entry.objects.values("journal_id", "payer").annotate(total=Sum("amount")).exclude(total=0)
    return sorted({row["journal_id"] for row in rows})


def balance_of_claim(claim_id: int, account: Account) -> Mapping[str, int]:
    """Payer → balance of one account for one claim, in fen: what of it was granted, is owed, was paid."""
    rows = Entry.objects.filter(journal__claim_id=claim_id, account=account)
    found = rows.values_list("payer").annotate(total=Sum("amount"))
    return {payer: int(total) for payer, total in found}


def journals_of(claim_id: int) -> list[Journal]:
    """Everything that was posted about a claim, in order, with its legs. Two statements."""
    return list(Journal.objects.filter(claim_id=claim_id).order_by("id").prefetch_related("entries"))
