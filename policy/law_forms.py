"""What a visitor asks of the law: a place, a day, a topic, states. Typed text in, checked values and what is wrong out."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from policy.presentation.standing import BADGES
from policy.presentation.topics import CODES
from regions import queries as regions
from regions.codes import short
from regions.queries import UnknownDivision

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: How much of a wrong input a message repeats.
_SHOWN = 40
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """A checked question. `find`: words that a rule must have. `typed` keeps what stood in a field that is wrong; `named` are places of a name that fits
    several; `retired_from` is the old code of a division that has another one today."""

    region_id: int
    on: date
    other: date | None
    topic: str = ""
    states: tuple[str, ...] = ()
    rule: str = ""
    find: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    named: tuple[int, ...] = ()
    retired_from: int | None = None

    def query(self, **changes: Any) -> str:
        """The address of this question with some parts changed; an empty part is left out."""
        parts: dict[str, Any] = {
            "region": short(self.region_id),
            "on": self.on.isoformat(),
            "with": self.other.isoformat() if self.other else "",
            "topic": self.topic,
            "status": self.states,
            "find": self.find,
            "rule": self.rule,
        } | {name.rstrip("_"): value for name, value in changes.items()}
        return "?" + urlencode({name: value for name, value in parts.items() if value}, doseq=True)


def asked_of(values: QueryDict, *, region_id: int, today: date) -> Asked:
    """The question of an address. Where a part is wrong, the place or the day of the visitor stands in for it."""
    typed = {name: cleaned(values.get(name, "")) for name in ("region", "on", "with")}
    errors: dict[str, str] = {}
    found = _place(typed["region"], errors) if typed["region"] else _Place(region_id)
    return Asked(
        region_id=found.code if found.code is not None else region_id,
        on=_day(typed["on"], "on", errors) or today,
        other=_day(typed["with"], "with", errors),
        topic=values.get("topic", "") if values.get("topic", "") in CODES else "",
        states=tuple(s for s in dict.fromkeys(values.getlist("status")) if s in BADGES),
        rule=cleaned(values.get("rule", ""), 120),
        find=cleaned(values.get("find", ""), 60),
        typed={name: typed[name] for name in typed if name in errors},
        errors=errors,
        named=found.several,
        retired_from=found.retired_from,
    )


def cleaned(text: str, most: int = _LONGEST) -> str:
    """What was typed without control and direction marks, in one form of each character, at most so long."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKC", text[: most * 4]) if unicodedata.category(c)[0] != "C"
    )
    return " ".join(plain.split())[:most]


@dataclass(frozen=True)
class _Place:
    code: int | None
    retired_from: int | None = None
    several: tuple[int, ...] = ()


def _place(text: str, errors: dict[str, str]) -> _Place:
    """A division by its code or by its name."""
    try:
        found = regions.resolve(text) if text.strip("0") else None
    except UnknownDivision:
        found = None
    if found is not None:
        return _Place(found.code, found.retired_from)
    named = regions.named(text) if not text.isdigit() else []
    if len(named) == 1:
        return _Place(named[0])
    shown = {"text": text[:_SHOWN]}
    if named:
        errors["region"] = _("Several places are called “%(text)s”: choose one.") % shown
        return _Place(None, several=tuple(named))
    errors["region"] = _("No place has the code or the name “%(text)s”. Give a division code, or at least two characters of a name.") % shown  # fmt: skip
    return _Place(None)


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    if not text:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        errors[name] = _("“%(text)s” is no date: write it like 2026-03-09.") % {"text": text[:_SHOWN]}
        return None
