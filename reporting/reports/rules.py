"""The text of a report, and its periods. Pure.

A body is lines: an empty line parts paragraphs, "- " begins an item, "## " a heading, {places} names a figure.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.periods import add_months
from policy.report_names import FIGURE
from reporting.reports.content import Block, Run

#: Longer bodies are no section of a report any more.
MOST_CHARACTERS = 20_000


def blocks(body: str, said: Callable[[str], str | None]) -> Iterator[Block]:
    """The paragraphs, items and headings of a body. `said`: figure → its words, None for one that cannot be said; it then
    stays in braces."""
    paragraph: list[str] = []
    for line in [*body.replace("\r\n", "\n").split("\n"), ""]:
        words = line.strip()
        kind = "ITEM" if words.startswith("- ") else "HEADING" if words.startswith("## ") else ""
        if (kind or not words) and paragraph:
            yield Block("PARAGRAPH", tuple(runs("".join(paragraph), said)))
            paragraph = []
        if kind:
            yield Block(kind, tuple(runs(words.split(" ", 1)[1].strip(), said)))
        elif words:
            paragraph.append(words)


def runs(text: str, said: Callable[[str], str | None]) -> Iterator[Run]:
    """A line as stretches of words and figures."""
    place = 0
    for found in FIGURE.finditer(text):
        if before := text[place : found.start()]:
            yield Run(before)
        words = said(found[1])
        yield Run(found[0] if words is None else words, found[1])
        place = found.end()
    if rest := text[place:]:
        yield Run(rest)


@dataclass(frozen=True)
class Term:
    """The period of a report. `number`: 2026 for a year, 202603 for the quarter that ends in March."""

    number: int
    first: date
    last: date

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def quarter(self) -> int:
        """1 to 4; 0 for a year."""
        return self.last.month // 3 if self.number > 9999 else 0

    @property
    def text(self) -> str:
        """As the figures name it: 2026, 2026-Q1."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)


def term_at(every: str, day: date) -> Term:
    """The period that a day lies in. `every`: YEAR or QUARTER."""
    if every == "QUARTER":
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        last = add_months(first, 3) - timedelta(days=1)
        return Term(last.year * 100 + last.month, first, last)
    return Term(day.year, date(day.year, 1, 1), date(day.year, 12, 31))


def term_of(number: int) -> Term | None:
    """The period of a number; None for one that is none."""
    if 2000 <= number <= 2100:
        return term_at("YEAR", date(number, 1, 1))
    year, month = divmod(number, 100)
    if 2000 <= year <= 2100 and month in (3, 6, 9, 12):
        return term_at("QUARTER", date(year, month, 1))
    return None


def terms_back(every: str, day: date, number: int) -> list[Term]:
    """The period of a day and those before it, the newest first."""
    found = [term_at(every, day)]
    while len(found) < number:
        found.append(term_at(every, found[-1].first - timedelta(days=1)))
    return found
