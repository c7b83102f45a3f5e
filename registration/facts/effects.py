"""What a filing's answers mean elsewhere: for the facility, for the material list, for the kind of entity. Pure."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from registration.facts.asks import NO, YES
from registration.facts.gaps import places

_OWN = ("name", "address", "head_name", "phone", "meals")
_LEFT_OUT = {*_OWN, "street", "entity_kind", "committed", "signer"}
_HEAD = ("head_name", "head_education", "head_years", "head_trained")


def facility_facts(
    form: Mapping[str, Any], *, before: Mapping[str, Any] | None = None, on: date | None = None
) -> dict[str, Any]:
    """The facility's own fields as an accepted filing states them; everything else is kept as its profile.

    `before` are the facts known so far (the facility's form): when the head changes on a day, the record of the
    former head is kept in the profile's `former_heads`, oldest first.
    """
    facts: dict[str, Any] = {name: form[name] for name in _OWN if form.get(name)}
    profile = {name: value for name, value in form.items() if name not in _LEFT_OUT}
    heads = _former_heads(form, before or {}, on)
    if heads:
        profile["former_heads"] = heads
    return {**facts, "places": places(form), "profile": profile}


def _former_heads(form: Mapping[str, Any], before: Mapping[str, Any], on: date | None) -> list[Any]:
    heads = list(before.get("former_heads") or form.get("former_heads") or [])
    old = before.get("head_name")
    if old and form.get("head_name") and form["head_name"] != old:
        record = {name: before[name] for name in _HEAD if before.get(name) not in (None, "")}
        heads.append({**record, "until": on.isoformat() if on else ""})
    return heads


def material_facts(form: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts by the names of the law's packs: what decides whether a material applies and whether it expired.

    `form` is the filing's, `facts` what was entered about the material itself.
    """
    told = {
        **form,
        "places": places(form),
        "floor_area": _area(form.get("floor_area")),
        "guards_dispatched": _answer(form.get("guards_dispatched")),
        "universal": _answer(form.get("universal")),
        "other_materials": _answer(form.get("other_materials")),
        **facts,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _area(value: Any) -> int | None:
    """Whole square metres, rounded up so that "above" stays above; None for what is not a number."""
    return math.ceil(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _answer(value: Any) -> str:
    """A yes-or-no question as the packs ask it; what was not answered is no."""
    return YES if value in (True, YES) else NO


#: A company cannot become a 民办非企业单位: such a change is cancellation, new registration and new filing.
PROFIT_KINDS = frozenset({"FOR_PROFIT"})


def changes_profit_type(old: str, new: str) -> bool:
    """Whether a change of entity kind crosses between for-profit and non-profit (domain 3.2)."""
    return bool(new) and (old in PROFIT_KINDS) != (new in PROFIT_KINDS)
