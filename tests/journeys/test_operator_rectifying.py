"""After a non-compliance notice, and a pause of the service: the operator reports, the officer looks again (U25, U13)."""

from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from facilities.models import Facility, PublicFacility
from kernel import clock
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.enums import FilingState
from registration.models import Filing
from registration.workflow import verifying
from tests.cast import Cast, as_actor
from tests.filing import picture
from tests.journeys.stage import DESKTOP, PHONE, Day, another, day, enter, sound, stored
from tests.registration.officer_filings import operator_of
from tests.registration.operator_acts import receipt

__all__ = ["day"]

ORDERED = datetime(2026, 5, 6, 15, tzinfo=clock.ZONE)


@pytest.fixture
def ordered(cast: Cast) -> Filing:
    """A filed facility that the officer found not to conform on 6 May, to rectify by 1 June."""
    filing = receipt(cast, at=datetime(2026, 5, 6, 11, 5, tzinfo=clock.ZONE))
    with clock.frozen(ORDERED), as_actor(cast.officer):
        verifying.notify_noncompliance(
            by=cast.officer,
            filing_id=filing.pk,
            reasons=["消防通道堵塞", "晨检记录缺 3 天"],
            public_text="消防通道堵塞，晨检记录不全",
            rectify_by=date(2026, 6, 1),
        )
    return filing


def facility_state(filing: Filing) -> tuple[str, str]:
    """What the offices see, and what the public sees."""
    with nation_scope(reason="a test looks"):
        facility = Facility.objects.get(pk=filing.facility_id)
    return str(facility.state), str(PublicFacility.objects.get(pk=filing.facility_id).state)


def duties(filing: Filing) -> list[str]:
    with nation_scope(reason="a test looks"):
        rows = Obligation.objects.filter(rule="rectification", subject_id=filing.pk).order_by("id")
        return list(rows.values_list("status", flat=True))


def add_proof(page: Page, name: str) -> None:
    """Choose a file; whoever presses the button next need not wait until it has arrived."""
    chosen = {"name": name, "mimeType": "image/png", "buffer": picture()}
    page.locator("input[type=file]").first.set_input_files(chosen)  # type: ignore[arg-type]


def report(page: Page, text: str, filing: Filing) -> None:
    """From the first screen: the task, what was put right, its proof."""
    page.goto("/operator/")
    page.locator(".ty-tasks li", has_text="消防通道堵塞").get_by_role("link").first.click()
    add_proof(page, f"整改-{len(duties(filing))}.png")
    page.locator("#id_text").fill(text)
    page.get_by_role("button", name="报告整改", exact=True).click()
    expect(page.locator("main")).to_contain_text(text)


def recheck(page: Page, filing: Filing, *, passed: bool, findings: str = "") -> None:
    """From the list of what has to be rectified: open, look at what was reported, record the recheck."""
    page.goto("/filings/?tab=rectify")
    page.locator("tr[data-row]").get_by_role("link").first.click()
    expect(page.locator("#bar-holder")).to_contain_text("机构已提交整改说明")
    page.get_by_role("link", name="录入复查").click()
    visit_form(page, passed=passed, findings=findings).get_by_role("button", name="录入", exact=True).click()


def visit_form(page: Page, *, passed: bool, findings: str) -> Locator:
    form = page.locator("form.ty-form")
    form.locator("[name=visited_on]").fill("2026-05-07")
    form.get_by_role("radio", name="符合" if passed else "不符合", exact=True).check()
    form.locator("[name=findings]").fill(findings)
    return form


def test_u25_a_rectification_is_reported_with_proof_checked_again_refused_once_and_then_passed(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, day: Day, ordered: Filing
) -> None:
    enter(page.context, live_server, operator_of(cast, ordered))
    page.set_viewport_size(PHONE)
    page.goto(f"/operator/filings/{ordered.pk}/rectify/")
    sound(page)
    page.get_by_role("button", name="报告整改", exact=True).click()
    expect(page.locator("#id_text-error")).to_be_visible()
    assert stored(ordered.pk).state == FilingState.NONCOMPLIANCE_NOTIFIED
    assert facility_state(ordered)[0] == "NONCOMPLIANT"

    report(page, "通道已清空", ordered)
    expect(page.locator("main")).to_contain_text("整改-1.png")
    sound(page)
    assert (stored(ordered.pk).state, duties(ordered)) == (FilingState.RECHECK, ["MET"])

    officer = another(browser, live_server, cast.officer)
    recheck(officer, ordered, passed=False)
    expect(officer.locator("#id_findings-error")).to_be_visible()
    expect(officer.get_by_role("radio", name="不符合", exact=True)).to_be_checked()
    visit_form(officer, passed=False, findings="晨检记录仍缺 1 天").get_by_role(
        "button", name="录入", exact=True
    ).click()
    expect(officer.locator("#bar-holder")).to_contain_text("机构整改中")
    assert (stored(ordered.pk).state, duties(ordered)) == (
        FilingState.NONCOMPLIANCE_NOTIFIED,
        ["MET", "OPEN"],
    )

    report(page, "晨检记录已补齐", ordered)
    recheck(officer, ordered, passed=True)
    expect(officer.locator("main")).to_contain_text("现场核实符合")
    sound(officer)
    officer.context.close()
    assert (stored(ordered.pk).state, duties(ordered)) == (FilingState.VERIFIED, ["MET", "MET"])
    assert facility_state(ordered) == ("FILED_VERIFIED", "FILED_VERIFIED")
    page.goto("/operator/")
    expect(page.locator("main")).to_contain_text("现在没有要办的事")


def test_u13_the_service_is_suspended_with_a_place_for_each_child_and_taken_up_again(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    filed = receipt(cast)
    enter(page.context, live_server, operator_of(cast, filed))
    officer = another(browser, live_server, cast.officer)
    page.goto("/operator/changes/")
    begin(page, "暂停服务", on="2026-05-11", until="2026-06-30", reason="场所维修", children="6")
    expect(page.locator("#id_transfer_plan-error")).to_be_visible()
    expect(page.locator("#id_reason")).to_have_value("场所维修")
    page.locator("#id_transfer_plan").fill("示例·乐乐托育园 6 名，5 月 11 日起")
    page.get_by_role("button", name="下一步：核对并提交").click()
    hand_in(page)
    assert facility_state(filed) == ("FILED", "FILED"), "nothing changes before it is accepted"
    accept(officer, filed, "示例·乐乐托育园 6 名")
    assert facility_state(filed) == ("SUSPENDED", "SUSPENDED")

    page.goto("/operator/changes/")
    expect(
        page.locator(".ty-tasks li", has_text="暂停服务").get_by_role("button", name="开始办理")
    ).to_have_count(0)
    sound(page)
    begin(page, "恢复服务", on="2026-05-11")
    hand_in(page)
    accept(officer, filed, "恢复服务")
    assert facility_state(filed) == ("FILED", "FILED")
    officer.context.close()
    page.set_viewport_size(DESKTOP)
    page.goto("/operator/")
    expect(page.locator("main")).to_contain_text("已备案 · 章贡托备 2026-0001")


def begin(page: Page, choice: str, *, on: str, **typed: str) -> None:
    """Choose the change, fill its statement and go on."""
    page.locator(".ty-tasks li", has_text=choice).get_by_role("button", name="开始办理").click()
    page.locator("#id_on_date").fill(on)
    for name, value in typed.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="下一步：核对并提交").click()


def hand_in(page: Page) -> None:
    page.locator("#id_signer").fill("示例·李青")
    page.get_by_role("button", name="提交给卫健委").click()
    expect(page.locator("main")).to_contain_text("收到")


def accept(officer: Page, filed: Filing, told: str) -> None:
    """The officer finds the statement in the list, reads what it says, accepts it."""
    with nation_scope(reason="a test looks"):
        newest = Filing.objects.filter(facility_id=filed.facility_id).latest("id")
    officer.goto("/filings/")
    officer.locator(f"tr[data-row] a[href='/filings/{newest.pk}/']").first.click()
    expect(officer.locator("main")).to_contain_text(told)
    officer.get_by_role("link", name="受理").click()
    officer.locator("dialog[open]").get_by_role("button", name="受理").click()
    expect(officer.locator("main")).to_contain_text("已受理")
    assert stored(newest.pk).state == FilingState.ACCEPTED
