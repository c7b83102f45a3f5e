"""A due date step by step, on the page and on the command line."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from tests.frontend.markup import faults
from tests.pages import text

pytestmark = pytest.mark.django_db


def told(**options: str) -> list[str]:
    out = StringIO()
    call_command("deadline", stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_command_says_every_step_in_words() -> None:
    lines = told(region="360702", rule="filing", trigger="2026-04-28")
    assert lines[0].startswith("2026-05-14")
    assert lines[1] == "1. 江西省 › 赣州市 › 章贡区 在 2026-04-28 适用 赣州方案 三（三）1：10 个工作日。"
    assert "国家 “及时”" in lines[2] and "地方优先" in lines[2]
    assert "从" in lines[3] and "4 月 29 日" in lines[3] and "劳动节" in lines[4] and "5 月 14 日" in lines[5]


def test_promptly_has_no_day_and_none_is_invented() -> None:
    lines = told(region="220102", rule="filing", trigger="2026-04-28")
    assert any("不编造" in line for line in lines) and not any("2026-05" in line for line in lines)


def test_before_any_text_the_steps_say_that_nothing_was_in_force() -> None:
    lines = told(region="360702", rule="filing", trigger="2010-01-04")
    assert any("没有写这项任务的有效条文" in line for line in lines) and any(
        "算不出" in line for line in lines
    )


def test_a_year_without_arrangement_is_told_as_provisional() -> None:
    lines = told(region="360702", rule="filing", trigger="2027-12-30")
    assert any("暂估" in line for line in lines)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_the_steps_and_leads_to_the_rule_and_the_quote(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    source = text(client.get("/deadline/", {"region": "360702", "rule": "filing", "trigger": "2026-04-28"}))
    assert faults(source) == [] and 'class="ty-steps-list"' in source and 'href="/quote/"' in source
    assert "/policy/?region=360702&amp;on=2026-04-28&amp;rule=deadlines.filing" in source
    words = "It takes the place of" if language == "en" else "它取代了"
    assert words in source
