"""What still has to be put right before a filing can be submitted, seen from its form alone. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from policy.enums import EntityKind
from registration.facts.asks import CONFIRM, PEOPLE, STATEMENT, Kind, asked, steps_of
from registration.facts.reading import Unreadable, blank, day_of, read

#: Farther from today (in days) a statement's day is a slip of the year, not an intention.
_WITHIN, _LASTING = 366, 3660
REQUIRED = _("This is required.")


@dataclass(frozen=True)
class Gap:
    """One thing to put right before submission. `step` and `field` (or the material's `code`) say where.

    `blocks` False: worth a look, but the filing may be submitted. `missing`: nothing was given yet, so a page says it
    only once somebody wants to go on.
    """

    step: str
    field: str
    message: Any
    remedy: Any = ""
    code: str = ""
    blocks: bool = True
    clause: str = ""
    missing: bool = False


def places(form: Mapping[str, Any]) -> int:
    """Places over all classes; unreadable numbers count as none."""
    classes = form.get("classes")
    rows = classes.values() if isinstance(classes, Mapping) else ()
    return sum(_number(row.get("places")) for row in rows if isinstance(row, Mapping))


def _number(value: Any) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError):
        return 0


def form_gaps(form: Mapping[str, Any], *, kind: str = "FIRST", family: bool = False) -> list[Gap]:
    """What a filing form still lacks, in the order of its steps. A family home is asked less."""
    entity_kind = EntityKind.FAMILY_CHILDCARE_HOME.value if family else ""
    found = [gap for ask in asked(kind, entity_kind=entity_kind) if (gap := _gap(ask, form)) is not None]
    if not blank(form.get("classes")) and places(form) == 0:
        found.append(Gap(PEOPLE, "classes", _("Give the number of places of at least one class.")))
    order = list(steps_of(kind))
    return sorted(found, key=lambda gap: order.index(gap.step))


def _gap(ask: Any, form: Mapping[str, Any]) -> Gap | None:
    try:
        value = read(ask, form.get(ask.name))
    except Unreadable as error:
        return Gap(ask.step, ask.name, error.message)
    if not ask.required or not (blank(value) or (ask.kind == Kind.FLAG and not value)):
        return None
    words = _("Please read the commitment and accept it.") if ask.kind == Kind.FLAG else REQUIRED
    return Gap(ask.step, ask.name, words, missing=True)


def statement_gaps(form: Mapping[str, Any], *, kind: str, today: date, enrolled: int = 0) -> list[Gap]:
    """What a suspension, resumption or cancellation still lacks; children present need a plan for each of them.

    `enrolled`: how many children the register has on that day or later; fewer cannot be stated (U13).
    """
    found = form_gaps(form, kind=kind)
    found += [Gap(STATEMENT, name, words) for name, words in _statement_rules(form, kind, today, enrolled)]
    return sorted(found, key=lambda gap: gap.step == CONFIRM)


def _statement_rules(form: Mapping[str, Any], kind: str, today: date, enrolled: int) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    on, until = day_of(form.get("on_date")), day_of(form.get("until"))
    for name, day, most in (("on_date", on, _WITHIN), ("until", until, _LASTING)):
        if day and abs((day - today).days) > most:
            found.append((name, _("This date cannot be right; please check the year.")))
    if kind in ("SUSPENSION", "CANCELLATION"):
        stated = _number(form.get("children"))
        if stated < enrolled and not blank(form.get("children")):
            words = _("%(n)d children are enrolled on that day: state all of them, or record first who left.")
            found.append(("children", words % {"n": enrolled}))
        if max(stated, enrolled) and blank(str(form.get("transfer_plan") or "").strip()):
            found.append(("transfer_plan", _("Say where each of the enrolled children will be cared for.")))
    if kind == "SUSPENSION" and on and until and until <= on:
        found.append(("until", _("The end lies before the start.")))
    return found
