"""Which real office plays which role of the law in a place: what the texts call it, and who does it on the platform."""

from dataclasses import dataclass
from datetime import date

from accounts.enums import DepartmentKind
from accounts.models import Department
from accounts.queries import departments_serving
from kernel.presentation import Clause
from policy.enums import EntityKind
from policy.errors import RuleNotInForce, UnknownRule
from policy.law import Office
from policy.queries.clauses import presented
from policy.queries.effective import office, registrars


@dataclass(frozen=True)
class RoleLine:
    """One role. `departments` stand in the place itself; without any, `above` is the nearest that serves it.

    `registers`: the kinds of entity this role registers here. `named`: None where no text names the office.
    """

    kind: DepartmentKind
    named: Office | None
    clause: Clause | None
    registers: tuple[EntityKind, ...]
    departments: tuple[Department, ...]
    above: Department | None

    @property
    def missing(self) -> bool:
        """The filing of this place needs this role and no office plays it, here or above."""
        needed = bool(self.registers) or self.kind == DepartmentKind.HEALTH
        return needed and not self.departments and self.above is None


def roles_in(region_id: int, on: date) -> list[RoleLine]:
    """Every role of the law, those that register or receive filings first. One query."""
    serving = departments_serving(region_id, on)
    kinds = _registered_by(region_id, on)
    lines = [_line(kind, region_id, on, kinds.get(kind, ()), serving) for kind in DepartmentKind]
    return sorted(lines, key=lambda line: (line.kind != DepartmentKind.HEALTH, not line.registers))


def _line(
    kind: DepartmentKind,
    region_id: int,
    on: date,
    registers: tuple[EntityKind, ...],
    serving: list[Department],
) -> RoleLine:
    try:
        named = office(region_id, kind, on)
    except UnknownRule:
        named = None
    mine = [d for d in serving if d.kind == kind]
    here = tuple(d for d in mine if d.region_id == region_id)
    above = next((d for d in mine if d.region_id != region_id), None)
    return RoleLine(kind, named, presented(named.source) if named else None, registers, here, above)


def _registered_by(region_id: int, on: date) -> dict[DepartmentKind, tuple[EntityKind, ...]]:
    found: dict[DepartmentKind, tuple[EntityKind, ...]] = {}
    for entity in EntityKind:
        try:
            offices = registrars(region_id, entity, on)
        except (RuleNotInForce, UnknownRule):
            continue
        for each in offices:
            kind = DepartmentKind(each.kind)
            found[kind] = (*found.get(kind, ()), entity)
    return found
