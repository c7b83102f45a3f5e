"""What the people of a facility have to prove, and what keeps somebody from working there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.enums import Mark
from policy.law.base import NO_TEXT, Provision, Source, Text


@dataclass(frozen=True)
class Proof:
    """One proof of a role, with its own source. `renewed_by` names the deadline that says how often; `months` is how long
    it holds where no deadline does; neither: it does not run out by law."""

    kind: str
    name: Text
    source: Source
    mark: Mark
    renewed_by: str = ""
    months: int | None = None
    note: Text = NO_TEXT


@dataclass(frozen=True)
class StaffRole(Provision):
    """A role in a facility and what it must prove. EVERYONE adds to each other role. `standard`: the setting standard
    that says what is asked of the person."""

    role: str = ""
    name: Text = NO_TEXT
    standard: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class StaffRule(Provision):
    """A rule on proofs, bans and rates. `numbers` holds its figures by name, `target` the target it explains."""

    id: str = ""
    topic: str = ""
    text: Text = NO_TEXT
    numbers: Mapping[str, int] = field(default_factory=dict)
    target: str = ""
