"""A plan: facilities of a period by risk or by lot, dealt out to inspectors and days in one go (双随机)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.models import Department
from accounts.queries import members
from accounts.workflow import allow
from accounts.workflow.rights import Place
from audit.workflow import record
from inspections.enums import PlanMethod, VisitState
from inspections.errors import Refused
from inspections.models import Plan, Visit, VisitInspector
from inspections.queries import law
from inspections.queries.risk import Drawn, Scored, by_lot, by_risk
from inspections.rules.lots import drawn, teams
from inspections.tables import VISIT
from inspections.workflow.basis import on_trail, said, short_enough
from inspections.workflow.visits import check_kind
from kernel import clock
from policy.queries import working_calendar

#: More visits in one plan are a slip of the hand.
MOST = 200
#: (facility, region, why): what a plan makes a visit of.
Choice = tuple[int, int, dict[str, Any]]


@dataclass(frozen=True)
class Wanted:
    """What a plan is asked for. `seed` '' lets the platform draw one; `team`: inspectors a visit."""

    title: str
    kind: str
    method: str
    place: int
    starts_on: date
    ends_on: date
    asked: int
    inspectors: Sequence[int]
    team: int = 2
    seed: str = ""


@transaction.atomic
def make_plan(*, by: Actor, wanted: Wanted) -> Plan:
    """Choose the facilities, deal inspectors and working days out, and plan the visits.

    The facts of the choice stay with the plan: the points and their weights, or seed, pool and draw. Raises NotAllowed,
    Refused (period, number, nobody to go, nothing to visit).
    """
    allow(by, Action.INSPECTION_PLAN, Place(wanted.place))
    days, people = _checked(by, wanted)
    seed = (wanted.seed.strip() or secrets.token_hex(8)) if wanted.method == PlanMethod.RANDOM else ""
    choices, facts = _chosen(wanted, short_enough(seed, field="seed", most=40), people)
    if not choices:
        raise Refused(_("No facility of this place is left to be visited."), code="NOTHING", field="place")
    row = Plan.objects.create(
        region_id=wanted.place,
        title=said(wanted.title, field="title", most=80, missing=_("Give the plan a name.")),
        kind=wanted.kind,
        method=wanted.method,
        office=Department.objects.get(pk=by.department_id or 0),
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        asked=wanted.asked,
        seed=seed,
        facts=facts,
        made_at=clock.now(),
        made_by_id=by.user_id,
    )
    order = drawn(seed, "inspector", people) if seed else list(people)
    _plan_visits(by, row, choices, teams(order, [c[0] for c in choices], wanted.team), days)
    record(
        by=by,
        event="plan.made",
        region=row.region_id,
        subject=row,
        data={"method": row.method, "visits": len(choices), "seed": seed},
    )
    return row


def _checked(by: Actor, wanted: Wanted) -> tuple[list[date], list[int]]:
    """The working days of the period and the inspectors, or what is wrong with the wish."""
    check_kind(wanted.kind)
    if wanted.method not in PlanMethod.values:
        raise Refused(_("Choose by risk or by lot."), code="METHOD", field="method")
    if wanted.starts_on < clock.today():
        raise Refused(_("The planned day lies in the past."), code="PAST", field="starts_on")
    if wanted.ends_on < wanted.starts_on or (wanted.ends_on - wanted.starts_on).days > 366:
        raise Refused(
            _("The period ends before it begins, or is longer than a year."), code="PERIOD", field="ends_on"
        )
    if not 1 <= wanted.asked <= MOST:
        raise Refused(_("Give between 1 and %(most)s visits.") % {"most": MOST}, code="ASKED", field="asked")
    known = dict(members(by.department_id or 0))
    people = [user for user in dict.fromkeys(wanted.inspectors) if user in known]
    if not people or len(people) != len(set(wanted.inspectors)):
        raise Refused(_("Name at least one inspector of your office."), code="INSPECTOR", field="inspectors")
    calendar = working_calendar()
    if wanted.ends_on > calendar.last:
        raise Refused(_("This day lies too far ahead."), code="TOO_FAR", field="ends_on")
    span = (wanted.starts_on + timedelta(days=n) for n in range((wanted.ends_on - wanted.starts_on).days + 1))
    found = [day for day in span if calendar.is_working(day)]
    if not found:
        raise Refused(_("The period has no working day."), code="PERIOD", field="ends_on")
    return found, people


def _chosen(wanted: Wanted, seed: str, people: Sequence[int]) -> tuple[list[Choice], dict[str, Any]]:
    if wanted.method == PlanMethod.RANDOM:
        lot: Drawn = by_lot(wanted.place, seed, limit=wanted.asked)
        facts = {"pool": lot.pool, "digest": lot.digest, "inspectors": sorted(people)}
        return [(n, region, {"lot": at}) for at, (n, region, _name) in enumerate(lot.facilities, 1)], facts
    weights = dict(law.numbers(wanted.place, law.RISK, clock.today()))
    rows: list[Scored] = by_risk(wanted.place, clock.today(), weights, limit=wanted.asked)
    choices = [
        (
            row.facility_id,
            row.region_id,
            {"points": row.points, "parts": {k: list(v) for k, v in row.parts.items()}},
        )
        for row in rows
    ]
    return choices, {"weights": weights}


def _plan_visits(
    by: Actor, plan: Plan, choices: Sequence[Choice], dealt: Sequence[Sequence[int]], days: Sequence[date]
) -> None:
    step, now = VISIT.target("plan", ""), clock.now()
    rows = Visit.objects.bulk_create(
        Visit(
            region_id=region,
            facility_id=facility,
            plan_id=plan.pk,
            kind=plan.kind,
            state=VisitState(step.target),
            office=plan.office,
            planned_on=days[at * len(days) // len(choices)],
            chosen=why,
            created_at=now,
            created_by_id=by.user_id,
        )
        for at, (facility, region, why) in enumerate(choices)
    )
    VisitInspector.objects.bulk_create(
        VisitInspector(
            region_id=row.region_id,
            facility_id=row.facility_id,
            visit=row,
            user_id=user,
            department=plan.office,
        )
        for row, team in zip(rows, dealt, strict=True)
        for user in team
    )
    for row in rows:
        on_trail(by, step.event, row, kind=row.kind, on=row.planned_on.isoformat(), plan=plan.pk)
