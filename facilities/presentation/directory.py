"""The public directory and the public page of a facility, in the words of parents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from facilities.directory import Directory
from facilities.enums import ENDED_STATES, CareMode, FacilityState, FeeItem, FeeUnit, ProvisionMode
from facilities.models import PublicFacility
from facilities.presentation.words import state_badge
from kernel import clock
from kernel.presentation import Badge
from policy.enums import ClassKind
from policy.presentation.names import INSPECTION_KINDS
from policy.queries import class_kinds
from regions.codes import NATION
from regions.queries import name


@dataclass(frozen=True)
class Card:
    """One facility in the list."""

    row: PublicFacility
    place: str
    badges: tuple[Badge, ...]
    care: str
    vacancies: tuple[tuple[str, int], ...]
    price: str
    seen: str
    rectifying: int


def card_of(row: PublicFacility) -> Card:
    return Card(
        row,
        " ".join(row.region.full_name.split("/")[-2:]),
        badges_of(row),
        " · ".join(str(CareMode(mode).label) for mode in _care(row)),
        vacancies_of(row),
        whole_yuan(row.price_from),
        seen_words(row),
        row.rectifying,
    )


def badges_of(row: PublicFacility) -> tuple[Badge, ...]:
    """Filed, universal, run by whom, rated: facts, each with its word."""
    badges = [state_badge(row.state)]
    if row.universal:
        badges.append(Badge(_("Universal"), "rosette-discount-check", "ok"))
    if row.entity_kind:
        public = row.entity_kind == "PUBLIC_INSTITUTION"
        badges.append(Badge(_("Publicly run") if public else _("Privately run"), "building", "plain"))
    if (grade := rating_of(row)) is not None:
        badges.append(Badge(_("Rated %(grade)s") % {"grade": grade["grade"]}, "star", "accent"))
    else:
        badges.append(Badge(_("Not rated yet"), "star", "plain"))
    return tuple(badges)


def rating_of(row: PublicFacility) -> dict[str, Any] | None:
    """The grade with its scheme, while it holds; None for one that is not rated or whose rating ran out."""
    if not row.rating_grade or (row.rating_valid_until and row.rating_valid_until < clock.today()):
        return None
    return {"scheme": row.rating_scheme, "grade": row.rating_grade, "until": row.rating_valid_until}


def vacancies_of(row: PublicFacility) -> tuple[tuple[str, int], ...]:
    """Kind of class in words → free places, in the order of age."""
    free: dict[str, int] = {}
    for each in row.classes:
        free[each["kind"]] = free.get(each["kind"], 0) + int(each["free"])
    return tuple((str(ClassKind(kind).label), free[kind]) for kind in ClassKind.values if kind in free)


def whole_yuan(fen: int | None) -> str:
    """1,280 or 1,280.50; empty where no monthly price is stated."""
    if fen is None:
        return ""
    return f"{fen // 100:,}" + (f".{fen % 100:02d}" if fen % 100 else "")


def seen_words(row: PublicFacility) -> str:
    """The last inspection in a few words; empty where none is known."""
    if not row.visits:
        return ""
    last = row.visits[0]
    kind = str(INSPECTION_KINDS.get(last["kind"], last["kind"]))
    words = (
        _("%(kind)s %(day)s, nothing wrong")
        if not last["findings"]
        else _("%(kind)s %(day)s, %(n)s to put right")
    )
    return words % {"kind": kind, "day": last["on"], "n": last["findings"]}


def _care(row: PublicFacility) -> list[str]:
    modes = {each["care"] for each in row.classes}
    return [mode for mode in CareMode.values if mode in modes]


def band_choices(region: int) -> list[tuple[str, str]]:
    """The kinds of classes with the months they are for, as the law of the place says."""
    rules = class_kinds(region, clock.today())
    found = []
    for kind in ClassKind:
        rule = rules.get(kind)
        words = _("%(from)s–%(to)s months, %(kind)s") % {"from": rule.from_months, "to": rule.to_months, "kind": kind.label} if rule else str(kind.label)  # fmt: skip
        found.append((kind.value, words))
    return found


def filters_context(wanted: Directory, ratings: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What the directory can be narrowed by, with what is chosen."""
    grades = [(f"{scheme}|{grade}", f"{grade} · {scheme}") for scheme, grade in ratings]
    return {
        "wanted": wanted,
        "bands": band_choices(wanted.region),
        "cares": CareMode.choices,
        "forms": ProvisionMode.choices,
        "ratings": [*grades, ("none", _("Not rated yet"))],
    }


def tiles(
    region: int, counted: Mapping[int, tuple[int, int]], below: Sequence[tuple[int, str]]
) -> list[dict[str, Any]]:
    """The divisions right below as tiles: how many facilities, how many free places; those without any stand last."""
    most = max((n for n, _free in counted.values()), default=0)
    found: list[dict[str, Any]] = [
        {"code": code, "name": words, "n": counted.get(code, (0, 0))[0], "free": counted.get(code, (0, 0))[1]}
        for code, words in below
    ]
    own = counted.get(region)
    if own:
        found.append({"code": region, "name": name(region) if region != NATION else "", "n": own[0], "free": own[1], "own": True})  # fmt: skip
    for tile in found:
        tile["shade"] = 0 if not tile["n"] else 1 + min(3, 4 * tile["n"] // (most + 1))
    return sorted(found, key=lambda tile: (tile["n"] == 0, -tile["n"], tile["code"]))


def facility_context(row: PublicFacility) -> dict[str, Any]:
    """The public page of one facility."""
    return {
        "row": row,
        "place": row.region.full_name.replace("/", " "),
        "badges": badges_of(row),
        "ended": row.state in ENDED_STATES,
        "suspended": row.state == FacilityState.SUSPENDED,
        "form": ProvisionMode(row.provision_mode).label if row.provision_mode in ProvisionMode.values else "",
        "classes": [_class_row(each) for each in row.classes],
        "prices": [_price_row(each) for each in row.prices],
        "rating": rating_of(row),
        "visits": [_visit_row(each) for each in row.visits],
        "rectifications": [_rectification(each) for each in row.rectifications],
    }


def _class_row(each: Mapping[str, Any]) -> tuple[object, object, int, int]:
    return ClassKind(each["kind"]).label, CareMode(each["care"]).label, int(each["places"]), int(each["free"])


def _price_row(each: Mapping[str, Any]) -> tuple[object, object, str, object]:
    item, care = FeeItem(each["item"]).label, CareMode(each["care"]).label
    return item, care, whole_yuan(int(each["amount"])), FeeUnit(each["unit"]).label


def _visit_row(each: Mapping[str, Any]) -> tuple[str, object, str]:
    found = int(each["findings"])
    words = _("nothing to put right") if not found else _("%(n)s to put right") % {"n": found}
    return each["on"], INSPECTION_KINDS.get(each["kind"], each["kind"]), words


def _rectification(each: Mapping[str, Any]) -> dict[str, Any]:
    """In plain words: which rule, and how far it is. What an inspector wrote is not among it."""
    english = (get_language() or "").startswith("en")
    text = (each.get("text") or {}).get("en" if english else "zh") or _("An item outside of the checklist")
    clause = each.get("clause_en" if english else "clause") or each.get("clause") or ""
    done = each["state"] == "CLOSED"
    words = _("put right, rechecked on %(day)s") % {"day": each["closed_on"]} if done else _reported(each)
    return {"text": text, "clause": clause, "done": done, "how_far": words}


def _reported(each: Mapping[str, Any]) -> str:
    if each["state"] == "REPORTED":
        return _("reported as put right, to be rechecked")
    return _("ordered on %(on)s, to be put right by %(day)s") % {
        "on": each["ordered_on"],
        "day": each["due_on"],
    }
