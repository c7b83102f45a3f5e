"""The sums are those of the rows, whatever happened, and whoever folded."""

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from facilities.enums import FacilityState
from facilities.models import UniversalRecognition
from facilities.workflow.facility import set_state
from kernel import clock
from regions.codes import lineage
from regions.scope import nation_scope
from reporting.enums import Measure
from reporting.figures.counting import OF_PROVINCE, facts_sql
from reporting.figures.queries.behind import Days, rows_of, total_of
from reporting.figures.workflow.folding import fold, rebuild
from reporting.models import FigureState, RegionFigure
from subsidies.models import SubsidyClaim
from tests.cast import _SETUP, GANZHOU, JIANGXI, JIEFANG_STREET, OUHAI, ZHANGGONG, Cast, as_actor
from tests.reporting.acts import Life

pytestmark = pytest.mark.django_db
DAYS_AHEAD = (0, 0, 1, 40)
LEVELS = (0, JIANGXI, GANZHOU, ZHANGGONG, JIEFANG_STREET)


def sums(measure: str, period: int = 0) -> list[int]:
    """What stands at the nation, the province, the city, the district and the street."""
    with nation_scope(reason="a test looks"):
        rows = dict(RegionFigure.objects.filter(period=period).values_list("region_id", measure))
    return [rows.get(code, 0) for code in LEVELS]


def test_a_filed_facility_stands_at_all_five_levels(cast: Cast) -> None:
    facility = cast.facility()
    with nation_scope(reason="a test files"):
        set_state(
            by=_SETUP,
            facility=facility,
            state=FacilityState.FILED,
            event="facility.filed",
            filed_on=clock.today(),
            places=45,
        )
    assert fold() > 0
    assert sums("filed") == sums("registered") == [1] * 5
    assert sums("places") == sums("new_places", 2026) == sums("new_places", 202605) == [45] * 5
    assert rebuild() == 0


def counted(measure: Measure, days: Days) -> Counter[int]:
    """Division at any level → what the rows below it add up to."""
    found: Counter[int] = Counter()
    for region, amount in rows_of(measure, 0, days).values_list("region_id", "adds"):
        for place in lineage(region):
            found[place] += amount
    return found


def apart(on: date) -> list[str]:
    """Where a sum differs from its rows: of all that stands on the day, and of what the month, the year and all time added."""
    spans = {0: date(2015, 1, 1), on.year: date(on.year, 1, 1), on.year * 100 + on.month: on.replace(day=1)}
    found = []
    with nation_scope(reason="a test looks"):
        for period, first in spans.items():
            rows = {row.region_id: row for row in RegionFigure.objects.filter(period=period)}
            for measure in (m for m in Measure if m.flows or not period):
                true = counted(measure, Days(first, on))
                kept = {place: getattr(row, measure.column) for place, row in rows.items()}
                found += [
                    f"{measure.name} {place}" for place in kept | true if kept.get(place, 0) != true[place]
                ]
    return found


@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9), acts=st.integers(20, 120))
def test_after_any_history_the_sums_are_those_of_the_rows(cast: Cast, seed: int, acts: int) -> None:
    rng = Random(seed)
    with transaction.atomic():
        at = clock.now()
        life = Life(cast, rng)
        for _number in range(acts):
            with clock.frozen(at), nation_scope(reason="a test lives"):
                life.happen()
                if rng.random() < 0.3:
                    fold()
            at += timedelta(days=rng.choice(DAYS_AHEAD))
        for _day in range(6):
            with clock.frozen(at):
                fold()
                assert apart(at.date()) == []
            at += timedelta(days=1)
        with clock.frozen(at):
            assert rebuild() == 0
        transaction.set_rollback(True)


def test_a_long_history_touches_every_measure(cast: Cast) -> None:
    life, at = Life(cast, Random(7)), clock.now()
    with nation_scope(reason="a test lives"):
        for _number in range(900):
            with clock.frozen(at):
                life.happen()
            at += timedelta(days=life.rng.choice((0, 0, 1)))
    with clock.frozen(at):
        fold()
        assert apart(at.date()) == []
    with nation_scope(reason="a test looks"):
        nation = list(RegionFigure.objects.filter(region_id=0))
    assert [m.name for m in Measure if not any(getattr(row, m.column) for row in nation)] == []


def test_rows_add_up_alike_at_all_five_levels(cast: Cast) -> None:
    facility = cast.facility()
    with nation_scope(reason="a test files"):
        set_state(
            by=_SETUP, facility=facility, state=FacilityState.FILED, event="facility.filed", filed_on=clock.today(), places=45
        )  # fmt: skip
        days = Days(date(2026, 1, 1), clock.today())
        assert [total_of(Measure.PLACES, place, days) for place in LEVELS] == [45] * 5
        assert total_of(Measure.PLACES, OUHAI, days) == 0


def test_every_table_that_is_counted_leaves_a_note_of_every_write(db: None) -> None:
    read = set(re.findall(r"(?:FROM|JOIN) ([a-z]+_[a-z]+)\b", facts_sql(OF_PROVINCE))) - {"public_days"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE '%_touched_%' GROUP BY 1"
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(read, 3)


def test_a_wrong_sum_is_put_right_by_night_and_told(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    cast.facility()
    fold()
    with nation_scope(reason="a test spoils"):
        RegionFigure.objects.filter(region_id=ZHANGGONG, period=0).update(registered=7, places=3)
        RegionFigure.objects.filter(region_id=JIANGXI, period=0).delete()
    assert rebuild() == 2
    assert "2 sums differed" in caplog.text
    assert sums("registered") == [1] * 5 and sums("places") == [0] * 5
    assert FigureState.objects.get().differences == 2
    assert rebuild() == 0 and FigureState.objects.get().differed_at is not None


def test_a_demo_set_back_counts_the_days_anew(cast: Cast) -> None:
    facility = cast.facility()
    with nation_scope(reason="a test files"):
        UniversalRecognition.objects.create(
            facility=facility, region_id=facility.region_id, agreement_number="协 1", valid_from=date(2026, 5, 1),
            valid_to=date(2026, 5, 20), granted_at=clock.now(),
        )  # fmt: skip
        set_state(
            by=_SETUP,
            facility=facility,
            state=FacilityState.FILED,
            event="facility.filed",
            filed_on=clock.today(),
            places=45,
        )
    fold()
    assert sums("universal") == [1] * 5
    with clock.frozen(date(2026, 5, 21)):
        fold()
        assert sums("universal") == [0] * 5
    fold()
    assert sums("universal") == [1] * 5


def test_a_reader_sees_the_sums_of_the_own_division_only(cast: Cast) -> None:
    cast.facility()
    fold()
    with as_actor(cast.officer):
        seen = set(RegionFigure.objects.values_list("region_id", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT region_id FROM reporting_regionfigure")
            assert {row[0] for row in cursor.fetchall()} == seen == {ZHANGGONG, JIEFANG_STREET}
    with as_actor(cast.neighbour):
        assert not RegionFigure.objects.exists()


def test_what_an_operator_writes_is_noted_inside_the_operators_walls(cast: Cast) -> None:
    facility = cast.facility()
    operator = cast.operator(facility)
    fold()
    with as_actor(operator):
        SubsidyClaim.objects.create(
            facility_id=facility.pk, region_id=facility.region_id, facility_name="示例", programme="GZ-OPERATING", subject="1",
            facts={}, state="FACTS", created_at=clock.now(), submitted_at=clock.now(),
        )  # fmt: skip
    assert fold() == 1
    assert sums("claims", 2026) == [1] * 5
