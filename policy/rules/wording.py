"""Dates and terms in the sentences of an explanation, in both languages."""

from collections.abc import Sequence
from datetime import date

from policy.enums import RuleKind
from policy.law import DeadlineRule, Text

_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_HAN_WEEKDAYS = "一二三四五六日"
_UNITS = {
    "day": Text("天", "days"),
    "month": Text("个月", "months"),
    "quarter": Text("个季度", "quarters"),
    "half_year": Text("个半年", "half-years"),
    "year": Text("年", "years"),
}


def day_words(day: date, year: int) -> Text:
    """5 月 11 日 · 11 May; with the year when it is not `year`."""
    zh, en = f"{day.month} 月 {day.day} 日", f"{day.day} {_MONTHS[day.month - 1]}"
    return Text(zh, en) if day.year == year else Text(f"{day.year} 年 {zh}", f"{en} {day.year}")


def span_words(start: date, end: date, year: int) -> Text:
    """5 月 1–5 日 · 1–5 May."""
    first, last = day_words(start, year), day_words(end, year)
    if start == end:
        return first
    if (start.year, start.month) == (end.year, end.month):
        return Text(
            first.zh.replace(f" {start.day} 日", f" {start.day}–{end.day} 日"), f"{start.day}–{last.en}"
        )
    return Text(f"{first.zh}至 {last.zh}", f"{first.en} to {last.en}")


def weekday_words(day: date) -> Text:
    return Text(f"周{_HAN_WEEKDAYS[day.weekday()]}", _WEEKDAYS[day.weekday()])


def join(words: Sequence[Text]) -> Text:
    return Text("、".join(w.zh for w in words), ", ".join(w.en for w in words))


def term_words(rule: DeadlineRule | None, days: int | None) -> Text:
    """What a rule demands, in words: 5 个工作日 · 5 working days."""
    if days is not None:
        return Text(f"{days} 个工作日", f"{days} working days" if days != 1 else "1 working day")
    if rule is None:
        return Text("", "")
    if rule.kind == RuleKind.PROMPT:
        return Text("及时", "promptly")
    if rule.kind == RuleKind.NAMED_DAY:
        return Text("以决定载明的日期为准", "by the day the decision names")
    if rule.month_day:
        month, day = rule.month_day
        return Text(f"每年 {month} 月 {day} 日前", f"by {day} {_MONTHS[month - 1]} every year")
    if rule.period:
        unit, length = _UNITS[rule.period.unit], rule.period.length
        if rule.period.anchor == "CALENDAR":
            return Text(
                f"每{unit.zh.removeprefix('个')}", f"every {unit.en.removesuffix('s').replace('-', ' ')}"
            )
        return Text(
            f"{length} {unit.zh}", f"{length} {unit.en if length != 1 else unit.en.removesuffix('s')}"
        )
    return Text("条文没有写期限", "the text gives no term")
