"""Why a date is that date: the days that counted, one sentence, the clause, the versions."""

from collections.abc import Iterator
from datetime import date, timedelta

from kernel.presentation import DueDay, DueExplanation
from policy.calendar import Day, WorkingCalendar
from policy.enums import DayKind, DueStatus, RuleKind
from policy.errors import UnknownRule
from policy.law import Deadline, DeadlineRule, Text
from policy.queries.calendar import working_calendar
from policy.queries.clauses import presented
from policy.queries.deadlines import deadline_rule
from policy.queries.loaded import current
from policy.rules.deadlines import compute
from policy.rules.wording import day_words, join, span_words, term_words, weekday_words
from regions.codes import parse

#: Longer spans than this are told by the sentence alone.
_LONGEST_STRIP = 100


def explain(deadline: Deadline, today: date, event: str = "") -> DueExplanation:
    """The explanation of a due date as its component shows it. Speaks both languages; needs no query.

    `event` is what began the duty, where that is not what the rule begins with (a clock that starts anew).
    """
    rule = _rule_of(deadline)
    begun = event or (rule.trigger if rule else "")
    trigger = current().word(begun) if begun else Text("", "")
    return DueExplanation(
        due_on=deadline.due_on,
        sentence=_sentence(deadline, rule, trigger, today),
        days=tuple(_days(deadline, today)),
        clause=presented(deadline.source, term_words(rule, deadline.days)) if deadline.source.code else None,
        start_note=_short(begun, trigger),
        rule_version=f"{deadline.policy.get('pack', '')} {deadline.policy.get('version', '')}".strip(),
        calendar_version=deadline.calendar_version,
        missing_years=deadline.missing_years if deadline.status == DueStatus.PROVISIONAL else (),
    )


def _short(event: str, trigger: Text) -> Text:
    """The trigger in the width of a cell, where the packs have such a word."""
    short = current().word(f"{event}_short")
    return trigger if short.zh.endswith("_short") else short


def _rule_of(deadline: Deadline) -> DeadlineRule | None:
    try:
        return deadline_rule(parse(deadline.region), deadline.rule, deadline.trigger_on)
    except UnknownRule:
        return None


def _days(deadline: Deadline, today: date) -> Iterator[DueDay]:
    """From the start day, which does not count, to the due day."""
    due = deadline.due_on
    if due is None or not deadline.counted_days or (due - deadline.trigger_on).days > _LONGEST_STRIP:
        return
    calendar = working_calendar()
    numbers = {day: number for number, day in enumerate(deadline.counted_days, 1)}
    yield DueDay(deadline.trigger_on, "start", today=deadline.trigger_on == today)
    on = deadline.trigger_on
    while on < due:
        on += timedelta(1)
        day = calendar.day(on)
        make_up = on in numbers and day.kind == DayKind.MAKEUP
        note = calendar.festival(on) if make_up or on not in numbers else Text("", "")
        yield DueDay(
            on,
            "counted" if on in numbers else "off",
            number=numbers.get(on),
            note=note,
            make_up=make_up,
            today=on == today,
            due=on == due,
        )


def _sentence(deadline: Deadline, rule: DeadlineRule | None, trigger: Text, today: date) -> Text:
    if deadline.status == DueStatus.PROMPT:
        return _promptly(rule)
    if deadline.due_on is None:
        return _no_date(rule)
    if rule is not None and rule.kind == RuleKind.NAMED_DAY:
        return _named(deadline, trigger, today)
    if deadline.counted_days:
        return _counted(deadline, trigger, today)
    return _fixed(deadline, rule, today)


def _promptly(rule: DeadlineRule | None) -> Text:
    said = Text(
        "条文只写“及时”，没有天数，所以没有到期日。",
        "The text says “promptly” and gives no number of days, so there is no due date.",
    )
    if rule is None or rule.service_target_days is None:
        return said
    days = rule.service_target_days
    return Text(
        f"{said.zh}服务承诺 {days} 个工作日，不是法定期限。",
        f"{said.en} Service target: {days} working days, not a legal limit.",
    )


def _no_date(rule: DeadlineRule | None) -> Text:
    if rule is None:
        return Text("起算日当天没有生效的条文。", "No text was in force on the day it would start.")
    if rule.kind == RuleKind.NAMED_DAY:
        return Text(
            "条文没有天数，期限由决定载明。", "The text gives no number of days; the decision names the day."
        )
    if rule.kind in (RuleKind.CALENDAR_DATE, RuleKind.PERIOD) and not (rule.month_day or rule.period):
        return Text("条文没有写日期或周期。", "The text gives no date and no period.")
    return Text("工作日历还不到这一天。", "The working calendar does not reach that day yet.")


def _counted(deadline: Deadline, trigger: Text, today: date) -> Text:
    days = len(deadline.counted_days)
    start = day_words(deadline.trigger_on, today.year)
    zh = [f"{trigger.zh} {start.zh}，次日起算 {days} 个工作日"]
    en = [f"{trigger.en.capitalize()} on {start.en}, {days} working days counted from the next day"]
    for words in _exceptions(deadline, today.year):
        zh.append(words.zh)
        en.append(words.en)
    return Text("；".join(zh) + "。", "; ".join(en) + ".")


def _named(deadline: Deadline, trigger: Text, today: date) -> Text:
    """A day that the decision itself names: the working days up to it are shown, they do not make it."""
    assert deadline.due_on is not None
    start, due = (day_words(day, today.year) for day in (deadline.trigger_on, deadline.due_on))
    days = len(deadline.counted_days)
    return Text(
        f"{trigger.zh} {start.zh}，决定载明的期限是 {due.zh}，其间有 {days} 个工作日。",
        f"{trigger.en.capitalize()} on {start.en}; the decision names {due.en}, {days} working days later.",
    )


def _exceptions(deadline: Deadline, year: int) -> Iterator[Text]:
    """The holidays that were skipped and the make-up days that counted, within the span."""
    calendar = working_calendar()
    assert deadline.due_on is not None
    for festival, days in _holidays(calendar, deadline.trigger_on, deadline.due_on):
        when = span_words(days[0], days[-1], year)
        yield Text(f"{when.zh}{festival.zh}放假，不计", f"{when.en} off ({festival.en}), not counted")
    make_up = [d for d in deadline.counted_days if calendar.day(d).kind == DayKind.MAKEUP]
    if make_up:
        named = [
            Text(
                f"{day_words(d, year).zh}（{weekday_words(d).zh}）",
                f"{weekday_words(d).en} {day_words(d, year).en}",
            )
            for d in make_up
        ]
        listed = join(named)
        yield Text(f"{listed.zh}调休上班，计入", f"{listed.en} is a make-up working day and counts")


def _holidays(calendar: WorkingCalendar, start: date, end: date) -> Iterator[tuple[Text, list[date]]]:
    """The spans of days off of one festival each, between two dates."""
    run: list[Day] = []
    for offset in range(1, (end - start).days + 1):
        day = calendar.day(start + timedelta(offset))
        if run and (day.kind != DayKind.HOLIDAY or day.festival != run[-1].festival):
            yield calendar.festival(run[0].on), [d.on for d in run]
            run = []
        if day.kind == DayKind.HOLIDAY:
            run.append(day)
    if run:
        yield calendar.festival(run[0].on), [d.on for d in run]


def _fixed(deadline: Deadline, rule: DeadlineRule | None, today: date) -> Text:
    """A date the text fixes; where that is a day off we ask for it on the working day before, and say so."""
    assert deadline.due_on is not None
    legal = deadline.legal_on
    if legal is None and rule is not None:
        legal = compute(rule, deadline.trigger_on, working_calendar()).legal_on
    due = day_words(deadline.due_on, today.year)
    if legal is None or legal == deadline.due_on:
        return Text(f"按条文为 {due.zh}。", f"By the text it is {due.en}.")
    fixed, weekday = day_words(legal, today.year), weekday_words(legal)
    if legal < deadline.due_on:
        return Text(
            f"期间的最后一天 {fixed.zh}（{weekday.zh}）是休息日，顺延到 {due.zh}。",
            f"The period ends on {weekday.en} {fixed.en}, a day off, and so on {due.en}.",
        )
    return Text(
        f"法定日 {fixed.zh}为{weekday.zh}、不上班，提前到 {due.zh}。",
        f"The legal date, {weekday.en} {fixed.en}, is a day off; it is asked for by {due.en}.",
    )
