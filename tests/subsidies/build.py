"""Programmes and facts for the tests: the programmes of the packs, and facts in the fixed form of the calculator."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from policy.law import Document, Parameter, Programme
from policy.loader.packs import read_packs
from policy.loader.parse import parse_pack
from subsidies.rules import Quote, compute
from subsidies.serializers.claims import read_claim

OPEN = [["2020-01-01", None]]
STANDING = {"filed": OPEN, "universal": OPEN, "filed_places": 60}


@cache
def programmes() -> dict[str, Programme]:
    """Every programme of the pack files by its id, read without a database."""
    documents: dict[str, Document] = {}
    found: dict[str, Programme] = {}
    for file in read_packs().values():
        pack = parse_pack(file.content, version=file.version, above=documents)
        documents.update(pack.documents)
        found |= {programme.id: programme for programme in pack.of("programmes")}
    return found


def with_parameter(programme: Programme, name: str, value: Any, **when: str) -> Programme:
    """The programme with one parameter changed or added; None takes it away."""
    kept = [p for p in programme.parameters if (p.name, dict(p.when)) != (name, when)]
    if value is not None:
        kept.append(Parameter(name, value, "", programme.source, programme.mark, when))
    return replace(programme, parameters=tuple(kept))


def quoted(programme: str | Programme, facts: dict[str, Any]) -> Quote:
    found = programmes()[programme] if isinstance(programme, str) else programme
    return compute([found], read_claim(found, facts))


def child(ref: str = "A", **changes: Any) -> dict[str, Any]:
    return {"ref": ref, "born": "2022-06-15", "attended_days": 20} | changes


def month(*children: dict[str, Any], name: str = "2024-05", **changes: Any) -> dict[str, Any]:
    return {"month": name, "service_days": 20, "children": list(children)} | changes


def operating(*months: dict[str, Any], mode: str = "", **changes: Any) -> dict[str, Any]:
    """Facts of GZ-OPERATING: a facility filed and universal for years, claimed in April 2025."""
    facts = {"claimed_on": "2025-04-10", "facility": STANDING, "months": list(months)} | changes
    return facts | ({"options": {"partial_month_mode": mode}} if mode else {})


def construction(claimed: int, *, filed: int | None = None, **changes: Any) -> dict[str, Any]:
    """Facts of GZ-CONSTRUCTION: an urban new building accepted in May 2023. Facility facts by their names."""
    facility = STANDING | {"location": "urban", "works": "new_build", "filed_places": filed or claimed}
    outer = {"places_already_paid": 0, "accepted_on": "2023-05-10", "places_claimed": claimed}
    for name, value in changes.items():
        (outer if name in outer else facility)[name] = value
    return {"facility": facility, **outer}


def one(quote: Quote) -> tuple[str, int | None]:
    """Code and fen of the only line."""
    (line,) = quote.lines
    return str(line.code), line.amount


def whole(quote: Quote) -> tuple[str, int | None]:
    return str(quote.code), quote.amount


def third_birthday(on: date) -> str:
    return on.replace(year=on.year - 3).isoformat()


def classes_of(costs: list[int], operator: str) -> dict[str, Any]:
    """Facts of OH-CONSTRUCTION from costs in fen, assessed inside the pilot."""
    written = [f"{fen // 100}.{fen % 100:02d}" for fen in costs]
    return {"operator": operator, "class_costs_yuan": written, "assessment_passed_on": "2023-06-15"}
