"""What changes after a claim was granted: late attendance, a status lost, each level in its share, once."""

from datetime import date

import pytest

from facilities.models import UniversalRecognition
from facilities.rules.attendance import packed
from facilities.workflow.attendance import correct_days
from regions.scope import Scope, scoped
from subsidies.enums import BankResult, ClaimState, RecoveryState
from subsidies.errors import WrongState
from subsidies.models import BatchLine, Recovery, SubsidyClaim
from subsidies.queries import lines_of, out_of_balance, trial_balance
from subsidies.queries.corrections import changed_since_granted
from subsidies.workflow import (
    approve_clawback,
    check_claims,
    confirm_facts,
    correct_claim,
    make_claims,
    order_clawback,
    refuse_clawback,
    return_claim,
    submit_claim,
)
from tests.cast import Cast
from tests.subsidies.build import child, month, operating
from tests.subsidies.money import Office, here

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 1)


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _paid(office: Office) -> SubsidyClaim:
    """Three children of May: two who came, one who came on a single day."""
    claim = office.draft_of(operating(month(child("A"), child("B"), child("C", attended_days=1))))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    _through(office, claim)
    office.payee()
    office.answered(office.released(), BankResult.PAID)
    return office.again(claim)


def _through(office: Office, claim: SubsidyClaim) -> None:
    with here():
        confirm_facts(by=office.cast.officer, claim_id=claim.pk)
        make_claims(by=office.maker, claim_ids=[claim.pk])
        check_claims(by=office.checker, claim_ids=[claim.pk])


def _came(office: Office, name: str, days: int) -> None:
    with scoped(Scope.of_facilities((office.facility.pk,))):
        correct_days(
            by=office.operator, facility_id=office.facility.pk, month=MAY, child_id=office.children[name],
            days=packed(range(1, days + 1)), reason="漏记",
        )  # fmt: skip


def _correct(office: Office, claim: SubsidyClaim) -> SubsidyClaim | Recovery:
    with here():
        return correct_claim(by=office.maker, claim_id=claim.pk, explanation="出勤更正", working_days=10)


def _balanced() -> None:
    with here():
        assert sum(trial_balance().values()) == 0
        assert out_of_balance() == []


def test_a_child_found_later_is_paid_by_a_claim_that_corrects_the_first(office: Office) -> None:
    claim = _paid(office)
    _came(office, "C", 15)
    more = _correct(office, claim)
    assert isinstance(more, SubsidyClaim)
    assert (more.amount, more.shares, more.corrects_id) == (20000, {"city": 4000, "county": 16000}, claim.pk)
    with here():
        assert [(line.child_id, line.amount) for line in lines_of(more)] == [(office.children["C"], 20000)]
    _through(office, more)
    batch = office.released()
    with here():
        assert BatchLine.objects.get(batch_id=batch.pk).net == 20000
    office.answered(batch, BankResult.PAID)
    assert (office.again(more).state, office.again(claim).amount) == (ClaimState.PAID, 40000)
    assert office.budget("county").paid == 48000
    _balanced()
    with pytest.raises(WrongState):
        _correct(office, claim)


def test_u47_less_than_was_granted_comes_back_from_both_levels_and_the_next_batch_keeps_it(
    office: Office,
) -> None:
    claim = _paid(office)
    _came(office, "A", 2)
    back = _correct(office, claim)
    assert isinstance(back, Recovery)
    assert (back.amount, back.shares, back.reason) == (20000, {"city": 4000, "county": 16000}, "ATTENDANCE")
    with here():
        back = approve_clawback(by=office.checker, recovery_id=back.pk)
    assert back.due_on is not None
    office.approved("2024-06")
    batch = office.released()
    with here():
        line = BatchLine.objects.get(batch_id=batch.pk)
        assert (line.amount, line.net, line.offsets) == (60000, 40000, {"city": 4000, "county": 16000})
        assert Recovery.objects.get(pk=back.pk).state == RecoveryState.SETTLED
    _balanced()


def test_a_status_lost_inside_the_month_takes_the_whole_month_back(office: Office) -> None:
    claim = _paid(office)
    with here():
        UniversalRecognition.objects.update(withdrawn_from=date(2024, 5, 20), withdrawal_reason="违规收费")
        assert [each.pk for each in changed_since_granted(5)] == [claim.pk]
    back = _correct(office, claim)
    assert isinstance(back, Recovery)
    assert (back.amount, back.reason) == (40000, "STATUS_LOST")
    with here():
        assert changed_since_granted(5) == []


def test_while_a_correction_is_not_decided_there_is_no_second(office: Office) -> None:
    claim = _paid(office)
    _came(office, "A", 2)
    back = _correct(office, claim)
    with pytest.raises(WrongState):
        _correct(office, claim)
    with here():
        refuse_clawback(by=office.checker, recovery_id=back.pk, reason="再核")
    assert isinstance(_correct(office, claim), Recovery)


def test_up_and_down_again_ends_where_it_began(office: Office) -> None:
    claim = _paid(office)
    _came(office, "C", 15)
    more = _correct(office, claim)
    assert isinstance(more, SubsidyClaim)
    _through(office, more)
    _came(office, "C", 1)
    _came(office, "A", 1)
    back = _correct(office, claim)
    assert (back.amount, back.shares) == (40000, {"city": 8000, "county": 32000})
    with here():
        approve_clawback(by=office.checker, recovery_id=back.pk)
        with pytest.raises(WrongState):
            correct_claim(by=office.maker, claim_id=claim.pk, explanation="再核", working_days=5)
    _balanced()


def test_nothing_that_differs_is_no_correction_and_what_is_not_granted_has_none(office: Office) -> None:
    with pytest.raises(WrongState):
        _correct(office, _paid(office))
    with pytest.raises(WrongState):
        _correct(office, office.confirmed("2024-07"))


def test_a_correction_does_not_go_back_to_the_facility(office: Office) -> None:
    claim = _paid(office)
    _came(office, "C", 15)
    more = _correct(office, claim)
    with here(), pytest.raises(WrongState):
        return_claim(by=office.cast.officer, claim_id=more.pk, reason="请核对")


def test_an_approved_claim_that_is_not_paid_yet_is_cut_in_its_own_batch(office: Office) -> None:
    claim = office.draft_of(operating(month(child("A"), child("B"))))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    _through(office, claim)
    _came(office, "A", 2)
    back = _correct(office, claim)
    with here():
        approve_clawback(by=office.checker, recovery_id=back.pk)
    office.payee()
    batch = office.frozen()
    with here():
        assert BatchLine.objects.get(batch_id=batch.pk).net == 20000


def test_what_was_taken_back_for_fraud_is_not_given_back_by_a_correction(office: Office) -> None:
    claim = _paid(office)
    with here():
        row = order_clawback(
            by=office.maker,
            claim_id=claim.pk,
            amount=15000,
            reason="FRAUD",
            explanation="虚报",
            working_days=5,
        )
        approve_clawback(by=office.checker, recovery_id=row.pk)
    with pytest.raises(WrongState):
        _correct(office, claim)
    _came(office, "A", 2)
    assert _correct(office, claim).amount == 20000
    with here():
        assert sum(Recovery.objects.values_list("amount", flat=True)) == 35000


def test_down_and_up_again_names_the_line_it_gives_back(office: Office) -> None:
    claim = _paid(office)
    _came(office, "A", 2)
    back = _correct(office, claim)
    with here():
        approve_clawback(by=office.checker, recovery_id=back.pk)
    _came(office, "A", 20)
    more = _correct(office, claim)
    assert isinstance(more, SubsidyClaim)
    with here():
        assert [(line.child_id, line.amount) for line in lines_of(more)] == [(office.children["A"], 20000)]
    assert more.amount == 20000
