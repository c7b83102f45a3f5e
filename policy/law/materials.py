"""The filing materials, when they are asked for and what is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.enums import Severity
from policy.law.base import NO_TEXT, Provision, Source, Text


@dataclass(frozen=True)
class Condition:
    """When a material is needed. A leaf asks one fact; `all_of` and `any_of` combine."""

    fact: str = ""
    values: tuple[str, ...] = ()
    above: int | None = None
    all_of: tuple["Condition", ...] = ()
    any_of: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class MaterialCheck:
    """One automatic check of what was entered about a material; `kind` names the arithmetic, numbers are data."""

    kind: str
    code: str
    severity: Severity
    message: Text
    remedy: Text
    source: Source
    facts: Mapping[str, str] = field(default_factory=dict)
    months: int | None = None
    values: tuple[str, ...] = ()
    when: Condition | None = None
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class MaterialRule(Provision):
    """One item of the material list. `because` and `otherwise` explain why it is asked for or not.

    `online`: filled in on the platform, nothing to upload."""

    code: str = ""
    name: Text = NO_TEXT
    hint: Text = NO_TEXT
    when: Condition | None = None
    because: Text = NO_TEXT
    otherwise: Text = NO_TEXT
    question: Text = NO_TEXT
    per_person: bool = False
    online: bool = False
    checks: tuple[MaterialCheck, ...] = ()
    replaces: tuple[tuple[str, Text], ...] = ()
    replaced_when: tuple[tuple[Condition, Text], ...] = ()


@dataclass(frozen=True)
class Applicability:
    """Whether a material is asked for. `code`: ALWAYS, CONDITION_MET, CONDITION_NOT_MET, REPLACED or UNANSWERED.

    UNANSWERED means a fact is missing: `fact` names it and `reason` is the question to ask.
    """

    applicable: bool
    code: str
    reason: Text = NO_TEXT
    fact: str = ""

    def __bool__(self) -> bool:
        return self.applicable


@dataclass(frozen=True)
class Problem:
    """What is wrong with a material and what mends it. Only BLOCK stops a submission; `field` is the fact at fault."""

    severity: Severity
    code: str
    message: Text
    remedy: Text
    source: Source
    field: str = ""
