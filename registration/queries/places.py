"""From what somebody wrote of a place to the division it means: codes, retired codes, names of streets."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import Department
from accounts.queries import department_for
from kernel import clock
from policy.enums import EntityKind
from policy.errors import RuleNotInForce
from policy.queries import Registrar, entity_kind_rule, registrars
from regions.codes import ancestor, contains, level_of, parse, short
from regions.enums import Level
from regions.models import Region, RegionAlias
from regions.queries import Resolved, UnknownDivision, full_name, name, resolve
from registration.problems import Problems

_CODE = re.compile(r"\d{6}|\d{9}|\d{12}")
_PLACED = (Level.DISTRICT, Level.STREET)


def read_code(text: str, problems: Problems, field: str = "region") -> Resolved | None:
    """The street or district of a 6-, 9- or 12-digit code, following retired codes; notes what is wrong."""
    code = unicodedata.normalize("NFKC", text).strip()
    if not code:
        problems.add(field, "REQUIRED")
        return None
    found = _resolved(code) if _CODE.fullmatch(code) else None
    if found is None:
        problems.add(field, "REGION", bad=code[:20])
    elif level_of(found.code) not in _PLACED:
        problems.add(field, "REGION_LEVEL", bad=code)
        return None
    return found


def _resolved(code: str) -> Resolved | None:
    """A street that lay in a retired district is known by its district only: streets were numbered anew."""
    try:
        return resolve(code)
    except UnknownDivision:
        district = ancestor(parse(code), Level.DISTRICT)
        alias = RegionAlias.objects.filter(code=district, retired_in__isnull=False).first()
        return Resolved(alias.region_id, parse(code)) if alias else None


def check_reach(region: int, division: int, entity_kind: str, problems: Problems, field: str) -> None:
    """Note that a place lies outside a registrar's division, and which offices push there."""
    if not contains(division, region):
        offices = "、".join(offices_there(region, entity_kind))
        problems.add(field, "OUT_OF_REACH", place=full_name(region), offices=offices)


def registrars_of(region: int, entity_kind: str, on: date) -> tuple[Registrar, ...]:
    """Who registers a kind of entity in a place; for an approval older than every text, who does today."""
    try:
        return registrars(region, entity_kind, on)
    except RuleNotInForce:
        return registrars(region, entity_kind, clock.today())


@dataclass(frozen=True)
class Wording:
    """What the text in force asks to be written: `scope` in the business scope, `name` in the name; '' asks nothing."""

    scope: str = ""
    name: str = ""


def wording_asked(region: int, entity_kind: str, on: date) -> Wording:
    """What the registration of a kind of entity must say there; approvals older than every text owe nothing."""
    if entity_kind not in EntityKind.values:
        return Wording()
    rule = entity_kind_rule(region, entity_kind, on)
    return Wording(rule.scope_word, rule.name_word) if rule else Wording()


def offices_there(region: int, entity_kind: str) -> list[str]:
    """The real offices that register a kind of entity in a place; of all kinds when the kind is not one."""
    kinds = [entity_kind] if entity_kind in EntityKind.values else EntityKind.values
    found = (r for kind in kinds for r in registrars_of(region, kind, clock.today()))
    return list(dict.fromkeys(office_name(r.kind, str(r.name), region) for r in found))


def office_name(kind: str, by_law: str, region: int) -> str:
    """The department that plays the role there, else the name the law gives it."""
    office: Department | None = department_for(region, (kind,))
    return office.name if office else by_law


@dataclass(frozen=True)
class StreetChoice:
    code: int
    name: str


def street_choices(district: int) -> list[StreetChoice]:
    """The streets and towns of a district for a list; the district itself comes last, for addresses without one."""
    rows = Region.objects.filter(parent_id=district, level=Level.STREET).order_by("id")
    found = [StreetChoice(row.pk, row.name) for row in rows]
    return [*found, StreetChoice(district, name(district))]


def districts_of(division: int) -> list[StreetChoice]:
    """The districts of a registrar's division: one for a county office, all of them for a city's."""
    if level_of(division) in _PLACED:
        district = ancestor(division, Level.DISTRICT)
        return [StreetChoice(district, name(district))]
    step = {Level.CITY: 10**8, Level.PROVINCE: 10**10}.get(level_of(division), 10**12)
    rows = Region.objects.filter(level=Level.DISTRICT, id__gt=division, id__lt=division + step).order_by("id")
    return [StreetChoice(row.pk, row.name) for row in rows]


class Gazetteer:
    """The street names of one division, read once for a whole sheet."""

    def __init__(self, division: int) -> None:
        self.division = division
        self.districts = {choice.name: choice.code for choice in districts_of(division)}
        self._streets: dict[str, list[int]] = {}
        rows = Region.objects.filter(parent_id__in=self.districts.values(), level=Level.STREET)
        for code, called in rows.values_list("id", "name"):
            self._streets.setdefault(called, []).append(code)
        self._codes: dict[str, Resolved | None] = {}

    def find(self, street: str, district: str, entity_kind: str, problems: Problems) -> Resolved | None:
        """The division that a street (a name or a code) and perhaps a district name mean; notes what is wrong."""
        written = _plain(street)
        if not written:
            problems.add("street", "REQUIRED")
            return None
        if _CODE.fullmatch(written):
            return self._by_code(written, entity_kind, problems)
        return self._by_name(written, _plain(district), problems)

    def _by_code(self, code: str, entity_kind: str, problems: Problems) -> Resolved | None:
        if code not in self._codes:
            self._codes[code] = read_code(code, Problems())
        found = self._codes[code]
        if found is None:
            return read_code(code, problems, "street")
        before = len(problems.found)
        check_reach(found.code, self.division, entity_kind, problems, "street")
        return found if len(problems.found) == before else None

    def _by_name(self, written: str, district: str, problems: Problems) -> Resolved | None:
        inside = self._district(district, problems)
        if district and inside is None:
            return None
        if written in self.districts:
            return Resolved(self.districts[written])
        found = [c for c in self._named(written) if inside is None or contains(inside, c)]
        if not found:
            problems.add("street", "STREET", bad=written[:60], place=name(inside or self.division))
        elif len(found) > 1:
            places = "、".join(name(ancestor(code, Level.DISTRICT)) for code in found[:4])
            problems.add("street", "STREET_AMBIGUOUS", bad=written[:60], places=places)
        return Resolved(found[0]) if len(found) == 1 else None

    def _district(self, district: str, problems: Problems) -> int | None:
        if not district:
            return None
        if _CODE.fullmatch(district):
            found = read_code(district, problems, "district")
            return found.code if found else None
        match = [code for called, code in self.districts.items() if district in (called, f"{called}人民政府")]
        if not match:
            problems.add("district", "DISTRICT", bad=district[:60], place=name(self.division))
        return match[0] if match else None

    def _named(self, written: str) -> Sequence[int]:
        """Streets called so; a name with the district before it, or 办事处 after it, is the same street."""
        bare = written.removesuffix("办事处")
        if bare in self._streets:
            return self._streets[bare]
        longest = max((n for n in self._streets if bare.endswith(n)), key=len, default="")
        prefix = bare.removesuffix(longest) if longest else ""
        codes = self._streets.get(longest, [])
        return [
            c
            for c in codes
            if prefix and full_name(c).replace("/", "").removesuffix(longest).endswith(prefix)
        ]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def code_in_words(found: Resolved) -> str:
    """A division as an answer names it: 360703000000 → 360703."""
    return short(found.code)
