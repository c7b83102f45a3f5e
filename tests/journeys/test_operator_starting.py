"""How an operator comes to a facility and sees at once what is owed, by when and why (U02, U03, U05, U22)."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import DepartmentKind, Role
from facilities.models import Facility
from regions.models import Region
from regions.queries import streets
from regions.scope import nation_scope
from registration.models import Filing, Registration
from registration.rules import RegistrationFacts
from registration.workflow.pushing import push as push_registration
from tests.cast import CHAOYANG, PASSWORD, Cast, as_actor, uscc
from tests.journeys.stage import DESKTOP, PHONE, Day, another, day, enter, sign_in, sound
from tests.registration.officer_filings import push

__all__ = ["day"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_u02_from_the_credit_code_to_the_due_date(
    page: Page, cast: Cast, day: Day, size: dict[str, int]
) -> None:
    cast.officer  # noqa: B018
    facility = push(cast, head_name="示例·李青", phone="0797-8123456")
    page.set_viewport_size(size)
    page.goto("/")
    page.get_by_role("link", name="用信用代码开通账号").click()
    page.get_by_label("统一社会信用代码").fill(facility.uscc)
    page.get_by_label("机构负责人").fill("示例·别人")
    page.get_by_label("登记时留的联系电话").fill("07978123456")
    page.locator("#id_name").fill("示例·李青")
    page.locator("#id_username").fill("13800000001")
    page.locator("input[type=password]").nth(0).fill(PASSWORD)
    page.locator("input[type=password]").nth(1).fill(PASSWORD)
    page.get_by_role("button", name="开通账号").click()
    expect(page.locator(".ty-summary")).to_contain_text("无法开通账号")
    expect(page.get_by_label("统一社会信用代码")).to_have_value(facility.uscc)
    page.get_by_label("机构负责人").fill("示例·李青")
    page.locator("input[type=password]").nth(0).fill(PASSWORD)
    page.locator("input[type=password]").nth(1).fill(PASSWORD)
    page.get_by_role("button", name="开通账号").click()

    expect(page.get_by_role("heading", name="要办的事")).to_be_visible()
    expect(page.locator("main")).to_contain_text("最近一件 5 月 14 日到期")
    expect(page.locator("main")).to_contain_text("还没有消息")
    task = page.locator(".ty-tasks li").first
    expect(task).to_contain_text("还剩 6 个工作日")
    task.get_by_role("button", name="为什么是这一天").locator("visible=true").click()
    why = task.locator(".ty-why").locator("visible=true")
    expect(why.locator(".ty-day-due")).to_contain_text("5/14")
    expect(why).to_contain_text("10 个工作日")
    expect(why.locator("li, .ty-day").filter(has_text="5/9").first).to_be_visible()
    sound(page)

    task.get_by_role("button", name="开始办理").click()
    expect(page.locator("main")).to_contain_text("最晚 5 月 14 日提交")
    sound(page)
    day("2026-05-15")
    page.goto("/operator/")
    expect(page.locator(".ty-tasks li").first).to_contain_text("逾期 1 个工作日")


def test_u03_jilin_says_promptly_and_names_no_day(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    street = streets(CHAOYANG)[0]
    cast.official(CHAOYANG, DepartmentKind.HEALTH, Role.OFFICER)
    registrar = cast.official(CHAOYANG, DepartmentKind.MARKET, Role.REGISTRAR)
    facts = RegistrationFacts(
        entity_kind="FOR_PROFIT",
        name="示例·小松树托育园",
        uscc=uscc(prefix="91220104MA"),
        approved_on=date(2026, 4, 28),
        address="示例街 3 号",
        business_scope="托育服务",
    )
    with as_actor(registrar):
        row = push_registration(
            by=registrar,
            facts=facts,
            region=street,
            registrar=cast.department(CHAOYANG, DepartmentKind.MARKET),
        )
    assert row.facility is not None
    enter(page.context, live_server, cast.operator(row.facility))
    page.goto("/operator/")
    task = page.locator(".ty-tasks li").first
    expect(task).to_contain_text("及时")
    expect(task).to_contain_text("条文未写天数")
    expect(page.locator("main")).not_to_contain_text("日到期")
    task.get_by_role("button", name="开始办理").click()
    expect(page.locator("main")).to_contain_text("及时提交")
    expect(page.locator("main")).not_to_contain_text("最晚")


def test_u05_a_kindergarten_class_in_jilin_files_without_registration(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    cast.official(CHAOYANG, DepartmentKind.HEALTH, Role.OFFICER)
    founder = cast.actor(cast.user("kindergarten"))
    page.goto("/operator/file-first/")
    sign_in(page, founder)
    code = uscc(prefix="52220104MA")
    choose_place(page, streets(CHAOYANG)[0])
    page.get_by_label("幼儿园托班").check()
    expect(page.locator("#guidance")).to_contain_text("直接到县级卫生健康部门备案")
    expect(page.locator("#guidance")).to_contain_text("交办学许可证，不用营业执照")
    fill_statement(page, code, "示例·松苗幼儿园托班")
    page.get_by_role("button", name="记下并填写备案").click()
    expect(page.locator("main")).to_contain_text("首次备案")
    with nation_scope(reason="a test looks"):
        filing = Filing.objects.get(facility__uscc=code)
        assert not Registration.objects.filter(uscc=code).exists()
    page.goto(f"/operator/filings/{filing.pk}/materials/")
    expect(page.locator(".ty-slots")).to_contain_text("办学许可证")
    expect(page.locator(".ty-slots")).not_to_contain_text("营业执照或其他法人登记证书")
    page.get_by_text("为什么", exact=True).click()
    expect(page.locator("main")).to_contain_text("幼儿园托班不再登记，交办学许可证")


def test_u22_file_first_then_the_push_is_matched_and_nothing_is_doubled(
    page: Page, cast: Cast, day: Day
) -> None:
    cast.officer, cast.registrar  # noqa: B018
    page.goto("/operator/")
    sign_in(page, cast.actor(cast.user("founder")))
    expect(page.get_by_role("heading", name="欢迎")).to_be_visible()
    page.get_by_role("link", name="先行备案").click()
    code = uscc()
    page.get_by_label("统一社会信用代码").fill(code[:-1] + ("A" if code[-1] != "A" else "B"))
    page.get_by_label("统一社会信用代码").blur()
    expect(page.locator("#code-check")).to_contain_text("校验")
    page.get_by_role("button", name="记下并填写备案").click()
    expect(page.locator(".ty-summary")).to_be_focused()
    expect(page.locator("#place")).to_contain_text("选到街道")
    page.get_by_label("营利性机构", exact=True).check()
    choose_place(page, Region.objects.get(pk=360702001000))
    fill_statement(page, code, "示例·小树苗托育园")
    expect(page.locator("#guidance")).to_contain_text("最晚 5 月 14 日备案")
    sound(page)
    page.get_by_role("button", name="记下并填写备案").click()
    expect(page.locator("main")).to_contain_text("首次备案")
    expect(page.get_by_label("机构名称")).to_have_value("示例·小树苗托育园")

    push(cast, uscc=code)
    day("2026-05-11")
    page.goto("/operator/")
    expect(page.locator("main")).to_contain_text("4 月 29 日")
    expect(page.locator(".ty-tasks li")).to_have_count(1)
    with nation_scope(reason="a test looks"):
        facility = Facility.objects.get(uscc=code)
        assert facility.registration_confirmed
        assert Filing.objects.filter(facility=facility).count() == 1


def test_a_family_home_is_asked_less(page: Page, live_server: LiveServer, cast: Cast, day: Day) -> None:
    cast.officer  # noqa: B018
    home = cast.facility(entity_kind="FAMILY_CHILDCARE_HOME", name="示例·向阳家庭托育点")
    enter(page.context, live_server, cast.operator(home))
    page.goto("/operator/")
    page.locator(".ty-tasks li").get_by_role("button").last.click()
    expect(page.get_by_label("机构负责人")).to_be_visible()
    expect(page.get_by_text("负责人学历")).to_have_count(0)
    page.goto(page.url.replace("basics", "people"))
    page.get_by_label("最多收托人数").fill("6")
    page.get_by_label("保育人员").fill("2")
    page.get_by_role("button", name="下一步：材料").click()
    expect(page.locator(".ty-summary")).to_contain_text("收托不超过5名")
    page.get_by_label("最多收托人数").fill("5")
    page.get_by_role("button", name="下一步：材料").click()
    expect(page.locator(".ty-slots")).to_contain_text("同一建筑内其他业主的同意书")


def test_a_colleague_is_invited_joins_and_leaves(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    facility = cast.facility()
    enter(page.context, live_server, cast.operator(facility))
    page.goto("/operator/colleagues/")
    page.get_by_role("button", name="退出").or_(page.get_by_role("link", name="退出")).first.click()
    page.get_by_role("button", name="退出机构").click()
    expect(page.locator("main")).to_contain_text("唯一的管理员")
    page.get_by_label("邀请谁").fill("李老师")
    page.get_by_role("button", name="生成邀请").click()
    link = page.locator(".ty-secret code").inner_text()

    colleague = another(browser, live_server)
    colleague.goto(link[link.index("/invitation/") :])
    expect(colleague.locator("main")).to_contain_text(facility.name)
    colleague.locator("#id_name").fill("示例·李老师")
    colleague.locator("#id_username").fill("13800000002")
    colleague.locator("input[type=password]").nth(0).fill(PASSWORD)
    colleague.locator("input[type=password]").nth(1).fill(PASSWORD)
    colleague.get_by_role("button", name="开通账号并加入").click()
    expect(colleague.locator("main")).to_contain_text(facility.name)
    colleague.goto("/operator/colleagues/")
    colleague.locator("[data-dialog=leave]").click()
    colleague.get_by_role("button", name="退出机构").click()
    expect(colleague.get_by_role("heading", name="欢迎")).to_be_visible()
    page.goto("/operator/colleagues/")
    expect(page.locator("main")).not_to_contain_text("示例·李老师")
    colleague.context.close()


def choose_place(page: Page, street: Region) -> None:
    """Province, city, district, street: each list comes after the one before."""
    for at, length in enumerate((10, 8, 6, 3), start=1):
        chooser = page.locator(f"#place-{at}")
        chooser.select_option(str(street.pk // 10**length * 10**length))
        if at < 4:
            expect(page.locator(f"#place-{at + 1}")).to_be_visible()
            expect(page.locator(".htmx-added, .htmx-settling, .htmx-request")).to_have_count(0)


def fill_statement(page: Page, code: str, name: str) -> None:
    page.get_by_label("统一社会信用代码").fill(code)
    page.get_by_label("核准登记日期").fill("2026-04-28")
    page.get_by_label("机构名称").fill(name)
    page.get_by_label("地址", exact=False).fill("示例路 1 号 1 层")
    page.get_by_label("经营范围").fill("托育服务")
    page.get_by_label("机构负责人").fill("示例·李青")
    page.get_by_label("电话").fill("13800000000")
