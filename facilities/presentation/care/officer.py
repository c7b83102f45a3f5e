"""The officer's lists of the facility's life, and the part of a facility's page that tells of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.enums import FILED_STATES, MonthState, ProvisionMode
from facilities.models import Facility
from facilities.presentation.care.attendance import month_badge
from facilities.presentation.care.classes import class_lines, differences, price_words
from facilities.presentation.care.recognition import SOON, list_context, recognition_line
from facilities.queries.attendance import latest_sheets
from facilities.queries.children import doubles_at
from facilities.queries.pricing import price_mode
from facilities.queries.recognition import fees_of, recognised, recognition_page, recognitions_of
from facilities.queries.supervising import double_page, jump_page, other_sides
from facilities.sections import Alert, Section
from kernel import clock
from regions.queries import name as region_name


def _pages(found: Any, name: str, kept: Mapping[str, str]) -> dict[str, str]:
    def address(**more: str) -> str:
        return f"{reverse(name)}?{urlencode({**kept, **more})}"

    return {
        "next_url": address(after=found.next) if found.next else "",
        "previous_url": address(before=found.previous) if found.previous else "",
    }


def _export(actor: Actor, **kept: str) -> str | None:
    """The filters of the spreadsheet; None for whoever may take no list out."""
    return urlencode(kept) if decide(actor, Action.FACILITY_EXPORT) else None


def recognition_state(query: Mapping[str, str]) -> str:
    """What the list is narrowed to: HOLDING unless asked otherwise, ENDED, or '' for all."""
    state = query.get("state", "HOLDING")
    return state if state in ("HOLDING", "ENDED") else ""


def recognitions_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """The recognitions of the place. `state` narrows to those that hold or ended."""
    today, state = clock.today(), recognition_state(query)
    found = recognition_page(state, today, query)
    options = [("HOLDING", _("universal now")), ("ENDED", _("ended")), ("ALL", _("all"))]
    return {
        "lines": [(line, region_name(line.row.region_id)) for line in list_context(found, today, actor)],
        "bar": [{"name": "state", "label": _("State"), "options": options, "value": state or "ALL"}],
        "narrowed": state != "HOLDING",
        "export_query": _export(actor, state=state or "ALL"),
        **_pages(found, "facilities:recognitions", {"state": state or "ALL"}),
    }


def doubles_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """One line a facility; outside the officer's own scope only the authority of the other place is named."""
    found = double_page(clock.today(), query)
    sides = other_sides(found.rows)
    lines = [(row, region_name(row.region_id), sides[row.child_id]) for row in found.rows]
    return {"lines": lines, "export_query": _export(actor), **_pages(found, "facilities:doubles", {})}


def jumps_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    found = jump_page(query)
    lines = [(row, region_name(row.region_id), row.children - row.children_before) for row in found.rows]
    return {"lines": lines, "export_query": _export(actor), **_pages(found, "facilities:jumps", {})}


def care_section(facility: Facility, actor: Actor) -> Section | None:
    """Classes against places, headcount, attendance, fees and recognition."""
    if not decide(actor, Action.CLASS_VIEW, facility):
        return None
    today = clock.today()
    lines = class_lines(facility)
    months = latest_sheets(facility.pk, 6)
    recognition = recognised(facility.pk, today)
    fees = [fee for fee in fees_of(facility.pk) if fee.valid_to is None or fee.valid_to >= today]
    may = bool(decide(actor, Action.UNIVERSAL_RECOGNISE, facility)) and facility.state in FILED_STATES
    if not (lines or months or fees or may):
        return None
    twice = doubles_at(facility.pk, today)
    priced = price_mode(facility, today)
    context = {
        "lines": lines,
        "children": sum(line.roll.children for line in lines),
        "places": sum(line.roll.places for line in lines),
        "differences": differences(facility, lines),
        "doubles": twice,
        "months": [(m, month_badge(m.state == MonthState.SIGNED)) for m in months],
        "fees": fees,
        "price": price_words(priced.mode.value) if priced.mode else "",
        "contested": priced.contested,
        "recognition": recognition_line(recognition, today, actor),
        "earlier": [r for r in recognitions_of(facility.pk) if recognition is None or r.pk != recognition.pk],
        "mode": ProvisionMode(facility.provision_mode).label if facility.provision_mode else "",
        "recognise_url": reverse("facilities:recognise", args=[facility.pk]) if may else "",
    }
    return Section(
        "care", _("Classes and children"), "facilities/care/_section.html", context, count=sum(line.roll.children for line in lines),
        alert=_alert(recognition, twice),
    )  # fmt: skip


def _alert(recognition: Any, twice: int) -> Alert | None:
    if twice:
        return Alert(
            _("%(n)d children are also enrolled elsewhere") % {"n": twice},
            _("One child is counted in one place only."),
            "warn",
            _("See the list"),
            reverse("facilities:doubles"),
        )
    if recognition is not None and recognition.valid_to - clock.today() <= timedelta(days=SOON):
        return Alert(
            _("The recognition as universal ends on %(day)s") % {"day": recognition.valid_to},
            _("Without a recognition no subsidy is paid."),
            "warn",
        )
    return None
