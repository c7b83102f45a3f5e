"""Two at once, with real transactions: one wins, the other one is told so, and nothing is there twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.enums import DepartmentKind
from accounts.errors import DomainError
from facilities.models import Facility
from regions.scope import nation_scope
from registration.items import Item, read_item
from registration.models import Registration
from registration.rules import RegistrationFacts
from registration.workflow import pushing as pushing_verbs
from registration.workflow.batches import push_items
from registration.workflow.matching import lock_code
from registration.workflow.onboarding import file_first
from registration.workflow.pushing import push
from tests.cast import JIEFANG_STREET, NANKANG, Cast, as_actor, uscc
from tests.racing import together
from tests.registration.pushes import facts, office, place, registrar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def pushing(by: Any, details: RegistrationFacts, region: int) -> Callable[[], Any]:
    def act() -> Any:
        with as_actor(by):
            return push(by=by, facts=details, region=place(region), registrar=office(by))

    return act


def outcomes(found: list[Any]) -> list[str]:
    return sorted(each.code if isinstance(each, DomainError) else type(each).__name__ for each in found)


def test_two_registrars_pushing_one_code_make_one_facility(world: Cast) -> None:
    market = registrar(world, 360702000000, DepartmentKind.MARKET)
    approval, details = world.registrar, facts(entity_kind="FOR_PROFIT")

    found = together(pushing(approval, details, JIEFANG_STREET), pushing(market, details, 360702005000))

    assert outcomes(found) == ["DUPLICATE_PUSH", "Registration"]
    with nation_scope(reason="test: count everything"):
        assert Facility.objects.filter(uscc=details.uscc).count() == 1
        assert Registration.objects.filter(uscc=details.uscc, state="PUSHED").count() == 1


def test_two_districts_pushing_one_code_make_one_facility(world: Cast) -> None:
    there, here, details = registrar(world, NANKANG, DepartmentKind.ADMIN_APPROVAL), world.registrar, facts()

    found = together(pushing(here, details, JIEFANG_STREET), pushing(there, details, 360703001000))

    assert outcomes(found) == ["KNOWN_ELSEWHERE", "Registration"]
    with nation_scope(reason="test: count everything"):
        assert Facility.objects.filter(uscc=details.uscc).count() == 1


def test_without_the_lock_two_districts_would_make_two(world: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the race is real."""
    monkeypatch.setattr(pushing_verbs, "lock_code", lambda code: None)
    gate = threading.Barrier(2)
    real = pushing_verbs.match

    def both_look_first(*args: Any) -> Any:
        seen = real(*args)
        gate.wait(10)
        return seen

    monkeypatch.setattr(pushing_verbs, "match", both_look_first)
    there, here, details = registrar(world, NANKANG, DepartmentKind.ADMIN_APPROVAL), world.registrar, facts()

    found = together(pushing(here, details, JIEFANG_STREET), pushing(there, details, 360703001000))

    assert outcomes(found) == ["Registration", "Registration"]


def test_a_push_and_an_operator_who_files_first_meet_in_one_facility(world: Cast) -> None:
    assert world.officer  # the district has a health authority
    operator, here, details = world.actor(world.user("first")), world.registrar, facts()

    def stating() -> Any:
        with as_actor(operator):
            return file_first(by=operator, facts=details, region=place(), registrar=office(here))

    found = together(pushing(here, details, JIEFANG_STREET), stating)

    assert not [each for each in found if isinstance(each, Exception) and not isinstance(each, DomainError)]
    with nation_scope(reason="test: count everything"):
        assert Facility.objects.filter(uscc=details.uscc).count() == 1


def test_two_batches_with_the_same_codes_in_opposite_order_do_not_block_each_other(world: Cast) -> None:
    by, codes = world.registrar, [uscc(prefix="52360702MA") for _ in range(6)]

    def batch(order: list[str]) -> Callable[[], Any]:
        def act() -> Any:
            with as_actor(by):
                return push_items(by=by, items=[item(code) for code in order], registrar=office(by))

        return act

    found = together(batch(codes), batch(codes[::-1]))

    told = [outcomes(each) for each in found]
    assert sorted(told) == [["DUPLICATE_PUSH"] * 6, ["Registration"] * 6]


def item(code: str) -> Item:
    return read_item(
        {
            "entity_kind": "SOCIAL_SERVICE_ORG",
            "name": "示例·春芽托育服务中心",
            "uscc": code,
            "approved_on": "2026-04-28",
            "region": "360702001",
            "address": "示例路 20 号 1 层",
            "business_scope": "托育服务",
        }
    )


def test_the_lock_of_a_code_ends_with_its_transaction(world: Cast) -> None:
    with as_actor(world.registrar):
        lock_code("52360702MA00DEM144")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND d.datname = current_database()"
        )
        assert cursor.fetchone() == (0,)
