"""Posting to the books. A journal is written once; its legs sum to zero for each payer."""

from collections.abc import Mapping

from django.db import transaction

from accounts.actors import Actor
from kernel import clock
from subsidies.enums import Account, JournalKind
from subsidies.models import Entry, Journal, SubsidyClaim

#: What is debited and what is credited by each kind of event.
_LEGS: Mapping[JournalKind, tuple[Account, Account]] = {
    JournalKind.APPROVAL: (Account.GRANTED, Account.PAYABLE),
    JournalKind.PAYMENT: (Account.PAYABLE, Account.BANK),
    JournalKind.BANK_RETURN: (Account.BANK, Account.PAYABLE),
    JournalKind.CLAWBACK: (Account.RECOVERABLE, Account.GRANTED),
    JournalKind.RECOVERY: (Account.BANK, Account.RECOVERABLE),
    JournalKind.OFFSET: (Account.PAYABLE, Account.RECOVERABLE),
}


@transaction.atomic(savepoint=False)
def post(
    *,
    by: Actor,
    kind: JournalKind,
    key: str,
    claim: SubsidyClaim,
    parts: Mapping[str, int],
    text: str = "",
) -> Journal | None:
    """One journal for an event of a claim: `parts` is payer → fen, positive. The same key again changes nothing.

    Where nothing is to be posted, None.
    """
    legs = {payer: part for payer, part in parts.items() if part}
    if not legs:
        return None
    now = clock.now()
    journal = Journal(
        region_id=claim.region_id,
        facility_id=claim.facility_id,
        kind=kind,
        key=key,
        programme=claim.programme,
        year=claim.budget_year or now.year,
        claim_id=claim.pk,
        posted_on=clock.today(),
        posted_at=now,
        posted_by_id=by.user_id,
        text=text[:200],
    )
    Journal.objects.bulk_create([journal], ignore_conflicts=True)
    kept: Journal = Journal.objects.get(facility_id=claim.facility_id, key=key)
    if not kept.entries.exists():
        Entry.objects.bulk_create(_entries(kept, kind, legs))
    return kept


def _entries(journal: Journal, kind: JournalKind, legs: Mapping[str, int]) -> list[Entry]:
    debit, credit = _LEGS[kind]
    tenant = {"region_id": journal.region_id, "facility_id": journal.facility_id, "journal": journal}
    return [
        Entry(**tenant, account=account, payer=payer, amount=sign * part)
        for payer, part in sorted(legs.items())
        for account, sign in ((debit, 1), (credit, -1))
    ]
