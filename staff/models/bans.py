"""Cases of abuse, and bans from working with children: rows of the authority that decides, matched everywhere."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from audit.personal.fields import BlindIndex, SealedText
from audit.personal.register import Personal
from documents.models import StoredFile
from facilities.enums import IdKind
from facilities.models import Facility
from facilities.models.life import the_person
from kernel.masking import mask_number
from regions.models import Scoped, level_indexes, walls
from staff.enums import Appeal, BanScope, BanState, CasePart, CaseState

_KEPT = "while the ban lasts and ten years after; a case ten years after its end"


class AbuseCase(Scoped):
    """One case at one facility, opened by the health authority. Whoever it names is off duty from that day."""

    facility_field = "facility"
    personal: ClassVar = {"account": Personal("staff", "what is said to have happened", _KEPT)}

    facility = models.ForeignKey(Facility, models.PROTECT, db_constraint=False, related_name="abuse_cases")
    authority = models.ForeignKey(Department, models.PROTECT, related_name="+")
    account = SealedText()
    state = models.CharField(max_length=9, choices=CaseState.choices, default=CaseState.OPEN)
    opened_on = models.DateField()
    opened_by = the_person()
    closed_on = models.DateField(null=True)
    closed_by = the_person()
    outcome = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [*level_indexes("abuse_case", "-opened_on", "-id")]
        constraints = [
            *walls("abuse_case", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="abuse_case_tenant"),
            models.CheckConstraint(
                condition=Q(state="OPEN") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="abuse_case_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id} {self.opened_on}"


class CaseSubject(Scoped):
    """A person whom a case names. `member_id` is the row at the facility of the case, if the person is on its staff.

    From `released_on` on the case keeps the person from duty no more: it was unfounded, or a ban took its place.
    """

    facility_field = "facility_id"
    personal: ClassVar = {
        "name": Personal("staff", "whom the case names", _KEPT),
        "id_number": Personal("staff", "whom the case names, in all places", _KEPT),
        "number_digest": Personal("staff", "matched in all places", _KEPT),
        "name_digest": Personal("staff", "matched in all places", _KEPT),
    }

    facility_id = models.BigIntegerField()
    case = models.ForeignKey(AbuseCase, models.PROTECT, db_constraint=False, related_name="subjects")
    part = models.CharField(max_length=7, choices=CasePart.choices, default=CasePart.PERSON)
    name = models.CharField(max_length=60)
    id_kind = models.CharField(max_length=17, choices=IdKind.choices, default=IdKind.RESIDENT_ID)
    id_number = SealedText(mask=mask_number)
    number_digest = BlindIndex()
    name_digest = BlindIndex()
    member_id = models.BigIntegerField(null=True)
    released_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["number_digest"], name="case_subject_number")]
        constraints = [
            *walls("case_subject", facility="facility_id", parents=("case",)),
            models.UniqueConstraint(fields=["case", "number_digest"], name="case_subject_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Ban(Scoped):
    """A final decision that a person may not work with children. Proposed by one, approved by another; never deleted.

    `region` is that of the authority. Facilities learn that a person is blocked and whom to contact, nothing else.
    """

    personal: ClassVar = {
        "name": Personal("staff", "who is banned", _KEPT),
        "id_number": Personal("staff", "who is banned", _KEPT),
        "number_digest": Personal("staff", "matched in all places", _KEPT),
        "name_digest": Personal("staff", "matched in all places", _KEPT),
    }

    case_id = models.BigIntegerField(null=True)
    part = models.CharField(max_length=7, choices=CasePart.choices, default=CasePart.PERSON)
    name = models.CharField(max_length=60)
    id_kind = models.CharField(max_length=17, choices=IdKind.choices, default=IdKind.RESIDENT_ID)
    id_number = SealedText(mask=mask_number)
    number_digest = BlindIndex()
    name_digest = BlindIndex()
    authority = models.ForeignKey(Department, models.PROTECT, related_name="+")
    document_number = models.CharField(max_length=80)
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, db_constraint=False, related_name="+")
    decided_by_authority = models.CharField(max_length=120)
    scope = models.CharField(max_length=8, choices=BanScope.choices, default=BanScope.NATION)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    appeal = models.CharField(max_length=8, choices=Appeal.choices, default=Appeal.NONE)
    state = models.CharField(max_length=8, choices=BanState.choices, default=BanState.PROPOSED)
    proposed_by = the_person()
    proposed_at = models.DateTimeField()
    decided_by = the_person()
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=300, blank=True)
    revocation_proposed_by = the_person()
    revocation_proposed_at = models.DateTimeField(null=True)
    revocation_reason = models.CharField(max_length=500, blank=True)
    revoked_by = the_person()
    revoked_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("ban", "-starts_on", "-id"),
            models.Index(fields=["number_digest"], name="ban_number"),
            models.Index(fields=["case_id"], condition=Q(case_id__isnull=False), name="ban_case"),
        ]
        constraints = [
            *walls("ban", parents=("document",)),
            models.UniqueConstraint(fields=["id", "region"], name="ban_tenant"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="ban_dates"
            ),
            models.CheckConstraint(
                condition=Q(state="PROPOSED")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="ban_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="REVOKED")
                | (
                    Q(revoked_by__isnull=False)
                    & ~Q(revoked_by=F("revocation_proposed_by"))
                    & ~Q(revocation_reason="")
                ),
                name="ban_revoked_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.starts_on}"
