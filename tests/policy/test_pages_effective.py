"""The page of effective rules: every value in words, where it comes from, what it overrode, on any day and in any place."""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.enums import DepartmentKind, Role
from kernel import clock
from policy.law_forms import Asked
from policy.presentation.effective_page import page_of
from policy.presentation.rows import Row, rows_of
from policy.presentation.topics import SIMULATED, TOPICS
from regions.models import RegionAlias
from tests.cast import Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.policy.places import BINJIANG, CHANGCHUN_NANGUAN, DATONG, NATION, OUHAI, ZHANGGONG

pytestmark = pytest.mark.django_db
PLACES = (NATION, ZHANGGONG, CHANGCHUN_NANGUAN, DATONG, BINJIANG, OUHAI)


def rows(place: int, on: str) -> dict[str, Row]:
    return {row.rule: row for row in rows_of(place, date.fromisoformat(on)) if row.topic != SIMULATED}


def drafts(place: int, on: str) -> dict[str, Row]:
    return {row.rule: row for row in rows_of(place, date.fromisoformat(on)) if row.topic == SIMULATED}


def opened(client: Client, **query: str) -> str:
    return text(client.get("/policy/", query))


def plain(source: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", source))


def test_zhanggong_pushes_in_five_days_with_the_national_promptly_struck_through() -> None:
    row = rows(ZHANGGONG, "2025-04-18")["deadlines.registration_push"]
    assert row.words.lines == ("5 个工作日",) and row.why == "地方优先" and row.badge.label == "现行有效"
    assert [(each.level, each.words, each.same) for each in row.overrode] == [("国家", "及时", False)]


def test_the_page_strikes_through_and_tells_the_reason(client: Client) -> None:
    source = opened(client, region="360702", on="2025-04-18", rule="deadlines.registration_push")
    assert "<s>及时</s>" in source and "地方优先" in source and "5 个工作日" in source
    assert "应于5个工作日内将婴幼儿照护机构登记信息</mark>" in source
    assert "/policy/clauses/GZ-3.3.1-d/" in source


def test_before_the_ganzhou_plan_the_nation_decides_and_nothing_is_struck_through() -> None:
    row = rows(ZHANGGONG, "2022-02-17")["deadlines.registration_push"]
    assert row.words.lines == ("及时",) and row.overrode == ()
    assert rows(ZHANGGONG, "2022-02-18")["deadlines.registration_push"].words.lines == ("5 个工作日",)


@pytest.mark.parametrize("place", [CHANGCHUN_NANGUAN, DATONG, BINJIANG, OUHAI])
@pytest.mark.parametrize("on", ["2023-06-01", "2026-05-07"])
def test_elsewhere_pushing_and_filing_are_prompt_without_a_number(place: int, on: str) -> None:
    found = rows(place, on)
    assert found["deadlines.registration_push"].words.lines == ("及时",)
    assert found["deadlines.filing"].words.lines == ("及时",)


def test_periods_of_the_authority_are_national_and_say_why(client: Client) -> None:
    row = rows(ZHANGGONG, "2025-04-18")["deadlines.filing_receipt"]
    assert row.words.lines == ("5 个工作日",) and row.why == "全国统一，地方只能更短"


def test_registrars_name_the_offices_of_the_place() -> None:
    assert rows(ZHANGGONG, "2025-04-18")["registrars.SOCIAL_SERVICE_ORG"].words.lines == ("行政审批局",)
    assert "或" in rows(ZHANGGONG, "2025-04-18")["registrars.FOR_PROFIT"].words.lines[0]
    assert "民政" in rows(CHANGCHUN_NANGUAN, "2025-04-18")["registrars.SOCIAL_SERVICE_ORG"].words.lines[0]


def test_an_ended_subsidy_is_shown_ended_and_on_a_day_of_its_window_in_force() -> None:
    after = rows(ZHANGGONG, "2025-04-18")["programmes.GZ-OPERATING"]
    assert after.badge.label == "已到期" and after.validity == "2022-02-18 至 2025-02-17；窗口内月份仍可付"
    assert after.words.lines[0] == "200.00 元/人月" and after.words.lines[-1] == "分担 市级 2 : 县级 8"
    assert rows(ZHANGGONG, "2024-05-01")["programmes.GZ-OPERATING"].badge.label == "现行有效"
    assert "programmes.GZ-OPERATING" not in {
        r.rule for g in _page(ZHANGGONG, "2022-01-01").groups for r in g.rows
    }


def test_binjiang_shows_its_draft_apart_and_never_as_in_force() -> None:
    apart = drafts(BINJIANG, "2025-04-18")
    assert {"deadlines.filing", "programmes.HZBJ-OPERATING"} <= set(apart)
    assert {row.badge.label for row in apart.values()} <= {"草案", "未启用", "探索中"}
    assert all(row.value.status.can_bind for row in rows(BINJIANG, "2025-04-18").values())
    page = _page(BINJIANG, "2025-04-18")
    assert page.groups[-1].topic.code == SIMULATED, "what is only simulated stands last"
    assert rows(BINJIANG, "2025-04-18")["deadlines.filing"].clause.short.zh.startswith("国卫办")


def test_huainan_says_that_the_base_text_is_missing(client: Client) -> None:
    assert "缺正文：" in opened(client, region="340402") and "淮府办〔2021〕9号解读" in opened(
        client, region="340402"
    )


def test_ouhai_is_a_trial() -> None:
    assert rows(OUHAI, "2025-04-18")["deadlines.instructor_visit"].badge.label == "试行"


def test_a_missing_value_is_told_and_never_zero(client: Client) -> None:
    row = rows(ZHANGGONG, "2025-04-18")["deadlines.annual_inspection"]
    assert row.words.lines == () and str(row.words) == "算不出"
    assert "算不出" in plain(opened(client, region="360702", on="2025-04-18", topic="terms"))


def test_conflicts_are_flags_with_the_recommended_reading_marked(client: Client) -> None:
    source = plain(opened(client, region="360702", on="2025-04-18", topic="conflicts"))
    assert "K1 国家写“及时”" in source and "推荐读法" in source
    assert "待书面确认" in source


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "on", ["2010-11-01", "2019-12-19", "2020-02-29", "2022-02-18", "2025-04-18", "9999-12-31"]
)
def test_every_value_of_every_place_has_words_a_source_and_a_topic(place: int, on: str) -> None:
    for row in {**rows(place, on), **drafts(place, on)}.values():
        assert row.words.title and row.clause.short and row.topic in {topic.code for topic in TOPICS}
        assert not any(
            word.isidentifier() and "_" in word for line in row.words.lines for word in line.split()
        ), row
        assert "None" not in str(row.words) and "%(" not in str(row.words)


def test_each_group_counts_its_rows_and_filters_keep_only_theirs(client: Client) -> None:
    page = _page(ZHANGGONG, "2025-04-18")
    assert sum(len(group.rows) for group in page.groups) == page.shown
    terms = opened(client, region="360702", on="2025-04-18", topic="terms")
    assert "登记信息推送" in terms and "乳儿班" not in terms
    expired = opened(client, region="360702", on="2025-04-18", status="EXPIRED")
    assert "运营补贴" in expired and "机构备案" not in expired
    both = opened(client, region="330108", on="2025-04-18", status=["EXPIRED", "DRAFT"])  # type: ignore[arg-type]
    assert "只可模拟" in both
    empty = opened(client, region="360702", on="2025-04-18", status="REPEALED")
    assert "清除筛选" in empty and "筛掉" in empty


def test_before_any_text_the_page_says_so_and_leads_to_the_first_day(client: Client) -> None:
    source = opened(client, region="360702", on="2003-01-01")
    assert "这一天没有生效的文件" in source and "看那一天" in source


@pytest.mark.parametrize(
    "typed", ["章贡区", "360702", "赣州 章贡区", "江西省/赣州市/章贡区", "３６０７０２", " 章贡区 "]
)
def test_a_place_is_found_by_code_and_by_name(client: Client, typed: str) -> None:
    assert "章贡区 2025-04-18 生效规则" in opened(client, region=typed, on="2025-04-18")


@pytest.mark.parametrize(
    "typed", ["999999", "不存在的地方", "a", "%", "_", "\x00\x00", "x" * 500, "000000", "36070", "\u202e章"]
)
def test_an_unknown_place_is_told_beside_its_field_and_what_was_typed_stays(
    client: Client, typed: str
) -> None:
    response = client.get("/policy/", {"region": typed, "on": "2025-04-18"})
    source = response.content.decode()
    if typed.strip("\x00") == "":
        assert response.status_code == 200, "nothing that can be read was typed"
        return
    assert (
        response.status_code == 400 and 'id="law-region-error"' in source and 'aria-invalid="true"' in source
    )
    assert (typed[:20].replace("\u202e", "")) in source and faults(source) == []


def test_a_name_of_several_places_offers_them(client: Client) -> None:
    response = client.get("/policy/", {"region": "朝阳区"})
    source = response.content.decode()
    assert response.status_code == 400 and "北京市" in source and "长春市" in source


@pytest.mark.parametrize("typed", ["2025-02-29", "foo", "2025/04/18", "0000-00-00", "2025-04-18T00:00"])
def test_a_wrong_day_is_told_beside_its_field(client: Client, typed: str) -> None:
    response = client.get("/policy/", {"region": "360702", "on": typed})
    source = response.content.decode()
    assert response.status_code == 400 and 'id="law-on-error"' in source and f'value="{typed}"' in source


def test_by_script_a_mistake_is_swapped_in(client: Client) -> None:
    assert client.get("/policy/", {"region": "zzz"}, headers={"HX-Request": "true"}).status_code == 422


def test_a_retired_code_says_what_it_is_today(client: Client) -> None:
    old = RegionAlias.objects.filter(region__level="DISTRICT").first() or RegionAlias.objects.first()
    assert old is not None
    assert f"{old.code} 是已撤销" in opened(client, region=f"{old.code:012d}")


def test_the_ladder_says_who_said_what(client: Client) -> None:
    page = _page(ZHANGGONG, "2025-04-18", rule="deadlines.registration_push")
    assert page.open is not None
    told = [(rung.level, [(s.words, s.chosen, s.gone) for s in rung.said]) for rung in page.open.rungs]
    assert told[0] == ("章贡区", []) and told[1] == ("赣州市", [("5 个工作日", True, False)])
    assert told[-1] == ("国家", [("及时", False, True)])
    source = plain(opened(client, region="360702", on="2025-04-18", rule="deadlines.registration_push"))
    assert "没有规定" in source and "采用" in source and "被取代" in source and "DL-01" in source


def test_comparing_two_days_tells_what_changed(client: Client) -> None:
    source = plain(
        text(client.get("/policy/compare/", {"region": "360702", "on": "2021-01-01", "with": "2025-04-18"}))
    )
    assert "登记信息推送" in source and "及时" in source and "5 个工作日" in source
    same = {"region": "360702", "on": "2025-04-18", "with": "2025-04-18"}
    assert "没有变化" in text(client.get("/policy/compare/", same))
    assert client.get("/policy/compare/", {"region": "360702", "with": "x"}).status_code == 400


def test_the_sheet_has_the_rows_of_the_page(client: Client) -> None:
    response = client.get("/policy/export/", {"region": "360702", "on": "2025-04-18"})
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(BytesIO(body)).active
    assert sheet is not None
    lines = list(sheet.iter_rows(values_only=True))
    assert len(lines) - 1 == _page(ZHANGGONG, "2025-04-18").shown
    push = next(line for line in lines if line[1] == "登记信息推送")
    assert push[2] == "5 个工作日" and push[5] == "GZ-3.3.1-d" and "国家 及时" in str(push[6])
    assert client.get("/policy/export/", {"region": "nowhere"}).status_code == 400


def test_everybody_may_read_it_and_an_officer_begins_at_home(client: Client, cast: Cast) -> None:
    assert "国家 " in plain(opened(client)), "the public begins with the nation"
    assert "章贡区" in text(signed_in(cast.officer).get("/policy/"))
    binjiang = cast.official(BINJIANG, DepartmentKind.HEALTH, Role.OFFICER)
    assert "滨江征求意见稿" in text(signed_in(binjiang).get("/policy/"))
    assert "赣州方案" in text(signed_in(cast.operator(cast.facility())).get("/policy/", {"region": "360702"}))
    assert client.post("/policy/").status_code == 405


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("region", ["CN", "360702", "220102", "340402", "330108", "330304", "360702001"])
def test_the_page_is_in_order_in_both_languages(client: Client, language: str, region: str) -> None:
    client.cookies["django_language"] = language
    assert faults(opened(client, region=region, on="2025-04-18")) == []


def test_the_law_is_in_memory_however_much_a_place_has(client: Client) -> None:
    def asked(region: str, topic: str = "") -> int:
        with CaptureQueriesContext(connection) as seen:
            opened(client, region=region, on="2025-04-18", topic=topic)
        # Once a second a process looks whether the law is still the same.
        asked_of_tables = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
        return sum("policy_lawstamp" not in sql for sql in asked_of_tables)

    opened(client, region="360702")
    assert asked("CN") == asked("360702") == asked("330108") == asked("360702", "conflicts") == 0


def _page(place: int, on: str, rule: str = "") -> Any:
    return page_of(Asked(place, date.fromisoformat(on), None, rule=rule))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (NATION, set()),
        (ZHANGGONG, {"K5", "K19", "K23", "K24"}),
        (CHANGCHUN_NANGUAN, {"K19", "K23"}),
        (DATONG, set()),
        (BINJIANG, {"K23"}),
        (OUHAI, {"K5", "K23"}),
    ],
)
def test_a_conflict_of_places_is_told_on_their_pages_and_nowhere_else(place: int, told: set[str]) -> None:
    shown = {row.value.key for row in rows(place, "2026-05-07").values() if row.topic == "conflicts"}
    assert shown & {"K5", "K19", "K23", "K24"} == told


def test_a_conflict_of_places_is_found_on_a_page_that_shows_it(client: Client) -> None:
    found = text(client.get("/policy/search/", {"q": "K23"}))
    link = re.search(r'href="(/policy/\?[^"]*conflicts\.K23[^"]*)"', found)
    assert link and "region=360700" in link[1]
    assert "持证率：赣州80%" in plain(text(client.get(link[1].replace("&amp;", "&"))))


def test_a_word_that_is_the_name_itself_is_no_row() -> None:
    words = {
        row.value.key
        for row in rows(CHANGCHUN_NANGUAN, "2026-05-07").values()
        if row.value.section == "aliases"
    }
    assert words == {"小托班", "大托班", "混合班"}, "of 乳儿班, 托小班 and 托大班 a reader learns nothing"


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        (360000000000, "programmes.JX-OPERATING-FLOOR"),
        (OUHAI, "programmes.OH-VOUCHER"),
        (OUHAI, "ages.kindergarten_registered_scope"),
    ],
)
def test_what_is_not_put_to_work_is_shown_as_simulation_and_can_be_opened(
    client: Client, place: int, rule: str
) -> None:
    row = drafts(place, "2026-05-07")[rule]
    assert not row.value.status.can_bind
    side = opened(client, region=str(place)[:6], on="2026-05-07", rule=rule).split('id="rule"')[1]
    assert row.words.title in side and "未启用" in side


def test_the_rules_can_be_searched_within(client: Client) -> None:
    everything = opened(client, region="360702", on="2025-04-18")
    found = opened(client, region="360702", on="2025-04-18", find="托小班 15")
    assert found.count("data-row") < everything.count("data-row") / 10
    assert "≤ 15" in plain(found) and "机构备案" not in plain(found).split("现行规则")[-1]
    assert "data-fold" in everything and "data-fold" not in found, "what was searched for lies open"
    nothing = opened(client, region="360702", on="2025-04-18", find="没有这样的词")
    assert "没有符合条件" in nothing or "清除筛选" in nothing
    assert 'value="没有这样的词"' in nothing, "what was typed stays"


def test_every_topic_of_the_index_leads_to_its_group(client: Client) -> None:
    source = opened(client, region="360702", on="2025-04-18")
    links = set(re.findall(r'href="#(topic-\w+)"', source))
    assert len(links) > 10 and links == set(
        re.findall(r'<details class="ty-law-group" id="(topic-\w+)"', source)
    )


def test_the_missing_arrangement_of_next_year_is_told_here_too(cast: Cast, client: Client) -> None:
    assert "放假安排尚未录入" not in opened(client, region="360702"), "in May it is no news"
    with clock.frozen(datetime(2026, 12, 24, 10, tzinfo=clock.ZONE)):
        source = opened(client, region="360702")
        assert "2027 年放假安排尚未录入" in source and "/policy/calendars/new/" not in source
        admin = signed_in(cast.official(NATION, DepartmentKind.HEALTH, Role.POLICY_ADMIN))
        assert "/policy/calendars/new/?year=2027" in opened(admin, region="360702")
