"""The interface after the first push: the same call twice, reading, corrections, changes, cancellations."""

import json
from typing import Any

import pytest

from accounts.enums import DepartmentKind
from registration.models import Registration
from tests.cast import NANKANG, Cast, as_actor
from tests.registration.api import Caller, counts, item
from tests.registration.pushes import pushed, registrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(cast: Cast) -> Caller:
    return Caller(cast)


class TestOnce:
    def test_the_same_call_twice_has_one_effect_and_one_answer(self, caller: Caller) -> None:
        body = item()
        first = caller.post(body, **{"Idempotency-Key": "k-1"})
        after = counts()

        again = caller.post(body, **{"Idempotency-Key": "k-1"})

        assert (again.status_code, again.json()) == (201, first.json())
        assert again["Idempotency-Replayed"] == "true" and counts() == after

    def test_another_body_under_the_same_key_is_refused(self, caller: Caller) -> None:
        caller.post(item(), **{"Idempotency-Key": "k-1"})

        answer = caller.post(item(), **{"Idempotency-Key": "k-1"})

        assert (answer.status_code, answer.json()["code"]) == (422, "KEY_REUSED")

    def test_a_refusal_keeps_nothing_and_may_be_tried_again(self, caller: Caller) -> None:
        wrong = item(uscc="x")
        assert caller.post(wrong, **{"Idempotency-Key": "k-1"}).status_code == 400

        assert caller.post(item(), **{"Idempotency-Key": "k-1"}).status_code == 201

    def test_a_batch_is_repeated_with_its_results(self, caller: Caller) -> None:
        body = {"items": [item(), item(uscc="x")]}
        first = caller.post(body, **{"Idempotency-Key": "k-2"})

        again = caller.post(body, **{"Idempotency-Key": "k-2"})

        assert (again.status_code, again.json()) == (207, first.json())

    def test_two_offices_may_use_the_same_key(self, caller: Caller, cast: Cast) -> None:
        other = Caller(cast, registrar(cast, NANKANG, DepartmentKind.ADMIN_APPROVAL))
        caller.post(item(), **{"Idempotency-Key": "k-1"})

        assert other.post(item(region="360703001"), **{"Idempotency-Key": "k-1"}).status_code == 201

    @pytest.mark.parametrize("key", ["x" * 81, "a\tb"])
    def test_an_unusable_key_is_refused(self, caller: Caller, key: str) -> None:
        assert caller.post(item(), **{"Idempotency-Key": key}).status_code == 400


class TestReading:
    def test_the_list_shows_the_pushes_of_the_own_office_by_key(self, caller: Caller, cast: Cast) -> None:
        rows = [pushed(cast.registrar) for _ in range(3)]
        market = registrar(cast, 360702000000, DepartmentKind.MARKET)
        pushed(market, entity_kind="FOR_PROFIT")

        first = caller.get("?limit=2").json()
        second = caller.get(f"?limit=2&after={first['next']}").json()

        assert [r["id"] for r in first["results"]] == [rows[2].pk, rows[1].pk]
        assert [r["id"] for r in second["results"]] == [rows[0].pk] and second["next"] is None

    def test_one_registration_has_its_version_and_no_phone(self, caller: Caller, cast: Cast) -> None:
        row = pushed(cast.registrar)

        answer = caller.get(f"/{row.pk}")

        assert answer["ETag"] == '"1"' and answer.json()["uscc"] == row.uscc
        assert "phone" not in answer.json()

    def test_filters_narrow_the_list(self, caller: Caller, cast: Cast) -> None:
        row = pushed(cast.registrar, external_id="A-7")
        pushed(cast.registrar)

        for query in (f"uscc={row.uscc}", "external_id=A-7"):
            assert [r["id"] for r in caller.get(f"?{query}").json()["results"]] == [row.pk]
        assert caller.get("?since=2027-01-01").json()["results"] == []
        assert len(caller.get("?filed=no&kind=NEW&limit=abc&after=%00").json()["results"]) == 2

    def test_another_places_registration_does_not_exist(self, caller: Caller, cast: Cast) -> None:
        there = registrar(cast, NANKANG, DepartmentKind.ADMIN_APPROVAL)
        row = pushed(there, 360703001000)

        foreign, absent = caller.get(f"/{row.pk}"), caller.get("/999999999")

        assert foreign.status_code == absent.status_code == 404
        assert foreign.content == absent.content


class TestAfterwards:
    def test_a_correction_gives_only_what_was_wrong(self, caller: Caller, cast: Cast) -> None:
        row = pushed(cast.registrar)

        answer = caller.post(
            {"name": "示例·春晖托育服务中心", "reason": "录入有误"}, f"/{row.pk}/corrections"
        )

        assert answer.status_code == 201, answer.content
        with as_actor(cast.officer):
            new = Registration.objects.get(pk=answer.json()["id"])
            assert (new.corrects_id, new.name, new.phone) == (row.pk, "示例·春晖托育服务中心", row.phone)

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"name": "示例·春晖托育中心"}, 400),
            ({"reason": "x"}, 400),
            ({"name": "", "reason": "x"}, 400),
            ({"reason": ["x"], "name": "示例·春晖托育中心"}, 400),
            ({"reason": "x", "version": 3}, 400),
            ([], 400),
        ],
    )
    def test_a_faulty_correction_is_refused(self, caller: Caller, cast: Cast, body: Any, status: int) -> None:
        row = pushed(cast.registrar)
        before = counts()

        assert caller.post(body, f"/{row.pk}/corrections").status_code == status
        assert counts() == before

    def test_a_correction_of_an_older_version_is_refused(self, caller: Caller, cast: Cast) -> None:
        row = pushed(cast.registrar)
        body = {"name": "示例·春晖托育中心", "reason": "x"}

        assert caller.post(body, f"/{row.pk}/corrections", **{"If-Match": '"7"'}).status_code == 412
        assert caller.post(body, f"/{row.pk}/corrections", **{"If-Match": "x"}).status_code == 428
        assert caller.post(body, f"/{row.pk}/corrections", **{"If-Match": '"1"'}).status_code == 201

    def test_changes_and_cancellations_are_pushed(self, caller: Caller, cast: Cast) -> None:
        row = pushed(cast.registrar)

        change = caller.post(
            {"approved_on": "2026-05-06", "changes": {"name": "示例·春晖托育服务中心"}}, f"/{row.pk}/changes"
        )
        cancellation = caller.post(
            {"approved_on": "2026-05-07", "reason": "自行申请"}, f"/{row.pk}/cancellations"
        )

        assert (change.status_code, cancellation.status_code) == (201, 201)
        with as_actor(cast.officer):
            kinds = Registration.objects.filter(uscc=row.uscc).order_by("id").values_list("kind", flat=True)
            assert list(kinds) == ["NEW", "CHANGE", "CANCELLATION"]

    @pytest.mark.parametrize(
        ("path", "body"),
        [
            ("changes", {}),
            ("changes", {"approved_on": "2026-05-06"}),
            ("changes", {"approved_on": "2026-05-06", "changes": {"name": 3}}),
            ("changes", {"approved_on": "2026-05-06", "changes": {"uscc": "x"}}),
            ("changes", {"approved_on": "2026-05-06", "changes": {}, "x": 1}),
            ("changes", {"approved_on": "2030-05-06", "changes": {"name": "示例·托育"}}),
            ("cancellations", {}),
            ("cancellations", {"approved_on": "2026-05-06", "reason": "a\x00"}),
            ("cancellations", {"approved_on": "1999-05-06"}),
            ("cancellations", "x"),
        ],
    )
    def test_a_faulty_follow_up_is_refused(self, caller: Caller, cast: Cast, path: str, body: Any) -> None:
        row = pushed(cast.registrar)
        before = counts()

        answer = caller.post(json.dumps(body), f"/{row.pk}/{path}")

        assert answer.status_code == 400, answer.content
        assert counts() == before

    @pytest.mark.parametrize("path", ["corrections", "changes", "cancellations"])
    def test_follow_ups_of_another_place_do_not_exist(self, caller: Caller, cast: Cast, path: str) -> None:
        there = registrar(cast, NANKANG, DepartmentKind.ADMIN_APPROVAL)
        row = pushed(there, 360703001000)
        body = {"approved_on": "2026-05-06", "reason": "x", "changes": {"name": "示例·托育"}}
        body = {"reason": "x", "name": "示例·托育"} if path == "corrections" else body

        assert caller.post(body, f"/{row.pk}/{path}").status_code == 404
