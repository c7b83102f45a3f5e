"""The clause register as a page of text: which clause is served by which values, and why the others are not."""

from collections.abc import Iterator, Mapping
from typing import Any

from policy.law import Pack, Provision
from policy.loader.clauses import FILES, clauses
from policy.presentation.clause_page import served_words
from policy.queries.clauses import said
from policy.rules.citing import drawn, is_pack


def served(packs: Mapping[str, Pack]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every clause of the register with what serves it: the values drawn from it, else the whole pack, else ""."""
    values = drawn(packs, clauses())
    for clause, row in clauses().items():
        whole = [name for name in row["data"] if is_pack(name, packs)]
        yield row, ", ".join(dict.fromkeys([*map(_name, values[clause]), *whole]))


def register_page(packs: Mapping[str, Pack]) -> str:
    """docs/reference/clauses.md."""
    rows = list(served(packs))
    lines = [
        "# Clauses",
        "",
        "Printed from the register and the packs by `manage.py reference`; do not edit. A clause is served by the values of",
        "the packs that are drawn from it; of the others the register says what serves them or why nothing does.",
        "",
        f"{sum(bool(by) for _row, by in rows)} of {len(rows)} clauses have values in the packs.",
    ]
    for document in FILES:
        own = [(row, by) for row, by in rows if row["document"] == document]
        lines += [
            "",
            f"## {document}",
            "",
            "| clause | says | 内容 | values | otherwise |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {r['id']} | {_cell(r['says'])} | {_cell(said(r).zh)} | {by} | {'' if by else _otherwise(r['served_by'])} |"
            for r, by in own
        ]
    return "\n".join(lines) + "\n"


def _otherwise(served_by: str) -> str:
    words = served_words(served_by)
    return _cell(f"{words.en} · {words.zh}")


def _name(value: Provision) -> str:
    return f"{value.pack}/{value.section}/{value.key}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
