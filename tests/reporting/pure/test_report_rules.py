"""The text of a report and its periods, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.report_names import FIGURES, TABLES, named, register, unknown
from reporting.reports.content import Bar, Block, Content, FigureSource, Part, Run, digest_of
from reporting.reports.rules import blocks, runs, term_at, term_of, terms_back


def words(body: str, **said: str) -> list[tuple[str, str]]:
    return [(block.kind, "".join(run.text for run in block.runs)) for block in blocks(body, said.get)]


def test_empty_lines_part_paragraphs_and_signs_begin_items_and_headings() -> None:
    body = "第一段\r\n接着写\n\n## 小标题\n- 一\n- 二\n第二段"
    assert words(body) == [
        ("PARAGRAPH", "第一段接着写"),
        ("HEADING", "小标题"),
        ("ITEM", "一"),
        ("ITEM", "二"),
        ("PARAGRAPH", "第二段"),
    ]
    assert words("") == [] and words("\n \n") == []


def test_a_figure_is_filled_in_and_one_that_cannot_be_said_stays_in_braces() -> None:
    assert list(runs("有{places}，占{share}。", {"places": "45个"}.get)) == [
        Run("有"),
        Run("45个", "places"),
        Run("，占"),
        Run("{share}", "share"),
        Run("。"),
    ]
    assert list(runs("{places}", {"places": "45个"}.get)) == [Run("45个", "places")]


@given(st.text(alphabet="ab{}\n -#，。", max_size=60))
def test_no_text_is_lost_but_signs_and_spaces(body: str) -> None:
    kept = "".join(text for _kind, text in words(body))
    bare = str.maketrans("", "", " \n\r#-")
    assert kept.translate(bare) == body.translate(bare)


def test_periods_are_years_and_quarters_by_their_last_month() -> None:
    assert (term_at("YEAR", date(2025, 11, 20)).number, term_at("YEAR", date(2025, 11, 20)).quarter) == (
        2025,
        0,
    )
    third = term_at("QUARTER", date(2025, 8, 31))
    assert (third.number, third.quarter, third.text, third.year) == (202509, 3, "2025-Q3", 2025)
    assert (third.first, third.last) == (date(2025, 7, 1), date(2025, 9, 30))
    assert term_at("YEAR", date(2025, 1, 1)).text == "2025"


def test_the_periods_before_come_newest_first() -> None:
    assert [t.number for t in terms_back("QUARTER", date(2026, 2, 1), 3)] == [202603, 202512, 202509]
    assert [t.number for t in terms_back("YEAR", date(2026, 2, 1), 2)] == [2026, 2025]


@pytest.mark.parametrize("number", [2025, 202503, 202512])
def test_a_period_is_found_again_by_its_number(number: int) -> None:
    found = term_of(number)
    assert found is not None and found.number == number


@pytest.mark.parametrize("number", [0, 1999, 2101, 202501, 202513, 199903, 210103, 20250])
def test_a_number_that_is_no_period_is_none(number: int) -> None:
    assert term_of(number) is None


def test_names_of_figures_are_known_once_somebody_says_so() -> None:
    register(["test_only"], {"test_table": "表"})
    try:
        assert named("{a}{test_only}{a}") == ["a", "test_only"]
        assert unknown("{test_only}和{nobody}") == ["nobody"]
    finally:
        FIGURES.discard("test_only")
        TABLES.pop("test_table")


def test_what_is_kept_reads_as_what_was_written_and_has_the_same_digest() -> None:
    content = Content(
        title="标题", addressee="", author="局", place="赣州市", period="2025年度", as_of="2025年11月20日",
        parts=(
            Part("a", "一", (
                Block("PARAGRAPH", (Run("有"), Run("45个", "places"))),
                Block("TABLE", caption="表", head=("甲", "乙"), rows=(("1", "2"),), right=(1,), note="注"),
                Block("CHART", caption="图", bars=(Bar("章贡区", 1.0, "1", 2.0, "OPEN"), Bar("南康区", 2.0, "2"))),
            )),
        ),
        figures={"places": FigureSource("45个", "托位", "公报", missing=False)},
    )  # fmt: skip
    kept = content.as_json()
    assert Content.from_json(kept) == content
    assert digest_of(kept) == digest_of(Content.from_json(kept).as_json())
    assert digest_of({**kept, "title": "别的"}) != digest_of(kept)
