"""Choosing a place: province, city, district, street, each list following from the one before."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regions.codes import NATION, level_of, lineage
from regions.enums import Level
from regions.models import Region
from regions.queries import children, division, known, successor

_WORDS: dict[Level, Any] = {
    Level.PROVINCE: lambda: _("Province"),
    Level.CITY: lambda: _("City"),
    Level.DISTRICT: lambda: _("District or county"),
    Level.STREET: lambda: _("Street or town"),
}


@dataclass(frozen=True)
class Chooser:
    """One select: the divisions right below another, and the one that is chosen."""

    parent: int
    label: str
    options: list[tuple[int, str]]
    chosen: int | None


def choosers(region: Region | None) -> list[Chooser]:
    """The selects that lead to a division, and one more for what lies below it."""
    path = (
        [NATION, *reversed([code for code in lineage(region.pk) if code != NATION])] if region else [NATION]
    )
    there = known(path)
    path = [code for code in path if code == NATION or code in there]
    found = []
    for at, parent in enumerate(path):
        rows = children(parent)
        if not rows:
            break
        chosen = path[at + 1] if at + 1 < len(path) else None
        found.append(
            Chooser(parent, _WORDS[level_of(rows[0].pk)](), [(row.pk, row.name) for row in rows], chosen)
        )
    return found


def chosen_region(text: str) -> Region | None:
    """The division a select sent; None for nothing or for a code that does not exist."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        return None
    return division(int(text))


def place_fault(text: str, region: Region | None) -> str:
    """Why the place that a form sent is not one to file in; '' when it is. A retired code is told what it is today."""
    if precise(region):
        return ""
    code = int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else 0
    today = successor(code) if region is None else None
    if today is not None:
        return _("This division was dissolved; its code now stands for %(place)s. Choose the place anew.") % {
            "place": today.full_name.replace("/", " ")
        }
    return _("Choose the place down to the street or town.")


def precise(region: Region | None) -> bool:
    """Whether a place is exact enough to file in: a street, or a district that has none."""
    return region is not None and not children(region.pk)
