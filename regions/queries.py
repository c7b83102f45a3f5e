"""Reading divisions. Names come from a dictionary in the process: 44,700 of them, loaded once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from regions.codes import NATION, STEPS, level_of, lineage, parse
from regions.enums import Level
from regions.models import Region, RegionAlias


class UnknownDivision(ValueError):
    """No division has this code today."""


@dataclass(frozen=True)
class Resolved:
    """A division, and the retired code it was asked for by, if any."""

    code: int
    retired_from: int | None = None


_loaded: dict[int, tuple[str, str]] = {}
_paths: dict[int, str] = {}
_below: dict[int, list[int]] = {}
_streets: dict[int, int] = {}


def _names() -> dict[int, tuple[str, str]]:
    if not _loaded:  # an empty table is not remembered: the divisions may be loaded a moment later
        _loaded.update(
            (row[0], (row[1], row[2])) for row in Region.objects.values_list("id", "name", "full_name")
        )
    return _loaded


def forget() -> None:
    """Load the names anew: for tests that change the divisions."""
    for kept in (_loaded, _paths, _below, _streets):
        kept.clear()


def name(code: int) -> str:
    """The short name, e.g. 章贡区; the code itself where it is unknown."""
    return _names().get(code, (str(code), ""))[0]


def full_name(code: int) -> str:
    """The path of names, e.g. 江西省/赣州市/章贡区."""
    return _names().get(code, ("", str(code)))[1]


def full_names() -> Mapping[int, str]:
    """Every division with its path of names, for lists so long that a call a line would count."""
    if not _paths:
        _paths.update((code, path) for code, (_name, path) in _names().items())
    return _paths


def below(code: int) -> list[tuple[int, str]]:
    """The divisions one level below, by code, from the names in the process: for the choices of a filter."""
    if not _below:
        for each in sorted(_names()):
            if each != NATION:
                _below.setdefault(lineage(each)[1], []).append(each)
    return [(each, name(each)) for each in _below.get(code, ())]


def streets_in(code: int) -> int:
    """How many townships and streets lie in a division, itself included; from the names in the process."""
    if not _streets:
        for each in _names():
            if level_of(each) == Level.STREET:
                for place in lineage(each):
                    _streets[place] = _streets.get(place, 0) + 1
    return _streets.get(code, 0)


def named(text: str, most: int = 20) -> list[int]:
    """The divisions whose name has these words in it, wider ones first; a name that is exactly so stands alone.

    Several words are parts of the path: 赣州 章贡 finds 江西省/赣州市/章贡区. At most `most`, from the names in the process.
    """
    *above, last = text.replace("/", " ").split() or [""]
    if len(last) < 2:
        return []
    found = [
        code
        for code, (short_name, path) in _names().items()
        if last in short_name and all(word in path for word in above)
    ]
    exact = [code for code in found if name(code) == last]
    return sorted(exact or found, key=lambda code: (len(lineage(code)), code))[:most]


def resolve(text: str) -> Resolved:
    """The division a typed code stands for, following retired codes. Raises UnknownDivision."""
    try:
        code = parse(text)
    except ValueError as error:
        raise UnknownDivision(text) from error
    if code in _names():
        return Resolved(code)
    alias = RegionAlias.objects.filter(code=code).first()
    if alias is None:
        raise UnknownDivision(text)
    return Resolved(alias.region_id, code)


def inside(code: int, level: Level) -> list[Region]:
    """The divisions of a level inside another, by code."""
    rows = Region.objects.filter(level=level)
    if code != NATION:
        rows = rows.filter(_within(code))
    return list(rows.order_by("id"))


def streets(district: int) -> list[Region]:
    """The streets and towns of a district, by code; the district itself when it has none."""
    rows = list(Region.objects.filter(parent_id=district, level=Level.STREET).order_by("id"))
    return rows or list(Region.objects.filter(pk=district))


def _within(code: int) -> Q:
    return Q(id__gt=code, id__lt=code + STEPS[level_of(code)])


def children(code: int) -> list[Region]:
    """The divisions right below one, by code."""
    return list(Region.objects.filter(parent_id=code).order_by("id"))


def known(codes: Collection[int]) -> set[int]:
    """Which of the codes are divisions today."""
    return set(Region.objects.filter(pk__in=list(codes)).values_list("id", flat=True))


def division_here(code: int) -> Region:
    """A division that is known to exist. Raises Region.DoesNotExist."""
    return Region.objects.get(pk=code)


def division(code: int) -> Region | None:
    """A division inside the nation; None for a code that does not exist."""
    return Region.objects.filter(pk=code).exclude(pk=NATION).first()


def successor(code: int) -> Region | None:
    """What a retired code stands for today; None for any other."""
    retired = RegionAlias.objects.select_related("region").filter(pk=code).first()
    return retired.region if retired is not None else None
