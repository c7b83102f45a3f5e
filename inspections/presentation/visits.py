"""One visit as its pages show it: the checklist on a phone, and the visit as a whole."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.presentation import state_badge
from inspections.enums import Answer, InspectionKind, VisitState
from inspections.models import Visit, VisitItem, VisitParty
from inspections.permissions import may_answer
from inspections.presentation.words import (
    ANSWERS,
    SEVERITIES,
    SIGNATURES,
    VISITS,
    kind_label,
    part_label,
    spoken,
    with_unit,
)
from inspections.queries import law
from inspections.queries import visits as read
from inspections.rules.answers import advises, outcome
from kernel import clock
from kernel.presentation import Badge, Clause
from obligations.presentation import clause_of
from policy.queries import working_calendar


@dataclass(frozen=True)
class ItemCard:
    """One item. `before`: what the facility's own last check said of it; `mine`: whether this person may answer it."""

    row: VisitItem
    number: int
    text: str
    severity: Badge
    badge: Badge
    clause: Clause
    evidence: str
    limits: str
    choices: Sequence[tuple[str, str]]
    advice: bool
    mine: bool
    office: str
    before: Badge | None = None
    photos: Sequence[tuple[str, datetime]] = ()
    value: str = ""


@dataclass(frozen=True)
class Part:
    code: str
    label: object
    cards: list[ItemCard] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(bool(card.row.answer) for card in self.cards)


def checklist_context(visit: Visit, actor: Actor) -> dict[str, Any]:
    """The checklist of a visit under way, part by part, with the check before it."""
    items, parties = read.items_of(visit.pk), read.parties_of(visit.pk)
    before = read.self_check_before(visit)
    said = read.answers_by_code(before.pk) if before else {}
    parts = _parts(visit, items, parties, actor, said)
    return {
        **visit_context(visit, actor, items, parties),
        "parts": parts,
        "before": before,
        "today_limit": json.dumps(_days_ahead(visit)),
        "api": reverse("inspections:api-visit", args=[visit.pk]),
    }


def visit_context(
    visit: Visit,
    actor: Actor,
    items: Sequence[VisitItem] | None = None,
    parties: Sequence[VisitParty] | None = None,
) -> dict[str, Any]:
    """A visit with what was answered, who took part, and what this person can do next."""
    rows = read.items_of(visit.pk) if items is None else items
    taking_part = read.parties_of(visit.pk) if parties is None else parties
    counts = outcome([(row.asked, row.answer) for row in rows])
    return {
        "visit": visit,
        "facility": visit.facility,
        "facility_name": visit.facility.name,
        "facility_badge": state_badge(visit.facility.state),
        "badge": VISITS[visit.state],
        "kind": visit_kind(visit),
        "self_check": visit.kind == InspectionKind.SELF_CHECK,
        "counts": counts,
        "answered": len(rows) - counts["open"],
        "total": len(rows),
        "parties": taking_part,
        "inspectors": read.inspectors_of(visit.pk),
        "signature": SIGNATURES.get(visit.acknowledgement),
        "acts": acts_of(visit, actor, taking_part),
        "lead": _leads(visit, actor),
    }


def visit_kind(visit: Visit) -> str:
    """What the place calls this kind of inspection."""
    found = law.kind_of(visit.region_id, visit.kind, visit.visited_on or clock.today())
    return str(found.name) if found else kind_label(visit.kind)


def acts_of(visit: Visit, actor: Actor, parties: Sequence[VisitParty]) -> set[str]:
    """What this person can do to the visit now: names of pages."""
    own = visit.kind == InspectionKind.SELF_CHECK
    may = decide(actor, Action.SELF_CHECK_FILL if own else Action.INSPECTION_RECORD, visit)
    acts: set[str] = set()
    if visit.state == VisitState.TO_SIGN and (may or decide(actor, Action.RECTIFICATION_REPORT, visit)):
        acts.add("acknowledge")
    if not may:
        return acts
    lead = _leads(visit, actor)
    if visit.state == VisitState.PLANNED and lead:
        acts |= {"start", "replan", "cancel"}
    if visit.state == VisitState.UNDER_WAY:
        acts.add("answer")
        if own:
            acts |= {"complete", "cancel"}
        elif lead:
            acts |= {"finish", "cancel"}
        mine = next((row for row in parties if row.department_id == actor.department_id), None)
        if mine is not None and mine.signed_at is None:
            acts.add("sign")
    joint = visit.kind == InspectionKind.JOINT_INSPECTION
    if joint and lead and visit.state in (VisitState.PLANNED, VisitState.UNDER_WAY):
        acts.add("invite")
    return acts


def _leads(visit: Visit, actor: Actor) -> bool:
    return actor.post is not None and actor.department_id == visit.office_id


def _parts(
    visit: Visit,
    items: Sequence[VisitItem],
    parties: Sequence[VisitParty],
    actor: Actor,
    said: Mapping[str, str],
) -> list[Part]:
    found: dict[str, Part] = {}
    kinds = {row.department.kind for row in parties}
    names = {row.department.kind: row.department.name for row in parties}
    own = visit.kind == InspectionKind.SELF_CHECK
    for number, row in enumerate(items, start=1):
        part = found.setdefault(row.asked["part"], Part(row.asked["part"], part_label(row.asked["part"])))
        mine = own or may_answer(actor, row.office_kind, lead=_leads(visit, actor), kinds=kinds)
        part.cards.append(_card(visit, row, number, mine, names.get(row.office_kind, ""), said))
    return list(found.values())


def _card(
    visit: Visit, row: VisitItem, number: int, mine: bool, office: str, said: Mapping[str, str]
) -> ItemCard:
    asked, before = row.asked, said.get(row.code, "")
    choices = {choice["code"]: spoken(choice["name"]) for choice in asked.get("choices", ())}
    return ItemCard(
        row=row,
        number=number,
        text=spoken(asked["text"]),
        severity=SEVERITIES[asked["severity"]],
        badge=answer_badge(asked, row.answer),
        clause=clause_of(asked["source"]),
        evidence=spoken(asked.get("evidence") or {}),
        limits=_limits(asked),
        choices=list(choices.items()),
        advice=advises(asked),
        mine=mine,
        office=office,
        value=choices.get(row.value, row.value),
        before=answer_badge(asked, before) if before else None,
        photos=[
            (reverse("inspections:photo", args=[visit.pk, photo.pk]), photo.taken_at)
            for photo in row.photos.all()
        ],
    )


def answer_badge(asked: Mapping[str, Any], answer: str) -> Badge:
    """An answer in words; what only a recommended standard asks is never "does not meet"."""
    return ANSWERS["ADVISED" if answer == Answer.NO and advises(asked) else answer]


def _limits(asked: Mapping[str, Any]) -> str:
    said = []
    for name, sign in (("least", "≥"), ("most", "≤")):
        if asked.get(name) is not None:
            said.append(f"{sign} {with_unit(asked[name], asked.get('unit', ''))}")
    return _(", ").join(said)


def _days_ahead(visit: Visit) -> dict[int, str]:
    """Working days → the day they end on, counted from today: what the phone shows beside a limit, also offline."""
    calendar, today = working_calendar(), clock.today()
    most = law.number(visit.region_id, law.LIMIT, "most_days", today) or 30
    return {days: calendar.after(today, days).isoformat() for days in range(1, most + 1)}
