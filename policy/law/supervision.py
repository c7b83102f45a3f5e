"""How facilities are rated and inspected, and what is to be done again and again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.enums import Severity
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
    takes over. `scale`: the rule of supervision that says from how many percent a grade is given. What the text does not
    state is None or empty."""

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
    scale: str = ""
    note: Text = NO_TEXT


@dataclass(frozen=True)
class RatingItem(Provision):
    """One item that a rating scheme looks at. `scheme`, `dimension`: whose part it is; `points` at most. `veto`: failing it
    decides the whole, whatever the points."""

    code: str = ""
    scheme: str = ""
    dimension: str = ""
    text: Text = NO_TEXT
    points: int = 0
    evidence: Text = NO_TEXT
    veto: bool = False


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
    """What is owed again and again. Where a deadline states it, `deadline` names that and nothing is said twice.

    With `act`, what is done is recorded and counted for each period: `least` times, or as often as the target called
    `target` says. `per`: for each FACILITY, or for the PLACE as a whole. `late`: one act is for one period, and counts
    for it when it comes late too (a report); without it the day of the act decides, and surplus is never carried over.
    `paper`: an act needs one. `verdict`: an act is passed or failed. `by`: whose people record it, FACILITY its own.
    `terms`: kind of entity → the deadline that gives the day where the text gives none; others do not owe it. `begins`:
    THIS, or NEXT where the first period is the one after that of the filing.
    """

    id: str = ""
    deadline: str = ""
    who: Text = NO_TEXT
    what: Text = NO_TEXT
    every: str = ""
    act: Text = NO_TEXT
    least: int = 1
    target: str = ""
    per: str = "FACILITY"
    late: bool = False
    paper: bool = False
    verdict: bool = False
    by: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    begins: str = "THIS"
    note: Text = NO_TEXT


@dataclass(frozen=True)
class AnswerChoice:
    """One answer of a choice; `breach`: giving it is a finding."""

    code: str
    name: Text
    breach: bool = False


@dataclass(frozen=True)
class ChecklistItem(Provision):
    """One item that an inspection looks at, with the clause it rests on. Items of all texts of a place add up.

    `kinds`: the kinds of inspection that ask it. `office`: whose item it is at a joint inspection. `answer`: YES_NO, NUMBER
    or CHOICE. A number is a finding below `least` or above `most`, in `unit`. `photo`: a picture is wanted whatever the
    answer. `veto`: one that fails decides the whole. `standard`: the setting standard that the platform checks itself.
    `meals`, `not_for`: whom it is asked of.
    """

    code: str = ""
    part: str = ""
    kinds: tuple[str, ...] = ()
    text: Text = NO_TEXT
    severity: Severity = Severity.WARN
    answer: str = "YES_NO"
    choices: tuple[AnswerChoice, ...] = ()
    unit: str = ""
    least: int | None = None
    most: int | None = None
    evidence: Text = NO_TEXT
    photo: bool = False
    veto: bool = False
    office: str = "HEALTH"
    standard: str = ""
    meals: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class SupervisionRule(Provision):
    """A rule on how inspections are planned and findings followed. `numbers` holds its figures by name."""

    id: str = ""
    topic: str = ""
    text: Text = NO_TEXT
    numbers: Mapping[str, int] = field(default_factory=dict)

    def says(self) -> object:
        return self.numbers
