"""Drafts of a push: due before they are pushed, joined by an operator, ended by the push."""

from datetime import date

import pytest

from accounts.enums import DepartmentKind
from accounts.errors import Stale
from obligations.enums import Status
from obligations.models import Obligation
from policy.enums import EntityKind
from registration.enums import RegistrationState
from registration.errors import (
    DuplicatePush,
    WrongState,
)
from registration.models import Registration
from registration.workflow.pushing import push, revise, withdraw
from tests.cast import (
    Cast,
    as_actor,
)
from tests.registration.pushes import duty, facts, noted, office, place, pushed, registrar, stated

pytestmark = pytest.mark.django_db
SHUINAN, NANKANG_STREET, CHAOYANG_STREET = 360702005000, 360703001000, 220104001000


def test_a_draft_waits_with_its_due_date_and_may_have_gaps(cast: Cast) -> None:
    row = noted(cast.registrar, uscc="", address="", business_scope="", approved_on=date(2026, 4, 28))

    with as_actor(cast.registrar):
        assert row.state == RegistrationState.WAITING and row.facility_id is None
        assert duty(row, "registration_push").due_on == date(2026, 5, 8)


def test_a_draft_that_is_pushed_becomes_the_push(cast: Cast) -> None:
    draft = noted(cast.registrar)

    row = pushed(cast.registrar, uscc=draft.uscc)

    assert row.pk == draft.pk
    with as_actor(cast.officer):
        assert duty(row, "registration_push").status == Status.MET


def test_a_second_draft_of_a_code_is_refused_and_names_the_first(cast: Cast) -> None:
    draft = noted(cast.registrar)

    with pytest.raises(DuplicatePush) as refusal:
        noted(cast.registrar, uscc=draft.uscc)

    assert refusal.value.extra["registration"] == draft.pk


def test_a_draft_of_a_pushed_code_is_refused(cast: Cast) -> None:
    row = pushed(cast.registrar)

    with pytest.raises(DuplicatePush):
        noted(cast.registrar, uscc=row.uscc)


def test_a_new_day_of_approval_moves_the_due_date_of_a_draft_visibly(cast: Cast) -> None:
    draft = noted(cast.registrar, approved_on=date(2026, 4, 28))

    with as_actor(cast.registrar):
        row = revise(
            by=cast.registrar,
            registration_id=draft.pk,
            facts=facts(uscc=draft.uscc, approved_on=date(2026, 4, 30)),
            region=place(),
            version=draft.version,
        )

        found = Obligation.objects.filter(subject_id=row.pk, rule="registration_push").order_by("id")
        assert [(d.due_on, d.status) for d in found] == [
            (date(2026, 5, 8), Status.SUPERSEDED),
            (date(2026, 5, 11), Status.OPEN),
        ]


def test_a_stale_draft_says_who_changed_it(cast: Cast) -> None:
    draft = noted(cast.registrar)
    with as_actor(cast.registrar):
        revise(
            by=cast.registrar,
            registration_id=draft.pk,
            facts=facts(uscc=draft.uscc, name="示例·新名托育中心"),
            region=place(),
            version=1,
        )

        with pytest.raises(Stale) as refusal:
            push(
                by=cast.registrar,
                facts=facts(uscc=draft.uscc),
                region=place(),
                registrar=office(cast.registrar),
                waiting=draft,
                version=1,
            )

    assert refusal.value.extra["changed_by"] == cast.registrar.name


def test_a_withdrawn_draft_owes_nothing_and_cannot_be_pushed(cast: Cast) -> None:
    draft = noted(cast.registrar)
    with as_actor(cast.registrar):
        row = withdraw(by=cast.registrar, registration_id=draft.pk, reason="重复录入")

        assert row.state == RegistrationState.WITHDRAWN
        assert duty(row, "registration_push").status == Status.CANCELLED
        with pytest.raises(WrongState):
            push(
                by=cast.registrar,
                facts=facts(uscc=draft.uscc),
                region=place(),
                registrar=office(cast.registrar),
                waiting=row,
            )


def test_an_operator_joins_the_draft_of_the_office(cast: Cast) -> None:
    draft = noted(cast.registrar)
    facility = stated(cast, cast.registrar, uscc=draft.uscc)

    with as_actor(cast.registrar):
        rows = Registration.objects.filter(uscc=draft.uscc)
        assert [(r.pk, r.facility_id, r.state) for r in rows] == [(draft.pk, facility.pk, "WAITING")]


def test_other_drafts_of_the_code_end_with_the_push(cast: Cast) -> None:
    market = registrar(cast, 360702000000, DepartmentKind.MARKET)
    draft = noted(cast.registrar, entity_kind=EntityKind.FOR_PROFIT)

    row = pushed(market, uscc=draft.uscc, entity_kind=EntityKind.FOR_PROFIT)

    assert row.pk == draft.pk and row.registrar_id == market.department_id
