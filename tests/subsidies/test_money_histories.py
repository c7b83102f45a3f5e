"""Over any history of approvals, payments, returns and clawbacks the books balance and agree with the budgets."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import DomainError
from kernel.transitions import IllegalTransition
from regions.models import Region
from subsidies.enums import BankResult, BatchState, ClaimState
from subsidies.models import BatchLine, PaymentBatch, SubsidyClaim
from subsidies.queries import bound, out_of_balance, trial_balance
from subsidies.workflow import (
    approve_clawback,
    build_batch,
    check_claims,
    freeze_batch,
    make_claims,
    order_clawback,
    record_answers,
    release_batch,
    send_back,
    set_budget,
)
from subsidies.workflow.answers import Answer
from tests.authenticator import code_of
from tests.cast import ZHANGGONG, Cast
from tests.subsidies.money import PROGRAMME, YEAR, Office, here

pytestmark = pytest.mark.django_db

_ACTS = st.sampled_from(
    ["claim", "make", "check", "send_back", "batch", "release", "pay", "fail", "claw", "budget"]
)
_REFUSED = (DomainError, IllegalTransition)


class _History:
    """Acts on whatever stands there; what is not possible now is refused and changes nothing."""

    def __init__(self, cast: Cast) -> None:
        self.office = Office(cast, city=20_000, county=80_000)
        self.office.payee()
        self.months = iter(f"202{y}-{m:02d}" for y in (3, 4) for m in range(1, 13))

    def run(self, act: str, number: int) -> None:
        try:
            with here():
                getattr(self, act)(number)
        except _REFUSED:
            pass

    def _some(self, number: int, *states: str) -> list[int]:
        rows = list(SubsidyClaim.objects.filter(state__in=states).order_by("id"))
        return [rows[number % len(rows)].pk] if rows else []

    def _batch(self, state: str) -> Any:
        return PaymentBatch.objects.filter(state=state).order_by("id").first()

    def claim(self, number: int) -> None:
        if name := next(self.months, None):
            self.office.confirmed(name, children=1 + number % 3)

    def make(self, number: int) -> None:
        make_claims(by=self.office.maker, claim_ids=self._some(number, ClaimState.MAKING))

    def check(self, number: int) -> None:
        check_claims(by=self.office.checker, claim_ids=self._some(number, ClaimState.CHECKING))

    def send_back(self, number: int) -> None:
        for pk in self._some(number, ClaimState.CHECKING):
            send_back(by=self.office.checker, claim_id=pk, reason="再核")

    def batch(self, number: int) -> None:
        row = build_batch(by=self.office.maker, region=ZHANGGONG, programme=PROGRAMME)
        freeze_batch(by=self.office.maker, batch_id=row.pk)

    def release(self, number: int) -> None:
        if row := self._batch(BatchState.FROZEN):
            release_batch(by=self.office.payer, batch_id=row.pk, code=code_of(self.office.payer))

    def pay(self, number: int) -> None:
        self._answer(number, BankResult.PAID)

    def fail(self, number: int) -> None:
        self._answer(number, BankResult.FAILED)

    def _answer(self, number: int, result: BankResult) -> None:
        released = PaymentBatch.objects.filter(state__in=[BatchState.RELEASED, BatchState.RECONCILED])
        lines = list(BatchLine.objects.filter(batch_id__in=released.values("id")).order_by("id"))
        if lines:
            line = lines[number % len(lines)]
            told = [Answer(position=line.position, amount=line.net, result=result, row=2)]
            record_answers(by=self.office.payer, batch_id=line.batch_id, answers=told)

    def claw(self, number: int) -> None:
        for pk in self._some(number, ClaimState.PAID):
            row = order_clawback(
                by=self.office.maker,
                claim_id=pk,
                amount=1 + number * 777,
                reason="OTHER",
                explanation="示例",
                working_days=5,
            )
            approve_clawback(by=self.office.checker, recovery_id=row.pk)

    def budget(self, number: int) -> None:
        set_budget(
            by=self.office.maker,
            region=Region.objects.get(pk=ZHANGGONG),
            programme=PROGRAMME,
            year=YEAR,
            payer="county",
            amount=80_000 + number * 10_000,
            document="示例",
        )

    def check_books(self) -> None:
        with here():
            balance = trial_balance()
            assert sum(balance.values()) == 0
            assert out_of_balance() == []
            for payer in ("city", "county"):
                row = self.office.budget(payer)
                assert bound(row) == {"reserved": row.reserved, "approved": row.approved, "paid": row.paid}
                assert row.rest >= 0


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(_ACTS, st.integers(0, 20)), min_size=8, max_size=30))
def test_any_history_leaves_balanced_books(cast: Cast, acts: list[tuple[str, int]]) -> None:
    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        history = _History(cast)
        for act, number in acts:
            history.run(act, number)
            history.check_books()
        raise Undo
