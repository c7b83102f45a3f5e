"""From a clause of the register to the values of the packs: those that cite it, and those the register names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from policy.enums import RuleKind
from policy.law import DeadlineRule, Pack, Provision, Source

#: Lists of the register that a section of another name holds.
_SECTIONS = {"misc": "facts", "inspection_types": "inspection_kinds"}
#: A name of the register that stands for one value of another name.
_ALIASES = {"ganzhou_annex2": "GZ-ANNEX-2"}
_PROMPT = "-P"


def sources_in(value: object) -> Iterator[Source]:
    """Every source a value cites: its own and those of its parts."""
    if isinstance(value, Source):
        yield value
    elif is_dataclass(value):
        yield from (s for each in fields(value) for s in sources_in(getattr(value, each.name)))
    elif isinstance(value, Mapping):
        yield from (s for each in value.values() for s in sources_in(each))
    elif isinstance(value, tuple):
        yield from (s for each in value for s in sources_in(each))


def values(packs: Iterable[Pack]) -> Iterator[Provision]:
    return (value for pack in packs for section in pack.values.values() for value in section)


def drawn(
    packs: Mapping[str, Pack], clauses: Mapping[str, Mapping[str, Any]]
) -> dict[str, tuple[Provision, ...]]:
    """Clause id → the values drawn from it: first those that cite it, then those its row of the register names."""
    found: dict[str, dict[int, Provision]] = {clause: {} for clause in clauses}
    for value in values(packs.values()):
        for source in sources_in(value):
            if source.clause in found:
                found[source.clause][id(value)] = value
    for clause, row in clauses.items():
        for name in row["data"]:
            found[clause] |= {id(value): value for value in named(name, packs)}
    return {clause: tuple(each.values()) for clause, each in found.items()}


def named(name: str, packs: Mapping[str, Pack]) -> tuple[Provision, ...]:
    """The values that a name in the `data` of a clause stands for: GZ-T2, DL-01, DL-01-P, pricing/360700, misc:330108."""
    group, _, place = name.replace(":", "/").partition("/")
    if place:
        return packs[place].of(_SECTIONS.get(group, group)) if place in packs else ()
    wanted, prompt = name.removesuffix(_PROMPT), name.endswith(_PROMPT)
    wanted = _ALIASES.get(wanted, wanted)
    return tuple(
        v for v in values(packs.values()) if getattr(v, "id", "") == wanted and (not prompt or _is_prompt(v))
    )


def is_pack(name: str, packs: Mapping[str, Pack]) -> bool:
    """Whether a name of the register stands for a whole jurisdiction that has a pack: jurisdictions/340400."""
    group, _, place = name.partition("/")
    return group == "jurisdictions" and place in packs


def _is_prompt(value: Provision) -> bool:
    return isinstance(value, DeadlineRule) and value.kind == RuleKind.PROMPT
