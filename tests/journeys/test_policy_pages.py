"""The law in a real browser: U01 to U03 for all five places, a rule opened in place, from a clause to its value, a phone."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(autouse=True)
def the_day_of_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")


def rule(page: Page, name: str) -> str:
    """The row of a rule among those in force, in words."""
    row = page.locator(
        "#rules details:not(#topic-simulated) tr[data-row]",
        has=page.get_by_role("link", name=name, exact=True),
    )
    return row.first.inner_text()


@pytest.mark.parametrize(
    ("place", "kind", "office"),
    [
        ("章贡区", "社会服务机构", "行政审批局"),
        ("章贡区", "事业单位", "编办"),
        ("220102", "社会服务机构", "民政"),
        ("340402", "社会服务机构", "民政"),
        ("330108", "社会服务机构", "民政"),
        ("330304", "营利性机构", "市场监管"),
    ],
)
def test_u01_each_kind_of_entity_has_the_registrar_of_its_place(
    page: Page, place: str, kind: str, office: str
) -> None:
    page.goto("/policy/")
    page.get_by_label("地区").fill(place)
    page.get_by_role("button", name="显示").click()
    page.wait_for_url(re.compile("region="))
    expect(page.locator("#rules-title")).to_contain_text("生效规则")
    page.goto(page.url + "&topic=registrars")
    assert office in rule(page, kind)


@pytest.mark.parametrize("rule_name", ["filing", "registration_push"])
@pytest.mark.parametrize("place", ["220102", "340402", "330108", "330304"])
def test_u03_elsewhere_it_is_promptly_and_no_day_is_invented(page: Page, place: str, rule_name: str) -> None:
    page.goto(f"/deadline/?region={place}&rule={rule_name}&trigger=2026-04-28")
    expect(page.get_by_text("没有天数，所以没有到期日").first).to_be_visible()
    expect(page.get_by_text("2026-05-14")).to_have_count(0)
    page.goto(f"/policy/?region={place}&on=2026-05-07&topic=terms")
    assert "及时" in rule(page, "机构备案")


def test_u02_in_ganzhou_filing_is_due_on_14_may_and_the_steps_lead_to_the_rule(page: Page) -> None:
    page.goto("/deadline/")
    page.get_by_label("地区").fill("360702")
    page.get_by_label("事项").select_option("filing")
    page.get_by_label("起算日").fill("2026-04-28")
    page.get_by_role("button", name="计算").click()
    expect(page.locator("dd", has_text="2026-05-14")).to_be_visible()
    expect(page.locator(".ty-steps-list")).to_contain_text("地方优先")
    page.get_by_role("link", name="在生效规则中看这一条").click()
    expect(page.locator("#rule")).to_contain_text("10 个工作日")


def test_a_rule_opens_in_place_with_its_ladder_and_works_as_an_address(page: Page) -> None:
    page.goto("/policy/?region=360702&on=2025-04-18")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="机构备案", exact=True).click()
    expect(page.locator("#rule h2").first).to_have_text("机构备案")
    expect(page.locator("#rule h2").first).to_be_focused()
    assert page.evaluate("window.stayed") and "rule=deadlines.filing" in page.url
    expect(page.locator(".ty-rung.is-chosen")).to_contain_text("赣州市 · 10 个工作日")
    expect(page.locator(".ty-rung s")).to_have_text("及时")
    expect(page.locator("tr.is-current")).to_contain_text("机构备案")
    page.reload()
    expect(page.locator("#rule h2").first).to_have_text("机构备案")


def test_filters_apply_by_themselves_and_a_mistake_stays_beside_its_field(page: Page) -> None:
    page.goto("/policy/?region=360702&on=2025-04-18")
    page.get_by_label("主题", exact=True).select_option("subsidies")
    expect(page.locator("#rules tr[data-row]").first).to_contain_text("补")
    expect(page.get_by_role("link", name="机构备案", exact=True)).to_have_count(0)
    page.get_by_label("地区").fill("没有这个地方")
    page.get_by_label("地区").press("Enter")
    expect(page.locator("#law-region-error")).to_be_visible()
    expect(page.get_by_label("地区")).to_have_value("没有这个地方")


def test_u50_from_the_text_to_the_clause_to_the_value_and_back(page: Page) -> None:
    page.goto("/policy/documents/")
    page.get_by_role("link", name="关于促进3岁以下婴幼儿照护服务发展的实施方案").click()
    page.locator('a.ty-law-clause[href*="GZ-3.3.1-d"]').first.click()
    expect(page.locator("mark")).to_contain_text("应于5个工作日内")
    page.get_by_role("link", name="登记信息推送").first.click()
    expect(page.locator("#rule")).to_contain_text("5 个工作日")
    page.locator("#rule").get_by_role("link", name="看条文原文").click()
    expect(page.locator("mark")).to_contain_text("应于5个工作日内")


def test_u50_a_street_on_a_day_says_value_source_and_what_was_overridden(page: Page) -> None:
    page.goto("/policy/?region=360702001&on=2025-04-18")
    words = rule(page, "登记信息推送")
    assert "5 个工作日" in words and "赣州方案" in words and "及时" in words and "地方优先" in words


@pytest.mark.parametrize("address", ["/policy/?region=360702", "/policy/documents/GZ/", "/policy/search/?q=推送", "/deadline/", "/policy/clauses/GZ-3.3.1-d/", "/policy/compare/?region=360702&on=2021-01-01"])  # fmt: skip
def test_on_a_phone_nothing_scrolls_sideways_and_targets_are_large(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('main .btn')].filter(b => b.offsetHeight && b.offsetHeight < 44).length"
    )
    assert (wide, small) == (0, 0)
