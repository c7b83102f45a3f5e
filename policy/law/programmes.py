"""Subsidy programmes: what a text promises, in amounts of fen, with every reading of ours marked as such."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from policy.enums import Mark, Merge
from policy.law.base import NO_TEXT, Provision, Source, Text


class ProgrammeKind(StrEnum):
    """How an amount follows from the facts."""

    ONE_OFF_PER_PLACE = "one_off_per_place"
    PER_CHILD_MONTH = "per_child_month"
    PER_CHILD_MONTH_FLOOR = "per_child_month_floor"
    PRIOR_YEAR_BUDGET = "pct_of_prior_year_per_student_budget"
    COST_PER_CLASS = "pct_of_cost_capped_per_class"
    CAPPED_COST = "capped_cost"
    EXTERNAL_RATE = "external_rate"
    TABLE_BY_STAR = "table_by_star"
    TABLE_BY_QUALIFICATION = "monthly_table_by_qualification_level"
    VOUCHER = "voucher"
    AWARD = "discretionary_award"


#: Kinds whose amounts stand in a table, which the text may leave open.
TABLE_KINDS = frozenset(
    {
        ProgrammeKind.EXTERNAL_RATE,
        ProgrammeKind.TABLE_BY_STAR,
        ProgrammeKind.TABLE_BY_QUALIFICATION,
        ProgrammeKind.VOUCHER,
        ProgrammeKind.AWARD,
    }
)


class PartialMonth(StrEnum):
    """What a month counts in which a child did not come every day (domain 8.1)."""

    MIN_HALF = "MIN_HALF"
    HALF_STEP = "HALF_STEP"
    PRO_RATA_CALENDAR = "PRO_RATA_CALENDAR"
    ANY_DAY = "ANY_DAY"


class FacilityTest(StrEnum):
    """On which days of a month a facility must be filed and universal."""

    WHOLE_MONTH = "WHOLE_MONTH"
    FIRST_DAY = "FIRST_DAY"
    ANY_DAY = "ANY_DAY"


class AgeRule(StrEnum):
    """When a child has grown out. UNTIL_TERM_END: at the end of the school term in which the child did."""

    UNDER_3_ON_FIRST_DAY = "UNDER_3_ON_FIRST_DAY"
    UNTIL_TERM_END = "UNTIL_TERM_END"


class CareMode(StrEnum):
    """For which part of a day a child is in care by its contract."""

    FULL_DAY = "FULL_DAY"
    HALF_DAY = "HALF_DAY"
    HOURLY = "HOURLY"
    DROP_IN = "DROP_IN"


class HalfDay(StrEnum):
    """What a half-day child counts."""

    WHOLE = "WHOLE"
    HALF = "HALF"


class TwoFacilities(StrEnum):
    """Which of two facilities is paid for a child that both claim in a month."""

    MORE_DAYS_ELSE_REVIEW = "MORE_DAYS_ELSE_REVIEW"
    ALWAYS_REVIEW = "ALWAYS_REVIEW"
    NOT_TESTED = "NOT_TESTED"


class ClaimFrom(StrEnum):
    """From when on a month can be claimed."""

    AFTER_MONTH_END = "AFTER_MONTH_END"
    ANY_TIME = "ANY_TIME"


class Rounding(StrEnum):
    """How an amount is brought to whole fen."""

    HALF_UP_ONCE_PER_CLAIM = "HALF_UP_ONCE_PER_CLAIM"
    HALF_UP_PER_LINE = "HALF_UP_PER_LINE"
    DOWN_ONCE_PER_CLAIM = "DOWN_ONCE_PER_CLAIM"


class DayTested(StrEnum):
    """The day of a construction claim that must lie in the window."""

    ACCEPTED_ELSE_FILED = "ACCEPTED_ELSE_FILED"
    ACCEPTED_ONLY = "ACCEPTED_ONLY"
    FILED = "FILED"


class LocationRule(StrEnum):
    """What tells town from countryside. The statistical code can be overridden by what an officer states."""

    STATISTICAL_CODE_AT_FILING = "STATISTICAL_CODE_AT_FILING"
    AS_STATED = "AS_STATED"


class PlaceRule(StrEnum):
    """Which places are not paid."""

    ONCE_PER_PLACE = "ONCE_PER_PLACE"
    ADDED_PLACES_ONLY = "ADDED_PLACES_ONLY"
    AT_MOST_FILED_PLACES = "AT_MOST_FILED_PLACES"


class ClassChoice(StrEnum):
    """Which classes are measured where more are claimed than the text pays."""

    FIRST_LISTED = "FIRST_LISTED"
    HIGHEST_COST = "HIGHEST_COST"


Value = int | str | tuple[str, ...]


@dataclass(frozen=True)
class Parameter:
    """One number or choice of a programme with its own source. `when` says for which row of a table it stands:
    {"location": "urban", "works": "new_build"}. A mark R is a reading of ours, because the text is silent."""

    name: str
    value: Value
    unit: str
    source: Source
    mark: Mark
    when: Mapping[str, str] = field(default_factory=dict)
    note: Text = NO_TEXT

    @property
    def key(self) -> str:
        """What tells it from the others of its programme: rate (urban, new_build)."""
        return f"{self.name} ({', '.join(self.when.values())})" if self.when else self.name

    @property
    def is_reading(self) -> bool:
        return self.mark == Mark.R


@dataclass(frozen=True)
class Evidence:
    """A paper that a claim has to carry. A mark R is a reading of ours, because the text names none."""

    code: str
    name: Text
    source: Source
    mark: Mark


@dataclass(frozen=True)
class Programme(Provision):
    """A programme in one wording and one window. `requires`: what a facility must be (filed, universal).
    `rated`: it pays by the published rating of the facility, so that one has to be in force."""

    id: str = ""
    name: Text = NO_TEXT
    kind: ProgrammeKind = ProgrammeKind.AWARD
    requires: tuple[str, ...] = ()
    rated: bool = False
    condition: Text = NO_TEXT
    note: Text = NO_TEXT
    parameters: tuple[Parameter, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def state(self) -> str:
        """The status that is told."""
        return str(self.status)

    @property
    def payable(self) -> bool:
        """Whether money may follow at all; the window is judged day by day."""
        return self.status.can_bind

    def started(self, on: date) -> bool:
        return self.valid_from <= on

    def parameter(self, name: str, **when: str) -> Parameter | None:
        """The parameter of a name, for a row of a table; None where the text gives none."""
        return self._rows.get((name, *sorted(when.items()))) if when else self._plain.get(name)

    def number(self, name: str, **when: str) -> int | None:
        found = self.parameter(name, **when)
        return found.value if found is not None and isinstance(found.value, int) else None

    def choice(self, name: str) -> str:
        """A choice that its kind demands, so that the loader has seen it."""
        found = self.parameter(name)
        return str(found.value) if found is not None else ""

    def texts(self, name: str) -> tuple[str, ...]:
        found = self.parameter(name)
        return found.value if found is not None and isinstance(found.value, tuple) else ()

    def beside(self, other: "Programme") -> bool:
        """Whether one child-month may be paid by both: where neither forbids it, or each names the other."""
        if Merge.NO_STACK not in (self.merge, other.merge):
            return True
        return other.id in self.texts("stacks_with") and self.id in other.texts("stacks_with")

    @cached_property
    def weights(self) -> dict[str, int]:
        """Party → weight of its share, in the order of the text; empty where nobody shares."""
        return {p.when["party"]: int(p.value) for p in self.parameters if p.name == "share"}  # type: ignore[arg-type]

    @cached_property
    def _plain(self) -> dict[str, Parameter]:
        """Asked for every child of every month: without a key to build."""
        return {p.name: p for p in self.parameters if not p.when}

    @cached_property
    def _rows(self) -> dict[tuple[object, ...], Parameter]:
        return {(p.name, *sorted(p.when.items())): p for p in self.parameters if p.when}
