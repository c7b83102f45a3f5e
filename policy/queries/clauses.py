"""Clauses and documents, and how a source is shown on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse

from kernel import presentation
from policy.law import NO_TEXT, Clause, Pack, Provision, Source, Text
from policy.loader import clauses as register
from policy.queries.loaded import current


@dataclass(frozen=True)
class Passage:
    """A clause inside its paragraph of the document."""

    before: str
    words: str
    after: str


def clause(clause_id: str) -> Clause | None:
    """A clause of the register, or None."""
    row = register.clauses().get(clause_id)
    if row is None:
        return None
    document = current().document(row["document"])
    return Clause(
        id=row["id"],
        document=row["document"],
        place=row["place"],
        text=row["quote"],
        says=said(row),
        kind=row["kind"],
        title=document.title if document else NO_TEXT,
        short=document.short if document else NO_TEXT,
    )


def said(row: Mapping[str, Any]) -> Text:
    """What a clause of the register says in plain words, in both languages."""
    return Text(register.chinese("says").get(row["id"], row["quote"]), row["says"])


def values_of(clause_id: str) -> tuple[Provision, ...]:
    """The values of all packs drawn from a clause, in the order of the packs: those that cite it, then those the register
    names. Empty where nothing is drawn from it, or for an unknown clause. No query."""
    return current().by_clause.get(clause_id, ())


def packs_by_code() -> dict[str, Pack]:
    """Pack code → pack in force."""
    return {pack.code: pack for pack in current().packs.values()}


def passage(found: Clause) -> Passage:
    """The paragraph a clause stands in; a clause may run on into the next one."""
    paragraphs = document_text(found.document)
    for text in (*paragraphs, *(first + second for first, second in pairwise(paragraphs))):
        before, words, after = text.partition(found.text)
        if words:
            return Passage(before, words, after)
    return Passage("", found.text, "")


def document_text(code: str) -> list[str]:
    """The paragraphs of a local document; empty where we do not hold its text."""
    if code not in register.FILES:
        return []
    return [line.strip() for line in register.document_text(code).splitlines() if line.strip()]


def presented(source: Source, term: Text | str = "") -> presentation.Clause:
    """A source as the clause component shows it; with a link where the register holds its words."""
    url = reverse("policy:clause", args=[source.clause]) if source.clause else ""
    return presentation.Clause(source.short, term, url, source.kind)  # type: ignore[arg-type]
