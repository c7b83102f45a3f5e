"""A visit is planned, moved, started, given up. Starting freezes the checklist of that day."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.queries import members
from accounts.workflow import allow
from facilities.models import Facility
from inspections.enums import OFFICIAL, InspectionKind, VisitState
from inspections.errors import Refused
from inspections.models import Visit, VisitInspector, VisitItem
from inspections.queries import law
from inspections.tables import VISIT
from inspections.workflow.basis import (
    check_version,
    living,
    locked_visit,
    on_trail,
    planned_by,
    refuse_ended,
    said,
    save,
    short_enough,
)
from kernel import clock

#: A plan further ahead is a slip of the hand.
_AHEAD = timedelta(days=400)


@transaction.atomic
def plan_visit(
    *, by: Actor, facility_id: int, kind: str, planned_on: date, inspectors: Sequence[int] = ()
) -> Visit:
    """An office plans to visit a facility. Without inspectors it is whoever plans.

    Raises NotAllowed, FacilityEnded, Refused (kind, day, somebody of another office).
    """
    facility = living(facility_id)
    allow(by, Action.INSPECTION_PLAN, facility)
    step = VISIT.target("plan", "")
    check_kind(kind)
    _check_ahead(planned_on)
    row = _new(by, facility, kind, planned_on, VisitState(step.target))
    _send(by, row, inspectors or _self(by))
    on_trail(by, step.event, row, kind=kind, on=planned_on.isoformat())
    return row


@transaction.atomic
def replan_visit(
    *,
    by: Actor,
    visit_id: int,
    planned_on: date,
    inspectors: Sequence[int] = (),
    version: int | None = None,
) -> Visit:
    """Another day, or other inspectors. Raises as `plan_visit`, and Stale."""
    row: Visit = Visit.objects.select_for_update(of=("self",)).select_related("facility").get(pk=visit_id)
    planned_by(by, row)
    check_version(row, version)
    step = VISIT.target("replan", row.state)
    _check_ahead(planned_on)
    before = row.planned_on
    save(row, planned_on=planned_on)
    if inspectors:
        VisitInspector.objects.filter(visit=row, department_id=row.office_id).delete()
        _send(by, row, inspectors)
    on_trail(by, step.event, row, before=before.isoformat(), on=planned_on.isoformat())
    return row


@transaction.atomic
def start_visit(
    *,
    by: Actor,
    visit_id: int | None = None,
    facility_id: int | None = None,
    kind: str = "",
    visited_on: date | None = None,
    because: str = "",
    client_key: str = "",
) -> Visit:
    """A visit begins: one that was planned, or an unplanned one of a facility. It keeps the checklist of that day.

    `visited_on` before today enters it afterwards: within the days that CN-I2 gives, and with the reason `because`.
    The same `client_key` gives the visit that it started before. Raises NotAllowed, FacilityEnded, Refused.
    """
    if client_key and facility_id and (known := _started(facility_id, client_key)) is not None:
        return locked_visit(by, known.pk)
    row = _planned(by, visit_id) if visit_id else _unplanned(by, facility_id or 0, kind, client_key)
    step = VISIT.target("start", row.state)
    day = visited_on or clock.today()
    reason = _check_back(row.region_id, day, because)
    _freeze(row, day)
    save(
        row,
        state=VisitState(step.target),
        visited_on=day,
        backdated_because=reason,
        started_at=clock.now(),
        started_by_id=by.user_id,
    )
    on_trail(by, step.event, row, kind=row.kind, on=day.isoformat(), backdated=reason)
    return row


@transaction.atomic
def start_self_check(*, by: Actor, facility_id: int, client_key: str = "") -> Visit:
    """The facility checks itself by the checklist that inspectors use. Raises NotAllowed, FacilityEnded."""
    facility = living(facility_id)
    allow(by, Action.SELF_CHECK_FILL, facility)
    if client_key and (known := _started(facility_id, client_key)) is not None:
        return known
    running = Visit.objects.filter(
        facility=facility, kind=InspectionKind.SELF_CHECK, state=VisitState.UNDER_WAY
    ).first()
    if running is not None:
        return running
    step, today = VISIT.target("start", ""), clock.today()
    row = _new(by, facility, InspectionKind.SELF_CHECK, today, VisitState(step.target), client_key=client_key)
    _freeze(row, today)
    save(row, visited_on=today, started_at=clock.now(), started_by_id=by.user_id)
    on_trail(by, step.event, row, kind=row.kind, on=today.isoformat(), backdated="")
    return row


@transaction.atomic
def cancel_visit(*, by: Actor, visit_id: int, reason: str, version: int | None = None) -> Visit:
    """A visit is not made, or given up under way. Raises NotAllowed, Refused without a reason, Stale."""
    row = locked_visit(by, visit_id, version)
    step = VISIT.target("cancel", row.state)
    why = said(reason, field="reason", most=300, missing=_("Say why the visit is not made."))
    save(row, state=VisitState(step.target), cancelled_because=why)
    on_trail(by, step.event, row, reason=why)
    return row


def check_kind(kind: str) -> None:
    if kind not in OFFICIAL:
        raise Refused(_("Choose a kind of inspection."), code="KIND", field="kind")


def _check_ahead(day: date) -> None:
    today = clock.today()
    if day < today:
        raise Refused(_("The planned day lies in the past."), code="PAST", field="planned_on")
    if day > today + _AHEAD:
        raise Refused(_("This day lies too far ahead."), code="TOO_FAR", field="planned_on")


def _check_back(region_id: int, day: date, because: str) -> str:
    """The reason for a visit that is entered afterwards; '' for today's. Raises Refused."""
    today = clock.today()
    if day > today:
        raise Refused(_("A visit cannot lie in the future."), code="FUTURE", field="visited_on")
    back = (today - day).days
    most = law.number(region_id, law.BACKDATING, "most_days", today) or 0
    free = law.number(region_id, law.BACKDATING, "free_days", today) or 0
    if back > most:
        words = ngettext_lazy(
            "A visit can be entered at most %(n)s day afterwards.",
            "A visit can be entered at most %(n)s days afterwards.",
            most,
        )
        raise Refused(words % {"n": most}, code="TOO_LATE", field="visited_on")
    if back > free and not because.strip():
        raise Refused(_("Say why the visit is entered afterwards."), code="BACKDATED", field="because")
    return short_enough(because.strip(), field="because", most=300) if back > free else ""


def _planned(by: Actor, visit_id: int) -> Visit:
    row = locked_visit(by, visit_id)
    refuse_ended(row.facility)
    return row


def _unplanned(by: Actor, facility_id: int, kind: str, client_key: str) -> Visit:
    facility = living(facility_id)
    allow(by, Action.INSPECTION_PLAN, facility)
    check_kind(kind)
    row = _new(by, facility, kind, clock.today(), VisitState.PLANNED, client_key=client_key)
    _send(by, row, _self(by))
    return row


def _started(facility_id: int, client_key: str) -> Visit | None:
    rows = Visit.objects.filter(facility_id=facility_id, client_key=client_key)
    return rows.select_related("facility").first()


def _new(
    by: Actor, facility: Facility, kind: str, on: date, state: VisitState, *, client_key: str = ""
) -> Visit:
    row = Visit(
        region_id=facility.region_id,
        facility=facility,
        kind=kind,
        state=state,
        office_id=by.department_id,
        planned_on=on,
        client_key=client_key[:80],
        created_at=clock.now(),
        created_by_id=by.user_id,
    )
    if state != VisitState.PLANNED:
        row.visited_on = on
    row.save(force_insert=True)
    return row


def _freeze(row: Visit, on: date) -> None:
    items = law.asked_of(row.facility, row.kind, on)
    if not items:
        raise Refused(_("No checklist is in force here for this kind of inspection."), code="NO_CHECKLIST")
    rows = [
        VisitItem(
            region_id=row.region_id,
            facility_id=row.facility_id,
            visit=row,
            position=position,
            code=item.code,
            asked=law.frozen(item),
            office_kind=law.office_kind(item),
            limit_days=law.limit_of(row.region_id, item.severity, on),
        )
        for position, item in enumerate(items, start=1)
    ]
    VisitItem.objects.bulk_create(rows)
    row.checklist = law.label(items, on)
    row.save(update_fields=["checklist"])


def _self(by: Actor) -> list[int]:
    return [by.user_id] if by.user_id is not None else []


def _send(by: Actor, row: Visit, inspectors: Sequence[int]) -> None:
    known = dict(members(row.office_id or 0))
    if any(user not in known for user in inspectors):
        raise Refused(_("An inspector does not work in this office."), code="INSPECTOR", field="inspectors")
    VisitInspector.objects.bulk_create(
        VisitInspector(
            region_id=row.region_id,
            facility_id=row.facility_id,
            visit=row,
            user_id=user,
            department_id=row.office_id or 0,
        )
        for user in dict.fromkeys(inspectors)
    )
