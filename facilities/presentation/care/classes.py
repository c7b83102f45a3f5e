"""Classes against their places and what was filed; fees against what the law says of prices."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facilities.enums import CareMode
from facilities.forms.classes import ProvisionForm
from facilities.models import Facility
from facilities.presentation.care.recognition import recognition_line
from facilities.queries.pricing import price_mode
from facilities.queries.recognition import fees_of, recognised
from facilities.queries.roll import ClassRoll, bands, class_rolls
from facilities.queries.standards import class_findings
from facilities.rules.ages import outgrown, too_young
from facilities.rules.standards.words import said_of
from kernel import clock
from kernel.presentation import Badge
from policy.enums import ClassKind
from policy.law import PriceMode


@dataclass(frozen=True)
class ClassLine:
    roll: ClassRoll
    kind: str
    care: str
    ages: str
    badge: Badge
    missed: list[str] = field(default_factory=list)


def classes_context(facility: Facility, facilities: list[Facility]) -> dict[str, Any]:
    """The page of classes: lines, sums and what does not fit together."""
    lines = _judged(facility, class_lines(facility))
    mode = ProvisionForm(initial={"provision_mode": facility.provision_mode})
    return {
        "facility": facility,
        "facility_name": facility.name,
        "facilities": facilities,
        "lines": lines,
        "children": sum(line.roll.children for line in lines),
        "places": sum(line.roll.places for line in lines),
        "differences": differences(facility, lines),
        "provision": mode,
    }


def _judged(facility: Facility, lines: list[ClassLine]) -> list[ClassLine]:
    """Each class with what it misses of the setting standards now: its size, its carers (U14)."""
    missed = class_findings(facility.pk, clock.today())
    return [
        replace(
            line,
            missed=[
                said_of(each.reasons, each.numbers) for each in missed.get(line.roll.id, ()) if each.breach
            ],
        )
        for line in lines
    ]


def class_lines(facility: Facility) -> list[ClassLine]:
    today = clock.today()
    ages = bands(facility.region_id, today)
    found = []
    for roll in class_rolls(facility.pk, today):
        band = ages.get(roll.kind)
        words = (
            _("%(from)d to %(to)d months") % {"from": band.from_months, "to": band.to_months} if band else ""
        )
        grown = bool(band and roll.oldest and outgrown(roll.oldest, band, today))
        young = bool(band and roll.youngest and too_young(roll.youngest, band, today))
        found.append(
            ClassLine(
                roll, str(ClassKind(roll.kind).label), str(CareMode(roll.care_mode).label), words,
                _badge(roll, grown, young),
            )
        )  # fmt: skip
    return found


def _badge(roll: ClassRoll, grown: bool, young: bool) -> Badge:
    if roll.children > roll.places:
        return Badge(_("over its places"), "alert-circle", "danger")
    if grown or young:
        return Badge(
            _("a child outgrew it") if grown else _("a child is too young"), "alert-triangle", "warn"
        )
    if roll.children == roll.places:
        return Badge(_("full"), "users", "accent")
    return Badge(_("places left"), "check", "ok")


def differences(facility: Facility, lines: list[ClassLine]) -> list[str]:
    """Where classes, children and the filing do not agree; each with what to do."""
    found = []
    places = sum(line.roll.places for line in lines)
    children = sum(line.roll.children for line in lines)
    if facility.filed_on is not None and places > facility.places:
        found.append(
            _("The classes have %(n)d places, %(filed)d were filed: file a change before they are used.")
            % {"n": places, "filed": facility.places}
        )
    elif facility.filed_on is not None and lines and places < facility.places:
        found.append(
            _("%(filed)d places were filed, the classes have %(n)d: put right the places, or file a change.")
            % {"n": places, "filed": facility.places}
        )
    if facility.filed_on is not None and children > facility.places:
        found.append(
            ngettext(
                "%(n)d child is enrolled on %(filed)d filed places.",
                "%(n)d children are enrolled on %(filed)d filed places.",
                children,
            )
            % {"n": children, "filed": facility.places}
        )
    return found


def fees_context(facility: Facility, facilities: list[Facility]) -> dict[str, Any]:
    """The page of fees, with how they are set by the texts of the place."""
    today = clock.today()
    priced = price_mode(facility, today)
    return {
        "facility": facility,
        "facility_name": facility.name,
        "facilities": facilities,
        "fees": fees_of(facility.pk),
        "mode": price_words(priced.mode.value) if priced.mode else "",
        "texts": [(rule, price_words(rule.mode.value)) for rule in priced.rules],
        "contested": priced.contested,
        "recognition": recognition_line(recognised(facility.pk, today), today),
    }


def price_words(mode: str) -> str:
    """How a fee is set, in words."""
    words = {
        PriceMode.GOVERNMENT_SET: _("set by the government"),
        PriceMode.GOVERNMENT_GUIDED: _("guided by the government"),
        PriceMode.REFERENCE_OR_GUIDED: _("a reference range or a guidance price"),
        PriceMode.MARKET: _("by the market"),
    }
    return words.get(PriceMode(mode), "") if mode else ""
