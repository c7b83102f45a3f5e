"""Over any history of approvals, payments, returns and clawbacks the books balance and agree with the budgets."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import DomainError
from facilities.models import AttendanceRow
from kernel.transitions import IllegalTransition
from regions.models import Region
from regions.scope import nation_scope
from subsidies.enums import BankResult, BatchState, ClaimState
from subsidies.models import BatchLine, PaymentBatch, ProposedClaim, Recovery, SubsidyClaim
from subsidies.queries import bound, out_of_balance, trial_balance
from subsidies.workflow import (
    approve_clawback,
    build_batch,
    check_claims,
    confirm_facts,
    correct_claim,
    freeze_batch,
    make_claims,
    order_clawback,
    record_answers,
    release_batch,
    send_back,
    set_budget,
)
from subsidies.workflow.answers import Answer
from subsidies.workflow.runs import propose
from tests.authenticator import code_of
from tests.cast import ZHANGGONG, Cast
from tests.subsidies.money import PROGRAMME, YEAR, Office, here

pytestmark = pytest.mark.django_db

_ACTS = st.sampled_from(
    [
        *(
            "claim",
            "confirm",
            "make",
            "check",
            "send_back",
            "batch",
            "release",
            "pay",
            "fail",
            "claw",
            "budget",
        ),
        *("attend", "correct", "correct", "propose"),
    ]
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

    def confirm(self, number: int) -> None:
        for pk in self._some(number, ClaimState.FACTS):
            confirm_facts(by=self.office.cast.officer, claim_id=pk)

    def attend(self, number: int) -> None:
        """Attendance that was signed turns out otherwise."""
        rows = list(AttendanceRow.objects.order_by("id"))
        if rows:
            AttendanceRow.objects.filter(pk=rows[number % len(rows)].pk).update(days=(1 << number) - 1)

    def correct(self, number: int) -> None:
        for pk in self._some(number, ClaimState.APPROVED, ClaimState.PAID):
            found = correct_claim(by=self.office.maker, claim_id=pk, explanation="示例", working_days=5)
            if isinstance(found, Recovery):
                approve_clawback(by=self.office.checker, recovery_id=found.pk)

    def propose(self, number: int) -> None:
        """A run, and the same run again; what is proposed is what a claim of that month would be."""
        month = date(2023 + number % 2, 1 + number % 12, 1)
        with nation_scope(reason="a part of a run"):
            propose(ZHANGGONG, month, run_id=1)
            assert propose(ZHANGGONG, month, run_id=2) == [0, 0, 0]

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
            self._check_parts()

    def _check_parts(self) -> None:
        """Every whole is shared two to eight, rounded once: what was granted, and what it was corrected to."""
        for claim in SubsidyClaim.objects.filter(amount__gt=0):
            assert sum(claim.shares.values()) == claim.amount
            assert claim.amount == sum(claim.lines.values_list("amount", flat=True))
        for row in ProposedClaim.objects.all():
            assert row.city_part + row.county_part == row.amount
            assert row.city_part == (2 * row.amount + 5) // 10
        for back in Recovery.objects.all():
            assert sum(back.shares.values()) == back.amount
            assert all(0 <= back.recovered.get(payer, 0) <= part for payer, part in back.shares.items())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(_ACTS, st.integers(0, 20)), min_size=8, max_size=36))
def test_any_history_leaves_balanced_books(cast: Cast, acts: list[tuple[str, int]]) -> None:
    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        history = _History(cast)
        for act, number in acts:
            history.run(act, number)
            history.check_books()
        raise Undo
