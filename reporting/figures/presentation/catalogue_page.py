"""The catalogue of indicators in words."""

from typing import Any

from django.utils.translation import gettext as _

from reporting.enums import Measure
from reporting.figures.catalogue import CATALOGUE, GROUPS, Indicator
from reporting.figures.presentation.cards import clauses_of
from reporting.figures.presentation.words import UNITS, term_name


def catalogue_context() -> dict[str, Any]:
    """Every indicator by group, with its terms and clauses."""
    return {
        "groups": [
            (words, [_entry(each) for each in CATALOGUE.values() if each.group == group])
            for group, words in GROUPS.items()
        ]
    }


def _entry(each: Indicator) -> dict[str, Any]:
    return {
        "indicator": each,
        "above": _term(each.numerator),
        "below": _term(each.denominator),
        "unit": UNITS[each.unit] or (_("places per 1,000 residents")),
        "period": _("adds up over the period") if each.during else _("on the last day of the period"),
        "clauses": clauses_of(each),
    }


def _term(term: str) -> str:
    measure = next((m for m in Measure if m.column == term), None)
    return str(measure.label) if measure is not None else term_name(term)
