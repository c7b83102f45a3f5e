"""Somebody begins to work at a facility: a person once, and an employment for each role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from facilities.models import Facility
from kernel import clock
from staff.enums import Engagement, StaffRole
from staff.errors import Refused
from staff.identity import Person
from staff.models import Employment, StaffMember
from staff.workflow.checks import (
    BlockedBy,
    check_day,
    check_person,
    class_for,
    managed,
    note_blocked,
    on_trail,
)
from staff.workflow.duties import renew_all


@dataclass(frozen=True)
class Post:
    """What somebody is hired for, from when on."""

    role: str
    starts_on: date
    engagement: str = Engagement.FULL_TIME
    class_group_id: int | None = None


def hire(
    *,
    by: Actor,
    facility_id: int,
    person: Person,
    post: Post,
    phone: str = "",
    education: str = "",
    managed_years: int | None = None,
) -> StaffMember:
    """A person is employed in a role. Somebody whom the facility knows already gets another employment, not a second row.

    Raises NotAllowed, Refused beside the field (too young, a number under another name, a day, a class), and Blocked
    for a banned or suspended person: that attempt is on the trail of the facility's place and of the authority's.
    """
    try:
        return _hire(by, facility_id, person, post, phone, education, managed_years)
    except BlockedBy as error:
        place = Facility.objects.values_list("region_id", flat=True).get(pk=facility_id)
        note_blocked(by, error, region_id=place, facility_id=facility_id, attempt="hire")
        raise


@transaction.atomic
def _hire(
    by: Actor,
    facility_id: int,
    person: Person,
    post: Post,
    phone: str,
    education: str,
    managed_years: int | None,
) -> StaffMember:
    facility = managed(by, facility_id)
    check_person(person, facility, today=clock.today())
    check_day(post.starts_on, field="starts_on")
    group = class_for(facility, post.role, post.class_group_id)
    facts = {"phone": phone, "education": education, "managed_years": managed_years}
    member = _known(facility, person) or _new(by, facility, person, facts)
    employment = Employment(
        region_id=facility.region_id,
        facility=facility,
        member=member,
        role=post.role,
        engagement=post.engagement,
        class_group=group,
        starts_on=post.starts_on,
    )
    refuse_overlap(employment)
    employment.save()
    on_trail(by, "staff.hired", member, role=post.role, starts_on=str(post.starts_on))
    renew_all(by=by, members=[member], event="staff.hired")
    return member


def refuse_overlap(row: Employment) -> None:
    """Raise Refused when the person has the same role on one of these days already."""
    others = Employment.objects.filter(member=row.member, role=row.role).exclude(pk=row.pk)
    for other in others:
        if (other.ends_on is None or other.ends_on >= row.starts_on) and (
            row.ends_on is None or other.starts_on <= row.ends_on
        ):
            raise Refused(
                _("This person is employed as %(role)s since %(day)s already.")
                % {"role": StaffRole(row.role).label, "day": other.starts_on},
                code="EMPLOYED",
                field="starts_on",
            )


def _known(facility: Facility, person: Person) -> StaffMember | None:
    return StaffMember.objects.filter(facility=facility, number_digest=person.number_digest).first()


def _new(by: Actor, facility: Facility, person: Person, facts: Mapping[str, object]) -> StaffMember:
    member: StaffMember = StaffMember.objects.create(
        region_id=facility.region_id,
        facility=facility,
        name=person.name,
        sex=person.sex,
        born_on=person.born_on,
        id_kind=person.kind,
        id_number=person.number,
        number_digest=person.number_digest,
        name_digest=person.name_digest,
        created_at=clock.now(),
        **facts,
    )
    on_trail(by, "staff.added", member)
    return member
