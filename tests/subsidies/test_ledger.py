"""The books: balanced, append-only, equal to what claims and budgets say."""

import pytest
from django.db import DatabaseError, connection, transaction

from kernel import clock
from subsidies.enums import Account, JournalKind
from subsidies.models import Entry, Journal
from subsidies.queries import bound, out_of_balance, trial_balance
from subsidies.workflow.ledger import post
from tests.cast import Cast
from tests.subsidies.money import Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def test_an_approval_owes_each_level_its_share(office: Office) -> None:
    office.approved()
    with here():
        assert trial_balance() == {
            ("GRANTED", "city"): 12000,
            ("GRANTED", "county"): 48000,
            ("PAYABLE", "city"): -12000,
            ("PAYABLE", "county"): -48000,
        }


def test_a_payment_settles_what_was_owed(office: Office) -> None:
    claim = office.paid()
    with here():
        balance = trial_balance()
        assert balance[("PAYABLE", "city")] == balance[("PAYABLE", "county")] == 0
        assert balance[("BANK", "city")] + balance[("BANK", "county")] == -(claim.amount or 0)
        assert sum(balance.values()) == 0
        assert out_of_balance() == []


def test_the_same_event_is_posted_once(office: Office) -> None:
    claim = office.approved()
    with here():
        for _ in range(2):
            post(
                by=office.checker,
                kind=JournalKind.APPROVAL,
                key=f"approval:{claim.pk}",
                claim=claim,
                parts=claim.shares,
            )
        assert Journal.objects.count() == 1
        assert trial_balance()[("GRANTED", "city")] == 12000


def test_budgets_say_what_the_claims_say(office: Office) -> None:
    office.made("2024-05")
    office.approved("2024-06")
    for payer in ("city", "county"):
        row = office.budget(payer)
        with here():
            assert bound(row) == {"reserved": row.reserved, "approved": row.approved, "paid": row.paid}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE subsidies_entry SET amount = amount + 1",
        "DELETE FROM subsidies_entry",
        "UPDATE subsidies_journal SET text = 'x'",
        "DELETE FROM subsidies_journal",
        "UPDATE subsidies_budgetdocument SET amount_after = 1",
        "DELETE FROM subsidies_budgetdocument",
    ],
)
def test_what_is_posted_cannot_be_changed_by_the_application(office: Office, statement: str) -> None:
    office.approved()
    with here(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("amounts", [(1, -2), (5,), (100, -99, -2)])
def test_legs_that_do_not_sum_to_zero_are_refused_by_the_database(
    office: Office, amounts: tuple[int, ...]
) -> None:
    claim = office.approved()
    with here(), pytest.raises(DatabaseError, match="zero"), transaction.atomic():
        journal = Journal.objects.create(
            region_id=claim.region_id,
            facility_id=claim.facility_id,
            kind=JournalKind.PAYMENT,
            key="forged",
            programme=claim.programme,
            year=2026,
            claim_id=claim.pk,
            posted_on=clock.today(),
            posted_at=clock.now(),
        )
        Entry.objects.bulk_create(
            Entry(
                region_id=claim.region_id,
                facility_id=claim.facility_id,
                journal=journal,
                account=account,
                payer="city",
                amount=amount,
            )
            for account, amount in zip(Account, amounts, strict=False)
        )


def test_a_leg_added_later_is_refused(office: Office) -> None:
    office.approved()
    with here(), pytest.raises(DatabaseError), transaction.atomic():
        first = Entry.objects.first()
        assert first is not None
        Entry.objects.create(
            region_id=first.region_id,
            facility_id=first.facility_id,
            journal_id=first.journal_id,
            account=Account.BANK,
            payer="city",
            amount=1,
        )
