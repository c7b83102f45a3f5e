"""The quarter of Ouhai's pilot is owed by the day of the pack, and another version of the pack moves it (U55)."""

import copy
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from kernel import clock
from obligations.models import Obligation
from policy.loader.packs import read_packs
from policy.queries import forget
from regions.scope import nation_scope
from reporting.models import Report
from reporting.reports import workflow
from tests.cast import OUHAI, Cast
from tests.policy.proposing import approved, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law_of_the_database() -> Iterator[None]:
    """What is published here is rolled back; this process must forget it too."""
    forget()
    yield
    forget()


@pytest.fixture
def administrators(cast: Cast) -> tuple[Actor, Actor]:
    cast.department(OUHAI, DepartmentKind.HEALTH, "瓯海区卫生健康局")
    one = cast.official(OUHAI, DepartmentKind.HEALTH, Role.POLICY_ADMIN)
    return one, cast.official(OUHAI, DepartmentKind.NDRC_LOCAL, Role.POLICY_ADMIN)


def due_days(period: int) -> set[date | None]:
    with nation_scope(reason="test looks"):
        reports = Report.objects.filter(region_id=OUHAI, period=period)
        assert {row.form for row in reports} == {"OH-W1", "OH-W2"} and reports.count() == 12
        duties = Obligation.objects.filter(subject_type="reporting.report", rule="progress_report")
        held = {row.due_on for row in duties.filter(subject_id__in=[row.pk for row in reports])}
        assert held == {row.due_on for row in reports}
        return held


def night(iso: str) -> None:
    with clock.frozen(datetime.fromisoformat(f"{iso}T01:00:00+08:00")):
        workflow.open_reports()


def test_a_pack_with_another_day_moves_the_next_quarter_and_leaves_the_one_that_began(
    administrators: tuple[Actor, Actor],
) -> None:
    one, two = administrators
    with clock.frozen(datetime.fromisoformat("2026-04-01T09:00:00+08:00")):
        workflow.open_reports()
        before = due_days(202603)
        content = copy.deepcopy(read_packs()["330304"].content)
        rule = next(each for each in content["deadlines"] if each["name"] == "progress_report")
        rule["period"]["report_day"] = 15
        approved(two, submitted(one, content))
    night("2026-04-02")
    assert due_days(202603) == before == {date(2026, 4, 10)}
    night("2026-07-01")
    assert due_days(202606) == {date(2026, 7, 15)}
