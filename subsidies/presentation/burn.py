"""One programme with its budgets: what is left of each, and how the year used it up, as a drawing and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from kernel import clock
from policy.law import Programme
from subsidies.enums import ClaimState, Payer
from subsidies.presentation.claims import STATES
from subsidies.presentation.explanation import yuan
from subsidies.presentation.states import badge_of
from subsidies.queries.burn import Left, budget_years, budgets_left, claims_by_state, posted_by_month
from subsidies.queries.given import inactive

#: The drawing in its own units: a frame of so much, with room for the words around it.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 240, 16, 120, 24, 28


@dataclass(frozen=True)
class Month:
    """Until the end of a month, in fen: approved so far, paid so far, what the payments leave of the budget."""

    number: int
    approved: int
    paid: int
    left: int


@dataclass(frozen=True)
class Line:
    """A line of the drawing. `marks`: where its months lie; `end`: where its name is written."""

    name: str
    kind: str
    points: str
    marks: list[tuple[float, float]]
    end: tuple[float, float]


@dataclass(frozen=True)
class Burn:
    """A payer's budget through the year."""

    payer: str
    budget: Left
    months: list[Month]
    lines: list[Line]
    ticks: list[tuple[float, str]]
    limit: float
    said: str


def programme_context(term: Programme, actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """The page of a programme for the reader's place."""
    years = budget_years(term.id)
    asked = query.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    posted = posted_by_month(term.id, year)
    return {
        "programme": term,
        "badge": badge_of(term),
        "inactive": inactive(term),
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "burns": [_burn(each, posted, year) for each in budgets_left(term.id, year)],
        "claims": [
            (STATES[state], number, fen)
            for state, (number, fen) in claims_by_state(term.id).items()
            if state != ClaimState.DRAFT
        ],
        "may_enter": bool(decide(actor, Action.BUDGET_SET)),
    }


def _burn(budget: Left, posted: Mapping[tuple[str, str, int], int], year: int) -> Burn:
    today = clock.today()
    last = 12 if year < today.year else today.month if year == today.year else 0
    approved = paid = 0
    months = []
    for number in range(1, last + 1):
        approved += posted.get((budget.payer, "APPROVED", number), 0)
        paid += posted.get((budget.payer, "PAID", number), 0)
        months.append(Month(number, approved, paid, budget.amount - paid))
    top = max([budget.amount, approved, paid, 1])
    lines = [
        _line(_("approved so far"), "approved", [month.approved for month in months], top),
        _line(_("paid"), "paid", [month.paid for month in months], top),
    ]
    return Burn(
        payer=str(Payer(budget.payer).label),
        budget=budget,
        months=months,
        lines=[line for line in lines if line.marks],
        ticks=[(_x(number), f"{number}") for number in range(1, 13)],
        limit=_y(budget.amount, top),
        said=_said(budget, paid, year),
    )


def _said(budget: Left, paid: int, year: int) -> str:
    """What the drawing shows, in one sentence."""
    given = {
        "payer": Payer(budget.payer).label,
        "year": year,
        "budget": yuan(budget.amount),
        "paid": yuan(paid),
        "share": f"{100 * paid / budget.amount:.1f}" if budget.amount else "0.0",
        "rest": yuan(budget.rest),
    }
    return (
        _("%(payer)s %(year)s: of %(budget)s yuan %(paid)s are paid (%(share)s %%), %(rest)s are free")
        % given
    )


def _x(month: int) -> float:
    return round(LEFT + (month - 0.5) * (WIDTH - LEFT - RIGHT) / 12, 1)


def _y(fen: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - fen * (HEIGHT - TOP - BOTTOM) / top, 1)


def _line(name: str, kind: str, amounts: list[int], top: int) -> Line:
    marks = [(_x(number), _y(fen, top)) for number, fen in enumerate(amounts, start=1)]
    end = marks[-1] if marks else (0.0, 0.0)
    return Line(name, kind, " ".join(f"{x},{y}" for x, y in marks), marks, end)
