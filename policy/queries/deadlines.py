"""The rule of a duty in a place on a date, and the due date that follows from it. No query once the law is loaded."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from kernel import clock
from policy.enums import DueStatus
from policy.errors import RuleNotInForce, UnknownRule
from policy.law import Deadline, DeadlineRule, Source, Text
from policy.queries.loaded import current, law_in_use
from policy.rules.deadlines import NOT_COMPUTABLE, Computed, compute, recomputed
from policy.rules.merging import effective
from regions.codes import parse, short


def deadline_rule(region_id: int, name: str, on: date, *, drafts: bool = False) -> DeadlineRule:
    """The duty `name` as it binds in a place on a trigger date.

    `drafts` simulates: a draft then counts as if it were in force, and its status says so. Raises UnknownRule when no
    text that covers the place has such a duty, RuleNotInForce when none was in force on the date.
    """
    found = cast(list[DeadlineRule], current().candidates(region_id, "deadlines", name))
    if not found or (not drafts and all(rule.status == "DRAFT" for rule in found)):
        raise UnknownRule(_("No rule is called “%(name)s” here.") % {"name": name}, field="rule")
    rule = effective(found, on, drafts=drafts)
    if rule is None:
        raise RuleNotInForce(_("The rule was not in force on this day."), field="trigger")
    return rule


def deadline_rules(region_id: int, on: date) -> list[DeadlineRule]:
    """Every duty that binds in a place on a date, by its DL number."""
    law = current()
    names = {cast(DeadlineRule, d).name for d in law.everything(region_id, "deadlines")}
    rules = (
        effective(cast(list[DeadlineRule], law.candidates(region_id, "deadlines", name)), on)
        for name in names
    )
    return sorted((r for r in rules if r is not None), key=lambda r: r.id)


def deadline(
    region_id: int,
    name: str,
    trigger: date | datetime,
    known_on: date | None = None,
    *,
    drafts: bool = False,
) -> Deadline:
    """The due date of a duty. An instant is converted to the Chinese date first; a plain date is already local.

    `known_on` uses the calendar versions known on that date. Where no text was in force on the trigger date the
    answer is NOT_COMPUTABLE. Raises UnknownRule for a name that no text of the place has.
    """
    on = clock.local_date(trigger)
    try:
        rule = deadline_rule(region_id, name, on, drafts=drafts)
    except RuleNotInForce:
        rule = cast(DeadlineRule, current().candidates(region_id, "deadlines", name)[-1])
        return _deadline(region_id, rule, on, NOT_COMPUTABLE)
    return _deadline(region_id, rule, on, compute(rule, on, current().calendar(known_on)))


def due_on_named_day(deadline: Deadline, day: date, *, counted: bool = True) -> Deadline:
    """The due date of a duty whose decision names the day, with the working days up to it. Raises OutsideCalendar.

    `counted` False: a paper says the day (the printed expiry of a certificate), and no days are counted.
    """
    if not counted:
        return replace(
            deadline,
            due_on=day,
            status=DueStatus.FIRM,
            counted_days=(),
            calendar_version="",
            missing_years=(),
        )
    start, calendar = deadline.trigger_on, current().calendar(None)
    return replace(
        deadline,
        due_on=day,
        status=DueStatus.FIRM,
        counted_days=calendar.counted(start, day),
        calendar_version=calendar.version(start, day),
    )


def rule_choices() -> list[tuple[str, Text]]:
    """Every duty that any text names, with its DL number and what is to be done: for a form."""
    rules: dict[str, DeadlineRule] = {}
    for pack in current().packs.values():
        for rule in cast(tuple[DeadlineRule, ...], pack.of("deadlines")):
            rules.setdefault(rule.name, rule)
    ordered = sorted(rules.values(), key=lambda r: r.id)
    return [(r.name, Text(f"{r.id} {r.action.zh}", f"{r.id} {r.action.en}")) for r in ordered]


def recalled(
    *,
    region_id: int,
    rule: str,
    trigger_on: date,
    due_on: date | None,
    status: str,
    missing_years: tuple[int, ...],
    counted_days: tuple[date, ...],
    calendar_version: str,
    days: int | None,
    policy: Mapping[str, str],
    source: Mapping[str, Any],
) -> Deadline:
    """A due date as it was stored, not computed anew: a case keeps the law and the calendar it was decided by."""
    short_form = {
        k: str(source.get(k, "")) for k in ("code", "article", "clause", "title_zh", "title_en", "kind")
    }
    cited = current().document(short_form["code"])
    return Deadline(
        region=short(region_id),
        rule=rule,
        trigger_on=trigger_on,
        due_on=due_on,
        status=DueStatus(status),
        missing_years=missing_years,
        counted_days=counted_days,
        calendar_version=calendar_version,
        policy=dict(policy),
        days=days,
        source=Source(
            **{**short_form, "kind": short_form["kind"] or "law"},
            short_zh=cited.short.zh if cited else short_form["code"],
            short_en=cited.short.en if cited else short_form["code"],
        ),
    )


def compare(stored: Deadline, owner: str) -> date | None:
    """The date that holds for a stored due date under today's calendar: the stored one when nothing moved it.

    The rule is that of the pack version it was stored with. For a facility only a later date replaces the announced
    one (domain 7.11).
    """
    with law_in_use({stored.policy["pack"]: stored.policy["version"]}):
        fresh = deadline(parse(stored.region), stored.rule, stored.trigger_on).due_on
    return fresh if stored.due_on is None else recomputed(owner, stored.due_on, fresh)


def _deadline(region_id: int, rule: DeadlineRule, on: date, result: Computed) -> Deadline:
    return Deadline(
        region=short(region_id),
        rule=rule.name,
        trigger_on=on,
        due_on=result.due_on,
        status=result.status,
        missing_years=result.missing_years,
        counted_days=result.counted_days,
        calendar_version=result.calendar_version,
        policy={"pack": rule.pack, "version": rule.version, "source": str(rule.source)},
        days=rule.days,
        source=rule.source,
        legal_on=result.legal_on,
    )
