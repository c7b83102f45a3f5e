"""The facts of a claim: what the platform knows is read, never typed; what it cannot know the operator states."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from facilities.models import AttendanceMonth, Facility
from facilities.rules.attendance import last_day
from kernel import clock
from kernel.money import plain_yuan
from policy.law import ClaimFrom, PlaceRule, Programme, ProgrammeKind
from policy.queries import programme
from subsidies.enums import Code
from subsidies.queries.budgets import per_student_budget
from subsidies.queries.prefill import operating_facts, places_paid, standing
from subsidies.queries.subjects import BY_MONTH
from subsidies.rules import windows
from subsidies.rules.child_months import term_for
from subsidies.serializers.reader import Problems, shown

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
#: Of the facts of works, what nobody but the operator and the officer can say.
_STATED = ("location", "works", "urban_rural_code")


def facts_now(
    facility: Facility, programme_id: str, facts: Mapping[str, Any], *, typed: bool = False
) -> dict[str, Any]:
    """The facts of a claim as they are on this day. Of a claim by month only the months are taken.

    `typed`: they come from outside; a month that says something else than its signed attendance is refused.
    Raises FactsRefused naming every month that cannot be claimed (not signed, not ended, outside the window), and more
    places than are filed.
    """
    terms = programme(facility.region_id, programme_id)
    if terms[-1].kind in BY_MONTH:
        return _by_month(facility, terms, facts, typed)
    if terms[-1].kind == ProgrammeKind.ONE_OFF_PER_PLACE:
        return _places(facility, terms[-1], facts)
    if terms[-1].kind == ProgrammeKind.PRIOR_YEAR_BUDGET:
        return dict(facts) | per_student_facts(facility.region_id, clock.today().year)
    return dict(facts)


def per_student_facts(region: int, year: int) -> dict[str, str | None]:
    """The budget a child of the year before, as the facts write it; nothing typed takes its place."""
    amount = per_student_budget(region, year - 1)
    return {"per_student_budget_yuan": None if amount is None else plain_yuan(amount)}


def _by_month(
    facility: Facility, terms: Sequence[Programme], facts: Mapping[str, Any], typed: bool
) -> dict[str, Any]:
    problems = Problems()
    rows = _named(facts, problems)
    signed = set(
        AttendanceMonth.objects.filter(facility=facility, state="SIGNED").values_list("month", flat=True)
    )
    for path, month, _row in rows:
        if why := _refused(terms, month, month in signed):
            problems.note(path, why)
    problems.raise_any()
    found = operating_facts(facility, terms[-1], sorted({month for _path, month, _row in rows}))
    if typed:
        known = {row["month"]: row for row in found["months"]}
        for path, _month, row in rows:
            if any(known[row["month"]].get(name) != value for name, value in row.items()):
                problems.note(path, _("this differs from the signed attendance, which is what counts."))
    problems.raise_any()
    return found


def _named(facts: Mapping[str, Any], problems: Problems) -> list[tuple[str, date, Mapping[str, Any]]]:
    """(path, first day, row) of every month that is named as one."""
    rows = facts.get("months")
    if not isinstance(rows, list) or not rows:
        problems.note("months", _("Choose at least one month."))
        return []
    found: list[tuple[str, date, Mapping[str, Any]]] = []
    for number, row in enumerate(rows):
        name = row.get("month") if isinstance(row, dict) else None
        path = f"months[{number}].month"
        if not isinstance(name, str) or not _MONTH.fullmatch(name) or int(name[:4]) < 1900:
            problems.note(path, _("“%(value)s” is no month: write 2024-05.") % {"value": shown(name)})
            continue
        first = date(int(name[:4]), int(name[5:]), 1)
        if any(first == month for _path, month, _row in found):
            problems.note(path, _("the month %(month)s stands here a second time.") % {"month": name})
        found.append((path, first, row))
    return found


def _refused(terms: Sequence[Programme], first: date, signed: bool) -> str:
    """Why a month cannot be claimed; "" when it can."""
    last, name = last_day(first), f"{first:%Y-%m}"
    term = term_for(terms, first, last)
    code = windows.window(term, windows.day_tested(term, first, last))
    if code == Code.POLICY_NOT_STARTED:
        given = {"month": name, "day": term.valid_from}
        return _("%(month)s lies before the programme, which began on %(day)s.") % given
    if code != Code.OK:
        given = {"month": name, "day": term.valid_to}
        return _("%(month)s lies after the programme, which ended on %(day)s.") % given
    if clock.today() <= last and term.choice("claim_from") != ClaimFrom.ANY_TIME:
        return _("%(month)s has not ended.") % {"month": name}
    if not signed:
        return _("The attendance of %(month)s is not signed yet: close the month first.") % {"month": name}
    return ""


def _places(facility: Facility, term: Programme, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Where facts are unsound they stay as they are: the submission names every path at fault."""
    given, claimed = facts.get("facility"), facts.get("places_claimed")
    if not isinstance(given, dict):
        return dict(facts)
    at_most = PlaceRule.AT_MOST_FILED_PLACES in term.texts("place_rules")
    if at_most and isinstance(claimed, int) and claimed > facility.places:
        problems = Problems()
        words = _("%(claimed)s places are claimed and %(filed)s are filed.")
        problems.note("places_claimed", words % {"claimed": claimed, "filed": facility.places})
        problems.raise_any()
    stated = {name: value for name, value in given.items() if name in _STATED}
    paid = places_paid(facility, term.id)
    return dict(facts) | {"facility": standing(facility) | stated, "places_already_paid": paid}
