"""What the law of a place says about staff on a date. No query once the law is loaded."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from policy.law import Source, StaffRule, Text
from policy.law import StaffRole as RoleLaw
from policy.law.people import Proof as ProofLaw
from policy.queries import deadline, effective_rules
from staff.enums import ProofKind, StaffRole
from staff.rules.proofs import end_of_validity

EVERYONE = "EVERYONE"
CONDUCT_RULE, VALIDITY_RULE, AGE_RULE, BAN_RULE, ILLNESS_RULE = "CN-S8", "CN-S1", "CN-S9", "CN-S4", "CN-S2"


@dataclass(frozen=True)
class Demand:
    """One proof that somebody needs, with the text that asks for it. `renewed_by` names the duty that renews it."""

    kind: str
    name: Text
    source: Source
    renewed_by: str = ""
    months: int | None = None
    note: Text | None = None


def demands(region_id: int, role: str, on: date) -> tuple[Demand, ...]:
    """What a role has to prove in a place: what everyone needs, then what the role needs."""
    laws = _roles(region_id, on)
    proofs = [proof for key in (EVERYONE, role) if key in laws for proof in laws[key].proofs]
    return tuple({proof.kind: _demand(proof) for proof in proofs}.values())


def counted_proofs(region_id: int, on: date) -> tuple[str, ...]:
    """The kinds without which nobody counts there: the proofs of EVERYONE."""
    laws = _roles(region_id, on)
    return tuple(proof.kind for proof in laws[EVERYONE].proofs) if EVERYONE in laws else ()


def demand(region_id: int, kind: str, on: date) -> Demand | None:
    """The text that asks for a kind of proof, whatever the role; None where no text does."""
    proofs = [proof for law in _roles(region_id, on).values() for proof in law.proofs if proof.kind == kind]
    return _demand(proofs[0]) if proofs else None


def valid_until(region_id: int, kind: str, issued_on: date, expires_on: date | None = None) -> date | None:
    """The last day of a proof under the law of its place on the day of issue; None when it does not run out."""
    asked = demand(region_id, kind, issued_on)
    due, months = None, None
    if kind == ProofKind.CONDUCT:
        months = number(region_id, CONDUCT_RULE, "months", issued_on)
    elif asked is not None and asked.renewed_by:
        due = deadline(region_id, asked.renewed_by, issued_on).due_on
        months = number(region_id, VALIDITY_RULE, "months_without_expiry", issued_on)
    elif asked is not None:
        months = asked.months
    return end_of_validity(issued_on=issued_on, expires_on=expires_on, renewal_due=due, months=months)


def rule(region_id: int, rule_id: str, on: date) -> StaffRule | None:
    """A rule on staff by its number, as it binds in a place on a date."""
    for each in effective_rules(region_id, on, "staff_rules"):
        if each.key == rule_id:
            return cast("StaffRule | None", each.ruling.chosen)
    return None


def number(region_id: int, rule_id: str, name: str, on: date) -> int | None:
    """A figure of a rule on staff; None where no text in force says it: then nothing follows from it."""
    found = rule(region_id, rule_id, on)
    return found.numbers.get(name) if found else None


def roles_of_law(region_id: int, on: date) -> dict[str, Text]:
    """The roles that the law of a place names, with its words for them."""
    laws = _roles(region_id, on)
    return {role: laws[role].name for role in StaffRole.values if role in laws}


def _roles(region_id: int, on: date) -> dict[str, RoleLaw]:
    found = effective_rules(region_id, on, "staff_roles")
    return {each.key: cast(RoleLaw, each.ruling.chosen) for each in found if each.ruling.chosen is not None}


def _demand(proof: ProofLaw) -> Demand:
    return Demand(proof.kind, proof.name, proof.source, proof.renewed_by, proof.months, proof.note or None)
