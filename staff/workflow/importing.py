"""A whole sheet of staff taken over at once, or not at all."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from documents.models import StoredFile
from documents.sheets import read_sheet
from facilities.models import Facility
from kernel import clock
from staff.errors import Refused
from staff.models import Employment, Proof, StaffMember
from staff.sheets.checking import Checked, Row, check_sheet
from staff.workflow.checks import BlockedBy, managed, note_blocked, on_trail
from staff.workflow.duties import renew_all
from staff.workflow.proofs import proof_row


@dataclass(frozen=True)
class Taken:
    """What a sheet brought: new people, employments and proofs. Rows that said nothing new are left alone."""

    people: int
    employments: int
    proofs: int


@transaction.atomic
def import_staff(*, by: Actor, facility_id: int, file: StoredFile) -> Taken:
    """Take a sheet over: everybody in it, or nobody. Taking the same sheet again changes nothing.

    Raises NotAllowed, SheetNotReadable, Refused while a row is wrong.
    """
    facility = managed(by, facility_id)
    if file.facility_id != facility.pk:
        raise StoredFile.DoesNotExist
    found = check_sheet(facility, read_sheet(file))
    if found.faults or found.missing:
        raise Refused(_("Some rows need correction. Nothing was taken over."), code="FAULTS", field="file")
    members, fresh = _members(facility, found.rows)
    employments = _employments(facility, found.rows, members)
    proofs = _proofs(found.rows, members)
    touched = {row.member_id for row in employments} | {row.member_id for row in proofs}
    renewed = [member for member in members.values() if member.pk in touched]
    renew_all(by=by, members=renewed, event="staff.imported")
    taken = Taken(fresh, len(employments), len(proofs))
    on_trail(
        by, "staff.imported", file, people=taken.people, employments=taken.employments, proofs=taken.proofs
    )
    return taken


def note_blocked_rows(*, by: Actor, facility: Facility, found: Checked) -> None:
    """Blocked people in a sheet go on the trail, as when they are typed."""
    for block in found.blocked:
        note_blocked(
            by, BlockedBy(block), region_id=facility.region_id, facility_id=facility.pk, attempt="sheet"
        )


def _members(facility: Facility, rows: list[Row]) -> tuple[dict[bytes, StaffMember], int]:
    """The people of the rows by the digest of their number, and how many of them are new."""
    wanted = {row.person.number_digest: row for row in rows}
    known = StaffMember.objects.filter(facility=facility, number_digest__in=list(wanted))
    found = {bytes(member.number_digest): member for member in known}
    now = clock.now()
    fresh = [
        StaffMember(
            region_id=facility.region_id,
            facility=facility,
            name=row.person.name,
            sex=row.person.sex,
            born_on=row.person.born_on,
            id_kind=row.person.kind,
            id_number=row.person.number,
            number_digest=digest,
            name_digest=row.person.name_digest,
            phone=row.phone,
            education=row.education,
            created_at=now,
        )
        for digest, row in wanted.items()
        if digest not in found
    ]
    made = StaffMember.objects.bulk_create(fresh, batch_size=500)
    return found | {bytes(member.number_digest): member for member in made}, len(made)


def _employments(facility: Facility, rows: list[Row], members: dict[bytes, StaffMember]) -> list[Employment]:
    """An employment for each row whose person does not hold the role already."""
    held = set(
        Employment.objects.filter(facility=facility, ends_on__isnull=True).values_list("member_id", "role")
    )
    fresh = [
        Employment(
            region_id=facility.region_id,
            facility=facility,
            member=members[row.person.number_digest],
            role=row.post.role,
            engagement=row.post.engagement,
            class_group_id=row.post.class_group_id,
            starts_on=row.post.starts_on,
        )
        for row in rows
        if (members[row.person.number_digest].pk, row.post.role) not in held
    ]
    made: list[Employment] = Employment.objects.bulk_create(fresh, batch_size=500)
    return made


def _proofs(rows: list[Row], members: dict[bytes, StaffMember]) -> list[Proof]:
    """The proofs that are not on record with the same kind and day."""
    ids = [member.pk for member in members.values()]
    held = set(
        Proof.objects.filter(member_id__in=ids, withdrawn_at__isnull=True).values_list(
            "member_id", "kind", "issued_on"
        )
    )
    fresh = {}
    for row in rows:
        member = members[row.person.number_digest]
        for said in row.proofs:
            key = (member.pk, str(said.kind), said.issued_on)
            if key not in held:
                fresh[key] = proof_row(member, said)
    made: list[Proof] = Proof.objects.bulk_create(list(fresh.values()), batch_size=500)
    return made
