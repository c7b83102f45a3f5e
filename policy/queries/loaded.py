"""The law as this process holds it: parsed once, used without a query, replaced when a publication is seen.

A stamp in the database counts publications. It is read at most once a second (POLICY_RECHECK_SECONDS), so another
process sees a new version within a second and a page costs no query. Which of the published versions is in force
follows from the day in China, asked at every question: a version takes effect at midnight without a job.
"""

import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kernel import clock
from policy.calendar import CalendarData, WorkingCalendar, build
from policy.errors import LawNotLoaded, UnknownVersion
from policy.law import Document, Pack, Provision, Text
from policy.loader.calendar import calendar_data
from policy.loader.clauses import clauses
from policy.loader.parse import SECTIONS, parse_pack
from policy.models import CalendarVersion, LawStamp, PackVersion
from policy.rules.citing import drawn
from regions.codes import lineage, parse


@dataclass
class Law:
    """The packs of one selection of versions, with the calendars."""

    packs: Mapping[int, Pack]
    data: CalendarData
    calendars: dict[tuple[str, ...], WorkingCalendar] = field(default_factory=dict)
    index: dict[tuple[int, str, str], tuple[Provision, ...]] = field(default_factory=dict)

    def chain(self, region_id: int) -> Iterator[Pack]:
        """The packs that cover a place, nearest first."""
        return (self.packs[code] for code in lineage(region_id) if code in self.packs)

    def candidates(self, region_id: int, section: str, key: str) -> list[Provision]:
        """Every text that says something about one thing in a place, nearest first."""
        found: list[Provision] = []
        for code in lineage(region_id):
            found.extend(self.index.get((code, section, key), ()))
        return found

    def everything(self, region_id: int, section: str) -> list[Provision]:
        return [value for pack in self.chain(region_id) for value in pack.of(section)]

    @cached_property
    def by_clause(self) -> dict[str, tuple[Provision, ...]]:
        """Clause id → the values of all packs drawn from it."""
        return drawn({pack.code: pack for pack in self.packs.values()}, clauses())

    def calendar(self, known_on: date | None) -> WorkingCalendar:
        """The calendar as known on a date. Built once for each set of notices known."""
        known = tuple(a.label for a in self.data.arrangements if known_on is None or a.known_from <= known_on)
        statutory = tuple(
            str(s.from_year) for s in self.data.statutory if known_on is None or s.known_from <= known_on
        )
        key = (*known, *statutory)
        if key not in self.calendars:
            self.calendars[key] = build(self.data, known_on)
        return self.calendars[key]

    def document(self, code: str) -> Document | None:
        return next((p.documents[code] for p in self.packs.values() if code in p.documents), None)

    def word(self, key: str) -> Text:
        for pack in self.packs.values():
            if key in pack.words:
                return pack.words[key]
        return Text(key, key)


Selection = tuple[tuple[str, str], ...]
#: How many selections of versions a process keeps beside each other: today's, and those of past cases.
_KEPT = 16


@dataclass
class Shelf:
    """Everything published under one stamp. `order` holds (code, version, first day, id) as they follow each other."""

    stamp: int
    order: tuple[tuple[str, str, date, int], ...]
    data: CalendarData
    calendars: dict[tuple[str, ...], WorkingCalendar] = field(default_factory=dict)
    selections: dict[int, Selection] = field(default_factory=dict)
    laws: dict[Selection, Law] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.days = sorted({first for _code, _version, first, _id in self.order})

    def selection(self, day: date) -> Selection:
        """Pack code and version of everything in force on a day."""
        number = bisect_right(self.days, day)
        if number not in self.selections:
            begun = {code: version for code, version, first, _id in self.order if first <= day}
            self.selections[number] = tuple(sorted(begun.items()))
        return self.selections[number]

    def law(self, selection: Selection) -> Law:
        if selection not in self.laws:
            while len(self.laws) >= _KEPT:
                self.laws.pop(next(iter(self.laws)), None)
            self.laws[selection] = self._read(selection)
        return self.laws[selection]

    def _read(self, selection: Selection) -> Law:
        wanted = set(selection)
        numbers = [number for code, version, _first, number in self.order if (code, version) in wanted]
        rows = {row.code: row for row in PackVersion.objects.filter(pk__in=numbers)}
        if not rows or len(rows) != len(selection):
            raise _not_loaded()
        documents: dict[str, Document] = {}
        packs: dict[int, Pack] = {}
        for row in sorted(rows.values(), key=lambda r: _depth(r, rows)):
            pack = parse_pack(row.content, version=row.version, above=documents)
            documents.update(pack.documents)
            packs[parse(pack.code)] = pack
        law = Law(packs, self.data, self.calendars)
        _index(law)
        return law


_lock = Lock()
_shelf: Shelf | None = None
_checked_at = 0.0
_chosen: ContextVar[tuple[tuple[str, str], ...]] = ContextVar("law_in_use", default=())


def shelf() -> Shelf:
    """What is published, as this process knows it. Raises LawNotLoaded when the database holds nothing."""
    global _shelf, _checked_at
    now = time.monotonic()
    if _shelf is not None and now - _checked_at < getattr(settings, "POLICY_RECHECK_SECONDS", 1.0):
        return _shelf
    with _lock:
        stamp = LawStamp.objects.values_list("number", flat=True).first() or 0
        if _shelf is None or _shelf.stamp != stamp:
            _shelf = _load(stamp)
        _checked_at = time.monotonic()
        return _shelf


def current() -> Law:
    """The law in force today, or the versions named by `law_in_use`. Raises LawNotLoaded."""
    if chosen := _chosen.get():
        return law_with(dict(chosen))
    held = shelf()
    return held.law(held.selection(clock.today()))


def law_with(versions: Mapping[str, str]) -> Law:
    """Today's law, with the named packs (code → version) as they were. Raises UnknownVersion."""
    held = shelf()
    known = {(code, version) for code, version, _first, _id in held.order}
    for pair in versions.items():
        if pair not in known:
            raise UnknownVersion(
                _("Pack %(code)s has no version %(version)s.") % {"code": pair[0], "version": pair[1]}
            )
    return held.law(tuple(sorted({**dict(held.selection(clock.today())), **versions}.items())))


def pack_at(code: str, version: str) -> Pack:
    """One pack as one of its versions says it. Raises UnknownVersion."""
    return law_with({code: version}).packs[parse(code)]


@contextmanager
def law_in_use(versions: Mapping[str, str]) -> Iterator[None]:
    """Inside the block every read of the law answers by the named versions: a past case is computed as it was decided.

    Raises UnknownVersion on entering.
    """
    law_with(versions)
    token = _chosen.set(tuple(versions.items()))
    try:
        yield
    finally:
        _chosen.reset(token)


def forget() -> None:
    """Read the law anew at the next question; called after a publication is committed."""
    global _shelf
    _shelf = None


def versions() -> dict[str, str]:
    """Pack code → version in use."""
    return {pack.code: pack.version for pack in current().packs.values()}


def _not_loaded() -> LawNotLoaded:
    return LawNotLoaded(_("The law is not loaded."), remedy="manage.py load_packs; manage.py load_calendar")


def _load(stamp: int) -> Shelf:
    rows = PackVersion.objects.order_by("effective_on", "id")
    order = tuple(rows.values_list("code", "version", "effective_on", "id"))
    entries = list(
        CalendarVersion.objects.order_by("year", "known_from", "label").values_list("content", flat=True)
    )
    if not order or not entries:
        raise _not_loaded()
    return Shelf(stamp, order, calendar_data(entries))


def _index(law: Law) -> None:
    for code, pack in law.packs.items():
        for section in SECTIONS:
            for value in pack.of(section):
                key = (code, section, value.key)
                law.index[key] = (*law.index.get(key, ()), value)


def _depth(row: PackVersion, rows: Mapping[str, PackVersion]) -> int:
    parent = row.content["parent"]
    return 0 if parent is None or parent not in rows else 1 + _depth(rows[parent], rows)
