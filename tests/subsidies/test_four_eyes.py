"""Maker, checker and payer are three persons: by the policy, by the verbs, and by the database with both taken away."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from regions.models import Region
from regions.scope import nation_scope
from subsidies.enums import ClaimState
from subsidies.models import BatchLine, PaymentBatch, Recovery, SubsidyClaim
from subsidies.workflow import (
    approve_clawback,
    build_batch,
    check_claims,
    confirm_facts,
    confirm_payee,
    freeze_batch,
    make_claims,
    order_clawback,
    record_answers,
    reissue,
    release_batch,
    set_budget,
    state_payee,
)
from tests.authenticator import code_of
from tests.cast import GANZHOU, OUHAI, ZHANGGONG, Cast
from tests.subsidies.money import PROGRAMME, Office, here

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _as(actor: Actor, role: Role) -> Actor:
    """The same person in another appointment: what somebody who collects roles would try."""
    assert actor.post is not None
    return replace(actor, post=replace(actor.post, role=role))


def test_the_maker_in_the_checkers_post_is_still_the_maker(office: Office) -> None:
    claim = office.made()
    with here(), pytest.raises(DomainError) as refused:
        check_claims(by=_as(office.maker, Role.FINANCE_CHECKER), claim_ids=[claim.pk])
    assert refused.value.code == "SAME_PERSON"


@pytest.mark.parametrize("who", ["maker", "checker"])
def test_neither_maker_nor_checker_releases_in_the_payers_post(office: Office, who: str) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    with here(), pytest.raises(DomainError) as refused:
        release_batch(
            by=_as(getattr(office, who), Role.FINANCE_PAYER),
            batch_id=batch.pk,
            code=code_of(getattr(office, who)),
        )
    assert refused.value.code == "SAME_PERSON"


def test_who_orders_a_clawback_does_not_approve_it(office: Office) -> None:
    claim = office.paid()
    with here():
        row = order_clawback(
            by=office.maker,
            claim_id=claim.pk,
            amount=100,
            reason="FRAUD",
            explanation="示例",
            working_days=10,
        )
        with pytest.raises(DomainError) as refused:
            approve_clawback(by=_as(office.maker, Role.FINANCE_CHECKER), recovery_id=row.pk)
    assert refused.value.code == "SAME_PERSON"


def _acts(office: Office) -> dict[str, Callable[[Actor], Any]]:
    return {
        "facts": lambda by: confirm_facts(by=by, claim_id=office.submitted("2024-03").pk),
        "make": lambda by: make_claims(by=by, claim_ids=[office.confirmed("2024-04").pk]),
        "check": lambda by: check_claims(by=by, claim_ids=[office.made("2024-06").pk]),
        "build": lambda by: build_batch(by=by, region=ZHANGGONG, programme=PROGRAMME),
        "freeze": lambda by: freeze_batch(by=by, batch_id=_some_batch(office).pk),
        "release": lambda by: release_batch(by=by, batch_id=_some_batch(office).pk, code=code_of(by)),
        "answer": lambda by: record_answers(by=by, batch_id=_some_batch(office).pk, answers=[]),
    }


def _some_batch(office: Office) -> PaymentBatch:
    office.approved("2024-07")
    office.payee()
    return office.frozen()


_MAY = {
    "facts": {"officer"},
    "make": {"maker"},
    "check": {"checker"},
    "build": {"maker"},
    "freeze": {"maker"},
    "release": {"payer"},
    "answer": {"payer"},
}
_WHO = ("officer", "maker", "checker", "payer", "operator", "city_maker", "stranger", "registrar")


@pytest.mark.parametrize(
    ("act", "who"), [(act, who) for act in sorted(_MAY) for who in _WHO if who not in _MAY[act]]
)
def test_an_act_of_one_role_is_refused_to_all_others(office: Office, cast: Cast, act: str, who: str) -> None:
    people: dict[str, Actor] = {
        "officer": cast.officer,
        "maker": office.maker,
        "checker": office.checker,
        "payer": office.payer,
        "operator": office.operator,
        "city_maker": office.city_maker,
        "stranger": cast.official(OUHAI, DepartmentKind.FINANCE, Role.FINANCE_CHECKER),
        "registrar": cast.registrar,
    }
    by = people[who]
    with nation_scope(reason="the wall of rows is down: the policy alone refuses"), pytest.raises(NotAllowed):
        _acts(office)[act](by)


def test_the_district_does_not_set_the_budget_of_another(office: Office, cast: Cast) -> None:
    with nation_scope(reason="the policy alone refuses"), pytest.raises(NotAllowed):
        set_budget(
            by=office.maker,
            region=Region.objects.get(pk=OUHAI),
            programme=PROGRAMME,
            year=2026,
            payer="county",
            amount=1,
            document="示例",
        )
    assert office.city_maker.region_id == GANZHOU


@pytest.mark.parametrize(("who", "payer"), [("maker", "city"), ("city_maker", "county")])
def test_no_level_enters_the_budget_of_another(office: Office, who: str, payer: str) -> None:
    with nation_scope(reason="the verb alone refuses"), pytest.raises(DomainError) as refused:
        set_budget(
            by=getattr(office, who),
            region=Region.objects.get(pk=ZHANGGONG),
            programme=PROGRAMME,
            year=2026,
            payer=payer,
            amount=99_999_999,
            document="示例",
        )
    assert refused.value.field == "payer"
    assert office.budget(payer).amount < 99_999_999


def test_whoever_states_an_account_does_not_confirm_it(office: Office) -> None:
    with nation_scope(reason="a test"):
        row = state_payee(
            by=office.operator,
            facility_id=office.facility.pk,
            bank="示例银行",
            holder="示例",
            number="12345678",
        )
        for by in (office.operator, replace(office.maker, user_id=row.stated_by_id)):
            with pytest.raises(DomainError):
                confirm_payee(by=by, payee_id=row.pk)


def test_a_failed_payment_is_issued_anew_by_the_payer_only(office: Office) -> None:
    batch = _some_batch(office)
    with here():
        release_batch(by=office.payer, batch_id=batch.pk, code=code_of(office.payer))
    with nation_scope(reason="a test"):
        line = BatchLine.objects.get(batch_id=batch.pk)
        for by in (office.maker, office.checker, office.operator):
            with pytest.raises(NotAllowed):
                reissue(by=by, line_id=line.pk)


_FORGED: list[tuple[str, Callable[[Office], dict[str, Any]]]] = [
    ("the maker as checker", lambda o: {"checked_by_id": o.maker.user_id}),
    ("the maker as payer", lambda o: {"paid_by_id": o.maker.user_id}),
    ("the checker as payer", lambda o: {"paid_by_id": o.checker.user_id}),
    ("a checker before a maker", lambda o: {"made_by_id": None}),
    ("approved without a checker", lambda o: {"checked_by_id": None}),
    ("paid without a payer", lambda o: {"state": ClaimState.PAID, "paid_by_id": None}),
    ("approved although simulated", lambda o: {"simulated": True}),
    ("approved for nothing", lambda o: {"amount": 0}),
]


@pytest.mark.parametrize(("what", "forged"), _FORGED, ids=[what for what, _ in _FORGED])
def test_the_database_refuses_what_no_verb_would_write(
    office: Office, what: str, forged: Callable[[Office], dict[str, Any]]
) -> None:
    claim = office.approved()
    with here(), pytest.raises(IntegrityError), transaction.atomic():
        SubsidyClaim.objects.filter(pk=claim.pk).update(**forged(office))


def test_the_database_refuses_a_release_by_whoever_froze(office: Office) -> None:
    batch = _some_batch(office)
    with here(), pytest.raises(IntegrityError), transaction.atomic():
        PaymentBatch.objects.filter(pk=batch.pk).update(state="RELEASED", released_by=batch.frozen_by_id)


def test_the_database_refuses_a_clawback_of_one_person(office: Office) -> None:
    claim = office.paid()
    with here():
        row = order_clawback(
            by=office.maker, claim_id=claim.pk, amount=1, reason="OTHER", explanation="示例", working_days=5
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Recovery.objects.filter(pk=row.pk).update(approved_by=row.ordered_by_id)


def test_whoever_confirmed_the_facts_neither_checks_nor_releases_in_another_post(office: Office) -> None:
    officer = office.cast.officer.user_id
    claim = office.made()
    with here(), pytest.raises(DomainError) as refused:
        check_claims(by=replace(office.checker, user_id=officer), claim_ids=[claim.pk])
    assert refused.value.code == "SAME_PERSON"
    with here():
        check_claims(by=office.checker, claim_ids=[claim.pk])
    office.payee()
    batch = office.frozen()
    with here(), pytest.raises(DomainError) as refused:
        release_batch(by=replace(office.payer, user_id=officer), batch_id=batch.pk, code="000000")
    assert refused.value.code == "SAME_PERSON"
