"""The calendar files: arrangements (one version per notice) and the days off by law."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from policy.calendar import Arrangement, CalendarData, StatutoryDays
from policy.errors import PackRefused
from policy.law import Text
from policy.loader.lines import Lines, line_of, read

FOLDER = Path(__file__).resolve().parent.parent / "calendars"
_KEYS = {"label", "year", "document", "published_on", "known_from", "note", "off", "work"}


def arrangement_entries(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Every arrangement as plain values, checked. Raises PackRefused."""
    file = folder / "arrangements.yaml"
    content, lines = read(file)
    entries: list[dict[str, Any]] = content["versions"]
    labels: set[str] = set()
    for number, entry in enumerate(entries):
        _check(entry, number, lines, file.name)
        if entry["label"] in labels:
            _refuse(
                _("version %(label)s stands twice") % {"label": entry["label"]},
                ("versions", number),
                lines,
                file.name,
            )
        labels.add(entry["label"])
    return entries


def arrangement(entry: dict[str, Any]) -> Arrangement:
    """An entry of the file, or of the database, as the calendar uses it."""
    return Arrangement(
        label=entry["label"],
        year=int(entry["year"]),
        known_from=date.fromisoformat(entry["known_from"]),
        document=entry["document"] or "",
        published_on=date.fromisoformat(entry["published_on"]) if entry["published_on"] else None,
        off={day: name for name, spans in entry["off"].items() for day in _days(spans)},
        work={day: name for name, spans in entry["work"].items() for day in _days(spans)},
    )


def calendar_data(entries: Iterable[dict[str, Any]], folder: Path = FOLDER) -> CalendarData:
    """The arrangements given, with the days off by law from the file of this code."""
    content, _lines = read(folder / "statutory.yaml")
    month, day = content["computable_until_without_lunar"].split("-")
    return CalendarData(
        arrangements=tuple(arrangement(e) for e in entries),
        statutory=tuple(_statutory(e) for e in content["statutory_days"]),
        lunar={
            int(row["year"]): {k: date.fromisoformat(v) for k, v in row.items() if k != "year"}
            for row in content["lunar_table"]
        },
        festivals={code: Text(t["zh"], t["en"]) for code, t in content["festivals"].items()},
        last_day_without_lunar=(int(month), int(day)),
    )


def _statutory(entry: dict[str, Any]) -> StatutoryDays:
    fixed = ((name, *map(int, text.split("-"))) for name, days in entry["fixed"].items() for text in days)
    lunar = (
        (name, anchor, offset)
        for name, anchors in entry["lunar"].items()
        for anchor, offsets in anchors.items()
        for offset in offsets
    )
    return StatutoryDays(
        entry["from_year"], date.fromisoformat(entry["known_from"]), tuple(fixed), tuple(lunar)
    )


def _days(spans: Iterable[str]) -> Iterable[date]:
    for span in spans:
        start, _, end = span.partition("/")
        day, last = date.fromisoformat(start), date.fromisoformat(end or start)
        while day <= last:
            yield day
            day += timedelta(1)


def _check(entry: dict[str, Any], number: int, lines: Lines, file: str) -> None:
    """Known keys, sound dates, make-up days only on weekends, nothing both off and at work."""
    here = ("versions", number)
    if unknown := set(entry) - _KEYS:
        _refuse(
            _("key “%(key)s” is unknown here") % {"key": sorted(unknown)[0]},
            (*here, sorted(unknown)[0]),
            lines,
            file,
        )
    if missing := _KEYS - {"note"} - set(entry):
        _refuse(_("key “%(key)s” is missing") % {"key": sorted(missing)[0]}, here, lines, file)
    try:
        parsed = arrangement(entry)
    except ValueError:
        _refuse(_("a day here is not written as 2027-01-01"), here, lines, file)
    for day in parsed.work:
        if day.weekday() < 5 or day in parsed.off:
            _refuse(
                _("%(day)s is named a make-up day but is no free day") % {"day": day},
                (*here, "work"),
                lines,
                file,
            )
    for day in (*parsed.off, *parsed.work):
        if day.year not in (parsed.year, parsed.year - 1):
            _refuse(
                _("%(day)s does not belong to %(year)s") % {"day": day, "year": parsed.year},
                here,
                lines,
                file,
            )


def _refuse(reason: str, path: tuple[str | int, ...], lines: Lines, file: str) -> None:
    raise PackRefused(reason, file=file, line=line_of(lines, path))
