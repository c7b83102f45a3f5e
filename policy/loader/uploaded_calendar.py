"""An arrangement of days off as a file: one entry of the calendar file, alone or under `versions`."""

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from policy.errors import PackRefused
from policy.loader.lines import Lines, line_of, read
from policy.loader.uploaded import uploaded_text
from policy.rules.arrangements import Fault, Notice, Span

_NEEDED = ("year", "document", "published_on", "off", "work")
_KEYS = {*_NEEDED, "label", "known_from", "note"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UploadedArrangement:
    """The entry of a file with the lines it stands on. `known_from` and `label` may be left out of the file."""

    def __init__(self, name: str, data: bytes, festivals: frozenset[str]) -> None:
        self.name, self._festivals = name, festivals
        content, self._lines = _read(name, uploaded_text(name, data))
        self.entry, self._root = self._only(content)
        self._shape()

    def notice(self, label: str) -> Notice:
        """What the file says. Raises PackRefused for what is no date."""
        entry = self.entry
        return Notice(
            label=str(entry.get("label") or label),
            year=entry["year"],
            document=entry["document"] or "",
            published_on=self._date(entry["published_on"], "published_on") if entry["published_on"] else None,
            off={
                festival: tuple(self._span(text, "off", festival, n) for n, text in enumerate(spans))
                for festival, spans in entry["off"].items()
            },
            work={
                festival: tuple(
                    day
                    for n, text in enumerate(spans)
                    for day in _each(self._span(text, "work", festival, n))
                )
                for festival, spans in entry["work"].items()
            },
        )

    def refuse(self, fault: Fault, reason: str) -> NoReturn:
        """Raise PackRefused for a fault, with the line it stands on."""
        path: tuple[str | int, ...] = (fault.part,)
        if fault.festival:
            path = (fault.part, fault.festival)
        self._refuse(reason, *path)

    def _only(self, content: Any) -> tuple[dict[str, Any], tuple[str | int, ...]]:
        root: tuple[str | int, ...] = ()
        if isinstance(content, dict) and "versions" in content:
            self.entry, self._root = {}, ()
            if unknown := set(content) - {"schema", "provenance", "versions"}:
                self._refuse(
                    _("key “%(key)s” is unknown here") % {"key": sorted(unknown)[0]}, sorted(unknown)[0]
                )
            entries = content["versions"]
            if not isinstance(entries, list) or len(entries) != 1:
                self._refuse(_("one arrangement at a time: “versions” must have one entry"), "versions")
            content, root = entries[0], ("versions", 0)
        if not isinstance(content, dict):
            self._root = root
            self._refuse(_("this is no arrangement: it has no keys"))
        return content, root

    def _shape(self) -> None:
        entry = self.entry
        if unknown := set(entry) - _KEYS:
            self._refuse(_("key “%(key)s” is unknown here") % {"key": sorted(unknown)[0]}, sorted(unknown)[0])
        if missing := [key for key in _NEEDED if key not in entry]:
            self._refuse(_("key “%(key)s” is missing") % {"key": missing[0]})
        if not isinstance(entry["year"], int) or isinstance(entry["year"], bool):
            self._refuse(_("“year” must be a whole number"), "year")
        for key, most in (
            ("document", 60),
            ("label", 12),
            ("published_on", 10),
            ("known_from", 10),
            ("note", 500),
        ):
            value = entry.get(key)
            if value is not None and (not isinstance(value, str) or len(value) > most):
                self._refuse(
                    _("“%(key)s” must be a text of at most %(n)s characters") % {"key": key, "n": most}, key
                )
        label = entry.get("label")
        if label and not re.fullmatch(rf"{entry['year']}-[1-9]\d?", label, re.ASCII):
            self._refuse(_("the label must be %(year)s-1, %(year)s-2 …") % {"year": entry["year"]}, "label")
        for part in ("off", "work"):
            self._spans(part)
        if known := entry.get("known_from"):
            day = self._date(known, "known_from")
            if entry["published_on"] and day < self._date(entry["published_on"], "published_on"):
                self._refuse(_("known before it was published"), "known_from")

    def _spans(self, part: str) -> None:
        given = self.entry[part]
        if not isinstance(given, dict):
            self._refuse(_("“%(part)s” must name festivals with their days") % {"part": part}, part)
        for festival, spans in given.items():
            if festival not in self._festivals:
                self._refuse(_("festival “%(name)s” is unknown here") % {"name": festival}, part, festival)
            if not isinstance(spans, list) or not all(isinstance(text, str) for text in spans):
                self._refuse(_('days stand in a list: ["2027-01-01/2027-01-03"]'), part, festival)

    def _span(self, text: str, part: str, festival: str, number: int) -> Span:
        start, slash, end = text.partition("/")
        first = self._date(start, part, festival, number)
        return first, self._date(end, part, festival, number) if slash else first

    def _date(self, text: str, *path: str | int) -> date:
        try:
            if not _DAY.fullmatch(text):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            self._refuse(_("“%(text)s” is no date: write 2027-01-01") % {"text": text}, *path)

    def _refuse(self, reason: str, *path: str | int) -> NoReturn:
        raise PackRefused(reason, file=self.name, line=line_of(self._lines, (*self._root, *path)))


def _each(span: Span) -> list[date]:
    start, end = span
    length = (end - start).days
    return [date.fromordinal(start.toordinal() + n) for n in range(min(max(length, 0), 31) + 1)]


def _read(name: str, text: str) -> tuple[Any, Lines]:
    with TemporaryDirectory() as folder:
        own = Path(folder) / "arrangement.yaml"
        own.write_text(text, encoding="utf-8")
        try:
            return read(own)
        except PackRefused as refused:
            raise PackRefused(refused.reason, file=name, line=refused.line) from refused
