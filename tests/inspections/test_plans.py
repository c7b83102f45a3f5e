"""Plans by risk explain every point; plans by lot can be repeated by anybody (U28, 双随机)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.errors import NotAllowed
from facilities.models import Breach, Facility
from inspections.errors import Refused
from inspections.models import Plan, Visit
from inspections.queries import law
from inspections.queries.risk import by_lot, by_risk
from inspections.rules.lots import drawn, pool_digest
from inspections.workflow import Wanted, make_plan
from regions.scope import nation_scope
from tests.cast import NANKANG, ZHANGGONG, Cast, as_actor
from tests.frontend.markup import faults
from tests.inspections.visiting import filed, finished
from tests.pages import signed_in, text

TODAY = date(2026, 5, 7)


@pytest.fixture
def facilities(cast: Cast) -> list[Facility]:
    found = [filed(cast, name=f"示例·{n}园") for n in range(5)]
    filed(cast, region=NANKANG, name="示例·邻区园")
    return found


def wanted(cast: Cast, **facts: Any) -> Wanted:
    values: dict[str, Any] = {
        "title": "示例计划", "kind": "SPOT_CHECK", "method": "RANDOM", "place": ZHANGGONG,
        "starts_on": date(2026, 5, 11), "ends_on": date(2026, 5, 22), "asked": 3,
        "inspectors": [cast.officer.user_id, cast.other.user_id], "seed": "2026-春",
    }  # fmt: skip
    return Wanted(**(values | facts))


@pytest.fixture(autouse=True)
def second_inspector(cast: Cast) -> None:
    """Another person of the same office."""
    cast.other = cast.head  # type: ignore[attr-defined]


def test_the_lot_is_drawn_from_seed_and_pool_and_can_be_repeated(
    cast: Cast, facilities: list[Facility]
) -> None:
    ids = [each.pk for each in facilities]
    with as_actor(cast.officer):
        first = by_lot(ZHANGGONG, "2026-春", limit=3)
        assert [row[0] for row in first.facilities] == drawn("2026-春", "facility", ids)[:3]
        assert (first.pool, first.digest) == (5, pool_digest(ids))
        plan = make_plan(by=cast.officer, wanted=wanted(cast))
        visits = list(Visit.objects.filter(plan_id=plan.pk).order_by("id"))
        assert [row.facility_id for row in visits] == drawn("2026-春", "facility", ids)[:3]
        assert plan.facts["digest"] == pool_digest(ids) and plan.seed == "2026-春"
        assert all(row.planned_on.weekday() < 5 for row in visits)
        again = by_lot(ZHANGGONG, "2026-春", limit=9)
        assert {row[0] for row in again.facilities} == set(ids) - {row.facility_id for row in visits}


def test_a_plan_by_risk_puts_the_worst_first_and_says_why(cast: Cast, facilities: list[Facility]) -> None:
    worst, second = facilities[3], facilities[1]
    finished(cast.officer, worst, CN_FIRE_2="一具失效")
    with nation_scope(reason="test set-up"):
        for number in range(4):
            Breach.objects.create(
                region_id=worst.region_id, facility=worst, rule=f"R-X-{number}", severity="BLOCK",
                found_on=TODAY, seen_on=TODAY,
            )  # fmt: skip
        Breach.objects.create(
            region_id=second.region_id,
            facility=second,
            rule="R-X-1",
            severity="WARN",
            found_on=TODAY,
            seen_on=TODAY,
        )
    with as_actor(cast.officer):
        rows = by_risk(ZHANGGONG, TODAY, law.numbers(ZHANGGONG, law.RISK, TODAY), limit=10)
        assert [row.facility_id for row in rows[:2]] == [worst.pk, second.pk]
        assert rows[0].parts == {"block_breach": (4, 60), "finding": (1, 10)}
        assert rows[1].parts == {"warn_breach": (1, 5), "never_visited": (1, 30)}
        assert all(row.points == sum(points for _n, points in row.parts.values()) for row in rows)
        assert {row.facility_id for row in rows} == {each.pk for each in facilities}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"asked": 0}, "ASKED"),
        ({"asked": 9999}, "ASKED"),
        ({"ends_on": date(2026, 5, 10)}, "PERIOD"),
        ({"starts_on": date(2026, 5, 1)}, "PAST"),
        ({"starts_on": date(2026, 5, 16), "ends_on": date(2026, 5, 17)}, "PERIOD"),
        ({"inspectors": []}, "INSPECTOR"),
        ({"inspectors": [999999]}, "INSPECTOR"),
        ({"kind": "SELF_CHECK"}, "KIND"),
        ({"method": "CHOSEN"}, "METHOD"),
        ({"title": " "}, "MISSING"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(
    cast: Cast, facilities: list[Facility], facts: dict[str, Any], code: str
) -> None:
    with as_actor(cast.officer):
        with pytest.raises(Refused) as error:
            make_plan(by=cast.officer, wanted=wanted(cast, **facts))
        assert error.value.code == code and Plan.objects.count() == 0


def test_nobody_plans_for_another_place(cast: Cast, facilities: list[Facility]) -> None:
    with as_actor(cast.neighbour), pytest.raises(NotAllowed):
        make_plan(by=cast.neighbour, wanted=wanted(cast))


def test_the_pages_show_seed_pool_and_points(cast: Cast, facilities: list[Facility]) -> None:
    client: Client = signed_in(cast.officer)
    assert not faults(text(client.get("/plans/new/")))
    given = {
        "title": "示例·双随机", "method": "RANDOM", "kind": "SPOT_CHECK", "place": ZHANGGONG, "starts_on": "2026-05-11",
        "ends_on": "2026-05-22", "asked": 2, "inspectors": [cast.officer.user_id], "team": 1, "seed": "八号",
    }  # fmt: skip
    where = client.post("/plans/new/", given)
    assert where.status_code == 302
    page = text(client.get(where.headers["Location"]))
    assert "八号" in page and "抽签第 1 位" in page and not faults(page)
    assert "示例·双随机" in text(client.get("/plans/"))
    wrong = client.post("/plans/new/", {**given, "ends_on": "2026-05-01"})
    assert wrong.status_code == 422 and "示例·双随机" in wrong.content.decode()
    assert signed_in(cast.neighbour).get(where.headers["Location"]).status_code == 404
