"""Properties of pushing: whatever comes in whatever order and however often, one code is one facility; and who may push."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor, Post
from accounts.enums import REGISTRARS, DepartmentKind, Role
from accounts.errors import DomainError
from facilities.models import Facility
from regions.codes import contains
from regions.scope import nation_scope
from registration.items import Item
from registration.models import Registration
from registration.problems import Problems
from registration.queries.places import read_code
from registration.workflow.batches import push_items
from registration.workflow.onboarding import file_first
from registration.workflow.pushing import note_registration, push
from tests.cast import GANZHOU, JIANGXI, JIEFANG_STREET, NANKANG, OUHAI, ZHANGGONG, Cast, as_actor, uscc
from tests.registration.pushes import facts, office, place

CODES = tuple(uscc(n, prefix="52360702MC") for n in range(4))
#: What may happen to a code: a push, a draft, an operator who files first, or a batch with it and another one.
ACTS = st.tuples(st.sampled_from(("push", "note", "first", "batch")), st.integers(0, 3), st.integers(0, 3))
_PER_EXAMPLE = settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@contextmanager
def nothing_stays() -> Iterator[None]:
    """Each example begins on the same ground."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ground(cast: Cast) -> None:
    """The people and offices of all examples."""
    for person in (cast.officer, cast.registrar, *(cast.user(f"first-{n}") for n in range(4))):
        assert person


def told(number: int) -> Any:
    return facts(uscc=CODES[number], name=f"示例·第 {number} 托育服务中心")


def act(cast: Cast, what: str, one: int, other: int) -> None:
    """One act by the person who would do it; what is refused changes nothing."""
    by = cast.registrar
    operator = cast.actor(cast.user(f"first-{one}"))
    try:
        with as_actor(operator if what == "first" else by), transaction.atomic():
            if what == "push":
                push(by=by, facts=told(one), region=place(), registrar=office(by))
            elif what == "note":
                note_registration(by=by, facts=told(one), region=place(), registrar=office(by))
            elif what == "first":
                file_first(by=operator, facts=told(one), region=place(), registrar=office(by))
            else:
                push_items(by=by, items=[item(one), item(other), item(one)], registrar=office(by))
    except DomainError:
        pass


def item(number: int) -> Item:
    return Item(Problems(), told(number), read_code(str(JIEFANG_STREET), Problems()), ())


def stands() -> dict[str, tuple[int, int, bool]]:
    """Code → (facilities, pushes that stand, confirmed), of every code that anything is known of."""
    with nation_scope(reason="a test looks"):
        found = {}
        for code in CODES:
            rows = list(Facility.objects.filter(uscc=code))
            pushes = Registration.objects.filter(uscc=code, state="PUSHED").count()
            if rows or pushes:
                found[code] = (len(rows), pushes, all(row.registration_confirmed for row in rows))
        return found


def expected(acts: list[tuple[str, int, int]]) -> dict[str, tuple[int, int, bool]]:
    """The same said without the code under test: who was pushed is confirmed, who filed first waits."""
    pushed = {
        n
        for what, one, other in acts
        for n in ((one, other) if what == "batch" else (one,))
        if what in ("push", "batch")
    }
    first = {one for what, one, _other in acts if what == "first"}
    return {CODES[n]: (1, int(n in pushed), n in pushed) for n in pushed | first}


@pytest.mark.django_db
class TestOneCodeIsOneFacility:
    @_PER_EXAMPLE
    @given(acts=st.lists(ACTS, max_size=9), again=st.randoms(use_true_random=False))
    def test_in_any_order_and_however_often(
        self, cast: Cast, acts: list[tuple[str, int, int]], again: Any
    ) -> None:
        ground(cast)
        shuffled = [*acts, *acts]
        again.shuffle(shuffled)
        for order in (acts, shuffled):
            with nothing_stays():
                for each in order:
                    act(cast, *each)
                assert stands() == expected(acts), order

    @_PER_EXAMPLE
    @given(numbers=st.lists(st.integers(0, 3), min_size=1, max_size=8))
    def test_a_batch_tells_for_each_item_what_became_of_it(self, cast: Cast, numbers: list[int]) -> None:
        ground(cast)
        by = cast.registrar
        with nothing_stays(), as_actor(by):
            results = push_items(by=by, items=[item(n) for n in numbers], registrar=office(by))
            seen: set[int] = set()
            for number, outcome in zip(numbers, results, strict=True):
                fine = isinstance(outcome, Registration)
                assert fine == (number not in seen)
                assert fine or getattr(outcome, "code", "") == "DUPLICATE_PUSH"
                seen.add(number)
            assert {code for code, found in stands().items() if found == (1, 1, True)} == {
                CODES[n] for n in seen
            }


def actor(role: Role, kind: DepartmentKind, region: int, department: int) -> Actor:
    post = Post(
        id=1, role=role, department_id=department, department="", kind=kind, region_id=region, region=""
    )
    return Actor(user_id=1, name="示例", username="x", post=post)


@pytest.mark.django_db
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    role=st.sampled_from(Role),
    kind=st.sampled_from(DepartmentKind),
    region=st.sampled_from((JIEFANG_STREET, ZHANGGONG, NANKANG, GANZHOU, JIANGXI, OUHAI)),
)
def test_nobody_outside_the_table_pushes(cast: Cast, role: Role, kind: DepartmentKind, region: int) -> None:
    """A registrar of a registering office whose division holds the place; every other role and office is refused."""
    with nothing_stays():
        department = cast.department(region, kind)
        by = actor(role, kind, region, department.pk)
        may = role == Role.REGISTRAR and kind in REGISTRARS and contains(region, JIEFANG_STREET)
        with as_actor(by):
            try:
                push(by=by, facts=told(0), region=place(), registrar=department)
            except DomainError as error:
                assert error.code in ("NOT_GRANTED", "OUT_OF_REACH") or may, error.code
                assert not stands()
            else:
                assert may and kind == DepartmentKind.ADMIN_APPROVAL, (
                    "civil affairs does not register in Ganzhou"
                )
