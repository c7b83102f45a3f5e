"""Giving a person a role in a department, and taking it away."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError
from accounts.models import Appointment, Department, User
from accounts.queries import other_admins
from accounts.roles import roles_of_kind
from accounts.rules import clashing_role
from accounts.workflow.rights import allow, allow_person
from audit.workflow import record
from kernel import clock


@transaction.atomic
def appoint(
    *,
    by: Actor,
    user: User,
    department: Department,
    role: Role,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Appointment:
    """Give a person a role in a department, from a day on, `valid_to` being the last.

    Refused for oneself, for a role the department's kind cannot hold, for roles one person may not join, for a
    disabled account and a closed department. Somebody who also acts elsewhere is appointed by an administrator who
    reaches both places: else the other place's administrator could no longer keep the account.
    """
    allow(by, Action.APPOINTMENT_MANAGE, department)
    allow_person(by, Action.APPOINTMENT_MANAGE, user)
    # Two administrators appointing one person at a time must see each other's roles.
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    start = valid_from or clock.today()
    _check_person(by, locked, role)
    _check_office(department, role)
    if valid_to is not None and valid_to < start:
        raise DomainError(_("The end lies before the start."), code="DATES_REVERSED", field="valid_to")
    if department.valid_to is not None and (valid_to is None or valid_to > department.valid_to):
        raise DomainError(
            _("This department is closed from that day on."), code="DEPARTMENT_CLOSED", field="department"
        )
    if _open(locked).filter(department=department, role=role).exists():
        raise DomainError(_("This person holds that role already."), code="APPOINTED_ALREADY", field="role")
    row = Appointment.objects.create(
        user=locked,
        department=department,
        role=role,
        valid_from=start,
        valid_to=valid_to,
        appointed_by_id=by.user_id,
    )
    record(by=by, event="appointment.made", region=department.region_id, subject=row, data={"role": role})
    return row


def _open(user: User) -> QuerySet[Appointment]:
    return user.appointments.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()), ended_at__isnull=True
    )


def _check_person(by: Actor, user: User, role: Role) -> None:
    if by.user_id == user.pk:
        raise DomainError(_("Nobody appoints themselves."), code="SELF_APPOINTMENT", field="user")
    if not user.is_active:
        raise DomainError(_("This account is disabled."), code="USER_DISABLED", field="user")
    held = [Role(value) for value in _open(user).values_list("role", flat=True)]
    if (clash := clashing_role(role, held)) is not None:
        raise DomainError(
            _("One person may not be both %(role)s and %(other)s.")
            % {"role": role.label, "other": clash.label},
            code="ROLES_EXCLUDE",
            field="role",
            remedy=_("Appoint another person, or end the other appointment first."),
        )


def _check_office(department: Department, role: Role) -> None:
    if role not in roles_of_kind(DepartmentKind(department.kind)):
        raise DomainError(_("This department cannot hold that role."), code="ROLE_NOT_OF_KIND", field="role")


@transaction.atomic
def end_appointment(*, by: Actor, appointment: Appointment, on: date | None = None) -> Appointment:
    """End a role: at once (default; the right is gone with the person's next request), or with `on` as its last day.

    Refused for the only administrator of a region: appoint the next one first.
    """
    row = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("department")
        .get(pk=appointment.pk)
    )
    allow(by, Action.APPOINTMENT_MANAGE, row.department)
    today = clock.today()
    if row.ended_at is not None or (row.valid_to is not None and row.valid_to < today):
        raise DomainError(_("This appointment has ended already."), code="APPOINTMENT_ENDED")
    refuse_last_admin(row)
    if on is None:
        row.ended_at = clock.now()
        row.valid_from, row.valid_to = min(row.valid_from, today), today
    elif on < max(row.valid_from, today):
        raise DomainError(_("The last day lies in the past."), code="DATES_REVERSED", field="on")
    else:
        row.valid_to = on
    row.save(update_fields=["valid_from", "valid_to", "ended_at"])
    record(
        by=by,
        event="appointment.ended",
        region=row.department.region_id,
        subject=row,
        data={"role": row.role, "last_day": str(row.valid_to), "at_once": on is None},
    )
    return row


def refuse_last_admin(row: Appointment) -> None:
    """A region that manages itself must not be left without anybody who can."""
    region = row.department.region_id
    if row.role == Role.ADMIN and not other_admins(region, without=row.user_id):
        raise DomainError(
            _("This is the only administrator of %(place)s.") % {"place": row.department.region.name},
            code="LAST_ADMIN",
            remedy=_("Appoint another administrator first."),
        )
