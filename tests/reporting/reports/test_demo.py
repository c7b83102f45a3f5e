"""The written reports of the demo, told by the real verbs, on any day of the year."""

from datetime import date

import pytest

from accounts.actors import system_actor
from accounts.demo import create_people
from config.demo.reporting import reports_written
from kernel import clock
from regions.scope import nation_scope
from reporting.models import Report, ReportEdition

pytestmark = pytest.mark.django_db


def states(form: str, period: int) -> list[str]:
    with nation_scope(reason="test looks"):
        rows = Report.objects.filter(form=form, period=period, facility=None).order_by("id")
        return list(rows.values_list("state", flat=True))


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2026, 5, 7), 2025, 202603),
        (date(2026, 11, 13), 2026, 202609),
        (date(2027, 1, 2), 2026, 202609),
        (date(2026, 11, 30), 2026, 202609),
    ],
)
def test_the_stories_stand_on_any_day(db: None, day: date, year: int, quarter: int) -> None:
    with clock.frozen(day):
        create_people(by=system_actor("test"))
        assert reports_written() > 8
        assert reports_written() == 0
    assert states("GZ-W1", year - 1) == ["SIGNED"] and states("GZ-W1", year) == ["DRAFT"]
    assert set(states("GZ-W2", year - 1)) == {"RECEIVED"}
    this = states("GZ-W2", year)
    assert len(this) == 18 and this.count("RECEIVED") >= 5 and this.count("HANDED_IN") == 2
    assert this.count("DRAFT") >= 5
    with nation_scope(reason="test looks"):
        assert Report.objects.get(form="GZ-W2", period=year, member="市住建局").returned_because
        assert ReportEdition.objects.filter(report__form="GZ-W1", report__period=year - 1).count() == 1
        named = Report.objects.filter(form="GZ-W2", period=year, office=None)
        assert not named.exists(), "every member of the joint meeting has its office in the demo"
    ouhai = states("OH-W1", quarter)
    assert len(ouhai) == 11 and ouhai.count("RECEIVED") == 6
    assert states("OH-W2", quarter) == ["DRAFT"]
