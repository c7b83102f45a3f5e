"""The texts paragraph by paragraph, from a clause to the values drawn from it and back, and the search."""

import html
import re

import pytest
from django.test import Client

from policy.loader.clauses import FILES, clauses
from policy.presentation.texts import paragraphs
from policy.queries import document_text
from policy.queries.clauses import values_of
from tests.frontend.markup import faults
from tests.pages import text

pytestmark = pytest.mark.django_db


def plain(source: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", source)))


def test_the_list_tells_what_each_text_is_and_what_is_missing(client: Client) -> None:
    source = text(client.get("/policy/documents/"))
    told = plain(source)
    assert "缺正文" in told and "草案" in told and "试行" in told and "国卫办人口发〔2019〕25号" in told
    assert all(f'/policy/documents/{code}/"' in source for code in FILES) and faults(source) == []


@pytest.mark.parametrize("code", sorted(FILES))
def test_every_clause_of_the_register_is_marked_where_it_stands(client: Client, code: str) -> None:
    read = paragraphs(code)
    told = {mark.id for each in read for mark in each.clauses}
    registered = {row["id"] for row in clauses().values() if row["document"] == code}
    assert told == registered
    source = text(client.get(f"/policy/documents/{code}/"))
    assert faults(source) == []
    assert "".join(p.words for each in read for p in each.pieces if not p.gap).count("〔原文") == 0


def test_no_words_of_a_text_are_lost_between_its_marks() -> None:
    for code in FILES:
        shown = "".join("" if p.gap else p.words for each in paragraphs(code) for p in each.pieces)
        kept = "".join(
            re.sub(r"〔原文[^〕]*〕", "", line) for line in document_text(code) if not line.startswith("|")
        )
        assert shown == kept


def test_damaged_places_are_told_and_never_shown(client: Client) -> None:
    source = text(client.get("/policy/documents/GZ/"))
    assert "原文此处缺损" in source and "〔原文缺字" not in source and "垃圾文字" not in source
    for clause_id in ("GZ-5.2-a", "GZ-3.3.2-a"):
        assert "〔原文" not in text(client.get(f"/policy/clauses/{clause_id}/"))


def test_the_breakdown_of_targets_is_a_table(client: Client) -> None:
    source = text(client.get("/policy/documents/GZ/"))
    assert '<th scope="row">章贡区</th>' in source and "<td>1800</td>" in source


def test_a_text_whose_words_are_not_held_says_what_cites_it(client: Client) -> None:
    source = text(client.get("/policy/documents/N25/"))
    assert "未收录这份文件的正文" in source and "备案回执" in source and faults(source) == []
    assert "官方解读" in text(client.get("/policy/documents/HN/"))
    assert client.get("/policy/documents/NOPE/").status_code == 404
    assert client.get("/policy/documents/R/").status_code == 404, "our own readings are no text of the law"


def test_a_clause_leads_to_its_values_and_a_value_back_to_its_clause(client: Client) -> None:
    source = text(client.get("/policy/clauses/GZ-3.3.1-d/"))
    assert "登记信息推送" in source and "5 个工作日" in source and "由平台落实" in source
    link = html.unescape(
        next(m for m in re.findall(r'href="([^"]+)"', source) if "rule=deadlines.registration_push" in m)
    )
    assert "/policy/clauses/GZ-3.3.1-d/" in text(client.get(link))


def test_what_nothing_serves_is_told_honestly(client: Client) -> None:
    assert "平台不处理" in text(client.get("/policy/clauses/GZ-1-a/"))
    assert "没有取值出自这一条" in text(client.get("/policy/clauses/GZ-1-a/"))
    assert client.get("/policy/clauses/GZ-9.9-z/").status_code == 404


def test_every_clause_with_values_opens_and_lists_them(client: Client) -> None:
    values = {clause_id: values_of(clause_id) for clause_id in clauses() if values_of(clause_id)}
    assert len(values) > 100
    for clause_id in sorted(values):
        source = text(client.get(f"/policy/clauses/{clause_id}/"))
        assert source.count("&amp;rule=") >= len(values[clause_id]) and faults(source) == []


@pytest.mark.parametrize(
    ("asked", "group", "hit"),
    [
        ("推送", "clauses", "<mark>推送</mark>"),
        ("DL-02", "values", "机构备案"),
        ("dl-02", "values", "机构备案"),
        ("R-SITE-4", "values", "场地"),
        ("K7", "values", "K7"),
        ("GZ-OPERATING", "values", "运营补贴"),
        ("GZ-3.3.1-d", "clauses", "GZ-3.3.1-d"),
        ("国卫办人口发〔2019〕25号", "documents", "托育机构登记和备案办法"),
        ("working days", "clauses", "<mark>days</mark>"),
        ("登记 推送", "clauses", "推送"),
        ("ＤＬ－０２", "values", "机构备案"),
    ],
)
def test_the_search_finds_words_and_numbers(client: Client, asked: str, group: str, hit: str) -> None:
    source = text(client.get("/policy/search/", {"q": asked}))
    section = source.partition(f'id="g-{group}"')[2].partition("</section>")[0]
    assert hit.casefold() in section.casefold(), asked
    assert faults(source) == []


def test_long_groups_are_capped_and_more_can_be_asked_for(client: Client) -> None:
    few = text(client.get("/policy/search/", {"q": "托育"}))
    more = text(client.get("/policy/search/", {"q": "托育", "more": "clauses"}))
    assert "显示更多" in few and more.count('class="ty-hit"') > few.count('class="ty-hit"')


def test_nothing_asked_nothing_found_and_too_short_differ(client: Client) -> None:
    assert "要找什么" in text(client.get("/policy/search/"))
    assert "没有找到" in text(client.get("/policy/search/", {"q": "恐龙博物馆"}))
    assert "请至少输入两个字" in text(client.get("/policy/search/", {"q": "托"}))


@pytest.mark.parametrize(
    "asked",
    [
        "%",
        "_",
        "%%",
        "__",
        "\x00",
        "\x00推送",
        "x" * 500,
        "\u202e推送\u202c",
        "<script>",
        "推送 " * 200,
        "((",
        "\\",
    ],
)
def test_odd_input_is_answered_sanely(client: Client, asked: str) -> None:
    response = client.get("/policy/search/", {"q": asked})
    source = response.content.decode()
    assert response.status_code == 200 and faults(source) == []
    assert "\u202e" not in source and "\x00" not in source and "<script>" not in source
    if "推送" in asked:
        assert "<mark>推送</mark>" in source


def test_wildcards_are_words_like_any_other(client: Client) -> None:
    assert "没有找到" in text(client.get("/policy/search/", {"q": "%%"})), "no text has two per-cent signs"
