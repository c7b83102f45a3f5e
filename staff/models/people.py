"""People whom facilities employ: who, in which role and class, with which proofs, and when they were away."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from audit.personal.fields import BlindIndex, SealedText
from audit.personal.register import Personal
from documents.models import StoredFile
from facilities.enums import IdKind, Sex
from facilities.models import ClassGroup, Facility
from facilities.models.life import of_facility, the_person
from kernel.masking import mask_number, mask_phone
from regions.models import Scoped, level_indexes, walls
from staff.enums import AbsenceKind, CheckResult, Education, Engagement, ProofKind, StaffRole

_KEPT = "three years after the person left the facility"


class StaffMember(Scoped):
    """One person at one facility. The same person elsewhere has the same `number_digest` (`id_kind` and number).

    `name_digest` lets the number and the name be compared together across places that may not read each other.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "name": Personal("staff", "who works with children", _KEPT),
        "sex": Personal("staff", "part of the identity", _KEPT),
        "born_on": Personal("staff", "part of the identity", _KEPT),
        "id_number": Personal("staff", "one person once; bans; record checks", _KEPT),
        "number_digest": Personal("staff", "one person once; bans", _KEPT),
        "name_digest": Personal("staff", "number and name are matched together", _KEPT),
        "phone": Personal("staff", "reaching the person", _KEPT),
        "education": Personal("staff", "R-STAFF-1, R-STAFF-3", _KEPT),
        "managed_years": Personal("staff", "R-STAFF-1", _KEPT),
    }

    facility: models.ForeignKey[Facility, Facility] = of_facility("staff_members")
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    born_on = models.DateField()
    id_kind = models.CharField(max_length=17, choices=IdKind.choices, default=IdKind.RESIDENT_ID)
    id_number = SealedText(mask=mask_number)
    number_digest = BlindIndex()
    name_digest = BlindIndex()
    phone = SealedText(mask=mask_phone)
    education = models.CharField(max_length=11, choices=Education.choices, blank=True)
    managed_years = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["number_digest"], name="staff_number")]
        constraints = [
            *walls("staff_member", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="staff_member_tenant"),
            models.UniqueConstraint(fields=["facility", "number_digest"], name="staff_member_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Employment(Scoped):
    """A person in a role between two days, both included; a caregiver in a class. A change of class is a new row."""

    facility_field = "facility"

    facility: models.ForeignKey[Facility, Facility] = of_facility("employments")
    member = models.ForeignKey(StaffMember, models.PROTECT, db_constraint=False, related_name="employments")
    role = models.CharField(max_length=14, choices=StaffRole.choices)
    engagement = models.CharField(max_length=10, choices=Engagement.choices, default=Engagement.FULL_TIME)
    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, null=True, db_constraint=False, related_name="employments"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("employment", "-starts_on", "-id"),
            models.Index(fields=["facility", "ends_on", "id"], name="employment_facility"),
        ]
        constraints = [
            *walls("employment", facility="facility", parents=("facility", "member", "class_group")),
            models.UniqueConstraint(
                fields=["member", "role"], condition=Q(ends_on__isnull=True), name="employment_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="employment_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.role}"


class Proof(Scoped):
    """One certificate, check or signature. `valid_to` is what counts: the printed expiry, else what the law says.

    NULL there means that it does not expire. From the next day on the person is not counted (domain 6).
    """

    facility_field = "facility"
    personal: ClassVar = {
        "number": Personal("staff", "verifying the certificate", _KEPT),
        "result": Personal("staff", "whether the person may work with children", _KEPT),
        "grade": Personal("staff", "qualification", _KEPT),
    }

    facility: models.ForeignKey[Facility, Facility] = of_facility("proofs")
    member = models.ForeignKey(StaffMember, models.PROTECT, db_constraint=False, related_name="proofs")
    kind = models.CharField(max_length=23, choices=ProofKind.choices)
    grade = models.CharField(max_length=60, blank=True)
    number = SealedText(mask=mask_number)
    issuer = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    hours = models.PositiveSmallIntegerField(null=True)
    result = models.CharField(max_length=5, choices=CheckResult.choices, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, db_constraint=False, related_name="+")
    verified_on = models.DateField(null=True)
    verified_by = the_person()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("proof", "valid_to", "id"),
            models.Index(fields=["member", "kind", "-issued_on"], name="proof_member"),
        ]
        constraints = [
            *walls("proof", facility="facility", parents=("facility", "member", "file")),
            models.UniqueConstraint(fields=["id", "region"], name="proof_tenant"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")), name="proof_dates"
            ),
            models.CheckConstraint(
                condition=~Q(kind="RECORD_CHECK") | ~Q(result=""), name="proof_check_has_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.issued_on}"


class Absence(Scoped):
    """Days on which a person does not count as present, from the first to the last, or to the day before `lifted_on`.

    `case_id` and `ban_id` name what is behind a suspension or a block, wherever it is; `authority` is who can be asked.
    """

    facility_field = "facility"
    personal: ClassVar = {"note": Personal("staff", "why the person is away", _KEPT)}

    facility: models.ForeignKey[Facility, Facility] = of_facility("absences")
    member = models.ForeignKey(StaffMember, models.PROTECT, db_constraint=False, related_name="absences")
    kind = models.CharField(max_length=10, choices=AbsenceKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    note = SealedText()
    lifted_on = models.DateField(null=True)
    case_id = models.BigIntegerField(null=True)
    ban_id = models.BigIntegerField(null=True)
    authority = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["member", "ends_on"], name="absence_member"),
            models.Index(fields=["facility", "ends_on", "id"], name="absence_facility"),
            models.Index(fields=["case_id"], condition=Q(case_id__isnull=False), name="absence_case"),
            models.Index(fields=["ban_id"], condition=Q(ban_id__isnull=False), name="absence_ban"),
        ]
        constraints = [
            *walls("absence", facility="facility", parents=("facility", "member")),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="absence_dates"
            ),
            models.UniqueConstraint(
                fields=["member", "case_id"], condition=Q(case_id__isnull=False), name="absence_case_once"
            ),
            models.UniqueConstraint(
                fields=["member", "ban_id"], condition=Q(ban_id__isnull=False), name="absence_ban_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.starts_on}"
