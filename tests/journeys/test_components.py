"""The components in a real browser, on the gallery: what script adds, and that nothing is lost when things go wrong."""

import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

PAPER: FilePayload = {
    "name": "营业执照.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4 " + b"x" * 2000,
}
ARCHIVE: FilePayload = {"name": "食堂全套.zip", "mimeType": "application/zip", "buffer": b"PK"}


def test_a_due_date_is_explained_in_the_row_below_by_keyboard(page: Page) -> None:
    page.goto("/design/inbox/")
    for key in "jjjjjje":
        page.keyboard.press(key)

    expect(page.get_by_text("次日起算 5 个工作日")).to_be_visible()
    opened = page.locator("a[aria-expanded=true]")
    expect(opened).to_have_count(1)
    page.keyboard.press("e")
    expect(page.get_by_text("次日起算 5 个工作日")).to_be_hidden()


def test_single_keys_are_off_in_fields_and_can_be_switched_off(page: Page) -> None:
    page.goto("/design/push/")
    page.get_by_label("机构名称").press_sequentially("jke?")
    expect(page.get_by_label("机构名称")).to_have_value("jke?")
    page.locator("h1").click()
    page.keyboard.press("Shift+?")
    expect(page.locator("#keys-help")).to_be_visible()
    page.get_by_text("启用单键快捷键").click()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("Shift+?")
    expect(page.locator("#keys-help")).to_be_hidden()


def test_without_script_the_explanation_is_a_page_of_its_own(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    plain = context.new_page()
    plain.goto(f"{live_server.url}/design/inbox/")
    plain.locator("a[data-explain]").first.click()
    expect(plain.get_by_text("次日起算 5 个工作日")).to_be_visible()
    context.close()


def test_a_clause_opens_in_the_side_sheet(page: Page) -> None:
    page.goto("/design/inbox/")
    page.locator("a.ty-clause").first.click()
    expect(page.locator("#side-sheet")).to_contain_text("应当在5个工作日内提供备案回执")
    page.keyboard.press("Escape")
    expect(page.locator("#side-sheet")).to_be_hidden()


def test_what_cannot_be_taken_back_needs_the_typed_word(page: Page) -> None:
    page.goto("/design/")
    page.get_by_role("button", name="打开", exact=True).click()
    field = page.get_by_label("输入“不符合”确认")
    expect(field).to_be_focused()
    field.fill("不合")
    assert not field.evaluate("field => field.validity.valid")
    field.fill("不符合")
    assert field.evaluate("field => field.validity.valid")


def test_a_form_saves_itself_and_says_when(page: Page) -> None:
    page.goto("/design/")
    page.get_by_label("情况说明").press_sequentially("还差一份合同")
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(r"已自动保存 \d\d:\d\d"))
    expect(page.locator("form[data-autosave] input[name=version]")).to_have_value("2")


def test_offline_keeps_what_is_not_personal_and_puts_it_back(page: Page) -> None:
    page.goto("/design/")
    page.context.set_offline(True)
    page.get_by_label("情况说明").fill("断网时写的")
    page.get_by_label("幼儿姓名").fill("小明")
    expect(page.locator("[data-saved]")).to_contain_text("网络断了")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "断网时写的" in kept
    assert "小明" not in kept

    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/design/")
    expect(page.get_by_label("情况说明")).to_have_value("断网时写的")
    expect(page.get_by_label("幼儿姓名")).to_have_value("")
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")
    assert page.evaluate("localStorage.length") == 0


def test_back_online_the_form_saves_itself(page: Page) -> None:
    page.goto("/design/")
    page.context.set_offline(True)
    page.get_by_label("情况说明").fill("断网时写的")
    expect(page.locator("[data-saved]")).to_contain_text("网络断了")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")


def test_a_lost_session_offers_sign_in_and_keeps_the_words(page: Page) -> None:
    page.goto("/design/")
    page.get_by_label("情况说明").fill("写到一半")
    page.get_by_label("登录失效").check()
    expect(page.locator("#session-ended")).to_be_visible()
    page.get_by_role("button", name="留在本页").click()
    expect(page.get_by_label("情况说明")).to_have_value("写到一半")


def test_a_stale_draft_is_refused_and_kept(page: Page) -> None:
    page.goto("/design/")
    page.get_by_label("别人先改过").check()
    page.get_by_label("情况说明").fill("我的说法")
    expect(page.locator("[data-saved]")).to_contain_text("别人刚改过")
    expect(page.get_by_label("情况说明")).to_have_value("我的说法")


def test_an_upload_is_checked_and_then_ready(page: Page) -> None:
    page.goto("/design/")
    page.locator("#up-live input[type=file]").set_input_files(PAPER)
    expect(page.locator("#up-live")).to_contain_text("检查文件安全")
    expect(page.locator("#up-live").get_by_text("查看")).to_be_visible()
    expect(page.locator("#up-live").get_by_text("换一个")).to_be_visible()


def test_a_wrong_kind_of_file_is_refused_with_the_remedy(page: Page) -> None:
    page.goto("/design/")
    page.locator("#up-live input[type=file]").set_input_files(ARCHIVE)
    expect(page.locator("#up-live [data-refusal]")).to_contain_text("“食堂全套.zip”没有传上：请传 PDF 或照片")


def test_the_viewer_shows_one_page_turns_and_enlarges(page: Page) -> None:
    page.goto("/design/")
    viewer = page.locator("#viewer")
    expect(viewer.locator("figure:visible")).to_have_count(1)
    expect(viewer).to_contain_text("第 1 / 2 页")
    viewer.get_by_role("button", name="下一页").click()
    expect(viewer).to_contain_text("第 2 / 2 页")
    before = viewer.locator("figure:visible").bounding_box()
    viewer.get_by_role("button", name="放大").click()
    expect(viewer).to_contain_text("125%")
    after = viewer.locator("figure:visible").bounding_box()
    assert before and after and after["width"] > before["width"]


def test_the_navigation_stays_narrow_once_made_so(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/design/inbox/")
    page.get_by_role("button", name="收起导航").click()
    page.reload()
    box = page.locator(".ty-side").bounding_box()
    assert box and box["width"] == 56


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
@pytest.mark.parametrize("name", ["", "inbox/", "review/", "push/", "operator_home/", "wizard/"])
def test_no_page_scrolls_sideways(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/design/{name}")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("name", ["inbox/", "operator_home/", "wizard/"])
def test_every_target_on_a_phone_is_large_enough(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/design/{name}")
    small = page.evaluate(
        """[...document.querySelectorAll("button, a.btn, .ty-phone-nav a, .ty-phone-nav summary, select, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])")]
           .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.closest("dialog, details:not([open])") && !each.matches(".btn-link"))
           .filter((each) => (each.closest("label.ty-filter") ?? each).getBoundingClientRect().height < 44)
           .map((each) => each.className + " " + each.textContent.trim().slice(0, 20))"""
    )
    assert small == []


def test_a_narrow_review_shows_one_half_at_a_time(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 800})
    page.goto("/design/review/")
    expect(page.locator("#viewer")).to_be_visible()
    expect(page.locator("#materials")).to_be_hidden()
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("#materials")).to_be_visible()
    expect(page.locator("#viewer")).to_be_hidden()


def test_paper_has_no_navigation_and_no_buttons(page: Page) -> None:
    page.goto("/design/inbox/")
    page.emulate_media(media="print")
    for gone in (".ty-side", ".ty-top", ".ty-filters", "tbody .btn"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_text("4/30 起 · 5/6、5/7、5/8、5/9、5/11")).to_be_visible()
    expect(page.locator(".ty-content > .ty-print-only")).to_contain_text("赣州市章贡区卫健委")


def test_a_verdict_by_keyboard_swaps_its_row_and_keeps_the_focus_at_work(page: Page) -> None:
    page.goto("/design/review/")
    row = page.locator("#material-2")
    row.focus()
    page.keyboard.press("2")
    reason = row.get_by_label("请机构补什么")
    expect(reason).to_be_focused()
    row.get_by_role("button", name="缺页").click()
    expect(reason).to_have_value("缺页")
    row.get_by_role("button", name="符合").click()
    expect(row.get_by_role("button", name="符合")).to_have_attribute("aria-pressed", "true")
    expect(row.get_by_role("button", name="符合")).to_be_focused()


def test_a_double_click_posts_once(page: Page) -> None:
    page.goto("/design/review/")
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.locator("#material-2").get_by_role("button", name="符合").dblclick()
    expect(page.locator("#material-2").get_by_role("button", name="符合")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert len(posted) == 1


def test_the_second_click_of_a_double_click_does_not_post_where_the_answer_came_first(page: Page) -> None:
    page.goto("/design/review/")
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    button = page.locator("#material-2").get_by_role("button", name="符合")
    box = button.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(button).to_have_attribute("aria-pressed", "true")
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(200)
    assert len(posted) == 1
    with page.expect_request("**/verdict/**"):  # another click is another answer
        button.click()
