"""What the public complains about, what the authority did about it, and the pictures. No facility reads any of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Department
from audit.personal.fields import BlindIndex, SealedText
from audit.personal.register import Personal
from documents.models import StoredFile
from facilities.models.life import the_person
from inspections.enums import ComplaintCategory, ComplaintResult, ComplaintState
from kernel.masking import mask_contact
from regions.models import Scoped, walls

_KEPT = "three years after the complaint was closed"
_BY_LEVEL = {"province": ["province"], "city": ["city"], "district": ["district"], "nation": []}


class Complaint(Scoped):
    """One complaint of somebody without an account. `office` handles it; `region` is the district of that day, and a
    facility that moves leaves its complaints with it. `named`: what the complainant calls a facility that is in no list.

    `facility_field` stays None: an operator's scope opens none of it, so that nobody at the facility learns of it. Who
    complained is known by the code alone, of which the row holds a keyed digest; `contact` is given freely and shown
    only for a reason. `due_on` is the next day that is owed, `answer_by` the day of the answer.
    """

    personal: ClassVar = {
        "text": Personal("complainant", "what is complained about, which may name somebody", _KEPT),
        "named": Personal("complainant", "which facility is meant", _KEPT),
        "about": Personal("staff", "who is said to have hurt a child", _KEPT),
        "contact": Personal("complainant", "asking back, if the complainant wants it", _KEPT),
        "code_digest": Personal("complainant", "finding the complaint by its code", _KEPT),
        "answer": Personal("complainant", "what the complainant is told", _KEPT),
    }

    facility_id = models.BigIntegerField(null=True)
    facility_name = models.CharField(max_length=120, blank=True)
    named = SealedText()
    category = models.CharField(max_length=8, choices=ComplaintCategory.choices)
    text = SealedText()
    about = SealedText()
    contact = SealedText(mask=mask_contact)
    code_digest = BlindIndex(unique=True)
    state = models.CharField(max_length=8, choices=ComplaintState.choices, default=ComplaintState.RECEIVED)
    office = models.ForeignKey(Department, models.PROTECT, related_name="+")
    assignee = the_person()
    received_at = models.DateTimeField()
    received_on = models.DateField()
    urgent = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=9, choices=ComplaintResult.choices, blank=True)
    answer = SealedText()
    answered_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = the_person()
    objections = models.PositiveSmallIntegerField(default=0)
    object_until = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    case_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=[*columns, "due_on", "id"],
                    condition=Q(state__in=["RECEIVED", "IN_HAND"]),
                    name=f"complaint_open_{name}",
                )
                for name, columns in _BY_LEVEL.items()
            ),
            *(
                models.Index(fields=[*columns, "-received_on", "-id"], name=f"complaint_{name}")
                for name, columns in _BY_LEVEL.items()
            ),
            models.Index(
                fields=["facility_id", "received_at"],
                condition=Q(facility_id__isnull=False),
                name="complaint_facility",
            ),
            models.Index(fields=["received_at"], name="complaint_received"),
            models.Index(
                fields=["object_until", "id"], condition=Q(state="ANSWERED"), name="complaint_to_close"
            ),
        ]
        constraints = [
            *walls("complaint"),
            models.UniqueConstraint(fields=["id", "region"], name="complaint_tenant"),
            models.CheckConstraint(
                condition=~Q(state__in=["ANSWERED", "CLOSED"])
                | (Q(answered_at__isnull=False, answered_on__isnull=False) & ~Q(result="")),
                name="complaint_answered",
            ),
            models.CheckConstraint(
                condition=Q(facility_id__isnull=True) | ~Q(facility_name=""), name="complaint_facility_named"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["RECEIVED", "IN_HAND", "ANSWERED"]) | Q(closed_on__isnull=False),
                name="complaint_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.category}"


class ComplaintStep(Scoped):
    """What happened to a complaint: every transition and nothing else. Never changed.

    `text` of a step with `told` is what the complainant reads or wrote; any other is a note of the office.
    """

    personal: ClassVar = {
        "by_name": Personal("account", "who did what", _KEPT),
        "text": Personal("complainant", "what was said, which may name somebody", _KEPT),
    }

    complaint = models.ForeignKey(Complaint, models.PROTECT, db_constraint=False, related_name="steps")
    event = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    text = SealedText()
    told = models.BooleanField(default=False)
    finding_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["complaint", "id"], name="complaint_steps")]
        constraints = [*walls("complaint_step", parents=("complaint",))]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.event}"


class ComplaintFile(Scoped):
    """A picture that came with a complaint: its pixels only, without the place where it was taken."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, db_constraint=False, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, db_constraint=False, related_name="+")

    class Meta:
        constraints = [*walls("complaint_file", parents=("complaint", "file"))]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.file_id}"
