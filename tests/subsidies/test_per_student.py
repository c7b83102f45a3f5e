"""U45: the budget a child of last year comes late; claims wait without an amount and are computed once."""

import pytest

from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError
from regions.models import Region
from regions.scope import Scope, scoped
from subsidies.enums import ClaimState
from subsidies.errors import NotComputable, WrongState
from subsidies.models import SubsidyClaim
from subsidies.workflow import (
    confirm_facts,
    make_claims,
    recompute_claim,
    start_claim,
    state_per_student_budget,
    submit_claim,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BINJIANG, XIXING = 330108000000, 330108001000


class Late:
    """A claim of 滨江 that was submitted before the figure was published."""

    def __init__(self, cast: Cast) -> None:
        self.maker = cast.official(BINJIANG, DepartmentKind.FINANCE, Role.FINANCE_MAKER)
        self.officer = cast.official(BINJIANG, DepartmentKind.HEALTH, Role.OFFICER)
        facility = cast.facility(XIXING)
        operator = cast.operator(facility)
        typed = {"child_months": 333, "per_student_budget_yuan": "99999"}
        with scoped(Scope.of_facilities((facility.pk,))):
            claim = start_claim(
                by=operator, facility_id=facility.pk, programme_id="HZBJ-OPERATING", facts=typed
            )
            self.claim = submit_claim(by=operator, claim_id=claim.pk)

    def enter(self, *, year: int = 2025, amount: int = 23457_89, document: str = "示例教〔2026〕1号") -> None:
        with scoped(Scope.of_region(BINJIANG)):
            state_per_student_budget(
                by=self.maker,
                region=Region.objects.get(pk=BINJIANG),
                year=year,
                amount=amount,
                document=document,
            )

    def now(self) -> SubsidyClaim:
        with scoped(Scope.of_region(BINJIANG)):
            return SubsidyClaim.objects.get(pk=self.claim.pk)


@pytest.fixture
def late(cast: Cast) -> Late:
    return Late(cast)


def test_without_the_figure_the_claim_is_provisional_whatever_was_typed(late: Late) -> None:
    assert (late.claim.state, late.claim.code, late.claim.amount) == (ClaimState.FACTS, "PARAM_MISSING", None)
    with scoped(Scope.of_region(BINJIANG)):
        confirm_facts(by=late.officer, claim_id=late.claim.pk)
        with pytest.raises(NotComputable):
            make_claims(by=late.maker, claim_ids=[late.claim.pk])


def test_entering_it_computes_what_waits_once(late: Late) -> None:
    late.enter()
    claim = late.now()
    assert (claim.amount, claim.simulated) == (13019129, True)
    assert claim.facts["per_student_budget_yuan"] == "23457.89"
    with pytest.raises(WrongState):
        late.enter(amount=24000_00)
    with scoped(Scope.of_region(BINJIANG)), pytest.raises(WrongState):
        recompute_claim(by=late.maker, claim_id=claim.pk)
    assert late.now().amount == 13019129


def test_the_figure_of_another_year_computes_nothing(late: Late) -> None:
    late.enter(year=2024)
    assert late.now().amount is None


@pytest.mark.parametrize("wrong", [{"document": " "}, {"amount": 0}, {"year": 2026}])
def test_a_figure_needs_a_document_and_a_year_that_is_over(late: Late, wrong: dict[str, object]) -> None:
    with pytest.raises(DomainError):
        late.enter(**wrong)  # type: ignore[arg-type]
