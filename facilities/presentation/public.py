"""The public list's choice of a place: the path down to a division, and the divisions right below it."""

from typing import Any

from regions.codes import NATION, lineage
from regions.models import Region
from regions.queries import UnknownDivision, name, resolve


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
    below = Region.objects.filter(parent_id=region).order_by("id").values_list("id", "name")
    return {
        "place": region if region != NATION else "",
        "place_name": name(region) if region != NATION else "",
        "path": [(code, name(code)) for code in path],
        "below": list(below),
    }
