"""The public list's choice of a place: the path down to a division, and the divisions right below it."""

from typing import Any

from regions.codes import NATION, ancestor, level_of, lineage
from regions.enums import Level
from regions.queries import UnknownDivision, below, name, resolve


def region_of(text: str) -> int:
    """The division an address names, retired codes followed; the whole country for nothing or nonsense."""
    if not text.strip():
        return NATION
    try:
        return resolve(text).code
    except UnknownDivision:
        return NATION


def district_choices(region: int) -> list[tuple[int, str]]:
    """The districts inside a division down to which somebody walked: of a city, else the district itself; none above."""
    level = level_of(region)
    if level == Level.CITY:
        return below(region)
    if level in (Level.DISTRICT, Level.STREET):
        district = ancestor(region, Level.DISTRICT)
        return [(district, name(district))]
    return []


def place_filter(region: int) -> dict[str, Any]:
    """The path from the country to the division, and what lies right below it, as (code, name)."""
    path = [code for code in reversed(lineage(region)) if code != NATION]
    return {
        "place": region if region != NATION else "",
        "place_name": name(region) if region != NATION else "",
        "path": [(code, name(code)) for code in path],
        "below": below(region),
    }
