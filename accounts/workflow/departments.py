"""Offices begin, change and cease to play a role of the law."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.errors import DomainError, Stale
from accounts.models import Appointment, Department
from accounts.workflow.rights import allow
from audit.workflow import record
from kernel import clock
from regions.models import Region


@transaction.atomic
def open_department(
    *,
    by: Actor,
    region: Region,
    kind: DepartmentKind,
    name: str,
    name_en: str = "",
    phone: str = "",
    hours: str = "",
    valid_from: date | None = None,
) -> Department:
    """An office begins to play a role of the law in a region."""
    department = Department(
        region=region,
        kind=kind,
        name=name,
        name_en=name_en,
        phone=phone,
        hours=hours,
        valid_from=valid_from or clock.today(),
    )
    allow(by, Action.DEPARTMENT_MANAGE, department)
    _refuse_namesake(department)
    department.save()
    record(by=by, event="department.opened", region=region.pk, subject=department)
    return department


@transaction.atomic
def change_department(
    *, by: Actor, department: Department, version: int, name: str, name_en: str, phone: str, hours: str
) -> Department:
    """Correct what people read about an office. Its kind and region stay: another role is another office.

    Raises Stale when somebody saved after `version` was read.
    """
    row = Department.objects.select_for_update(of=("self",)).select_related("region").get(pk=department.pk)
    allow(by, Action.DEPARTMENT_MANAGE, row)
    if row.version != version:
        raise Stale(_("Somebody changed this department meanwhile. Look at it again, then save."))
    facts = {"name": name, "name_en": name_en, "phone": phone, "hours": hours}
    before = {key: getattr(row, key) for key in facts}
    if before == facts:
        return row
    for key, value in facts.items():
        setattr(row, key, value)
    _refuse_namesake(row)
    row.version += 1
    row.save(update_fields=[*facts, "version"])
    record(
        by=by,
        event="department.changed",
        region=row.region_id,
        subject=row,
        data={"before": before, "after": facts},
    )
    return row


@transaction.atomic
def close_department(*, by: Actor, department: Department, on: date | None = None) -> Department:
    """The office's last day is `on` (default today). Refused while people are appointed to it beyond that day."""
    row = Department.objects.select_for_update(of=("self",)).get(pk=department.pk)
    allow(by, Action.DEPARTMENT_MANAGE, row)
    last = on or clock.today()
    if row.valid_to is not None:
        raise DomainError(_("This department is closed already."), code="DEPARTMENT_CLOSED")
    if last < row.valid_from:
        raise DomainError(_("The end lies before the start."), code="DATES_REVERSED", field="valid_to")
    staying = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=last), ended_at__isnull=True
    )
    if count := staying.filter(department=row).values("user").distinct().count():
        raise DomainError(
            _("%(count)s people are appointed here beyond that day.") % {"count": count},
            code="DEPARTMENT_IN_USE",
            remedy=_("End their appointments first."),
        )
    row.valid_to, row.version = last, row.version + 1
    row.save(update_fields=["valid_to", "version"])
    record(by=by, event="department.closed", region=row.region_id, subject=row, data={"last_day": str(last)})
    return row


def _refuse_namesake(department: Department) -> None:
    same = Department.objects.filter(
        region_id=department.region_id, kind=department.kind, name=department.name
    )
    if same.exclude(pk=department.pk).exists():
        raise DomainError(_("This department exists already."), code="DEPARTMENT_EXISTS", field="name")
