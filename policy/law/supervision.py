"""How facilities are rated and inspected, and what is to be done again and again."""

from dataclasses import dataclass

from policy.law.base import NO_TEXT, Provision, Text


@dataclass(frozen=True)
class Dimension:
    """A part of a rating; `weight` in points, None where the text gives none."""

    code: str
    name: Text
    weight: int | None = None


@dataclass(frozen=True)
class RatingScheme(Provision):
    """How facilities are rated in a place; schemes are never mixed. `follows`: the id of the scheme whose dimensions it
    takes over. What the text does not state is None or empty."""

    purpose: str = ""
    id: str = ""
    name: Text = NO_TEXT
    dimensions: tuple[Dimension, ...] = ()
    follows: str = ""
    total: int | None = None
    grades: tuple[str, ...] = ()
    veto_items: int | None = None
    period: Text = NO_TEXT
    published: bool = False
    mandatory: bool = True
    note: Text = NO_TEXT


@dataclass(frozen=True)
class InspectionKind(Provision):
    """A kind of check. `lead`: who holds it (a role of the law, FACILITY for its own checks); `duty`: the name of the
    deadline that says how often, where one does."""

    kind: str = ""
    name: Text = NO_TEXT
    lead: str = ""
    duty: str = ""
    period: Text = NO_TEXT
    note: Text = NO_TEXT


@dataclass(frozen=True)
class PeriodicDuty(Provision):
    """What is owed again and again. Where a deadline states it, `deadline` names that and nothing is said twice."""

    id: str = ""
    deadline: str = ""
    who: Text = NO_TEXT
    what: Text = NO_TEXT
    every: str = ""
    note: Text = NO_TEXT
