"""The shapes that components draw: what a page is told, without how it looks.

Apps fill these; ``templates/components/`` draws them. Words in them may be lazy translations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Tone = Literal["plain", "accent", "ok", "warn", "danger", "mute", "dashed"]


@dataclass(frozen=True)
class Badge:
    """A state as people see it: always a word, an icon and a tone. Each app keeps one map from state to Badge."""

    label: object
    icon: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Clause:
    """Where a rule comes from. `short` names source and article; `term` says in words what it demands."""

    short: object
    term: object = ""
    url: str = ""
    kind: Literal["law", "standard", "promise", "internal"] = "law"


@dataclass(frozen=True)
class Event:
    """One thing on a timeline. `at` is None for what has no date yet; `meta` says who, or what it waits for."""

    title: object
    at: datetime | date | None = None
    meta: object = ""
    state: Literal["done", "adverse", "to_come"] = "done"
    url: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a wizard or of a procedure. A done step with `url` is a link."""

    label: object
    state: Literal["done", "current", "to_come"] = "to_come"
    note: object = ""
    url: str = ""


@dataclass(frozen=True)
class DueDay:
    """One day of a counted period. `number` is its place in the count; `note` names a holiday or a make-up day."""

    on: date
    kind: Literal["start", "counted", "off", "plain"] = "plain"
    number: int | None = None
    note: object = ""
    make_up: bool = False
    today: bool = False
    due: bool = False


@dataclass(frozen=True)
class DueExplanation:
    """Why a date is that date. `sentence` is the whole reason in words; `days` run from the start day to the due day."""

    due_on: date | None
    sentence: object
    days: Sequence[DueDay] = ()
    clause: Clause | None = None
    start_note: object = ""
    rule_version: object = ""
    calendar_version: object = ""
    missing_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One working day of a running clock."""

    on: date
    passed: bool
    today: bool = False
