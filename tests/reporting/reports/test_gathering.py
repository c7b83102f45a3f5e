"""A report is gathered in a handful of statements, and what it says is what the dashboard says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel import clock
from regions.scope import nation_scope
from reporting.figures.workflow.folding import fold
from reporting.models import Report
from reporting.reports import workflow
from reporting.reports.gathering import content_of
from tests.cast import Cast, as_actor
from tests.reporting.reports.acts import A_NOVEMBER_DAY, people
from tests.reporting.test_dashboard import YUDU, filed

pytestmark = pytest.mark.django_db


def test_the_report_of_the_city_takes_six_statements_whatever_its_tables_and_members(cast: Cast) -> None:
    author = people(cast)["author"]
    with clock.frozen(A_NOVEMBER_DAY):
        workflow.open_reports()
        with nation_scope(reason="test looks"):
            report = Report.objects.select_related("office").get(form="GZ-W1")
        with as_actor(author):
            workflow.prepare(report=report)
            report = Report.objects.select_related("office").get(pk=report.pk)
            content_of(report)
            with CaptureQueriesContext(connection) as seen:
                content = content_of(report)
    assert len(seen) <= 6, [each["sql"][:120] for each in seen.captured_queries]
    members = next(block for part in content.parts for block in part.blocks if "成员" in block.caption)
    assert len(members.rows) == 18


def test_a_report_says_the_figures_of_the_dashboard_and_names_where_they_come_from(cast: Cast) -> None:
    author = people(cast)["author"]
    with clock.frozen(A_NOVEMBER_DAY):
        filed(cast, YUDU, places=3790)
        fold()
        workflow.open_reports()
        with nation_scope(reason="test looks"):
            report = Report.objects.select_related("office").get(form="GZ-W1")
        with as_actor(author):
            workflow.prepare(report=report)
            content = content_of(Report.objects.select_related("office").get(pk=report.pk))
    said = "".join(run.text for part in content.parts for block in part.blocks for run in block.runs)
    assert "已备案托育机构1家" in said and "提供托位3,790个" in said
    assert "任务为41,683个" in said and "未完成" in said
    assert content.figures["places"].words == "3,790个" and content.figures["places"].definition
    yudu = next(
        row for part in content.parts for block in part.blocks for row in block.rows if row[0] == "于都县"
    )
    assert {"3,787", "3,790", "+3"} <= set(yudu)
