"""The same request many times has one effect and one answer."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from accounts.actors import Actor
from accounts.errors import DomainError, KeyReused
from accounts.idempotency import REMEMBERED, Answer, forget_old_keys, idempotent
from accounts.models import Department, IdempotencyKey
from kernel import clock
from regions.scope import scoped
from tests.accounts.api_urls import write
from tests.cast import Cast

CALLS, AT_ONCE = 80, 40  # each thread holds a connection, and the server has 60


def once(actor: Actor, key: str, body: bytes = b"{}", name: str = "one") -> Answer:
    return idempotent(
        actor=actor, operation="test", key=key, body=body, perform=lambda: (201, {"id": write(name).pk})
    )


@pytest.mark.django_db
class TestOneCaller:
    def test_the_second_call_gets_the_first_answer(self, cast: Cast) -> None:
        first, second = once(cast.registrar, "k"), once(cast.registrar, "k")

        assert (first.status, first.body) == (second.status, second.body)
        assert not first.replayed and second.replayed
        assert Department.objects.filter(name="one").count() == 1

    def test_another_body_under_the_same_key_is_refused(self, cast: Cast) -> None:
        once(cast.registrar, "k")

        with pytest.raises(KeyReused):
            once(cast.registrar, "k", body=b'{"other": 1}')

    def test_another_person_s_key_is_another_key(self, cast: Cast) -> None:
        once(cast.registrar, "k")

        assert not once(cast.officer, "k", name="two").replayed

    def test_without_a_key_every_call_counts(self, cast: Cast) -> None:
        once(cast.registrar, "", name="one")

        assert not once(cast.registrar, "", name="two").replayed

    @pytest.mark.parametrize("key", ["x" * 81, "a\x00b", "a\nb"])
    def test_a_key_has_a_shape(self, cast: Cast, key: str) -> None:
        with pytest.raises(DomainError):
            once(cast.registrar, key)

    def test_after_a_refusal_the_caller_may_try_again(self, cast: Cast) -> None:
        def refuse() -> tuple[int, Any]:
            raise DomainError("not now")

        with pytest.raises(DomainError):
            idempotent(actor=cast.registrar, operation="test", key="k", body=b"{}", perform=refuse)

        assert not once(cast.registrar, "k").replayed

    def test_old_keys_are_forgotten(self, cast: Cast) -> None:
        once(cast.registrar, "k")
        with clock.frozen(clock.now() + REMEMBERED + REMEMBERED):
            assert forget_old_keys() == 1
        assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eighty_calls_at_once_have_one_effect(cast: Cast) -> None:
    actor = cast.registrar
    scope = actor.scope()
    assert scope is not None
    start = threading.Barrier(AT_ONCE)

    def call(_number: int) -> Answer:
        try:
            start.wait(timeout=60)
            with scoped(scope):
                return once(actor, "k")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(call, range(CALLS)))

    assert sum(not a.replayed for a in answers) == 1
    assert len({(a.status, a.body["id"]) for a in answers}) == 1
    assert Department.objects.filter(name="one").count() == 1
