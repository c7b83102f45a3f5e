"""The working calendar: which days are working days, and the n-th working day after a date in one addition.

Every day has an ordinal: the number of working days up to and including it. Built from the yearly arrangements
(one version per notice), and for years without a notice from the days that are off by law, without make-up days.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from policy.enums import DayKind
from policy.law import Text


@dataclass(frozen=True)
class Arrangement:
    """One notice on the days off of a year. `known_from` is the day it could first be known."""

    label: str
    year: int
    known_from: date
    document: str
    published_on: date | None
    off: Mapping[date, str]
    work: Mapping[date, str]


@dataclass(frozen=True)
class StatutoryDays:
    """The days off by law from a year on: fixed (month, day), and offsets from days of the lunar table."""

    from_year: int
    known_from: date
    fixed: tuple[tuple[str, int, int], ...]
    lunar: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class CalendarData:
    """Everything a calendar is built from. `lunar` maps year → name of the day → date."""

    arrangements: tuple[Arrangement, ...]
    statutory: tuple[StatutoryDays, ...]
    lunar: Mapping[int, Mapping[str, date]]
    festivals: Mapping[str, Text]
    last_day_without_lunar: tuple[int, int]

    @property
    def first_year(self) -> int:
        return min(a.year for a in self.arrangements)

    def statutory_days(self, year: int, known_on: date | None = None) -> dict[date, str]:
        """The days off by law in a year as the law stood on `known_on`; only the fixed ones without lunar row."""
        rules = [
            s for s in self.statutory if s.from_year <= year and (not known_on or s.known_from <= known_on)
        ]
        rule = max(rules or self.statutory[:1], key=lambda s: s.from_year)
        days = {date(year, month, day): festival for festival, month, day in rule.fixed}
        table = self.lunar.get(year, {})
        for festival, anchor, offset in rule.lunar:
            if anchor in table:
                days[table[anchor] + timedelta(offset)] = festival
        return days


@dataclass(frozen=True)
class Day:
    """One day as it counts. `published` is false where only the law, not the year's notice, is known."""

    on: date
    working: bool
    ordinal: int
    kind: DayKind
    festival: str
    published: bool
    version: str


class OutsideCalendar(ValueError):
    """The date lies before the first or after the last day the calendar can tell."""


@dataclass
class WorkingCalendar:
    """A calendar as known on some date. `working_days[k]` is the k-th working day; index 0 is nobody's."""

    first: date
    ordinals: "array[int]" = field(default_factory=lambda: array("H"))
    working_days: list[date] = field(default_factory=list)
    kinds: list[DayKind] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    names: dict[date, str] = field(default_factory=dict)
    unpublished: frozenset[int] = frozenset()
    festivals: Mapping[str, Text] = field(default_factory=dict)

    @property
    def last(self) -> date:
        return self.first + timedelta(len(self.ordinals) - 1)

    def _index(self, day: date) -> int:
        index = day.toordinal() - self.first.toordinal()
        if not 0 <= index < len(self.ordinals):
            raise OutsideCalendar(day.isoformat())
        return index

    def ordinal(self, day: date) -> int:
        """Working days up to and including `day`, counted from the calendar's first day."""
        return self.ordinals[self._index(day)]

    def is_working(self, day: date) -> bool:
        return self.kinds[self._index(day)] in (DayKind.WORKDAY, DayKind.MAKEUP)

    def day(self, day: date) -> Day:
        index = self._index(day)
        kind = self.kinds[index]
        working = kind in (DayKind.WORKDAY, DayKind.MAKEUP)
        published = day.year not in self.unpublished
        name = self.names.get(day, "")
        return Day(day, working, self.ordinals[index], kind, name, published, self.versions[index])

    def days(self) -> Iterable[Day]:
        return (self.day(self.first + timedelta(n)) for n in range(len(self.ordinals)))

    def festival(self, day: date) -> Text:
        """The festival a day off or a make-up day belongs to; empty for plain days."""
        return self.festivals.get(self.names.get(day, ""), Text("", ""))

    def after(self, day: date, working_days: int) -> date:
        """The n-th working day after `day`, which itself does not count (CC art. 201). Raises OutsideCalendar."""
        if working_days < 1:
            raise ValueError("a term has at least one working day")
        try:
            return self.working_days[self.ordinal(day) + working_days]
        except IndexError:
            raise OutsideCalendar(f"{day} + {working_days}") from None

    def after_each(self, days: Sequence[date], terms: Sequence[int]) -> list[date]:
        """`after` for many dates at once. Raises OutsideCalendar when one of them cannot be told."""
        if len(days) != len(terms):
            raise ValueError("one term for each date")
        if days and (min(days) < self.first or min(terms) < 1):
            raise OutsideCalendar(str(min(days)))
        base, ordinals, found = self.first.toordinal(), self.ordinals, self.working_days
        try:
            return [found[ordinals[d.toordinal() - base] + n] for d, n in zip(days, terms, strict=True)]
        except IndexError:
            raise OutsideCalendar("one of the dates lies after the calendar") from None

    def on_or_before(self, day: date) -> date:
        """The last working day not after `day`. Raises OutsideCalendar before the first one."""
        ordinal = self.ordinal(day)
        if not ordinal:
            raise OutsideCalendar(day.isoformat())
        return self.working_days[ordinal]

    def on_or_after(self, day: date) -> date:
        """`day` itself when it is a working day, else the next one (CC art. 203)."""
        return day if self.is_working(day) else self.after(day, 1)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        return self.ordinal(end) - self.ordinal(start)

    def counted(self, start: date, end: date) -> tuple[date, ...]:
        """The working days after `start` up to and including `end`."""
        return tuple(self.working_days[self.ordinal(start) + 1 : self.ordinal(end) + 1])

    def missing_years(self, start: date, end: date) -> tuple[int, ...]:
        """The years without a published arrangement that days from `start` to `end` lie in."""
        return tuple(y for y in range(start.year, end.year + 1) if y in self.unpublished)

    def version(self, start: date, end: date) -> str:
        """The labels of the arrangements that decided the days of a span: 2026-1+2027-0. -0 is not published."""
        low, high = self._index(start), self._index(end)
        return "+".join(dict.fromkeys(self.versions[low : high + 1]))


def build(data: CalendarData, known_on: date | None = None) -> WorkingCalendar:
    """The calendar with the arrangements known on a date (all of them without one)."""
    valid: dict[int, Arrangement] = {}
    for each in sorted(data.arrangements, key=lambda a: (a.year, a.known_from, a.label)):
        if known_on is None or each.known_from <= known_on:
            valid[each.year] = each
    first = date(data.first_year, 1, 1)
    lunar_end = max(data.lunar)
    end = date(max(lunar_end, *valid, 0) + 1, *data.last_day_without_lunar)
    off: dict[date, tuple[str, str]] = {}
    work: dict[date, tuple[str, str]] = {}
    for year in range(first.year, end.year + 1):
        if year not in valid:
            off.update({d: (f, f"{year}-0") for d, f in data.statutory_days(year, known_on).items()})
    for each in valid.values():
        off.update({d: (f, each.label) for d, f in each.off.items()})
        work.update({d: (f, each.label) for d, f in each.work.items()})
    years = range(first.year, end.year + 1)
    calendar = WorkingCalendar(
        first,
        working_days=[date.min],
        unpublished=frozenset(y for y in years if y not in valid),
        festivals=data.festivals,
    )
    labels = {y: valid[y].label if y in valid else f"{y}-0" for y in years}
    _fill(calendar, end, off, work, labels)
    return calendar


def _fill(
    calendar: WorkingCalendar,
    end: date,
    off: Mapping[date, tuple[str, str]],
    work: Mapping[date, tuple[str, str]],
    labels: Mapping[int, str],
) -> None:
    """Lay out day after day. A make-up day wins over a day off: the notice names it expressly."""
    day, count = calendar.first, 0
    while day <= end:
        weekend, label = day.weekday() >= 5, labels[day.year]
        if day in work:
            kind = DayKind.MAKEUP if weekend else DayKind.WORKDAY
            calendar.names[day], label = work[day]
        elif day in off:
            kind = DayKind.HOLIDAY
            calendar.names[day], label = off[day]
        else:
            kind = DayKind.WEEKEND if weekend else DayKind.WORKDAY
        if kind in (DayKind.WORKDAY, DayKind.MAKEUP):
            count += 1
            calendar.working_days.append(day)
        calendar.ordinals.append(count)
        calendar.kinds.append(kind)
        calendar.versions.append(label)
        day += timedelta(1)
