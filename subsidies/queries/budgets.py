"""Budgets of a district: what is left, and whether a claim fits."""

from collections.abc import Collection, Mapping

from regions.codes import ancestor
from regions.enums import Level
from regions.scope import nation_scope
from subsidies.enums import ClaimState
from subsidies.models import Budget, PerStudentBudget, SubsidyClaim


def budget_of(region: int, programme: str, year: int, payer: str) -> Budget | None:
    """The budget of the district in which `region` lies; None where nobody entered one."""
    district = ancestor(region, Level.DISTRICT)
    found: Budget | None = Budget.objects.filter(
        region_id=district, programme=programme, year=year, payer=payer
    ).first()
    return found


def budgets_of(region: int, programme: str, year: int) -> dict[str, Budget]:
    """Payer → budget of the district."""
    district = ancestor(region, Level.DISTRICT)
    rows = Budget.objects.filter(region_id=district, programme=programme, year=year).order_by("id")
    return {row.payer: row for row in rows}


def per_student_budget(region: int, year: int) -> int | None:
    """What the district in which `region` lies spent on a child in a year, in fen; None while nobody entered it.

    The figure is published: a facility's claim is computed by it, although the row belongs to the office.
    """
    with nation_scope(reason="a published figure of the district"):
        rows = PerStudentBudget.objects.filter(region_id=ancestor(region, Level.DISTRICT), year=year)
        found: int | None = rows.values_list("amount", flat=True).first()
    return found


def bound(budget: Budget) -> Mapping[str, int]:
    """What the claims say is bound of a budget, part by part: must equal its columns (an auditor's check)."""
    parts = {"reserved": ClaimState.CHECKING, "approved": ClaimState.APPROVED, "paid": ClaimState.PAID}
    claims = SubsidyClaim.objects.filter(
        district=budget.region_id, programme=budget.programme, budget_year=budget.year
    )
    found = {}
    for part, state in parts.items():
        rows = claims.filter(state=state).values_list("shares", flat=True)
        found[part] = sum(int(shares.get(budget.payer, 0)) for shares in rows)
    return found


def budgets_in(year: int, most: int) -> list[Budget]:
    """The budgets of the scope in a year by district, programme and payer; at most so many."""
    return list(Budget.objects.filter(year=year).order_by("region_id", "programme", "payer")[:most])


def rests(districts: Collection[int], year: int) -> dict[tuple[int, str, str], int]:
    """(district, programme, payer) → fen left."""
    rows = Budget.objects.filter(year=year, region_id__in=list(districts))
    return {(row.region_id, row.programme, row.payer): row.rest for row in rows}


def budgets_of_district(region: int, year: int) -> list[Budget]:
    """The budgets of the district in which `region` lies, of all programmes."""
    rows = Budget.objects.filter(region_id=ancestor(region, Level.DISTRICT), year=year)
    return list(rows.order_by("programme", "payer"))
