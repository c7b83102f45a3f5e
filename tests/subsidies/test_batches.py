"""Payment batches: nothing changes after freezing, every answer is checked, what comes back is paid once more."""

import pytest
from django.db.models import Sum

from accounts.errors import DomainError
from kernel.transitions import IllegalTransition
from regions.scope import Scope, scoped
from subsidies.enums import BankResult, BatchState, ClaimState
from subsidies.errors import WrongState
from subsidies.models import BatchLine
from subsidies.queries import trial_balance
from subsidies.workflow import (
    build_batch,
    confirm_payee,
    dissolve_batch,
    freeze_batch,
    record_answers,
    reissue,
    release_batch,
    state_payee,
)
from subsidies.workflow.answers import Answer
from tests.authenticator import code_of
from tests.cast import ZHANGGONG, Cast
from tests.subsidies.money import PROGRAMME, Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def test_u48_the_batch_is_the_sum_of_its_lines_and_reconciles(office: Office) -> None:
    claims = [office.approved(f"2024-{m:02d}") for m in (5, 6, 7)]
    office.payee()
    batch = office.released()
    with here():
        total = BatchLine.objects.filter(batch_id=batch.pk).aggregate(total=Sum("net"))["total"]
    assert total == sum(claim.amount or 0 for claim in claims)
    batch = office.answered(batch, *[BankResult.PAID] * 3)
    assert batch.state == BatchState.RECONCILED
    assert {office.again(claim).state for claim in claims} == {ClaimState.PAID}
    assert office.budget("city").paid == 36000


def test_without_a_confirmed_account_the_facility_is_named(office: Office) -> None:
    office.approved()
    with here(), pytest.raises(DomainError) as refused:
        build_batch(by=office.maker, region=ZHANGGONG, programme=PROGRAMME)
    assert refused.value.code == "PAYEE_MISSING"
    assert office.facility.name in str(refused.value)


def test_a_claim_is_in_one_batch_only(office: Office) -> None:
    office.approved()
    office.payee()
    office.frozen()
    with here(), pytest.raises(DomainError) as refused:
        build_batch(by=office.maker, region=ZHANGGONG, programme=PROGRAMME)
    assert refused.value.code == "NOTHING_TO_PAY"


def test_a_dissolved_batch_sets_its_claims_free(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    with here():
        dissolve_batch(by=office.maker, batch_id=batch.pk, reason="账户有误")
        assert build_batch(by=office.maker, region=ZHANGGONG, programme=PROGRAMME).number.endswith("-002")


def test_a_line_changed_after_freezing_stops_the_release(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    with here():
        BatchLine.objects.filter(batch_id=batch.pk).update(net=1)
        with pytest.raises(WrongState):
            release_batch(by=office.payer, batch_id=batch.pk, code=code_of(office.payer))


def test_an_account_changed_after_freezing_does_not_redirect_the_money(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    with scoped(Scope.of_facilities((office.facility.pk,))):
        state_payee(
            by=office.operator, facility_id=office.facility.pk, bank="别行", holder="别人", number="999999999"
        )
    with here():
        release_batch(by=office.payer, batch_id=batch.pk, code=code_of(office.payer))
        line = BatchLine.objects.get(batch_id=batch.pk)
        assert str(line.account_number) == "**** 6021"


@pytest.mark.parametrize(
    ("position", "amount", "says"),
    [(9, 60000, "9"), (1, 60001, "1"), (1, 0, "1")],
    ids=["unknown line", "wrong amount", "no amount"],
)
def test_a_bad_answer_is_refused_whole_with_its_row(
    office: Office, position: int, amount: int, says: str
) -> None:
    claims = [office.approved("2024-05"), office.approved("2024-06")]
    office.payee()
    batch = office.released()
    good = Answer(position=2, amount=60000, result=BankResult.PAID, row=2)
    bad = Answer(position=position, amount=amount, result=BankResult.PAID, row=3)
    with here(), pytest.raises(DomainError) as refused:
        record_answers(by=office.payer, batch_id=batch.pk, answers=[good, bad])
    assert [each.field for each in refused.value.extra["problems"]] == ["row 3"]
    assert says in str(refused.value)
    assert {office.again(claim).state for claim in claims} == {ClaimState.APPROVED}


def test_the_same_answer_again_changes_nothing(office: Office) -> None:
    claim = office.paid()
    with here():
        batch_id = BatchLine.objects.get(claim_id=claim.pk).batch_id
        before = trial_balance()
        told = [Answer(position=1, amount=60000, result=BankResult.PAID, row=2)]
        record_answers(by=office.payer, batch_id=batch_id, answers=told)
        assert trial_balance() == before


def test_u48_a_failed_line_is_issued_anew_once_and_both_answers_stay(office: Office) -> None:
    claim = office.approved()
    office.payee()
    batch = office.released()
    office.answered(batch, BankResult.FAILED)
    with here():
        line = BatchLine.objects.get(batch_id=batch.pk)
        again = reissue(by=office.payer, line_id=line.pk)
        with pytest.raises(WrongState):
            reissue(by=office.payer, line_id=line.pk)
        record_answers(
            by=office.payer,
            batch_id=batch.pk,
            answers=[Answer(position=again.position, amount=again.net, result=BankResult.PAID, row=2)],
        )
        results = BatchLine.objects.filter(batch_id=batch.pk).order_by("position")
        assert list(results.values_list("result", flat=True)) == ["FAILED", "PAID"]
        assert trial_balance()[("BANK", "city")] == -12000
    assert office.again(claim).state == ClaimState.PAID


def test_a_second_failure_is_not_issued_again(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.released()
    office.answered(batch, BankResult.FAILED)
    with here():
        again = reissue(by=office.payer, line_id=BatchLine.objects.get(batch_id=batch.pk).pk)
        told = [Answer(position=2, amount=again.net, result=BankResult.FAILED, row=2)]
        record_answers(by=office.payer, batch_id=batch.pk, answers=told)
        with pytest.raises(WrongState):
            reissue(by=office.payer, line_id=again.pk)


def test_money_that_comes_back_later_is_owed_again(office: Office) -> None:
    claim = office.paid()
    with here():
        line = BatchLine.objects.get(claim_id=claim.pk)
        told = [Answer(position=1, amount=line.net, result=BankResult.FAILED, row=2, note="户名不符")]
        record_answers(by=office.payer, batch_id=line.batch_id, answers=told)
        assert trial_balance()[("PAYABLE", "county")] == -48000
    assert office.again(claim).state == ClaimState.APPROVED
    assert office.budget("city").approved == 12000


def test_a_replaced_account_is_not_confirmed(office: Office) -> None:
    with scoped(Scope.of_facilities((office.facility.pk,))):
        stated = {"by": office.operator, "facility_id": office.facility.pk, "bank": "甲", "holder": "乙"}
        old = state_payee(**stated, number="11111111")  # type: ignore[arg-type]
        state_payee(**stated, number="22222222")  # type: ignore[arg-type]
    with here(), pytest.raises(WrongState):
        confirm_payee(by=office.maker, payee_id=old.pk)


@pytest.mark.parametrize("number", ["", "1234567", "12345678a", "１２３４", "1" * 31])
def test_what_is_no_account_number_is_refused_beside_its_field(office: Office, number: str) -> None:
    with scoped(Scope.of_facilities((office.facility.pk,))), pytest.raises(DomainError) as refused:
        state_payee(by=office.operator, facility_id=office.facility.pk, bank="甲", holder="乙", number=number)
    assert refused.value.field == "number"


def test_freezing_twice_is_refused(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    with here(), pytest.raises(IllegalTransition):
        freeze_batch(by=office.maker, batch_id=batch.pk)
