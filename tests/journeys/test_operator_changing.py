"""What changes after the filing: the head, the profit type, the end of the facility (U11, U12, U13)."""

from datetime import date, datetime

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import FacilityRole
from accounts.models import User
from facilities.enums import FacilityState
from facilities.models import Facility
from facilities.workflow import grant_operator
from kernel import clock
from regions.scope import nation_scope
from registration.enums import FilingKind, FilingState
from registration.models import Filing
from registration.workflow import reviewing, submitting
from registration.workflow.drafting import save_draft
from tests.cast import _SETUP, Cast, as_actor
from tests.filing import hand_in_everything
from tests.journeys.stage import Day, answer, day, enter, sound, stored
from tests.registration.officer_filings import checked, operator_of, push
from tests.registration.operator_acts import receipt

__all__ = ["day"]


def newest(facility: Facility) -> Filing:
    with nation_scope(reason="a test looks"):
        found = Filing.objects.filter(facility=facility).order_by("-id").first()
        assert found is not None
        return found


def facility_now(facility: Facility) -> Facility:
    with nation_scope(reason="a test looks"):
        return Facility.objects.get(pk=facility.pk)


def test_u11_a_new_head_answers_for_themselves_and_the_record_of_the_old_one_stays(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    filed = receipt(cast)
    enter(page.context, live_server, operator_of(cast, filed))
    page.goto("/operator/changes/")
    sound(page)
    page.locator(".ty-tasks li", has_text="变更备案").get_by_role("button", name="开始办理").first.click()
    expect(page.get_by_role("heading", name="变更备案")).to_be_visible()
    filing = newest(filed.facility)
    page.goto(f"/operator/filings/{filing.pk}/basics/")
    expect(page.get_by_role("radio", name="本科")).to_be_checked()
    page.get_by_label("机构负责人").fill("示例·孙悦")
    page.get_by_label("机构负责人").blur()
    expect(page.locator("[data-new-head]")).to_contain_text("按新负责人重新填写")
    expect(page.get_by_role("radio", name="本科")).not_to_be_checked()
    expect(page.get_by_label("负责人从事相关管理的年数")).to_have_value("")
    page.get_by_role("button", name="下一步：场所").click()
    expect(page.locator(".ty-summary")).to_contain_text("负责人学历")

    answer(page, "负责人学历", "高中及以下")
    page.get_by_label("负责人从事相关管理的年数").fill("2")
    answer(page, "负责人是否经岗位培训合格？", "是")
    page.get_by_role("button", name="下一步：场所").click()
    expect(page.locator("#id_head_education-error")).to_contain_text("大专以上学历")
    expect(page.locator("#id_head_years-error")).to_contain_text("3年以上")
    answer(page, "负责人学历", "大专")
    page.get_by_label("负责人从事相关管理的年数").fill("3")
    page.get_by_role("button", name="下一步：场所").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("场所")
    page.goto(f"/operator/filings/{filing.pk}/confirm/")
    change = page.locator("dl.ty-facts-wide").first
    expect(change.locator("del").first).to_contain_text("示例·李青")
    expect(change.locator("ins").first).to_contain_text("示例·孙悦")

    with as_actor(operator_of(cast, filed)):
        hand_in_everything(operator_of(cast, filed), filing)
        save_draft(
            by=operator_of(cast, filed),
            filing_id=filing.pk,
            form={"committed": True, "signer": "示例·孙悦"},
        )
        submitting.submit(by=operator_of(cast, filed), filing_id=filing.pk)
    checked(cast, filing)
    with as_actor(cast.officer):
        reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
    page.goto("/operator/changes/")
    expect(page.locator("main")).to_contain_text("历任负责人")
    expect(page.locator("main")).to_contain_text("示例·李青")
    facility = facility_now(filed.facility)
    assert facility.head_name == "示例·孙悦"
    (old,) = facility.profile["former_heads"]
    assert (old["head_name"], old["head_education"], old["until"]) == ("示例·李青", "BACHELOR", "2026-05-07")


def test_u12_for_profit_to_non_profit_is_not_a_change_but_four_steps(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    filed = receipt(cast)
    operator = operator_of(cast, filed)
    enter(page.context, live_server, operator)
    page.goto("/operator/changes/")
    page.locator(".ty-tasks li", has_text="营利性和非营利性互转").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("不是变更")
    expect(page.locator(".ty-reasons > li")).to_have_count(4)
    sound(page)
    page.get_by_role("button", name="报告注销").click()
    fill_statement(page, children="0")
    page.locator("#id_signer").fill("示例·李青")
    page.get_by_role("button", name="提交给卫健委").click()
    expect(page.locator("main")).to_contain_text("收到")
    with as_actor(cast.officer):
        reviewing.accept(by=cast.officer, filing_id=newest(filed.facility).pk)
    page.goto("/operator/")
    expect(page.locator("main")).to_contain_text("已注销")

    with clock.frozen(datetime(2026, 5, 7, 9, tzinfo=clock.ZONE)):
        new = push(cast, name="示例·小树苗托育服务中心")
    with nation_scope(reason="the same person gets the new facility"):
        user = User.objects.get(pk=operator.user_id)
        grant_operator(by=_SETUP, facility=new, user=user, role=FacilityRole.MANAGER)
    page.goto(f"/operator/facilities/{new.pk}/successor/")
    page.get_by_label("已注销机构的信用代码").fill("91360702MA0000000X")
    page.get_by_role("button", name="关联").click()
    expect(page.locator("#id_uscc-error")).to_contain_text("没有")
    expect(page.get_by_label("已注销机构的信用代码")).to_have_value("91360702MA0000000X")
    page.get_by_label("已注销机构的信用代码").fill(filed.facility.uscc)
    page.get_by_role("button", name="关联").click()
    expect(page.get_by_role("heading", name="要办的事")).to_be_visible()
    assert facility_now(new).predecessor_id == filed.facility_id


def fill_statement(page: Page, *, children: str) -> None:
    page.locator("#id_on_date").fill("2026-06-01")
    page.locator("#id_reason").fill("房屋到期")
    page.locator("#id_children").fill(children)
    page.get_by_role("button", name="下一步：核对并提交").click()


def test_u13_no_child_is_left_without_a_place(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    filed = receipt(cast)
    enter(page.context, live_server, operator_of(cast, filed))
    page.goto("/operator/changes/")
    page.locator(".ty-tasks li", has_text="机构不办了").get_by_role("button").click()
    fill_statement(page, children="12")
    expect(page.locator(".ty-summary")).to_be_focused()
    expect(page.locator("#id_transfer_plan-error")).to_contain_text("每名")
    expect(page.locator("#id_reason")).to_have_value("房屋到期")
    page.locator("#id_transfer_plan").fill("示例·乐乐托育园 12 名，6 月 1 日起")
    sound(page)
    page.get_by_role("button", name="下一步：核对并提交").click()
    page.locator("#id_signer").fill("示例·李青")
    page.get_by_role("button", name="提交给卫健委").click()
    expect(page.locator("main")).to_contain_text("收到")
    filing = newest(filed.facility)
    assert (filing.kind, filing.state) == (FilingKind.CANCELLATION, FilingState.SUBMITTED)
    assert facility_now(filed.facility).state == FacilityState.FILED
    with clock.frozen(date(2026, 5, 11)), as_actor(cast.officer):
        reviewing.accept(by=cast.officer, filing_id=filing.pk)
    day("2026-05-12")
    page.goto("/operator/")
    expect(page.locator("main")).to_contain_text("本机构已终止")
    expect(page.locator("main")).to_contain_text("曾备案")
    assert facility_now(filed.facility).state == FacilityState.CANCELLED
    assert stored(filing.pk).form["children"] == 12
