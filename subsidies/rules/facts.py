"""What is claimed, as the rules are told it: checked values, amounts in fen, days and spans of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kernel.periods import Period
from policy.law import AgeRule, CareMode, FacilityTest, PartialMonth


@dataclass(frozen=True)
class Standing:
    """When a facility was filed and recognised as universal; spans may touch or overlap."""

    filed: tuple[Period, ...]
    universal: tuple[Period, ...]
    filed_places: int | None = None


class Child(NamedTuple):
    """One child in one month. `elsewhere_days`: days at another facility that claims the child as well; `paid_by`: the
    id of the programme that has paid this month already, "" where none has."""

    ref: str
    born: date
    attended_days: int
    elsewhere_days: int = 0
    enrolled: Period | None = None
    care: CareMode = CareMode.FULL_DAY
    paid_by: str = ""


class Month(NamedTuple):
    """One month of a claim: its children, or how many child-months were counted elsewhere."""

    first: date
    last: date
    service_days: int = 0
    children: tuple[Child, ...] = ()
    child_months: int | None = None


@dataclass(frozen=True)
class ChildMonthClaim:
    """`partial_month`, `facility_test` and `age_rule` replace the programme's own choice: what would follow if."""

    claimed_on: date
    standing: Standing
    months: tuple[Month, ...]
    partial_month: PartialMonth | None = None
    facility_test: FacilityTest | None = None
    age_rule: AgeRule | None = None


@dataclass(frozen=True)
class PlaceClaim:
    """`places_already_paid` counts what was paid for places of this facility and of those before it, ever. `location`
    is what an officer states, `urban_code` the statistical one; the programme says what counts."""

    standing: Standing
    location: str | None
    works: str
    places_claimed: int
    places_already_paid: int = 0
    accepted_on: date | None = None
    urban_code: str = ""

    @property
    def filed_places(self) -> int:
        return self.standing.filed_places or 0


@dataclass(frozen=True)
class BudgetClaim:
    """`per_student_budget`: fen a child and year, as published for the year before; None while it is not."""

    child_months: int
    per_student_budget: int | None


@dataclass(frozen=True)
class ClassClaim:
    operator: str
    class_costs: tuple[int, ...]
    assessment_passed_on: date | None


@dataclass(frozen=True)
class CostClaim:
    cost: int
    accepted_on: date | None
    accepted_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TableClaim:
    """How often each row of a programme's table is claimed: {"5": 1} for a facility of five stars."""

    quantities: Mapping[str, int]


Claim = ChildMonthClaim | PlaceClaim | BudgetClaim | ClassClaim | CostClaim | TableClaim


def paid_by(claim: Claim) -> frozenset[str]:
    """The programmes that have paid child-months of the claim already."""
    if not isinstance(claim, ChildMonthClaim):
        return frozenset()
    return frozenset(child.paid_by for month in claim.months for child in month.children if child.paid_by)
