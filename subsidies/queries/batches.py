"""Reading payment batches: their lines, what the bank is to pay, what waits to be put into one."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Sum

from regions.codes import ancestor, level_of
from regions.enums import Level
from regions.keyset import SIZE, Page, cursor_of, page
from subsidies.enums import Account, BankResult, ClaimState, JournalKind
from subsidies.models import BatchLine, Entry, PayeeAccount, PaymentBatch, SubsidyClaim

ORDER = ("-built_at", "-id")


def batches_page(query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """The batches of the scope, the newest first."""
    cursor = cursor_of(query, PaymentBatch, ORDER)
    return page(PaymentBatch.objects.all(), order=ORDER, cursor=cursor, size=size)


def batch_here(batch_id: int) -> PaymentBatch:
    """A batch of the scope. Raises PaymentBatch.DoesNotExist."""
    found: PaymentBatch = PaymentBatch.objects.get(pk=batch_id)
    return found


def released_batch(batch_id: int) -> PaymentBatch:
    """A batch of the scope that the bank may have. Raises PaymentBatch.DoesNotExist."""
    found: PaymentBatch = PaymentBatch.objects.get(pk=batch_id, released_at__isnull=False)
    return found


def batch_of_line(line_id: int) -> int:
    """The batch a line of the scope stands in. Raises BatchLine.DoesNotExist."""
    found: int = BatchLine.objects.get(pk=line_id).batch_id
    return found


def batch_lines(batch_id: int) -> list[BatchLine]:
    """The lines of a batch in their order."""
    return list(BatchLine.objects.filter(batch_id=batch_id).order_by("position"))


def lines_to_pay(batch_id: int) -> list[BatchLine]:
    """The lines the bank has something to pay for; one that is kept back whole is not among them."""
    return list(BatchLine.objects.filter(batch_id=batch_id, net__gt=0).order_by("position"))


def batch_of(claim: SubsidyClaim) -> PaymentBatch | None:
    """The batch in which a claim is paid, the newest; None while it is in none."""
    ids = BatchLine.objects.filter(claim_id=claim.pk).order_by("-id").values_list("batch_id", flat=True)[:1]
    found: PaymentBatch | None = PaymentBatch.objects.filter(pk__in=list(ids)).first()
    return found


def differences(lines: Sequence[BatchLine]) -> list[tuple[BatchLine, int, int]]:
    """(line, fen it says were credited, fen the books say) where the two differ: must be empty.

    A line that came back is nothing credited, whatever the books had before. One statement for all lines.
    """
    rows = Entry.objects.filter(
        account=Account.BANK,
        journal__kind__in=[JournalKind.PAYMENT, JournalKind.BANK_RETURN],
        journal__claim_id__in={line.claim_id for line in lines},
    )
    posted: dict[str, int] = {}
    for key, fen in rows.values_list("journal__key", "amount"):
        name = key.partition(":")[2]
        posted[name] = posted.get(name, 0) - fen
    found = []
    for line in lines:
        credited = line.net if line.result == BankResult.PAID else 0
        if credited != posted.get(str(line.pk), 0):
            found.append((line, credited, posted.get(str(line.pk), 0)))
    return found


def claims_of(lines: list[BatchLine]) -> dict[int, SubsidyClaim]:
    """Claim id → claim, without its facts."""
    found: dict[int, SubsidyClaim] = SubsidyClaim.objects.defer("facts").in_bulk(
        [line.claim_id for line in lines]
    )
    return found


def waiting_for_payment(region: int) -> list[tuple[str, int, int]]:
    """(programme, claims, fen) approved in the district and in no batch yet; nothing above a district."""
    if level_of(region) not in (Level.DISTRICT, Level.STREET):
        return []
    rows = SubsidyClaim.objects.filter(
        district=ancestor(region, Level.DISTRICT), state=ClaimState.APPROVED
    ).exclude(pk__in=BatchLine.objects.values("claim_id"))
    found = (
        rows.values_list("programme").annotate(number=Count("id"), fen=Sum("amount")).order_by("programme")
    )
    return list(found)


def payee_of(facility_id: int) -> PayeeAccount | None:
    """The account a facility stated last, confirmed or not."""
    found: PayeeAccount | None = PayeeAccount.objects.filter(
        facility_id=facility_id, replaced_at=None
    ).first()
    return found


def payee_here(payee_id: int) -> PayeeAccount:
    """A stated account of the scope. Raises PayeeAccount.DoesNotExist."""
    found: PayeeAccount = PayeeAccount.objects.get(pk=payee_id)
    return found


def payees_to_confirm(most: int) -> list[PayeeAccount]:
    """Accounts of the scope that nobody compared yet, the oldest first; at most so many."""
    rows = PayeeAccount.objects.filter(replaced_at=None, confirmed_at=None).select_related("facility")
    return list(rows.order_by("stated_at", "id")[:most])
