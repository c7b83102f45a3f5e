"""The figures of a text explained: what each means, where it comes from, and what is missing where it cannot be said."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from reporting.enums import EnteredKind
from reporting.figures.catalogue import CATALOGUE, ENTERED, GROUPS, TARGETED, Indicator
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.words import why_not
from reporting.figures.rules import Figure
from reporting.models import Report
from reporting.reports.figures import ASPECTS, GENERAL
from reporting.reports.gathering import Gathered
from reporting.reports.reading import Reading

_GENERAL = {
    "place": gettext_lazy("Division"),
    "year": gettext_lazy("Year"),
    "quarter": gettext_lazy("Quarter"),
    "as_of": gettext_lazy("When the figures were read"),
    "author": gettext_lazy("Author"),
    "facility": gettext_lazy("Facility"),
    "units": gettext_lazy("Divisions below"),
    "units_done": gettext_lazy("Divisions that reached their task"),
    "units_near": gettext_lazy("Divisions close to their task"),
    "units_open": gettext_lazy("Divisions that did not reach their task"),
}
_ASPECTS = {
    "target": gettext_lazy("target"),
    "aim": gettext_lazy("target as a number"),
    "state": gettext_lazy("whether it is reached"),
    "apart": gettext_lazy("distance from the target"),
    "numerator": gettext_lazy("numerator"),
    "denominator": gettext_lazy("denominator"),
}
#: What the report knows of itself: no figure that wants a source.
PLAIN = ("place", "year", "quarter", "as_of", "author", "facility")
_OF_TARGET = ("target", "aim", "state", "apart")


@dataclass(frozen=True)
class Explained:
    """One figure. `missing`: what keeps it from being said, '' where it is said; `enter_url`: where that is entered;
    `rows_url`: the rows behind it. `by_hand`: somebody entered it."""

    name: str
    label: str
    words: str = ""
    definition: str = ""
    counts: str = ""
    source: str = ""
    as_of: str = ""
    frozen: bool = False
    by_hand: bool = False
    missing: str = ""
    enter_url: str = ""
    rows_url: str = ""


def label_of(name: str) -> str:
    """How a figure is called: Places, Places · target."""
    key, _dot, aspect = name.partition(".")
    if key in CATALOGUE:
        label = str(CATALOGUE[key].name)
        return f"{label} · {_ASPECTS[aspect]}" if aspect in _ASPECTS else label
    return str(_GENERAL.get(name, name))


def explained(name: str, words: str, reading: Reading, actor: Actor) -> Explained:
    """A figure as it stands in the report that is read. `words`: what is written there."""
    key, _dot, aspect = name.partition(".")
    indicator, kept = CATALOGUE.get(key), reading.content.figures.get(name)
    entered = kept.entered if kept else ""
    base = Explained(
        name,
        label_of(name),
        words,
        definition=str(indicator.definition) if indicator else "",
        counts=str(indicator.counts) if indicator else "",
        source=entered or (_("Counted by the platform from its rows") if indicator else ""),
        as_of=reading.content.as_of,
        frozen=reading.edition is not None,
        by_hand=bool(entered),
    )
    if reading.gathered is None or not reading.gathered.told.missing(name):
        rows = _rows(reading, indicator, aspect, actor) if indicator else ""
        return _with(base, rows_url=rows)
    why, address = lacking(reading.gathered, reading.report, name, actor)
    return _with(base, words="", missing=why, enter_url=address)


def _with(base: Explained, **other: str) -> Explained:
    return Explained(**{**base.__dict__, **other})


def _rows(reading: Reading, indicator: Indicator, aspect: str, actor: Actor) -> str:
    """The rows behind a figure of a division; a facility's own figure has its own pages."""
    if reading.gathered is None or reading.gathered.board is None or not decide(actor, Action.FIGURES_VIEW):
        return ""
    board = reading.gathered.board
    term = indicator.denominator if aspect == "denominator" else indicator.numerator
    return Asked(board.place, board.period).rows_url(actor, term) if aspect not in _OF_TARGET else ""


def lacking(gathered: Gathered, report: Report, name: str, actor: Actor) -> tuple[str, str]:
    """(what keeps a figure from being said, where it is entered or '')."""
    key, _dot, aspect = name.partition(".")
    indicator = CATALOGUE.get(key)
    board = gathered.board
    if indicator is None or board is None:
        words = _("No division below has a task.") if key in GENERAL else _("Nothing to count yet.")
        return words, ""
    found = board.figure(indicator)
    if aspect in _OF_TARGET and not (aspect not in ("target", "aim") and found.missing):
        return _("No target is known."), _enter(
            report, actor, EnteredKind.TARGET, key
        ) if key in TARGETED else ""
    return _sentence(why_not(found, board.period)), _enter_term(report, actor, found)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _enter_term(report: Report, actor: Actor, found: Figure) -> str:
    """Where the first of the missing terms is entered."""
    term = next((each for each in found.missing if each in ENTERED), "")
    return _enter(report, actor, ENTERED[term].kind, term) if term else ""


def _enter(report: Report, actor: Actor, kind: EnteredKind, key: str) -> str:
    if not decide(actor, Action.FIGURES_ENTER, report):
        return ""
    query = urlencode({"place": f"{report.region_id:012d}", "what": f"{kind}:{key}"})
    return f"{reverse('figures:enter')}?{query}"


@dataclass(frozen=True)
class Choice:
    """A figure that can be put into the text: `insert` is {places}, `words` its present value, '' for a missing one."""

    insert: str
    label: str
    words: str


@dataclass(frozen=True)
class Group:
    label: str
    choices: list[Choice]


def choices_of(gathered: Gathered) -> list[Group]:
    """Everything a text may name, grouped as in the catalogue, with its value at this moment."""
    told = gathered.told
    general = [name for name in GENERAL if told.words.get(name)]
    groups = [Group(_("General"), [_choice(name, told.words[name]) for name in general])]
    for group, label in GROUPS.items():
        names = [
            name
            for key, each in CATALOGUE.items()
            if each.group == group and (gathered.board is not None or key in told.sources)
            for name in _names(key, told.words)
        ]
        if names:
            groups.append(Group(str(label), [_choice(name, told.words.get(name, "")) for name in names]))
    return groups


def _names(key: str, words: object) -> Iterator[str]:
    yield key
    yield from (f"{key}.{aspect}" for aspect in ASPECTS if f"{key}.{aspect}" in words)  # type: ignore[operator]


def _choice(name: str, words: str) -> Choice:
    return Choice(f"{{{name}}}", label_of(name), words)
