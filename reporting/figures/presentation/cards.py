"""The cards of a dashboard: one indicator each, with its target, its way there and the rows behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel.presentation import Badge, Clause
from policy.queries import clause, presented
from reporting.figures.catalogue import Indicator, Unit
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.charts import spark
from reporting.figures.presentation.words import (
    REACHED,
    aim_words,
    apart_words,
    named,
    plain,
    shown,
    term_name,
    unit_words,
    why_not,
)
from reporting.figures.queries.board import Board, closed_figure
from reporting.figures.queries.law import Dated
from reporting.figures.rules import Aim, Figure, Progress, Reached, figure, progress, rounded

#: What stands on the cards, the first that can be said first; the rest is in the table of all indicators.
FIRST = (
    "places", "places_per_1000", "places_per_1000_base", "universal_share", "certified_staff_share", "township_coverage",
    "public_universal", "filed_share",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A number that leads to the rows behind it; without `url` it does not."""

    number: str
    url: str


@dataclass(frozen=True)
class Card:
    """One indicator as the page shows it. `corrected`: what the closed period had kept, where it is another value."""

    indicator: Indicator
    name: str
    value: str
    unit: str
    above: Part | None
    below: Part | None
    term: str
    few: bool
    why: str
    target: str
    target_by: str
    draft: bool
    badge: Badge | None
    lacks: str
    source: Clause | None
    line: str
    end: tuple[float, float] | None
    goal: float | None
    corrected: str

    @property
    def clauses(self) -> list[Clause]:
        return clauses_of(self.indicator)


def card(
    board: Board, asked: Asked, actor: Actor, indicator: Indicator, targets: Mapping[str, Dated]
) -> Card:
    found, dated = board.figure(indicator), targets.get(indicator.key)
    aim = _aim(board, indicator, dated)
    reached = progress(found.value, aim) if aim else None
    line, end, goal = spark(_way(board, indicator), aim.value if aim else None)
    money, language = indicator.unit == Unit.YUAN, get_language()
    return Card(
        indicator=indicator,
        name=named(indicator, language),
        value=shown(found.value, indicator),
        unit=unit_words(indicator.unit, language),
        above=_part(found.numerator, asked.rows_url(actor, indicator.numerator), money),
        below=_part(found.denominator, asked.rows_url(actor, indicator.denominator)),
        term=term_name(indicator.denominator),
        few=found.few and indicator.unit == Unit.PERCENT,
        why="" if found.value is not None else why_not(found, board.period),
        target=aim_words(aim, indicator) if aim else "",
        target_by=_by(board, dated, indicator),
        draft=bool(dated and dated.draft and aim),
        badge=REACHED[reached.reached] if reached and found.value is not None else None,
        lacks=_lacks(reached, indicator),
        source=presented(dated.target.source) if dated and aim else None,
        line=line,
        end=end,
        goal=goal,
        corrected=_corrected(board, indicator, found),
    )


def clauses_of(indicator: Indicator) -> list[Clause]:
    """The clauses an indicator comes from, as links to their words."""
    known = (clause(each) for each in indicator.clauses if each)
    return [
        Clause(f"{each.short} {each.place}", "", _clause_url(each.id)) for each in known if each is not None
    ]


@cache
def _clause_url(clause_id: str) -> str:
    return reverse("policy:clause", args=[clause_id])


def _part(number: Decimal | None, url: str, money: bool = False) -> Part | None:
    if number is None:
        return None
    return Part(plain(number / 100, 2) if money else plain(number), url)


def _aim(board: Board, indicator: Indicator, dated: Dated | None) -> Aim | None:
    """The target of the place: its task of the year for places, else what the texts say, else what was entered."""
    if indicator.key == "places":
        task = board.task(board.place)
        return Aim("AT_LEAST", task) if task is not None else None
    if dated is not None:
        return dated.aim
    entered = board.entered.of(board.place, indicator.key, board.period.year, "TARGET")
    return Aim("AT_LEAST", entered.value) if entered else None


def _by(board: Board, dated: Dated | None, indicator: Indicator) -> str:
    by = dated.target.by if dated else None
    return (
        by.isoformat()
        if by
        else str(board.task_year(board.place) if indicator.key == "places" else board.period.year)
    )


def _lacks(reached: Progress | None, indicator: Indicator) -> str:
    if reached is None or reached.apart is None or reached.reached in (Reached.DONE, Reached.UNKNOWN):
        return ""
    number = apart_words(abs(reached.apart), indicator).lstrip("+")
    return (
        _("%(n)s points short") % {"n": number}
        if indicator.unit == Unit.PERCENT
        else _("%(n)s short") % {"n": number}
    )


def _way(board: Board, indicator: Indicator) -> list[Decimal | None]:
    """The value at the end of each of the twelve months until now; [] for what has none of its own to show."""
    if indicator.during or indicator.key not in FIRST:
        return []
    found = [
        figure(indicator.numerator, indicator.denominator, indicator.per, known).value
        for known in board.months
    ]
    return found if any(value for value in found) else []


def _corrected(board: Board, indicator: Indicator, now: Figure) -> str:
    """What stood there when the quarter was closed, where the rows say something else today."""
    if board.closed is None or (indicator.during and not board.period.whole_year):
        return ""
    kept = closed_figure(indicator, board.closed, board.place, board.known[board.place].get("residents_base"))
    if kept.value is None or now.value is None:
        return "" if kept.value is None and now.value is None else shown(kept.value, indicator)
    same = rounded(kept.value, indicator.digits) == rounded(now.value, indicator.digits)
    return "" if same else shown(kept.value, indicator)
