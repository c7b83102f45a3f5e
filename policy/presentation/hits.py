"""Searching the law: clauses, texts and values, by Chinese or English words, numbers (DL-, R-, K-) or programmes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.presentation import Badge
from policy.loader.clauses import FILES
from policy.loader.clauses import clauses as register
from policy.presentation.citing import effective_url, every_value
from policy.presentation.ladder import GAP
from policy.presentation.standing import BADGES, state_of
from policy.presentation.texts import KINDS, badges_of, paragraphs
from policy.presentation.values import Where, words_of
from policy.queries import document_text
from policy.queries.loaded import current
from regions.codes import parse

#: How many of a group are shown at first, and when more are asked for.
FEW, MANY = 8, 200
_LONGEST = 60
_AROUND = 40


@dataclass(frozen=True)
class Part:
    words: str
    hit: bool


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    parts: tuple[Part, ...]
    meta: str
    badge: Badge | None = None


@dataclass(frozen=True)
class Group:
    code: str
    label: str
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True)
class Search:
    """`text` as it was understood; `too_short`: less than two characters that mean something."""

    text: str
    too_short: bool = False
    too_long: bool = False
    groups: tuple[Group, ...] = ()


def search(text: str, more: str, today: date) -> Search:
    """What the law has with all of the words. `text` is already without control characters."""
    shown = text[:_LONGEST]
    words = _folded(shown).split()
    if not any(len(word) >= 2 for word in words):
        return Search(shown, too_short=bool(text))
    sources = (
        ("values", _("Values"), lambda: _values(words, today)),
        ("clauses", _("Clauses"), lambda: _clauses(words)),
        ("documents", _("Texts"), lambda: _documents(words)),
    )
    groups = []
    for code, label, found in sources:
        hits = list(found())
        groups.append(Group(code, label, tuple(hits[: MANY if more == code else FEW]), len(hits)))
    return Search(shown, too_long=len(text) > _LONGEST, groups=tuple(g for g in groups if g.total))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def has_words(words: Iterable[str], *texts: str) -> bool:
    """Whether every word stands somewhere in the texts, whatever its case and width."""
    folded = _folded("\n".join(texts))
    return all(word in folded for word in words)


def _values(words: list[str], today: date) -> Iterator[Hit]:
    for pack, value in every_value():
        said = words_of(value, Where(parse(pack.code), today))
        number = str(getattr(value, "id", "") or getattr(value, "code", ""))
        text = _(": ").join((said.title, str(said)))
        if has_words(words, number, value.key, text, *said.notes, str(value.source.short)):
            label = " · ".join(filter(None, (str(pack.name), number, str(value.source.short))))
            whole = text if has_words(words, text) else " ".join((text, *said.notes))
            yield Hit(
                said.title,
                effective_url(value, today),
                marked(whole, words),
                label,
                BADGES[state_of(value, today)],
            )


def _clauses(words: list[str]) -> Iterator[Hit]:
    for row in register().values():
        if has_words(words, row["id"], row["quote"], row["says"], row["place"]):
            document = current().document(row["document"])
            text = (
                row["quote"]
                if has_words(words, row["quote"]) or not has_words(words, row["says"])
                else row["says"]
            )
            title = f"{document.short if document else row['document']} {row['place']}"
            kind = KINDS.get(row["kind"], row["kind"])
            yield Hit(
                title,
                reverse("policy:clause", args=[row["id"]]),
                marked(text, words),
                f"{row['id']} · {kind}",
            )


def _documents(words: list[str]) -> Iterator[Hit]:
    seen: set[str] = set()
    for pack in current().packs.values():
        for code, each in pack.documents.items():
            if code in seen or each.kind == "internal":
                continue
            seen.add(code)
            url, badge = reverse("policy:document", args=[code]), badges_of(each)[0]
            if has_words(
                words, each.title.zh, each.title.en, each.short.zh, each.short.en, each.number, code
            ):
                yield Hit(
                    str(each.title), url, marked(str(each.title), words), each.number or str(pack.name), badge
                )
            yield from _paragraphs(code, str(each.short), url, words)


def _paragraphs(code: str, short: str, url: str, words: list[str]) -> Iterator[Hit]:
    if code not in FILES or not any(has_words(words, text) for text in document_text(code)):
        return
    for each in paragraphs(code):
        text = "".join(piece.words for piece in each.pieces if not piece.gap) or " ".join(
            map(" ".join, each.rows)
        )
        if has_words(words, text):
            where = _("Paragraph %(n)s") % {"n": each.number}
            yield Hit(f"{short} · {where}", f"{url}#p{each.number}", marked(text, words), "")


def marked(text: str, words: Iterable[str]) -> tuple[Part, ...]:
    """The text around the first hit, with every hit marked; without one the beginning."""
    text = GAP.sub("…", text)
    pattern = re.compile(
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE
    )
    first = pattern.search(text)
    start = max(0, first.start() - _AROUND) if first else 0
    end = min(len(text), start + 4 * _AROUND)
    parts = [Part("…", False)] if start else []
    at = start
    for found in pattern.finditer(text, start, end):
        if found.start() > at:
            parts.append(Part(text[at : found.start()], False))
        parts.append(Part(found.group(), True))
        at = found.end()
    parts.append(Part(text[at:end] + ("…" if end < len(text) else ""), False))
    return tuple(part for part in parts if part.words)
