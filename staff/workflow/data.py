"""What is known of a person is put right: their data, and with a reason their name or number."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from facilities.models import Facility
from kernel import clock
from staff.errors import Refused
from staff.identity import Person
from staff.models import StaffMember
from staff.workflow.checks import BlockedBy, check_person, managed_member, note_blocked, on_trail

#: What the facility may change without a reason.
PLAIN = ("phone", "education", "managed_years")


@transaction.atomic
def correct_data(*, by: Actor, member_id: int, version: int | None = None, **facts: Any) -> StaffMember:
    """Telephone, education or years of management, as PLAIN names them. Raises NotAllowed, Stale."""
    member = managed_member(by, member_id, version)
    changed = {name: facts[name] for name in PLAIN if name in facts and getattr(member, name) != facts[name]}
    if not changed:
        return member
    for name, value in changed.items():
        setattr(member, name, value)
    member.version += 1
    member.save(update_fields=[*changed, "version"])
    on_trail(by, "staff.corrected", member, changed=sorted(changed))
    return member


def correct_identity(
    *, by: Actor, member_id: int, person: Person, reason: str, version: int | None = None
) -> StaffMember:
    """Name or number were typed wrongly. The person stays the same row; whether they are banned is asked anew.

    Raises NotAllowed, Stale, Refused (no reason, the person stands here already, another name elsewhere), Blocked.
    """
    try:
        return _correct_identity(by, member_id, person, reason, version)
    except BlockedBy as error:
        member = StaffMember.objects.get(pk=member_id)
        note_blocked(by, error, region_id=member.region_id, facility_id=member.facility_id, attempt="correct")
        raise


@transaction.atomic
def _correct_identity(
    by: Actor, member_id: int, person: Person, reason: str, version: int | None
) -> StaffMember:
    member = managed_member(by, member_id, version)
    if not reason.strip():
        raise Refused(_("Say what was wrong."), code="REASON", field="reason")
    _refuse_twice(member, person)
    _check_elsewhere(member, person)
    before = {"name": member.name, "kind": member.id_kind}
    number_changed = bytes(member.number_digest) != person.number_digest
    member.name, member.sex, member.born_on = person.name, person.sex, person.born_on
    member.id_kind, member.id_number = person.kind, person.number
    member.number_digest, member.name_digest = person.number_digest, person.name_digest
    member.version += 1
    member.save()
    on_trail(
        by,
        "staff.identity_corrected",
        member,
        reason=reason.strip()[:200],
        number=number_changed,
        name=before["name"] != person.name,
    )
    return member


def _refuse_twice(member: StaffMember, person: Person) -> None:
    rows = StaffMember.objects.filter(facility_id=member.facility_id, number_digest=person.number_digest)
    if rows.exclude(pk=member.pk).exists():
        raise Refused(_("Somebody with this number is on the list already."), code="TWICE", field="id_number")


def _check_elsewhere(member: StaffMember, person: Person) -> None:
    """As when hiring, against everybody else: the row itself stands under the name that is being put right."""
    facility: Facility = member.facility
    own = bytes(member.number_digest) == person.number_digest
    check_person(person, facility, today=clock.today(), beside=member.pk if own else None)
