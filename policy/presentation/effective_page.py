"""The page of effective rules: the place and its path, the day, the rows that pass the filters, the rule that is open."""

from dataclasses import dataclass
from datetime import date

from policy.law_forms import Asked
from policy.presentation import standing
from policy.presentation.hits import has_words
from policy.presentation.ladder import Detail, detail
from policy.presentation.rows import Group, Row, counted, grouped, rows_of
from policy.presentation.topics import SIMULATED, TOPICS
from policy.queries.history import missing_year
from policy.queries.loaded import current
from regions import queries as regions
from regions.codes import NATION, lineage, short


@dataclass(frozen=True)
class Page:
    """`hidden`: how many rows the filters leave out. `first_day`: of the earliest text that covers the place."""

    asked: Asked
    place_typed: str
    groups: list[Group]
    shown: int
    hidden: int
    counts: list[tuple[object, int]]
    simulated: int
    open: Detail | None
    path: list[tuple[str, str]]
    below: list[tuple[str, str]]
    named: list[tuple[str, str]]
    silent: list[str]
    missing: list[str]
    first_day: date | None
    missing_year: int | None
    may_propose: bool


def page_of(asked: Asked, *, may_propose: bool = False) -> Page:
    """Everything the page shows. No query once the law and the names of the divisions are in the process.

    `may_propose`: the visitor may load the arrangement of a year that is missing.
    """
    every = rows_of(asked.region_id, asked.on)
    rows = [row for row in every if _wanted(row, asked)]
    opened = next((row for row in every if row.rule == asked.rule), None) or (rows[0] if rows else None)
    chain = list(lineage(asked.region_id))[::-1]
    return Page(
        asked=asked,
        place_typed=short(asked.region_id),
        groups=grouped(rows),
        shown=len(rows),
        hidden=len(every) - len(rows),
        counts=counted([row for row in rows if row.topic != SIMULATED]),
        simulated=sum(row.topic == SIMULATED for row in rows),
        open=detail(opened, asked.region_id, asked.on) if opened else None,
        path=[(region_label(code), asked.query(region=short(code), rule="")) for code in chain],
        below=[
            (name, asked.query(region=short(code), rule="")) for code, name in regions.below(asked.region_id)
        ],
        named=[
            (regions.full_name(code).replace("/", " › "), asked.query(region=short(code)))
            for code in asked.named
        ],
        silent=[region_label(code) for code in chain if code not in current().packs],
        missing=_missing(asked.region_id),
        first_day=_first_day(asked.region_id),
        missing_year=missing_year(),
        may_propose=may_propose,
    )


def region_label(code: int) -> str:
    return (
        str(current().packs[NATION].name)
        if code == NATION and NATION in current().packs
        else regions.name(code)
    )


def _wanted(row: Row, asked: Asked) -> bool:
    stands = row.state in asked.states if asked.states else row.state != standing.NOT_YET
    return stands and asked.topic in ("", row.topic) and _says(row, asked.find.split())


def _says(row: Row, words: list[str]) -> bool:
    """Whether a row has all the words: in its title, its value, its notes, its source or in what it replaced."""
    given_way = (each.words for each in (*row.overrode, *row.contradicts))
    return not words or has_words(
        words, row.words.title, *row.words.lines, *row.words.notes, str(row.clause.short), *given_way
    )


def _missing(region_id: int) -> list[str]:
    """The texts that cover the place and whose base text we do not hold."""
    packs = current().chain(region_id)
    return [str(d.short) for pack in packs for d in pack.documents.values() if d.base_text_missing]


def _first_day(region_id: int) -> date | None:
    days = [
        value.valid_from
        for pack in current().chain(region_id)
        for section in ("deadlines", "registrars", "standards", "materials")
        for value in pack.of(section)
        if value.status != "DRAFT" and value.source.kind != "internal"
    ]
    return min(days, default=None)


def topic_options() -> list[tuple[str, object]]:
    return [(topic.code, topic.label) for topic in TOPICS]
