"""How dates, times and numbers are written, in Chinese and in English.

A date of this year is written without the year; another year's as ISO, because then the year matters.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actors import Post
from kernel import clock
from kernel.presentation import DueDay

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_LONG_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_HAN_DIGITS = "一二三四五六日"


def chinese() -> bool:
    return (translation.get_language() or "zh-hans").startswith("zh")


def day(value: date | None) -> str:
    """5月11日 · 11 May; another year: 2027-01-29."""
    return _day(value, "{0}月{1}日")


def day_text(value: date | None) -> str:
    """The same inside a sentence: 5 月 11 日 · 11 May."""
    return _day(value, "{0} 月 {1} 日")


def _day(value: date | None, form: str) -> str:
    if value is None:
        return ""
    on = clock.local_date(value)
    if on.year != clock.today().year:
        return on.isoformat()
    return form.format(on.month, on.day) if chinese() else f"{on.day} {_MONTHS[on.month - 1]}"


def short_day(value: date) -> str:
    """5/11 · 11/5: only in the cells of a day strip, where the weekday stands above."""
    return f"{value.month}/{value.day}" if chinese() else f"{value.day}/{value.month}"


def month(value: date) -> str:
    """5月 · May."""
    return f"{value.month}月" if chinese() else _MONTHS[value.month - 1]


def long_day(value: date) -> str:
    """2026 年 5 月 7 日 星期四 · Thursday, 7 May 2026."""
    if chinese():
        return f"{value.year} 年 {value.month} 月 {value.day} 日 星期{_HAN_DIGITS[value.weekday()]}"
    return f"{_LONG_DAYS[value.weekday()]}, {value.day} {_MONTHS[value.month - 1]} {value.year}"


def weekday(value: date | None) -> str:
    """周一 · Mon."""
    if value is None:
        return ""
    number = clock.local_date(value).weekday()
    return f"周{_HAN_DIGITS[number]}" if chinese() else _DAYS[number]


def weekday_initial(number: int) -> str:
    """The head of a calendar column, Monday = 0: 一 · M."""
    return _HAN_DIGITS[number] if chinese() else _DAYS[number][0]


def minute(value: datetime | None) -> str:
    """14:32, in China's time."""
    return f"{value.astimezone(clock.ZONE):%H:%M}" if value else ""


def moment(value: datetime | date | None) -> str:
    """4月30日 15:22; a plain date has no minute."""
    return f"{day(value)} {minute(value)}" if isinstance(value, datetime) else day(value)


def recent(value: datetime | None) -> str:
    """今天 09:12, 昨天 17:40, else day and minute."""
    if value is None:
        return ""
    on, today = clock.local_date(value), clock.today()
    if on == today:
        return _("today %(time)s") % {"time": minute(value)}
    if on == today - timedelta(days=1):
        return _("yesterday %(time)s") % {"time": minute(value)}
    return f"{day_text(value)} {minute(value)}"


def iso(value: date | datetime | None) -> str:
    return clock.local_date(value).isoformat() if value else ""


def machine(value: date | datetime | None) -> str:
    """For the `datetime` attribute of <time>."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else iso(value)


def number(value: int | float | None) -> str:
    """12,400; an absent number is a dash, never 0."""
    return "—" if value is None else f"{value:,}"


def at_least(value: int | None) -> str:
    """A count that stops at 1,000 (the counts beside tabs and in the navigation): 999, then 1,000+."""
    return number(value) + ("+" if value == 1000 else "")


def yuan(fen: int | None) -> str:
    """Integer fen as yuan: 27,000.00; an absent amount is a dash, never 0."""
    if fen is None:
        return "—"
    sign, rest = ("−", -fen) if fen < 0 else ("", fen)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}"


def filesize(octets: int) -> str:
    """86 kB, 3.4 MB: decimal units, as file managers of phones show them."""
    if octets < 1000:
        return f"{octets} B"
    return f"{octets / 1000:.0f} kB" if octets < 999_500 else f"{octets / 1_000_000:.1f} MB"


def percent(part: int, whole: int) -> str:
    """82%; a dash when there is nothing to compare with. Always show part / whole beside it.

    100% means all and 0% none, so what lies just beside them is not rounded into them.
    """
    if not whole:
        return "—"
    rounded = round(100 * part / whole)
    if 0 < part < whole:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}%"


def wrap_code(value: str) -> str:
    """A long code with places where it may break, so that a narrow column does not overflow."""
    return re.sub(r"(.{6})(?=.)", "\\1\u200b", value)


def weeks(days: Sequence[DueDay]) -> list[list[DueDay]]:
    """The days in whole weeks from Monday to Sunday, filled up at both ends with days that do not count."""
    if not days:
        return []
    first, last = days[0].on, days[-1].on
    before = [DueDay(first - timedelta(days=n)) for n in range(first.weekday(), 0, -1)]
    after = [DueDay(last + timedelta(days=n)) for n in range(1, 7 - last.weekday())]
    whole = [*before, *days, *after]
    return [whole[at : at + 7] for at in range(0, len(whole), 7)]


def captions(days: Sequence[DueDay]) -> list[tuple[str, int, str]]:
    """Under a day strip: (words, how many days they span, kind), neighbours of one sort drawn together."""
    return [(_caption(kind), len(list(group)), kind) for kind, group in groupby(days, key=_caption_kind)]


def _caption_kind(each: DueDay) -> str:
    if each.due:
        return "due"
    if each.kind == "start":
        return "start"
    if each.kind == "off":
        return "weekend" if each.on.weekday() > 4 and not each.note else "off"
    return "today" if each.today else "make_up" if each.make_up else "plain"


def _caption(kind: str) -> str:
    return {
        "due": _("Due 24:00"),
        "start": _("This day does not count"),
        "weekend": _("Not counted"),
        "off": _("Day off, not counted"),
        "today": _("Today"),
        "make_up": _("Make-up working day"),
    }.get(kind, "")


def office(post: Post) -> str:
    """The department of a post as it is called in the reader's language."""
    return post.department if chinese() or not post.department_en else post.department_en


FILTERS: dict[str, Callable[..., object]] = {
    each.__name__: each
    for each in (
        day, day_text, short_day, month, long_day, weekday, weekday_initial, minute, moment, recent, iso, machine,
        number, at_least, yuan, filesize, percent, wrap_code, weeks, captions, office,
    )
}  # fmt: skip
