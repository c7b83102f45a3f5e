"""A due date step by step, in the language of the page: which text counts, from when, which days, what follows."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kernel.presentation import DueExplanation
from policy.enums import DueStatus
from policy.law import Deadline, DeadlineRule
from policy.presentation.rows import Row, rows_of_rule
from policy.queries import word
from policy.rules.wording import day_words, weekday_words
from regions.codes import parse
from regions.queries import full_name


def steps(answer: Deadline, why: DueExplanation, today: date) -> list[str]:
    """The steps of an answer, for the page and the command line alike."""
    return [*_text(answer), *_count(answer, why, today), *_certainty(answer), *_versions(answer, why)]


def _text(answer: Deadline) -> Iterator[str]:
    region = parse(answer.region)
    row = next((r for r in rows_of_rule(region, answer.trigger_on, "deadlines", answer.rule) if r.state in ("IN_FORCE", "TRIAL")), None)  # fmt: skip
    place = full_name(region).replace("/", " › ") if region else _("the whole country")
    shown = {"place": place, "day": answer.trigger_on.isoformat()}
    if row is None:
        yield _("For %(place)s no text with this duty was in force on %(day)s.") % shown
        return
    said = {"source": row.value.source.short, "words": row.words, **shown}
    yield _("For %(place)s on %(day)s, %(source)s counts: %(words)s.") % said
    yield _replaced(row)


def _replaced(row: Row) -> str:
    if not row.overrode:
        return _("No other text says anything else about it.")
    told = _("; ").join(f"{each.level} “{each.words}” ({each.source})" for each in row.overrode)
    return _("It takes the place of: %(texts)s. Reason: %(why)s.") % {"texts": told, "why": row.why}


def _count(answer: Deadline, why: DueExplanation, today: date) -> Iterator[str]:
    if answer.counted_days:
        first = answer.trigger_on + timedelta(1)
        rule = _event(answer)
        shown = {
            "event": rule,
            "day": day_words(answer.trigger_on, today.year),
            "first": day_words(first, today.year),
        }
        yield _("%(event)s on %(day)s: that day does not count; counting begins on %(first)s.") % shown
    yield str(why.sentence)
    if answer.due_on is not None:
        weekday = weekday_words(answer.due_on)
        last = {"day": f"{day_words(answer.due_on, today.year)} ({weekday})", "n": len(answer.counted_days)}
        if answer.counted_days:
            yield (
                _("Working day %(n)s is %(day)s: it may be done until 24:00 of that day, China time.") % last
            )
        else:
            yield _("The day is %(day)s; it may be done until 24:00, China time.") % last


def _event(answer: Deadline) -> str:
    rule = next(
        (r.value for r in rows_of_rule(parse(answer.region), answer.trigger_on, "deadlines", answer.rule)),
        None,
    )
    return str(word(rule.trigger)).capitalize() if isinstance(rule, DeadlineRule) else ""


def _certainty(answer: Deadline) -> Iterator[str]:
    if answer.status == DueStatus.FIRM:
        yield _("The working-day arrangements of all these days are published: the date is firm.")
    elif answer.status == DueStatus.PROVISIONAL:
        years = ", ".join(map(str, answer.missing_years))
        yield _("The arrangement of %(years)s is not published: the date is provisional and is counted again when it is.") % {"years": years}  # fmt: skip
    elif answer.status == DueStatus.PROMPT:
        yield _("There is no due date and none is invented; the days that have passed are shown.")
    else:
        yield _("Without it nothing is computed: the answer is “cannot be computed”, never a guess.")


def _versions(answer: Deadline, why: DueExplanation) -> Iterator[str]:
    if answer.calendar_version:
        yield _("Rule %(rule)s, calendar %(calendar)s.") % {
            "rule": why.rule_version,
            "calendar": answer.calendar_version,
        }
    else:
        yield _("Rule %(rule)s.") % {"rule": why.rule_version}
