"""What an operator states in a filing: the keys of `Filing.form`, checked and turned into facts. Pure.

FIRST, CHANGE, RELOCATION: name, address, street (division code), entity_kind, head_name, phone, care_modes (list),
meals, classes {INFANT: {"classes": 1, "places": 10}, …}, premises (OWN | LEASE), floor_area, outdoor_area (m²),
floors, caregivers, health_staff, kitchen_staff, guards (head counts), guards_dispatched, universal, committed
(the commitment was read and accepted), signer. SUSPENSION, RESUMPTION, CANCELLATION: on_date (ISO), reason,
children, transfer_plan, until (SUSPENSION, ISO).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

_STEPS = {
    "basics": ("name", "address", "street", "entity_kind", "head_name", "phone", "care_modes", "meals"),
    "premises": ("premises", "floor_area", "floors"),
    "people": ("caregivers", "health_staff", "guards", "classes"),
    "confirm": ("committed", "signer"),
}
_COUNTS = ("caregivers", "health_staff", "guards")
FULL_DAY, HALF_DAY, HOURLY, DROP_IN = "FULL_DAY", "HALF_DAY", "HOURLY", "DROP_IN"
CARE_MODES = {
    FULL_DAY: _("Full-day care"),
    HALF_DAY: _("Half-day care"),
    HOURLY: _("Hourly care"),
    DROP_IN: _("Drop-in care"),
}


@dataclass(frozen=True)
class Gap:
    """One thing to put right before submission. `step` and `field` (or the material's `code`) say where."""

    step: str
    field: str
    message: Any
    remedy: Any = ""
    code: str = ""
    blocks: bool = True
    clause: str = ""


def places(form: Mapping[str, Any]) -> int:
    """Places over all classes; unreadable numbers count as none."""
    return sum(_number(row.get("places")) for row in (form.get("classes") or {}).values())


def _number(value: Any) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError):
        return 0


def form_gaps(form: Mapping[str, Any], *, family: bool = False) -> list[Gap]:
    """What a filing form still lacks, in the order of its steps. A family home states no guards or health staff."""
    found = [
        Gap(step, name, _("This is required."))
        for step, names in _STEPS.items()
        for name in names
        if not _given(form, name) and not (family and name in ("health_staff", "guards"))
    ]
    if _given(form, "classes") and places(form) == 0:
        found.append(Gap("people", "classes", _("Give the number of places of at least one class.")))
    return found


def _given(form: Mapping[str, Any], name: str) -> bool:
    value = form.get(name)
    if name in _COUNTS:
        return value not in (None, "")
    return bool(value)


def statement_gaps(form: Mapping[str, Any], *, kind: str, today: date) -> list[Gap]:
    """What a suspension, resumption or cancellation still lacks; children present need a plan for each of them."""
    found = []
    on = _day(form.get("on_date"))
    if on is None:
        found.append(Gap("statement", "on_date", _("This is required.")))
    if kind != "RESUMPTION" and not str(form.get("reason") or "").strip():
        found.append(Gap("statement", "reason", _("This is required.")))
    if kind in ("SUSPENSION", "CANCELLATION"):
        if form.get("children") in (None, ""):
            found.append(Gap("statement", "children", _("Say how many children are enrolled; 0 if none.")))
        elif _number(form["children"]) and not str(form.get("transfer_plan") or "").strip():
            found.append(
                Gap(
                    "statement",
                    "transfer_plan",
                    _("Say where each of the enrolled children will be cared for."),
                )
            )
    until = _day(form.get("until"))
    if kind == "SUSPENSION" and on and until and until <= on:
        found.append(Gap("statement", "until", _("The end lies before the start.")))
    return found


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def facility_facts(form: Mapping[str, Any]) -> dict[str, Any]:
    """The facility's own fields as an accepted filing states them; everything else is kept as its profile."""
    own = {"name", "address", "head_name", "phone", "meals"}
    facts: dict[str, Any] = {name: form[name] for name in own if form.get(name)}
    left_out = own | {"street", "entity_kind", "committed", "signer"}
    return {
        **facts,
        "places": places(form),
        "profile": {name: value for name, value in form.items() if name not in left_out},
    }


def material_facts(form: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that decide whether a material applies and whether it has expired: the form's and its own."""
    return {**form, "places": places(form), **facts}


#: A company cannot become a 民办非企业单位: such a change is cancellation, new registration and new filing.
PROFIT_KINDS = frozenset({"FOR_PROFIT"})


def changes_profit_type(old: str, new: str) -> bool:
    """Whether a change of entity kind crosses between for-profit and non-profit (domain 3.2)."""
    return bool(new) and (old in PROFIT_KINDS) != (new in PROFIT_KINDS)
