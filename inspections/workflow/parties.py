"""A joint visit: other departments are let in, each answers its items and signs."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Department
from accounts.queries import members
from facilities.workflow import open_to
from inspections.enums import InspectionKind
from inspections.errors import Refused, WrongState
from inspections.models import Visit, VisitInspector, VisitParty
from inspections.queries import law
from inspections.tables import VISIT
from inspections.workflow.basis import locked_visit, on_trail, planned_by, refuse_ended, save, short_enough
from kernel import clock


@transaction.atomic
def invite_department(
    *,
    by: Actor,
    visit_id: int,
    department_id: int,
    inspectors: Sequence[int],
    until: date | None = None,
    version: int | None = None,
) -> VisitParty:
    """A department takes part in a joint visit; the facility is open to its `inspectors` until a day, and to nobody else of it.

    `until` None takes the days that CN-I3 proposes after the planned day. Raises NotAllowed, Refused, Stale.
    """
    row = locked_visit(by, visit_id, version)
    planned_by(by, row)
    refuse_ended(row.facility)
    step = VISIT.target("invite", row.state)
    if row.kind != InspectionKind.JOINT_INSPECTION:
        raise WrongState(_("Only a joint inspection is made with other departments."))
    department = Department.objects.filter(pk=department_id).first()
    if department is None or department.pk == row.office_id:
        raise Refused(_("Choose another department."), code="DEPARTMENT", field="department")
    known = dict(members(department.pk))
    if not inspectors or any(user not in known for user in inspectors):
        raise Refused(_("Name people of this department."), code="INSPECTOR", field="inspectors")
    day = _until(row, until)
    party, _made = VisitParty.objects.update_or_create(
        visit=row,
        department=department,
        defaults={"region_id": row.region_id, "facility_id": row.facility_id, "until": day},
    )
    for user in dict.fromkeys(inspectors):
        VisitInspector.objects.get_or_create(
            visit=row,
            user_id=user,
            defaults={
                "region_id": row.region_id,
                "facility_id": row.facility_id,
                "department": department,
            },
        )
        open_to(by=by, facility=row.facility, user_id=user, until=day)
    save(row)
    on_trail(by, step.event, row, department=department.pk, until=day.isoformat())
    return party


@transaction.atomic
def sign_department(*, by: Actor, visit_id: int, opinion: str = "") -> VisitParty:
    """Somebody of a department that takes part signs for it: all its items are answered.

    Raises NotAllowed, WrongState (takes no part), Refused with the items that lack an answer.
    """
    row = locked_visit(by, visit_id)
    step = VISIT.target("sign", row.state)
    party = VisitParty.objects.filter(visit=row, department_id=by.department_id).first()
    if party is None:
        raise WrongState(_("Your department takes no part in this visit."))
    kind = party.department.kind
    lacking = row.items.filter(office_kind=kind, answer="").order_by("position")
    if codes := list(lacking.values_list("code", flat=True)):
        raise Refused(_("Answer the items of your department first."), code="UNANSWERED", items=codes)
    party.opinion = short_enough(opinion.strip(), field="opinion", most=500)
    party.signed_at, party.signed_by_id = clock.now(), by.user_id
    party.save(update_fields=["opinion", "signed_at", "signed_by"])
    on_trail(by, step.event, row, department=party.department_id)
    return party


def _until(row: Visit, until: date | None) -> date:
    days = law.numbers(row.region_id, law.JOINT, clock.today())
    day = until or row.planned_on + timedelta(days=days.get("open_days", 0))
    last = max(row.planned_on, clock.today()) + timedelta(days=days.get("most_days", 0))
    if day < clock.today() or day < row.planned_on:
        raise Refused(_("The facility has to be open on the day of the visit."), code="UNTIL", field="until")
    if day > last:
        raise Refused(_("It can be open until %(day)s at most.") % {"day": last}, code="UNTIL", field="until")
    return day
