"""The clause register against the packs: everything it names is held, everything local is cited."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test.utils import override_settings

from config.reference import FOLDER
from policy import queries
from policy.law import Pack
from policy.loader.clauses import FILES, chinese, clauses
from policy.loader.packs import packs_of_files
from policy.presentation.register import register_page, served
from policy.rules.citing import is_pack, named, sources_in, values


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    return packs_of_files()


def names(packs: dict[str, Pack], clause: str) -> set[str]:
    return {f"{v.pack}/{v.section}/{v.key}" for v in named(clause, packs)}


def test_every_name_of_the_register_is_held_by_a_pack(packs: dict[str, Pack]) -> None:
    wanted = {name for row in clauses().values() for name in row["data"]}
    assert len(wanted) > 80
    assert sorted(n for n in wanted if not named(n, packs) and not is_pack(n, packs)) == []


def test_a_name_of_the_register_finds_the_values_it_means(packs: dict[str, Pack]) -> None:
    assert names(packs, "GZ-T2") == {"360700/targets/GZ-T2"}
    assert names(packs, "ganzhou_annex2") == {"360700/target_tables/GZ-ANNEX-2"}
    assert names(packs, "CN-PRICE") == {"CN/pricing/PUBLIC"}
    assert names(packs, "pricing/360700") == {"360700/pricing/NON_PROFIT", "360700/pricing/FOR_PROFIT"}
    assert names(packs, "misc:330108") == {"330108/facts/streets"}
    assert names(packs, "DL-01-P") == {f"{p}/deadlines/registration_push" for p in ("CN", "220000", "330108")}
    assert "360700/deadlines/filing" in names(packs, "DL-02")
    assert named("GZ-T99", packs) == () and named("ages/999999", packs) == ()
    assert is_pack("jurisdictions/340400", packs) and not is_pack("jurisdictions/999999", packs)


def test_every_value_of_a_local_document_cites_a_clause_of_that_document(packs: dict[str, Pack]) -> None:
    cited = [s for v in values(packs.values()) for s in sources_in(v)]
    local = [s for s in cited if s.code in FILES]
    assert len(local) > 150
    assert [s for s in local if clauses().get(s.clause, {}).get("document") != s.code] == []
    assert [s for s in cited if not s.code or not s.article] == []


@pytest.mark.django_db
def test_a_clause_leads_to_its_values_and_back() -> None:
    found = queries.values_of("GZ-2.2-e")
    assert {(v.section, v.key) for v in found} == {("targets", "GZ-T5"), ("staff_rules", "GZ-S1")}
    assert next(v.key for v in queries.values_of("GZ-3.3.1-f")) == "filing"
    assert [v.section for v in queries.values_of("GZ-F2-total")] == ["target_tables"], "the register names it"
    assert queries.values_of("GZ-1-a") == () == queries.values_of("no such clause")


@pytest.mark.django_db
def test_the_command_says_what_serves_a_clause_and_why_others_have_nothing() -> None:
    out = StringIO()
    call_command("clauses", document="GZ", stdout=out)
    lines = dict(line.split("\t", 1) for line in out.getvalue().splitlines() if "\t" in line)
    assert len(lines) == sum(row["document"] == "GZ" for row in clauses().values())
    assert lines["GZ-3.3.1-f"].startswith("360700/deadlines/filing")
    assert lines["GZ-1-a"] == "–\t不由软件办理：指导性表述"
    out = StringIO()
    call_command("clauses", unserved=True, stdout=out)
    assert "GZ-3.3.1-f" not in out.getvalue() and "GZ-1-a\t–" in out.getvalue()


@override_settings(LANGUAGE_CODE="en")
def test_the_printed_page_is_up_to_date(packs: dict[str, Pack]) -> None:
    assert (FOLDER / "clauses.md").read_text(encoding="utf-8") == register_page(packs)
    rows = list(served(packs))
    assert len(rows) == 587 and all(by or row["served_by"] for row, by in rows)


def test_every_sentence_of_the_register_stands_in_both_languages() -> None:
    """Figures are the same in both; only a year of a plan is told by its day in one and by its name in the other."""
    says, served_by = chinese("says"), chinese("served_by")
    assert set(says) == set(clauses())
    assert set(served_by) == {row["served_by"] for row in clauses().values()}
    han = re.compile(r"[\u4e00-\u9fff]")
    assert all(han.search(text) for text in (*says.values(), *served_by.values()))
    figures = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
    differing = {
        clause: (row["says"], says[clause])
        for clause, row in clauses().items()
        if not {f for f in figures.findall(row["says"]) if len(f) > 1}
        <= set(figures.findall(says[clause])) | _OTHERWISE
    }
    assert differing == {}


#: 100,000 yuan are 10 万元, 10,000 employees 万人; an announcement is dated in words.
_OTHERWISE = {"1,000", "100,000", "10,000", "300,000", "150,000", "04", "12"}
