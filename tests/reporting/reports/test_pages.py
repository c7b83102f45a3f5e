"""What each sees of reports: the list, one report with its sections and steps, the paper; and who sees nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import Actor
from accounts.enums import FacilityRole
from kernel import clock
from regions.scope import nation_scope
from reporting.models import Report, ReportEdition, ReportSection
from reporting.reports import workflow
from tests.cast import GANZHOU, Cast, as_actor
from tests.frontend.markup import faults
from tests.inspections.visiting import filed
from tests.pages import signed_in, text
from tests.reporting.reports.acts import A_NOVEMBER_DAY, people, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def november(cast: Cast) -> Iterator[dict[str, Actor]]:
    everybody = people(cast)
    with clock.frozen(A_NOVEMBER_DAY):
        workflow.open_reports()
        yield everybody


def report_of(member: str, form: str = "GZ-W2") -> Report:
    with nation_scope(reason="test looks"):
        return Report.objects.get(form=form, member=member, region_id=GANZHOU)


def page_of(actor: Actor, report: Report, **query: str) -> str:
    shown = text(signed_in(actor).get(reverse("reports:report", args=[report.pk]), query))
    assert faults(shown) == []
    return shown


def listed(actor: Actor) -> str:
    shown = text(signed_in(actor).get(reverse("reports:list")))
    assert faults(shown) == []
    return shown


def post(actor: Actor, name: str, report: Report, **data: Any) -> Any:
    return signed_in(actor).post(reverse(f"reports:{name}", args=[report.pk]), data)


def handed_in(by: Actor, report: Report) -> Report:
    report = written(by, report)
    with as_actor(by):
        workflow.hand_in(by=by, report_id=report.pk)
        return Report.objects.get(pk=report.pk)


def test_the_list_of_the_city_office_names_what_it_has_to_write_with_its_day(
    november: dict[str, Actor],
) -> None:
    shown = listed(november["author"])
    assert "待起草" in shown and "年度工作情况报告" in shown and "11月28日" in shown
    assert "联席会议成员单位履职情况报告" in shown  # the commission is a member as well
    assert "新建报告" in shown


def test_an_office_sees_its_own_report_and_nobody_elses(november: dict[str, Actor]) -> None:
    shown = listed(november["EDUCATION"])
    assert "赣州市教育局" in shown and "赣州市妇联" not in shown and "新建报告" not in shown
    other = reverse("reports:report", args=[report_of("市妇联").pk])
    assert signed_in(november["EDUCATION"]).get(other).status_code == 404
    for name in ("preview", "approve", "send_back", "say", "return"):
        address = reverse(f"reports:{name}", args=[report_of("市妇联").pk])
        assert signed_in(november["EDUCATION"]).get(address).status_code in (403, 404), name


def test_an_office_without_reports_is_told_what_will_appear(cast: Cast) -> None:
    shown = listed(cast.officer)
    assert "没有要写的报告" in shown


def test_reading_a_report_that_nobody_opened_writes_nothing(november: dict[str, Actor]) -> None:
    report = report_of("", "GZ-W1")
    shown = page_of(november["author"], report)
    assert "赣州市2025年度婴幼儿照护服务工作情况报告" in shown and "目标完成情况" in shown
    with nation_scope(reason="test looks"):
        assert not ReportSection.objects.filter(report=report).exists()


def test_the_page_says_how_far_each_section_is(november: dict[str, Actor]) -> None:
    author = november["author"]
    report = report_of("", "GZ-W1")
    with as_actor(author):
        workflow.prepare(report=report)
    shown = page_of(author, report)
    assert "处缺数" in shown and "未开始" in shown and "自动生成" in shown
    written(author, report)
    assert page_of(author, report).count("已完成") >= 7


def test_a_figure_explains_itself_and_a_missing_one_says_what_has_to_be_entered(
    november: dict[str, Actor],
) -> None:
    author = november["author"]
    with as_actor(author):
        report = workflow.prepare(report=report_of("", "GZ-W1"))
        section = ReportSection.objects.get(report=report, code="overview")
        workflow.save_section(
            by=author, section_id=section.pk, body="托位{places}，普惠占比{universal_share}，知晓率{satisfaction}。", done=False,
            version=1,
        )  # fmt: skip
    shown = page_of(author, report, section="overview")
    assert 'data-figure="figure-overview-0-places"' in shown and "All places" not in shown
    assert "已备案机构的批准托位" in shown or "口径" in shown
    assert "is-missing" in shown and "去录入" in shown
    assert "what=SURVEY%3Asatisfaction" in shown


def test_the_steps_say_who_acted_and_how_many_members_answered(november: dict[str, Actor]) -> None:
    author, admin = november["author"], november["admin"]
    report = handed_in(author, report_of("", "GZ-W1"))
    with as_actor(admin):
        workflow.approve(by=admin, report_id=report.pk)
    with as_actor(november["EDUCATION"]):
        workflow.say(
            by=november["EDUCATION"],
            report_id=report.pk,
            member="市教育局",
            verdict="OBJECTS",
            text="数字不符",
        )
    shown = page_of(author, report)
    assert author.name in shown and admin.name in shown
    assert "17 个成员单位已反馈 1 个" in shown and "数字不符" in shown


def test_who_may_not_act_is_told_why(november: dict[str, Actor]) -> None:
    author = november["author"]
    report = handed_in(author, report_of("", "GZ-W1"))
    shown = page_of(author, report)
    assert "ty-locked" in shown and "不能" in shown
    assert reverse("reports:approve", args=[report.pk]) not in shown
    assert reverse("reports:approve", args=[report.pk]) in page_of(november["admin"], report)


def test_the_frozen_edition_is_read_after_the_hand_in(november: dict[str, Actor]) -> None:
    author = november["EDUCATION"]
    report = handed_in(author, report_of("市教育局"))
    with nation_scope(reason="test looks"):
        edition = ReportEdition.objects.get(report=report)
        ReportSection.objects.filter(report=report).update(body="后来的话")
    shown = page_of(november["EDUCATION head"], report)
    assert (
        edition.digest[:16] in shown and "本年度按职责分工完成各项工作" in shown and "后来的话" not in shown
    )
    paper = signed_in(author).get(reverse("reports:preview", args=[report.pk]), {"edition": 1})
    assert edition.digest in text(paper) and faults(text(paper)) == []
    assert (
        signed_in(author).get(reverse("reports:preview", args=[report.pk]), {"edition": 7}).status_code == 404
    )


def test_the_preview_of_a_draft_reads_like_the_paper_and_says_that_it_is_a_draft(
    november: dict[str, Actor],
) -> None:
    report = report_of("", "GZ-W1")
    shown = text(signed_in(november["author"]).get(reverse("reports:preview", args=[report.pk])))
    assert faults(shown) == []
    assert (
        "草稿" in shown
        and "一、总体情况" in shown
        and "赣州市人民政府：" in shown
        and "data-figure" not in shown
    )


def test_members_find_what_they_are_asked_to_countersign(november: dict[str, Actor]) -> None:
    report = handed_in(november["author"], report_of("", "GZ-W1"))
    assert "请贵单位会签" not in listed(november["EDUCATION"])
    with as_actor(november["admin"]):
        workflow.approve(by=november["admin"], report_id=report.pk)
    assert "请贵单位会签" in listed(november["EDUCATION"])
    assert "填写会签意见" in page_of(november["EDUCATION"], report)


def test_the_head_finds_what_waits_for_the_signature(november: dict[str, Actor]) -> None:
    handed_in(november["EDUCATION"], report_of("市教育局"))
    assert "等您处理" in listed(november["EDUCATION head"])
    assert "等您处理" not in listed(november["EDUCATION"])


def test_a_facility_finds_its_annual_report_and_the_authority_reads_it(cast: Cast) -> None:
    facility = filed(cast)
    with clock.frozen(clock.now().replace(year=2026, month=12, day=1)):
        workflow.open_reports()
        clerk = cast.operator(facility, FacilityRole.CLERK)
        assert "托育机构年度工作报告" in listed(clerk)
        with nation_scope(reason="test looks"):
            report = Report.objects.get(facility=facility)
        shown = page_of(clerk, report)
        assert f"{facility.name}2026年度工作报告" in shown
        assert "ty-locked" in shown  # the manager hands it in
        assert "机构基本情况" in page_of(cast.officer, report)
        address = reverse("reports:report", args=[report.pk])
        assert signed_in(cast.stranger).get(address).status_code == 404


def test_the_list_costs_the_same_whatever_stands_in_it(november: dict[str, Actor]) -> None:
    office = november["author"]
    client = signed_in(office)

    def cost() -> int:
        with CaptureQueriesContext(connection, ) as found:  # fmt: skip
            client.get(reverse("reports:list"))
        return len(found)

    cost()
    before = cost()
    with as_actor(office):
        for year in (2022, 2023, 2024):
            workflow.begin(by=office, place=GANZHOU, form="GZ-W1", period=year)
    assert cost() == before


def test_the_page_of_a_report_costs_the_same_with_more_editions(november: dict[str, Actor]) -> None:
    author, head = november["EDUCATION"], november["EDUCATION head"]
    report = handed_in(author, report_of("市教育局"))
    client = signed_in(author)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("reports:report", args=[report.pk]))
        return len(found)

    cost()
    before = cost()
    for _again in range(2):
        with as_actor(head):
            workflow.send_back(by=head, report_id=report.pk, reason="补充")
        with as_actor(author):
            workflow.hand_in(by=author, report_id=report.pk)
    assert cost() == before
