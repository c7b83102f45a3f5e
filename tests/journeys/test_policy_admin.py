"""The policy administrator's work in a real browser: a version by two persons, and the arrangement of a new year."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from facilities.models import Facility
from kernel import clock
from obligations.models import Recount
from obligations.workflow import open_obligation, work_on_recounts
from policy import queries
from policy.loader.writing import written
from policy.models import CalendarVersion, PackVersion
from policy.workflow.calendars import _lay_out
from policy.workflow.stamp import locked_stamp, published
from tests.cast import GANZHOU, JIANGXI, Cast, as_actor
from tests.journeys.test_officer_review import enter
from tests.policy.proposing import pack

R = Role.POLICY_ADMIN
FORM = {
    "document": "国办发明电〔2026〕示例号",
    "published_on": "2026-12-20",
    "NEW_YEAR-from": "2027-01-01",
    "NEW_YEAR-to": "2027-01-03",
    "NEW_YEAR-work1": "2027-01-09",
}


@pytest.fixture(autouse=True)
def a_december_day(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """The law is never emptied between tests, so what a journey published is taken back."""
    monkeypatch.setenv("TUOYU_TODAY", "2026-12-24")
    settings.POLICY_RECHECK_SECONDS = 0
    queries.forget()
    yield
    with transaction.atomic():
        PackVersion.objects.filter(approved_by__isnull=False).delete()
        if CalendarVersion.objects.filter(approved_by__isnull=False).delete()[0]:
            _lay_out()
        published(locked_stamp())
    queries.forget()


@pytest.fixture
def page_of(
    browser: Browser, live_server: LiveServer, browser_context_args: Any
) -> Iterator[Callable[[Actor], Page]]:
    """A browser of their own for each person."""
    contexts = []

    def opened(actor: Actor) -> Page:
        context = browser.new_context(**browser_context_args)
        contexts.append(context)
        enter(context, live_server, actor)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def facility(cast: Cast) -> Facility:
    """A facility whose filing is due across the year end."""
    found = cast.facility()
    with clock.frozen(datetime(2026, 12, 23, 10, tzinfo=clock.ZONE)), as_actor(cast.officer):
        open_obligation(
            by=cast.officer,
            rule="filing",
            subject=found,
            trigger=clock.now(),
            trigger_event="registration_approved",
            facility_id=found.pk,
        )
    return found


def test_a_version_is_proposed_approved_and_holds(
    cast: Cast, page_of: Callable[[Actor], Page], tmp_path: Path
) -> None:
    one = page_of(cast.official(GANZHOU, DepartmentKind.HEALTH, R))
    one.goto("/policy/versions/")
    one.get_by_role("link", name="提出新版本").click()
    bad, good = tmp_path / "坏.yaml", tmp_path / "赣州.yaml"
    text = written(pack(registration_push=3))
    bad.write_text(text.replace("days: 3", "days: 3.5"), encoding="utf-8")
    good.write_text(text, encoding="utf-8")
    one.get_by_label("YAML 文件").set_input_files(bad)
    one.get_by_role("button", name="核对并查看差异").click()
    expect(one.locator(".ty-error")).to_contain_text("坏.yaml 第")
    one.get_by_label("YAML 文件").set_input_files(good)
    one.get_by_role("button", name="核对并查看差异").click()
    expect(one.locator(".ty-diff del")).to_have_text("5 个工作日")
    expect(one.locator(".ty-diff ins")).to_have_text("3 个工作日")
    expect(one.locator(".ty-diff")).to_contain_text("就地修改")
    one.get_by_role("button", name="提交审批").click()
    expect(one.locator(".ty-summary")).to_be_visible()
    one.get_by_label("依据文件").fill("赣市府办〔2026〕示例号")
    one.get_by_label("原因").fill("推送时限缩短")
    one.get_by_label("生效日期").fill("2026-12-24")
    one.get_by_role("button", name="提交审批").click()
    expect(one.locator("body")).to_contain_text("由另一名政策管理员审批")
    expect(one.get_by_role("button", name="批准", exact=True)).to_have_count(0)

    two = page_of(cast.official(JIANGXI, DepartmentKind.HEALTH, R))
    two.goto(one.url)
    two.get_by_role("button", name="写明理由退回").click()
    expect(two.locator(".ty-error")).to_be_visible()
    two.get_by_role("button", name="批准", exact=True).click()
    expect(two.locator("body")).to_contain_text("已批准")
    one.goto("/deadline/?region=360702&rule=registration_push&trigger=2026-12-21")
    expect(one.locator("body")).to_contain_text("3 个工作日")


def test_u27_an_arrangement_by_form_is_looked_at_approved_and_told(
    cast: Cast, facility: Facility, page_of: Callable[[Actor], Page]
) -> None:
    one = page_of(cast.official(0, DepartmentKind.HEALTH, R))
    one.goto("/policy/calendars/")
    one.get_by_role("link", name="录入 2027 年安排").click()
    for name, value in (FORM | {"NEW_YEAR-work1": "2027-01-08"}).items():
        one.locator(f"[name='{name}']").fill(value)
    one.get_by_role("button", name="核对并查看影响").click()
    expect(one.locator("[id='id_NEW_YEAR-work1-error']")).to_contain_text("周五")
    expect(one.locator("[name='document']")).to_have_value(FORM["document"])
    one.locator("[name='NEW_YEAR-work1']").fill(FORM["NEW_YEAR-work1"])
    one.get_by_role("button", name="核对并查看影响").click()
    expect(one.locator("body")).to_contain_text("涉及 1 项未办结的期限")
    one.get_by_label("原因").fill("国务院办公厅公布")
    one.get_by_role("button", name="提交审批").click()
    proposal = one.url
    one.get_by_role("link", name="逐项查看原期限与新期限").first.click()
    expect(one.locator("body")).to_contain_text(facility.name)
    expect(one.locator("body")).to_contain_text("2027-01-07")

    two = page_of(cast.official(0, DepartmentKind.NDRC_LOCAL, R))
    two.goto(proposal)
    two.get_by_role("button", name="批准", exact=True).click()
    expect(two.locator("body")).to_contain_text("已批准")
    with clock.frozen(datetime(2026, 12, 25, tzinfo=clock.ZONE)):
        work_on_recounts()  # the worker, a moment later than the server's clock
    two.reload()
    expect(two.locator("body")).to_contain_text("未办结的期限已全部重算")
    assert Recount.objects.latest("id").firm == 1

    operator = page_of(cast.operator(facility))
    operator.set_viewport_size({"width": 390, "height": 844})
    operator.goto("/operator/")
    expect(operator.locator("body")).to_contain_text("放假安排 2027-1 已公布")
    operator.get_by_role("link", name="放假安排 2027-1 已公布").click()
    expect(operator.locator("body")).to_contain_text("已确定")
    officer = page_of(cast.officer)
    officer.goto("/inbox/")
    expect(officer.locator("body")).to_contain_text("本单位相关期限有 1 项变动或转为确定")


@pytest.mark.parametrize(
    "address",
    [
        "/policy/versions/",
        "/policy/proposals/",
        "/policy/calendars/",
        "/policy/calendars/new/",
        "/policy/versions/new/",
    ],
)
def test_on_a_phone_nothing_runs_out_of_the_page(
    cast: Cast, page_of: Callable[[Actor], Page], address: str
) -> None:
    page = page_of(cast.official(0, DepartmentKind.HEALTH, R))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(wider) is False
