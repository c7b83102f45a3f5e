"""The texts readable paragraph by paragraph, with their normative clauses marked where they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.presentation import Badge
from policy.law import Document, Provision, Text
from policy.loader.clauses import FILES
from policy.loader.clauses import clauses as register
from policy.presentation.citing import citing_documents, effective_url, every_pack
from policy.presentation.ladder import GAP
from policy.presentation.standing import BADGES, state_of
from policy.presentation.values import Where, words_of
from policy.queries import document_text
from policy.queries.clauses import said, values_of
from policy.queries.loaded import current
from regions.codes import parse

MISSING = Badge(gettext_lazy("Base text missing"), "file-x", "warn")
_NO_TEXT = Badge(gettext_lazy("Cited by number, words not held here"), "link", "mute")
KINDS: dict[str, object] = {
    "aspiration": gettext_lazy("Aspiration"),
    "deadline": gettext_lazy("Term"),
    "duty": gettext_lazy("Duty"),
    "organisation": gettext_lazy("Organisation"),
    "parameter": gettext_lazy("Parameter"),
    "permission": gettext_lazy("Permission"),
    "publicity": gettext_lazy("Publicity"),
    "target": gettext_lazy("Target"),
}


@dataclass(frozen=True)
class Listed:
    """A text in the list. `clauses`: how many of its sentences the register names; `cited`: by how many values."""

    document: Document
    pack: str
    badges: tuple[Badge, ...]
    clauses: int
    cited: int


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph, the clause they belong to, or the gap where the copy has lost them."""

    words: str
    clause: str = ""
    gap: bool = False


@dataclass(frozen=True)
class Marked:
    id: str
    place: str
    kind: object
    says: Text
    values: int


@dataclass(frozen=True)
class Paragraph:
    """`rows`: the lines of a table, cell by cell; else `pieces`."""

    number: int
    pieces: tuple[Piece, ...]
    clauses: tuple[Marked, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Cited:
    """A value drawn from a clause: what it is, what it says, and where it stands on the effective page."""

    title: str
    words: str
    place: str
    badge: Badge
    url: str


def listed() -> tuple[list[Listed], list[Listed]]:
    """(texts whose words are held here, texts that are only cited), those of the nation first."""
    cited, marked = citing_documents(), _clauses_of()
    rows = [
        _listed(each, str(pack.name), marked, cited)
        for pack in every_pack()
        for each in pack.documents.values()
        if each.kind != "internal" and _own(each.code, pack.code)
    ]
    return [r for r in rows if r.document.code in FILES], [r for r in rows if r.document.code not in FILES]


def _own(code: str, pack_code: str) -> bool:
    """Packs may repeat the texts of the packs above them: each is listed where it is first."""
    first = next(p.code for p in every_pack() if code in p.documents)
    return first == pack_code


def _listed(
    each: Document, place: str, marked: dict[str, list[str]], cited: dict[str, list[Provision]]
) -> Listed:
    return Listed(each, place, badges_of(each), len(marked.get(each.code, ())), len(cited.get(each.code, ())))


def badges_of(each: Document) -> tuple[Badge, ...]:
    """Its state, and what is missing of it."""
    badges = [BADGES[each.status]]
    if each.base_text_missing:
        badges.append(MISSING)
    elif each.code not in FILES:
        badges.append(_NO_TEXT)
    return tuple(badges)


def _clauses_of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in register().values():
        found.setdefault(row["document"], []).append(row["id"])
    return found


def paragraphs(code: str) -> list[Paragraph]:
    """A text in its paragraphs; a clause is marked where its words stand, also where it runs into the next paragraph."""
    texts = document_text(code)
    joined, starts = "", []
    for text in texts:
        starts.append(len(joined))
        joined += text
    spans = []
    for row in (row for row in register().values() if row["document"] == code):
        at = joined.find(row["quote"])
        if at >= 0:
            spans.append((at, at + len(row["quote"]), row))
    found: list[Paragraph] = []
    number = 0
    for start, text in zip(starts, texts, strict=True):
        end = start + len(text)
        inside = [
            (max(a, start) - start, min(b, end) - start, row) for a, b, row in spans if a < end and b > start
        ]
        marks = tuple(_marked(row) for a, _b, row in sorted(inside, key=lambda s: s[0]))
        if text.startswith("|") and found and found[-1].rows:
            last = found.pop()
            found.append(Paragraph(last.number, (), (*last.clauses, *marks), (*last.rows, _cells(text))))
            continue
        number += 1
        rows = (_cells(text),) if text.startswith("|") else ()
        pieces = () if rows else tuple(_pieces(text, [(a, b, row["id"]) for a, b, row in inside]))
        found.append(Paragraph(number, pieces, marks, rows))
    return [_without_rule(each) for each in found]


def _without_rule(each: Paragraph) -> Paragraph:
    """A table without the line of dashes under its head."""
    rows = tuple(row for row in each.rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row))
    return Paragraph(each.number, each.pieces, each.clauses, rows)


def _cells(line: str) -> tuple[str, ...]:
    gap = "〔" + _("text damaged here") + "〕"
    return tuple(GAP.sub(gap, cell).strip() for cell in line.strip("|").split("|"))


def _marked(row: dict[str, object]) -> Marked:
    clause_id = str(row["id"])
    kind = KINDS.get(str(row["kind"]), row["kind"])
    return Marked(clause_id, str(row["place"]), kind, said(row), len(values_of(clause_id)))


def _pieces(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    """Where clauses overlap, the shorter one has the words: the longer one keeps what is left of it."""
    owner = [""] * len(text)
    for start, end, clause_id in sorted(spans, key=lambda s: s[0] - s[1]):
        owner[start:end] = [clause_id] * (end - start)
    at = 0
    while at < len(text):
        gap = GAP.match(text, at)
        if gap:
            yield Piece(_("text damaged here"), gap=True)
            at = gap.end()
            continue
        end = at + 1
        while end < len(text) and owner[end] == owner[at] and not GAP.match(text, end):
            end += 1
        yield Piece(text[at:end], owner[at])
        at = end


def gaps(text: str) -> Iterator[Piece]:
    """Words that belong to no clause here, with what the copy has lost told as a gap."""
    return _pieces(text, [])


def cited(values: Sequence[Provision], today: date) -> list[Cited]:
    """The values of a clause or of a text in words, each in its own place and on a day of its window."""
    return [_cited(value, today) for value in values]


def _cited(value: Provision, today: date) -> Cited:
    place = current().packs[parse(value.pack)]
    words = words_of(value, Where(parse(value.pack), today))
    badge = BADGES[state_of(value, today)]
    return Cited(words.title, str(words), str(place.name), badge, effective_url(value, today))
