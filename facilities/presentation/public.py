"""The public list's choice of a place: the path down to a division, and the divisions right below it."""

from typing import Any

from regions.codes import NATION, lineage
from regions.queries import UnknownDivision, children, name, resolve


def region_of(text: str) -> int:
    """The division an address names, retired codes followed; the whole country for nothing or nonsense."""
    if not text.strip():
        return NATION
    try:
        return resolve(text).code
    except UnknownDivision:
        return NATION


def place_filter(region: int) -> dict[str, Any]:
    """The path from the country to the division, and what lies right below it, as (code, name)."""
    path = [code for code in reversed(lineage(region)) if code != NATION]
    return {
        "place": region if region != NATION else "",
        "place_name": name(region) if region != NATION else "",
        "path": [(code, name(code)) for code in path],
        "below": [(row.pk, row.name) for row in children(region)],
    }
