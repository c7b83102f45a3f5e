"""Targets, planning ratios, tables, facts and conflicts in words."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.law import Comparison, Conflict, Fact, PlanningRatio, Target, TargetTable
from policy.presentation import names
from policy.presentation.values import Where, Words, texts, words_of

_UNITS: dict[str, object] = {
    "places_per_1000": gettext_lazy("%(n)s places per 1,000 residents"),
    "percent": gettext_lazy("%(n)s %%"),
    "facility": gettext_lazy("%(n)s facilities"),
    "station": gettext_lazy("%(n)s stations"),
    "session": gettext_lazy("%(n)s sessions"),
    "minute": gettext_lazy("%(n)s minutes"),
    "nursery_class": gettext_lazy("%(n)s nursery classes"),
    "employee": gettext_lazy("%(n)s employees"),
    "place": gettext_lazy("%(n)s places"),
    "kindergarten": gettext_lazy("%(n)s kindergartens"),
}
NUMBERS: dict[str, object] = {
    "approvers": gettext_lazy("approvers"),
    "from_year": gettext_lazy("from the year"),
    "from_month": gettext_lazy("from the month"),
    "years": gettext_lazy("years long"),
    "systems": gettext_lazy("systems"),
    "tasks": gettext_lazy("tasks"),
    "certified_percent": gettext_lazy("certified, per cent"),
    "months": gettext_lazy("months long"),
    "jump_days": gettext_lazy("days"),
    "jump_people": gettext_lazy("people at least"),
    "jump_percent": gettext_lazy("per cent of change"),
    "minimum_age": gettext_lazy("years of age at least"),
    "months_without_expiry": gettext_lazy("months, where no expiry is printed"),
    "block_days": gettext_lazy("working days for a legal minimum"),
    "warn_days": gettext_lazy("working days for a warning"),
    "advice_days": gettext_lazy("working days for an advice"),
    "most_days": gettext_lazy("days at most"),
    "free_days": gettext_lazy("days without a reason"),
    "open_days": gettext_lazy("days open"),
    "object_days": gettext_lazy("working days for an objection"),
    "most_objections": gettext_lazy("objections at most"),
    "overdue_filing": gettext_lazy("points: filing overdue"),
    "block_breach": gettext_lazy("points: each legal minimum missed"),
    "block_breach_most": gettext_lazy("points at most: legal minimums"),
    "warn_breach": gettext_lazy("points: each warning"),
    "warn_breach_most": gettext_lazy("points at most: warnings"),
    "complaint": gettext_lazy("points: each complaint"),
    "complaint_most": gettext_lazy("points at most: complaints"),
    "month_without_visit": gettext_lazy("points: each month without a visit"),
    "month_without_visit_most": gettext_lazy("points at most: months without a visit"),
    "never_visited": gettext_lazy("points: never visited"),
    "block_finding": gettext_lazy("points: each finding of a legal minimum"),
    "warn_finding": gettext_lazy("points: each other finding"),
    "finding_most": gettext_lazy("points at most: findings"),
    "overdue_finding": gettext_lazy("points: each overdue finding"),
    "overdue_finding_most": gettext_lazy("points at most: overdue findings"),
    **names.GRADES,
    "assessors": gettext_lazy("assessors at least"),
    "valid_months": gettext_lazy("months valid"),
    "looks_back_months": gettext_lazy("months looked back"),
}
_SIGNS = {Comparison.AT_LEAST: "≥ ", Comparison.AT_MOST: "≤ ", Comparison.EXACTLY: ""}


def measured(comparison: Comparison, value: Decimal | int, up_to: Decimal | None, unit: str) -> str:
    """≥ 4.5 places per 1,000 residents · 3–5 facilities."""
    number = f"{value}–{up_to}" if comparison == Comparison.BETWEEN else str(value)
    words = _UNITS.get(unit, "%(n)s")
    return str(words) % {"n": _SIGNS.get(comparison, "") + number}


def number_words(name: str, number: int) -> str:
    return f"{NUMBERS.get(name, name)} {number}"


@words_of.register
def _ratio(value: PlanningRatio, where: Where) -> Words:
    said = measured(value.comparison, value.value, None, value.unit)
    day = [_("by %(day)s") % {"day": value.due_on.isoformat()}] if value.due_on else []
    return Words(str(value.scope), (" · ".join([said, *day]),), tuple(texts(value, "due_words", "note")))


@words_of.register
def _target(value: Target, where: Where) -> Words:
    parts = [*texts(value, "where"), measured(value.comparison, value.value, value.up_to, value.unit)]
    if value.by:
        parts.append(_("by %(day)s") % {"day": value.by.isoformat()})
    if value.every:
        parts.append(_("every year") if value.every == "year" else value.every)
    return Words(str(value.name), (" · ".join(parts),), (value.id, *texts(value, "note")))


@words_of.register
def _table(value: TargetTable, where: Where) -> Words:
    lines = [_("%(n)s units") % {"n": len(value.rows)}]
    if value.total is not None:
        for year, stated in sorted(value.total.yearly.items()):
            lines.append(_stated(year, stated, sum(row.yearly.get(year, 0) for row in value.rows)))
    return Words(str(value.name), tuple(lines), tuple(texts(value, "note")))


def _stated(year: int, stated: int, added: int) -> str:
    """The total of a year as stated; where the lines add up to another sum, both."""
    shown = {"year": year, "stated": f"{stated:,}", "added": f"{added:,}"}
    if stated == added:
        return _("%(year)s: %(stated)s") % shown
    return _("%(year)s: %(stated)s stated, the lines add up to %(added)s") % shown


@words_of.register
def _fact(value: Fact, where: Where) -> Words:
    listed = _(", ").join(str(each) for each in value.values)
    numbers = tuple(number_words(name, n) for name, n in value.numbers.items())
    return Words(
        str(value.name),
        ((listed,) if listed else ()) + numbers or (_("stated"),),
        tuple(texts(value, "note")),
    )


@words_of.register
def _conflict(value: Conflict, where: Where) -> Words:
    return Words(f"{value.id} {value.question}", (str(value.reading),))
