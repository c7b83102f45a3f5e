"""The rating scheme of a place on a date, with its items and the lines of its grades. No query once the law is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from inspections.queries import law
from policy.law import RatingItem, RatingScheme, Text
from policy.queries import effective_rules, rating_scheme

PANEL = "CN-I6"


@dataclass(frozen=True)
class Scheme:
    """`lines`: grade → from how many percent of the points; `assessors`: members of a panel at least."""

    value: RatingScheme
    items: tuple[RatingItem, ...]
    lines: Mapping[str, int]
    assessors: int
    valid_months: int

    @property
    def out_of(self) -> int:
        return sum(item.points for item in self.items)


def scheme_of(region_id: int, on: date) -> Scheme | None:
    """The scheme that rates facilities of a place; None where no text rates, or it has no items to look at."""
    value = rating_scheme(region_id, on)
    if value is None:
        return None
    whose = value.follows or value.id
    found = [
        cast("RatingItem | None", each.ruling.chosen)
        for each in effective_rules(region_id, on, "rating_items")
    ]
    order = [dimension.code for dimension in value.dimensions]
    items = [item for item in found if item is not None and item.scheme == whose and item.dimension in order]
    if not items:
        return None
    items.sort(key=lambda item: (order.index(item.dimension), item.veto))
    numbers = law.numbers(region_id, PANEL, on)
    lines = law.numbers(region_id, value.scale, on) if value.scale else {}
    return Scheme(
        value, tuple(items), lines, max(numbers.get("assessors", 2), 2), numbers.get("valid_months", 0)
    )


def frozen(scheme: Scheme) -> dict[str, Any]:
    """A scheme as a rating keeps it."""
    value = scheme.value
    return {
        "id": value.id,
        "name": _both(value.name),
        "dimensions": [{"code": each.code, "name": _both(each.name)} for each in value.dimensions],
        "lines": dict(scheme.lines),
        "assessors": scheme.assessors,
        "valid_months": scheme.valid_months,
        "mandatory": value.mandatory,
        "source": value.source.as_json(),
        "pack": value.pack,
        "version": value.version,
    }


def frozen_item(item: RatingItem) -> dict[str, Any]:
    return {
        "text": _both(item.text),
        "evidence": _both(item.evidence),
        "points": item.points,
        "veto": item.veto,
        "source": item.source.as_json(),
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en} if text else {}
