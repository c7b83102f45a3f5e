"""Values, states and periods in words."""

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.presentation import Badge
from reporting.figures.catalogue import CATALOGUE, ENTERED, Indicator, Unit
from reporting.figures.rules import Aim, Figure, Period, Reached, period_of, rounded

REACHED = {
    Reached.DONE: Badge(gettext_lazy("Reached"), "circle-check", "ok"),
    Reached.NEAR: Badge(gettext_lazy("Close"), "clock", "warn"),
    Reached.OPEN: Badge(gettext_lazy("Not reached"), "alert-circle", "danger"),
    Reached.UNKNOWN: Badge(gettext_lazy("Cannot be computed"), "help", "mute"),
}
UNITS = {
    Unit.PER_1000: "",
    Unit.PERCENT: "%",
    Unit.PLACE: gettext_lazy("places"),
    Unit.FACILITY: gettext_lazy("facilities"),
    Unit.CASE: gettext_lazy("cases"),
    Unit.STATION: gettext_lazy("stations"),
    Unit.SESSION: gettext_lazy("sessions"),
    Unit.YUAN: gettext_lazy("yuan"),
}
_SIGNS = {"AT_LEAST": "≥", "AT_MOST": "≤", "EXACTLY": "="}
_OTHER_TERMS = {
    "streets": gettext_lazy("townships and streets"),
    "residents_base": gettext_lazy("residents of the base year"),
}


def shown(value: Decimal | None, indicator: Indicator) -> str:
    """A value as it is written: 4.66, 63.4, 41,801; a dash where there is none."""
    if value is None:
        return "—"
    return plain(value / 100 if indicator.unit == Unit.YUAN else value, indicator.digits)


def plain(number: Decimal, digits: int = 0) -> str:
    return f"{rounded(number, digits):,}"


def term_name(name: str) -> str:
    """How a term of an indicator is called."""
    if name in ENTERED:
        return str(ENTERED[name].name)
    return str(_OTHER_TERMS.get(name) or "")


def why_not(found: Figure, period: Period) -> str:
    """What keeps a value from being computed."""
    if found.missing:
        names = _(", ").join(term_name(name) for name in found.missing)
        return _("not entered for %(year)s: %(names)s") % {"year": period.year, "names": names}
    return _("nothing to divide by")


def aim_words(aim: Aim, indicator: Indicator) -> str:
    """≥ 4.5, = 100 %, 3–5."""
    unit = "%" if indicator.unit == Unit.PERCENT else ""
    if aim.comparison == "BETWEEN" and aim.up_to is not None:
        return f"{aim.value.normalize():f}–{aim.up_to.normalize():f}{unit}"
    return f"{_SIGNS[aim.comparison]} {aim.value.normalize():,f}{unit}"


def apart_words(apart: Decimal, indicator: Indicator) -> str:
    """+177, −52, 0; of shares in points."""
    number = plain(abs(apart), indicator.digits)
    if not rounded(apart, indicator.digits):
        return "0"
    return ("+" if apart > 0 else "−") + number


def period_words(period: Period) -> str:
    """2026, third quarter of 2026, September 2026."""
    if period.whole_year:
        return _("%(year)s") % {"year": period.year}
    if "Q" in period.text:
        return _("%(year)s, quarter %(n)s") % {"year": period.year, "n": period.text[-1]}
    return f"{period.text}"


@lru_cache(maxsize=16)
def periods(today: date, language: str | None) -> tuple[tuple[str, str], ...]:
    """What can be chosen: this year and four before, the quarters of two years, the months of this year."""
    texts: list[str] = [str(year) for year in range(today.year, today.year - 5, -1)]
    texts += [
        f"{y}-Q{q}"
        for y in (today.year, today.year - 1)
        for q in (4, 3, 2, 1)
        if date(y, 3 * q - 2, 1) <= today
    ]
    texts += [f"{today.year}-{month:02d}" for month in range(today.month, 0, -1)]
    return tuple((text, period_words(period)) for text in texts if (period := period_of(text)))


@cache
def ranked_by(language: str | None) -> tuple[tuple[str, str], ...]:
    """What divisions can be compared by."""
    return ("", _("places and their tasks")), *(
        (key, named(each, language)) for key, each in CATALOGUE.items()
    )


@cache
def named(indicator: Indicator, language: str | None) -> str:
    """The name of an indicator: a page says it many times."""
    return str(indicator.name)


@cache
def unit_words(unit: Unit, language: str | None) -> str:
    return str(UNITS[unit])
