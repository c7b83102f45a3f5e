"""Is a notice on the days off of a year sound? Every fault with its place, so that a form or a file can show it there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[date, date]
#: No festival of any notice since 2004 has more than half of this, the extension of 2020 included.
LONGEST = 31


@dataclass(frozen=True)
class Notice:
    """What a notice says, before it is an arrangement. `off` and `work` go by festival."""

    label: str
    year: int
    document: str
    published_on: date | None
    off: Mapping[str, tuple[Span, ...]]
    work: Mapping[str, tuple[date, ...]]


@dataclass(frozen=True)
class Known:
    """What is known already: the labels taken, the notice that counts for the year, the years the calendar reaches."""

    labels: frozenset[str]
    published_on: date | None
    off: frozenset[date]
    work: frozenset[date]
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `part`: label, year, document, published_on, off or work; the latter with `festival`."""

    code: str
    part: str
    festival: str = ""
    day: date | None = None
    other: str = ""


def faults(notice: Notice, known: Known, today: date) -> list[Fault]:
    """Everything wrong with a notice, in the order of the form."""
    return [*_head(notice, known, today), *_off(notice), *_work(notice), *_whole(notice, known)]


def days_of(spans: tuple[Span, ...]) -> Iterator[date]:
    for start, end in spans:
        yield from (start + timedelta(n) for n in range(min((end - start).days, LONGEST) + 1))


def _head(notice: Notice, known: Known, today: date) -> Iterator[Fault]:
    if not known.first_year <= notice.year <= known.last_year:
        yield Fault("YEAR", "year", other=f"{known.first_year}–{known.last_year}")
    if notice.label in known.labels:
        yield Fault("LABEL_EXISTS", "label", other=notice.label)
    if not notice.document.strip():
        yield Fault("DOCUMENT_MISSING", "document")
    published = notice.published_on
    if published is None:
        yield Fault("PUBLISHED_MISSING", "published_on")
    elif published > today:
        yield Fault("PUBLISHED_FUTURE", "published_on", day=published)
    elif published.year not in (notice.year - 1, notice.year):
        yield Fault("PUBLISHED_YEAR", "published_on", day=published)
    elif known.published_on is not None and published < known.published_on:
        yield Fault("PUBLISHED_EARLIER", "published_on", day=known.published_on)


def _off(notice: Notice) -> Iterator[Fault]:
    seen: dict[date, str] = {}
    for festival, spans in notice.off.items():
        for start, end in spans:
            if end < start:
                yield Fault("END_BEFORE_START", "off", festival, end)
            elif not _belongs(start, notice.year) or not _belongs(end, notice.year):
                yield Fault("OTHER_YEAR", "off", festival, end if _belongs(start, notice.year) else start)
            elif (end - start).days >= LONGEST:
                yield Fault("TOO_LONG", "off", festival, end)
            else:
                days = list(days_of(((start, end),)))
                if (twice := next((day for day in days if day in seen), None)) is not None:
                    yield Fault("OVERLAP", "off", festival, twice, seen[twice])
                seen.update(dict.fromkeys(days, festival))


def _work(notice: Notice) -> Iterator[Fault]:
    off = {day: festival for festival, spans in notice.off.items() for day in days_of(spans)}
    seen: set[date] = set()
    for festival, days in notice.work.items():
        for day in days:
            if not _belongs(day, notice.year):
                yield Fault("OTHER_YEAR", "work", festival, day)
            elif day in off:
                yield Fault("WORK_IS_OFF", "work", festival, day, off[day])
            elif day.weekday() < 5:
                yield Fault("WORK_IS_WORKDAY", "work", festival, day)
            elif day in seen:
                yield Fault("WORK_TWICE", "work", festival, day)
            seen.add(day)


def _whole(notice: Notice, known: Known) -> Iterator[Fault]:
    off = frozenset(day for spans in notice.off.values() for day in days_of(spans))
    work = frozenset(day for days in notice.work.values() for day in days)
    if not off:
        yield Fault("NOTHING_OFF", "off")
    elif (off, work) == (known.off, known.work):
        yield Fault("SAME_DAYS", "off")


def _belongs(day: date, year: int) -> bool:
    """A notice names days of its year, and of the December before it."""
    return day.year == year or (day.year == year - 1 and day.month == 12)
