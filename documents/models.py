"""Evidence as it was handed in, and papers as they were issued. Bytes lie in the private store, never in a row."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.personal.register import Personal
from documents.enums import FileKind, FileState, PaperKind, PaperState, Purpose
from documents.refusals import verdict
from kernel.decision import Decision
from regions.models import Scoped, walls


def _facility(name: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        "facilities.Facility", models.PROTECT, null=True, db_constraint=False, related_name=name
    )


class StoredFile(Scoped):
    """One uploaded file. A refused one keeps its row (what came, when, why not) and no bytes.

    `sha256` and `size` describe the stored bytes: pictures are re-encoded, so they differ from what was sent.
    After `keep_until` the nightly job removes bytes and name; `erased_at` says when. None: kept with what it belongs to.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "original_name": Personal("staff", "how the operator calls the file", "with the file"),
    }

    facility = _facility("files")
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    slot = models.CharField(max_length=20, blank=True)
    original_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=5, choices=FileKind.choices, blank=True)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    storage_key = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.RECEIVED)
    refusal = models.CharField(max_length=30, blank=True)
    refusal_facts = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    keep_until = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["facility", "purpose", "-id"], name="file_facility"),
            models.Index(fields=["storage_key"], name="file_key"),
        ]
        constraints = [
            *walls("file", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="file_tenant"),
            models.CheckConstraint(
                condition=Q(state="REFUSED") | (~Q(kind="") & ~Q(sha256="") & ~Q(storage_key="")),
                name="file_bytes_known",
            ),
            models.CheckConstraint(
                condition=(Q(state="REFUSED") & ~Q(refusal="")) | (~Q(state="REFUSED") & Q(refusal="")),
                name="file_refusal_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def usable(self) -> bool:
        """Whether it may be opened and handed in."""
        return self.state == FileState.CLEAN and self.erased_at is None

    @property
    def verdict(self) -> Decision:
        """Accepted, or why not and what to do, in sentences for the person who uploaded it."""
        return verdict(name=self.original_name, code=self.refusal, facts=self.refusal_facts)


class Paper(Scoped):
    """One official paper. `snapshot` holds everything that is printed, so that the same paper can be printed again.

    The row is its own job: whoever claims it (lease) renders it; a lease that ran out is claimed anew.
    """

    facility_field = "facility"

    facility = _facility("papers")
    kind = models.CharField(max_length=22, choices=PaperKind.choices)
    number = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    snapshot = models.JSONField()
    layout = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=PaperState.choices, default=PaperState.REQUESTED)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    storage_key = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    missing_glyphs = models.JSONField(default=list)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(state="REQUESTED"), name="paper_waiting"),
            models.Index(fields=["subject_type", "subject_id"], name="paper_subject"),
            models.Index(fields=["facility", "-id"], name="paper_facility"),
            models.Index(fields=["storage_key"], name="paper_key"),
        ]
        constraints = [
            *walls("paper", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="paper_tenant"),
            models.UniqueConstraint(fields=["district", "kind", "number"], name="paper_number_once"),
            models.CheckConstraint(
                condition=~Q(state="READY")
                | (Q(ready_at__isnull=False) & ~Q(sha256="") & ~Q(storage_key="")),
                name="paper_ready_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def usable(self) -> bool:
        return self.state == PaperState.READY
