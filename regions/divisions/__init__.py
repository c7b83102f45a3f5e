"""The vendored division data, read as rows."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regions.codes import NATION, ancestor, level_of
from regions.enums import Level, RegionKind

FOLDER = Path(__file__).parent
FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv", "zones.csv", "aliases.csv")


@dataclass(frozen=True)
class Division:
    """One row to be stored. `full_name` is the path of names from the province, joined by '/'."""

    id: int
    name: str
    full_name: str
    level: Level
    kind: RegionKind
    parent: int | None
    name_en: str = ""


@dataclass(frozen=True)
class Alias:
    code: int
    name: str
    region: int
    retired_in: int | None
    note: str


def digest() -> str:
    """One checksum over all files: whether the data was loaded already."""
    total = hashlib.sha256()
    for name in FILES:
        total.update((FOLDER / name).read_bytes())
    return total.hexdigest()


def divisions() -> Iterator[Division]:
    """The nation, then every division, parents before children. A code that a level repeats comes once."""
    aliases = {alias.code for alias in aliased()}
    names = {NATION: ("全国", "全国")}
    yield Division(NATION, "全国", "全国", Level.NATION, RegionKind.STATUTORY, None, "Nation")
    for file in FILES[:5]:
        for row in _rows(file):
            code = int(row["code"].ljust(12, "0"))
            if code in names or code in aliases:
                continue
            parent = _parent(code, names)
            path = row["name"] if parent == NATION else f"{names[parent][1]}/{row['name']}"
            names[code] = (row["name"], path)
            kind = RegionKind.FUNCTIONAL_ZONE if file == "zones.csv" else RegionKind.STATUTORY
            yield Division(code, row["name"], path, level_of(code), kind, parent, row.get("name_en") or "")


def _parent(code: int, known: dict[int, tuple[str, str]]) -> int:
    for level in (Level.DISTRICT, Level.CITY, Level.PROVINCE):
        if (above := ancestor(code, level)) != code and above in known:
            return above
    return NATION


def aliased() -> Iterator[Alias]:
    for row in _rows("aliases.csv"):
        year = int(row["retired_in"]) if row["retired_in"] else None
        yield Alias(int(row["code"]), row["name"], int(row["region"]), year, row["note"])


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
