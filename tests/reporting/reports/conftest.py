"""A private store of its own for every test, and a report that waits for its signature."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts.enums import DepartmentKind
from kernel import clock
from regions.scope import nation_scope
from reporting.enums import ReportState
from reporting.models import Report
from tests.cast import ZHANGGONG, Cast
from tests.reporting.reports.prints import hand_in


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MEDIA_ROOT = str(tmp_path)
    yield tmp_path


@pytest.fixture
def report(cast: Cast) -> Report:
    """The report of a district, handed in once and not yet signed."""
    with nation_scope(reason="set-up"):
        row = Report.objects.create(
            region_id=ZHANGGONG,
            form="TEST",
            period=2025,
            office=cast.department(ZHANGGONG, DepartmentKind.HEALTH),
            state=ReportState.IN_STEPS,
            facts={"name": {"zh": "年度报告", "en": "Annual report"}, "title": "章贡区{year}年度报告"},
            counts_from="2025-01-01",
            began_at=clock.now(),
        )
        hand_in(row)
    return row
