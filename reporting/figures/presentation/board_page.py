"""The dashboard of a division as its template draws it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.enums import DepartmentKind
from kernel import clock
from kernel.presentation import Clause
from obligations.enums import FACILITY
from obligations.presentation.dates import term_of
from policy.errors import UnknownRule
from policy.queries import deadline_rule, presented
from regions.codes import level_of
from regions.enums import Level
from regions.queries import name
from reporting.figures.catalogue import CATALOGUE, GROUPS, Indicator
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.cards import FIRST, Card, card
from reporting.figures.presentation.charts import axis, columns, lines
from reporting.figures.presentation.drawn import AS_OF_MARK, drawn_once, may_enter
from reporting.figures.presentation.ranking import Ranking, ranking, tile_map
from reporting.figures.presentation.words import period_words, periods, plain, ranked_by
from reporting.figures.queries.board import Board, Read, board, read
from reporting.figures.queries.law import dated_targets
from reporting.figures.queries.offices import Office
from reporting.figures.rules import FEW, rounded

_SMALL = (Level.DISTRICT, Level.STREET)
#: The three rates of the line chart: kind of line → the indicator.
_RATES = {"receipt": "receipt_on_time", "push": "push_on_time", "filing": "filing_on_time"}


def dashboard_context(actor: Actor, asked: Asked) -> dict[str, Any]:
    """The head of a dashboard and its body, which is drawn anew only where something has changed. Two queries."""
    found = read(asked.place, asked.period, offices=level_of(asked.place) in _SMALL)
    return {
        "asked": asked,
        "place": _name(asked.place),
        "trail": asked.trail(actor),
        "period": period_words(asked.period),
        "as_of": found.as_of,
        "closed": found.closed,
        "as_of_mark": AS_OF_MARK,
        "body": drawn_once(actor, asked, found.mark, lambda: body_context(actor, asked, found)),
    }


def body_context(actor: Actor, asked: Asked, given: Read) -> dict[str, Any]:
    """Cards, map, charts, what needs attention, the ranking, all indicators: out of what was read and what the actor may."""
    found, targets = board(given), dated_targets(asked.place, asked.period.year)
    compared = ranking(found, asked, actor, targets)
    every = {key: card(found, asked, actor, each, targets) for key, each in CATALOGUE.items()}
    return {
        "asked": asked,
        "place": _name(asked.place),
        "as_of_mark": AS_OF_MARK,
        "period": period_words(asked.period),
        "bar": _bar(asked, compared is not None),
        "cards": [every[key] for key in FIRST],
        "groups": [
            (words, [c for c in every.values() if c.indicator.group == group])
            for group, words in GROUPS.items()
        ],
        "chart": _places_chart(found),
        "rates": _rates_chart(found),
        "ranking": compared,
        "map": tile_map(found, compared) if compared else None,
        "attention": _attention(found, asked, actor, compared, every),
        "offices": _offices(found.offices, asked) if level_of(asked.place) in _SMALL else None,
        "few": FEW,
        "may_enter": may_enter(actor, asked.place),
    }


def _name(place: int) -> str:
    return name(place) if place else _("The whole country")


class Choice(NamedTuple):
    """One choice above the page."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str


def _bar(asked: Asked, compared: bool) -> tuple[Choice, ...]:
    language = get_language()
    found = Choice("period", _("Period"), periods(clock.today(), language), asked.period.text)
    return (found, Choice("by", _("Compared by"), ranked_by(language), asked.by)) if compared else (found,)


def _places_chart(found: Board) -> dict[str, Any]:
    """Places at the end of each year beside the task of the year; the base year as the text states it."""
    last, stated = found.period.year, found.stated[found.place]
    rows: list[tuple[str, int, Decimal | None]] = []
    for year in range(last - 5, last + 1):
        places = found.history.standing(date(year, 12, 31))["places"]
        if stated and year == stated.table.base_year and not places:
            rows.append((_("%(year)s*") % {"year": year}, stated.row.places, None))
        else:
            rows.append((str(year), places, found.task_of(found.place, year)))
    while len(rows) > 1 and rows[0][1] == 0 and rows[0][2] is None:
        rows.pop(0)
    drawn, now = columns(rows), rows[-1]
    said = _("%(year)s: %(n)s places") % {"year": now[0], "n": f"{now[1]:,}"}
    if now[2] is not None:
        said += _(", the task is %(task)s") % {"task": plain(now[2])}
    return {"columns": drawn, "said": said, "stated": any(row[0].endswith("*") for row in rows)}


def _rates_chart(found: Board) -> dict[str, Any] | None:
    """The rates in time since the beginning of the year, month by month."""
    year, today = found.period.year, clock.today()
    months = [m for m in range(1, 13) if (year, m) <= (today.year, today.month)]
    series: dict[str, tuple[str, list[Decimal | None]]] = {}
    for kind, key in _RATES.items():
        each = CATALOGUE[key]
        series[kind] = str(each.name), _until_each(found, each, year, months)
    known = [v for _n, values in series.values() for v in values if v is not None]
    if not known:
        return None
    low = max(0, int(min(known)) // 10 * 10 - 10) if min(known) < 90 else 80
    names = [f"{year}-{month:02d}" for month in months]
    rates, marks = axis(low, [str(m) for m in months])
    table = [
        (n, [f"{v[i]:.1f}%" if v[i] is not None else "—" for _w, v in series.values()])
        for i, n in enumerate(names)
    ]
    return {
        "lines": lines(series, low),
        "rates": rates,
        "months": marks,
        "table": table,
        "heads": [w for w, _v in series.values()],
    }


def _until_each(found: Board, rate: Indicator, year: int, months: list[int]) -> list[Decimal | None]:
    """A rate from the beginning of the year to the end of each month."""
    met, due, rates = 0, 0, list[Decimal | None]()
    for month in months:
        if row := found.history.rows.get(year * 100 + month):
            met, due = met + row[rate.numerator], due + row[rate.denominator]
        rates.append(Decimal(100 * met) / due if due else None)
    return rates


@dataclass(frozen=True)
class Attention:
    """Something to look at; `url` leads to it."""

    icon: str
    tone: str
    text: str
    url: str = ""


def _attention(
    found: Board, asked: Asked, actor: Actor, compared: Ranking | None, every: Mapping[str, Card]
) -> list[Attention]:
    told = []
    if asked.future:
        told.append(
            Attention(
                "info-circle",
                "warn",
                _("%(period)s lies in the future; this year is shown.") % {"period": asked.future},
            )
        )
    if compared:
        behind = [line for line in compared.lines if line.badge and line.tone in ("near", "open")]
        told += [
            Attention("alert-circle" if line.tone == "open" else "clock", "danger" if line.tone == "open" else "warn",
                      _("%(place)s: %(apart)s (%(percent)s)") % {"place": line.name, "apart": line.apart, "percent": line.percent}, line.url)
            for line in behind[-3:]
        ]  # fmt: skip
        below = sum(line.note for line in compared.lines)
        if below and compared.ratio is not None:
            text = _(
                "%(n)s divisions met their task and stay below %(ratio)s; this follows from the table itself."
            )
            told.append(
                Attention("info-circle", "plain", text % {"n": below, "ratio": compared.ratio.normalize()})
            )
    for key, tone in (("overdue", "danger"), ("late_findings", "danger"), ("ratio_breaches", "warn")):
        each = every[key]
        if each.above and each.above.number != "0":
            told.append(Attention("alert-circle", tone, f"{each.name}：{each.above.number}", each.above.url))
    missing = [key for key in ("places_per_1000", "places_per_1000_base") if every[key].why]
    if missing:
        text = _("Places per 1,000 cannot be computed: %(why)s") % {"why": every[missing[0]].why}
        told.append(Attention("help", "mute", text, f"{reverse('figures:entered')}?{asked.query(by='')}"))
    return told


@dataclass(frozen=True)
class OfficeLine:
    office: str
    due: int
    on_time: int
    late: int
    running: int
    percent: str
    bar: float
    tone: str
    few: bool


@dataclass(frozen=True)
class Duty:
    """One kind of duty with its legal time and clause, and the offices that owe it."""

    title: object
    term: str
    clause: Clause | None
    offices: list[OfficeLine]


_TITLES = {
    "registration_push": "push_on_time",
    "filing": "filing_on_time",
    "filing_receipt": "receipt_on_time",
    "noncompliance_notice": "notice_on_time",
}


def _offices(rows: list[Office], asked: Asked) -> list[Duty]:
    """By duty: each office with its rate. A rate of few cases is marked and judged by no tone."""
    groups: dict[str, list[OfficeLine]] = {}
    for row in rows:
        groups.setdefault(row.rule, []).append(_office(row))
    return [_duty(rule, found, asked) for rule, found in groups.items()]


def _duty(rule: str, found: list[OfficeLine], asked: Asked) -> Duty:
    try:
        law = deadline_rule(asked.place, rule, asked.days.last)
    except UnknownRule:
        return Duty(CATALOGUE[_TITLES[rule]].name, "", None, found)
    return Duty(CATALOGUE[_TITLES[rule]].name, term_of(law.days, ""), presented(law.source), found)


def _office(row: Office) -> OfficeLine:
    rate = Decimal(100 * row.on_time) / row.due if row.due else None
    tone = "now" if rate is None or rate >= 95 or row.due < FEW else "near" if rate >= 85 else "open"
    return OfficeLine(
        row.owner or _owner(row.owner_kind),
        row.due,
        row.on_time,
        row.due - row.on_time,
        row.running,
        f"{rounded(rate, 1)}%" if rate is not None else "—",
        float(rate or 0),
        tone,
        row.due < FEW,
    )


def _owner(kind: str) -> str:
    if kind == FACILITY:
        return _("Facilities")
    return str(DepartmentKind(kind).label) if kind in DepartmentKind.values else _("Registrars")
