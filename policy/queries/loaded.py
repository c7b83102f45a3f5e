"""The law as this process holds it: parsed once, used without a query, replaced when a publication is seen.

A stamp in the database counts publications. It is read at most once a second (POLICY_RECHECK_SECONDS), so another
process sees a new version within a second and a page costs no query.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from policy.calendar import CalendarData, WorkingCalendar, build
from policy.errors import LawNotLoaded
from policy.law import Document, Pack, Provision, Text
from policy.loader.calendar import calendar_data
from policy.loader.parse import KEY_OF, parse_pack
from policy.models import CalendarVersion, LawStamp, PackVersion
from regions.codes import lineage, parse


@dataclass
class Law:
    """Everything loaded under one stamp."""

    stamp: int
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
        return [value for pack in self.chain(region_id) for value in getattr(pack, section)]

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


_lock = Lock()
_law: Law | None = None
_checked_at = 0.0


def current() -> Law:
    """The law in this process. Raises LawNotLoaded when the database holds none."""
    global _law, _checked_at
    now = time.monotonic()
    if _law is not None and now - _checked_at < getattr(settings, "POLICY_RECHECK_SECONDS", 1.0):
        return _law
    with _lock:
        stamp = LawStamp.objects.values_list("number", flat=True).first() or 0
        if _law is None or _law.stamp != stamp:
            _law = _load(stamp)
        _checked_at = time.monotonic()
        return _law


def forget() -> None:
    """Read the law anew at the next question; called after a publication is committed."""
    global _law
    _law = None


def versions() -> dict[str, str]:
    """Pack code → version in use."""
    return {pack.code: pack.version for pack in current().packs.values()}


def _load(stamp: int) -> Law:
    rows = {row.code: row for row in PackVersion.objects.filter(current=True)}
    entries = list(
        CalendarVersion.objects.order_by("year", "known_from", "label").values_list("content", flat=True)
    )
    if not rows or not entries:
        raise LawNotLoaded(
            _("The law is not loaded."), remedy="manage.py load_packs; manage.py load_calendar"
        )
    documents: dict[str, Document] = {}
    packs: dict[int, Pack] = {}
    for row in sorted(rows.values(), key=lambda r: _depth(r, rows)):
        pack = parse_pack(row.content, version=row.version, above=documents)
        documents.update(pack.documents)
        packs[parse(pack.code)] = pack
    law = Law(stamp, packs, calendar_data(entries))
    _index(law)
    return law


def _index(law: Law) -> None:
    for code, pack in law.packs.items():
        for section, key_field in KEY_OF.items():
            for value in getattr(pack, section):
                key = (code, section, str(getattr(value, key_field)))
                law.index[key] = (*law.index.get(key, ()), value)


def _depth(row: PackVersion, rows: Mapping[str, PackVersion]) -> int:
    parent = row.content["parent"]
    return 0 if parent is None or parent not in rows else 1 + _depth(rows[parent], rows)
