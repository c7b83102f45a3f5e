"""What was wrong comes back: in the shares in which it was paid, by payment or kept back from the next batch."""

import pytest

from accounts.errors import DomainError
from subsidies.enums import BankResult, BatchState, ClaimState, RecoveryState
from subsidies.errors import WrongState
from subsidies.models import BatchLine, Recovery, SubsidyClaim
from subsidies.queries import trial_balance
from subsidies.workflow import approve_clawback, order_clawback, record_recovery, refuse_clawback
from tests.cast import Cast
from tests.subsidies.money import Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _ordered(office: Office, claim: SubsidyClaim, amount: int) -> Recovery:
    with here():
        return order_clawback(
            by=office.maker,
            claim_id=claim.pk,
            amount=amount,
            reason="FRAUD",
            explanation="示例：虚报 1 名儿童",
            working_days=10,
        )


def _approved(office: Office, claim: SubsidyClaim, amount: int) -> Recovery:
    row = _ordered(office, claim, amount)
    with here():
        return approve_clawback(by=office.checker, recovery_id=row.pk)


def test_u47_a_clawback_is_negative_for_both_levels_two_to_eight(office: Office) -> None:
    claim = office.paid()
    row = _approved(office, claim, 20000)
    assert row.shares == {"city": 4000, "county": 16000}
    with here():
        balance = trial_balance()
    assert balance[("GRANTED", "city")] == 12000 - 4000
    assert balance[("GRANTED", "county")] == 48000 - 16000
    assert balance[("RECOVERABLE", "city")] == 4000


def test_the_days_begin_when_a_second_person_approves(office: Office) -> None:
    row = _approved(office, office.paid(), 20000)
    assert row.due_on is not None
    assert row.due_on.isoformat() == "2026-05-20"  # 10 working days after Thu 7 May; Sat 9 May works


def test_parts_of_many_clawbacks_add_up_to_what_each_level_gave(office: Office) -> None:
    claim = office.paid()
    rows = [_approved(office, claim, amount) for amount in (1, 33, 19999, 60000 - 20033)]
    assert sum(row.shares["city"] for row in rows) == 12000
    assert sum(row.shares["county"] for row in rows) == 48000
    with pytest.raises(DomainError) as refused:
        _ordered(office, claim, 1)
    assert refused.value.field == "amount"


@pytest.mark.parametrize("amount", [0, -1, 60001])
def test_no_more_comes_back_than_was_paid(office: Office, amount: int) -> None:
    claim = office.paid()
    with pytest.raises(DomainError) as refused:
        _ordered(office, claim, amount)
    assert refused.value.field == "amount"


def test_what_was_never_granted_cannot_come_back(office: Office) -> None:
    claim = office.made()
    with pytest.raises(WrongState):
        _ordered(office, claim, 1)


def test_a_refused_clawback_leaves_no_trace_in_the_books(office: Office) -> None:
    claim = office.paid()
    row = _ordered(office, claim, 20000)
    with here():
        before = trial_balance()
        refuse_clawback(by=office.checker, recovery_id=row.pk, reason="证据不足")
        assert trial_balance() == before
    assert _ordered(office, claim, 60000).amount == 60000


def test_a_repayment_settles_it_and_the_same_reference_counts_once(office: Office) -> None:
    row = _approved(office, office.paid(), 20000)
    with here():
        for _ in range(2):
            row = record_recovery(
                by=office.payer, recovery_id=row.pk, parts={"city": 4000, "county": 6000}, reference="R1"
            )
        assert row.state == RecoveryState.OPEN
        row = record_recovery(by=office.payer, recovery_id=row.pk, parts={"county": 10000}, reference="R2")
        assert row.state == RecoveryState.SETTLED
        assert trial_balance()[("RECOVERABLE", "county")] == 0


def test_what_is_owed_is_kept_back_from_the_next_batch(office: Office) -> None:
    row = _approved(office, office.paid("2024-05"), 20000)
    office.approved("2024-06")
    batch = office.released()
    with here():
        line = BatchLine.objects.get(batch_id=batch.pk)
        assert (line.amount, line.net, line.offsets) == (60000, 40000, {"city": 4000, "county": 16000})
        row.refresh_from_db()
        assert row.state == RecoveryState.SETTLED
    office.answered(batch, BankResult.PAID)
    with here():
        balance = trial_balance()
        assert balance[("RECOVERABLE", "city")] == balance[("PAYABLE", "city")] == 0
        assert balance[("BANK", "city")] + balance[("BANK", "county")] == -100000
        assert sum(balance.values()) == 0


def test_a_payment_kept_back_whole_needs_no_answer_and_ends_the_batch(office: Office) -> None:
    _approved(office, office.paid("2024-05"), 60000)
    claim = office.approved("2024-06")
    batch = office.released()
    with here():
        line = BatchLine.objects.get(batch_id=batch.pk)
        assert (line.net, line.result) == (0, BankResult.PAID)
        balance = trial_balance()
    assert batch.state == BatchState.RECONCILED
    assert office.again(claim).state == ClaimState.PAID
    assert office.budget("county").paid == 96000
    assert balance[("PAYABLE", "city")] == balance[("RECOVERABLE", "city")] == 0
