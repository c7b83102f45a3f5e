"""Registrations pushed by registrars, filings made by operators, and the papers that end them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Department
from audit.personal.fields import SealedJSON, SealedText
from audit.personal.register import Personal
from documents.models import Paper, StoredFile
from facilities.models import KEPT_WITH_FACILITY, Facility
from kernel.masking import mask_phone
from policy.enums import EntityKind
from regions.models import Scoped, level_indexes, walls
from registration.enums import (
    Channel,
    FilingKind,
    FilingState,
    RegistrationKind,
    RegistrationState,
    Verdict,
)
from registration.sheets.models import PushDraft, PushSheet, PushSheetRow

__all__ = [
    "Filing",
    "FilingFile",
    "FilingMaterial",
    "NoncomplianceNotice",
    "NumberSeries",
    "PushDraft",
    "PushSheet",
    "PushSheetRow",
    "Receipt",
    "Registration",
    "SiteVisit",
    "SupplementRequest",
]


def _facility(name: str, *, null: bool = False) -> models.ForeignKey[Facility, Facility]:
    return models.ForeignKey(Facility, models.PROTECT, null=null, db_constraint=False, related_name=name)


def _person() -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Registration(Scoped):
    """What a registrar approved and pushes to the health authority of the same place (N25 art. 6).

    WAITING means the platform knows of the approval (a saved draft, or the operator's own statement) and the push
    is still owed.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "head_name": Personal("head", "the head as registered", KEPT_WITH_FACILITY),
        "phone": Personal("head", "the telephone as registered", KEPT_WITH_FACILITY),
        "changes": Personal(
            "head", "what a correction or change put in the place of what", KEPT_WITH_FACILITY
        ),
    }

    facility = _facility("registrations", null=True)
    kind = models.CharField(max_length=14, choices=RegistrationKind.choices, default=RegistrationKind.NEW)
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    entity_kind = models.CharField(max_length=24, choices=EntityKind.choices)
    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18)
    approved_on = models.DateField()
    address = models.CharField(max_length=200)
    business_scope = models.TextField()
    head_name = models.CharField(max_length=60, blank=True)
    phone = SealedText(mask=mask_phone)
    changes = SealedJSON()
    registrar = models.ForeignKey(Department, models.PROTECT, null=True, related_name="registrations")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_constraint=False, related_name="+")
    external_id = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    created_by = _person()
    pushed_at = models.DateTimeField(null=True)
    pushed_by = _person()
    matched_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("registration", "-created_at", "-id"),
            models.Index(fields=["registrar", "state", "-created_at", "-id"], name="registration_office"),
            models.Index(
                fields=["registrar", "-pushed_at", "-id"],
                condition=Q(pushed_at__isnull=False),
                name="registration_pushes",
            ),
            models.Index(fields=["uscc"], name="registration_uscc"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "region"], name="registration_tenant"),
            *walls("registration", facility="facility", parents=("facility", "corrects")),
            models.CheckConstraint(
                condition=Q(state="WAITING") | Q(state="WITHDRAWN") | Q(pushed_at__isnull=False),
                name="registration_pushed_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.uscc})"


#: States in which a filing waits for somebody's work: what the queues list.
_AT_WORK = ["SUBMITTED", "SUPPLEMENT_REQUESTED", "RECEIPT_ISSUED", "NONCOMPLIANCE_NOTIFIED", "RECHECK"]


class Filing(Scoped):
    """One filing (备案) of a facility: the first, or a change. `form` holds what the operator filled in.

    `round` counts the submissions: each complete resubmission starts both clocks anew.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "form": Personal("head", "what the operator states in the filing", KEPT_WITH_FACILITY),
    }

    facility = _facility("filings")
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, db_constraint=False, related_name="filings"
    )
    kind = models.CharField(max_length=12, choices=FilingKind.choices)
    state = models.CharField(max_length=24, choices=FilingState.choices, default=FilingState.DRAFT)
    number = models.CharField(max_length=40, blank=True)
    form = SealedJSON()
    round = models.PositiveSmallIntegerField(default=0)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = _person()
    reviewer = _person()
    review_started_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = _person()
    saved_at = models.DateTimeField()
    saved_by = _person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("filing", "-created_at", "-id"),
            *(
                models.Index(
                    fields=[*cols, "submitted_at", "id"],
                    condition=Q(state__in=_AT_WORK),
                    name=f"filing_work_{name}",
                )
                for name, cols in {
                    "province": ["province"],
                    "city": ["city"],
                    "district": ["district"],
                    "street": ["region"],
                    "nation": [],
                }.items()
            ),
            models.Index(fields=["facility", "-created_at"], name="filing_facility"),
        ]
        constraints = [
            *walls("filing", facility="facility", parents=("facility", "registration")),
            models.UniqueConstraint(fields=["id", "region"], name="filing_tenant"),
            models.UniqueConstraint(
                fields=["facility", "kind"],
                condition=Q(state__in=["DRAFT", "SUBMITTED", "SUPPLEMENT_REQUESTED"]),
                name="filing_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "WITHDRAWN"]) | Q(submitted_at__isnull=False),
                name="filing_submitted_at",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind}#{self.pk}"


class FilingMaterial(Scoped):
    """One item of the material list of a filing, with the officer's verdict.

    `open` says whether the operator may change it now: all items of a draft, only the flagged ones after a request.
    `ends_on` repeats the last day of the paper from the sealed `facts`, for the nightly look at what ends soon.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "facts": Personal(
            "staff", "what the operator states beside a document, person by person", KEPT_WITH_FACILITY
        ),
    }

    facility = _facility("+")
    filing = models.ForeignKey(Filing, models.CASCADE, db_constraint=False, related_name="materials")
    code = models.CharField(max_length=4)
    position = models.PositiveSmallIntegerField()
    applicable = models.BooleanField(default=True)
    facts = SealedJSON()
    ends_on = models.DateField(null=True)
    open = models.BooleanField(default=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PENDING)
    reason = models.TextField(blank=True)
    flagged_round = models.PositiveSmallIntegerField(null=True)
    checked_by = _person()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ends_on"], condition=Q(ends_on__isnull=False), name="material_ends"),
        ]
        constraints = [
            *walls("material", facility="facility", parents=("facility", "filing")),
            models.UniqueConstraint(fields=["id", "region"], name="material_tenant"),
            models.UniqueConstraint(fields=["filing", "code"], name="material_once"),
            models.CheckConstraint(
                condition=~Q(verdict="SUPPLEMENT") | ~Q(reason=""), name="material_supplement_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id}/{self.code}"


class FilingFile(Scoped):
    """A stored file handed in for a material. Replaced files stay, with the round in which they were replaced."""

    facility_field = "facility"

    facility = _facility("+")
    material = models.ForeignKey(FilingMaterial, models.CASCADE, db_constraint=False, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, db_constraint=False, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [*walls("filing_file", facility="facility", parents=("facility", "material", "file"))]

    def __str__(self) -> str:
        return str(self.file_id)


class SupplementRequest(Scoped):
    """The one request that lists everything missing (补正). A later one must say why it was not in the first."""

    facility_field = "facility"

    facility = _facility("+")
    filing = models.ForeignKey(Filing, models.PROTECT, db_constraint=False, related_name="supplements")
    round = models.PositiveSmallIntegerField()
    items = models.JSONField()
    addition_reason = models.TextField(blank=True)
    issued_at = models.DateTimeField()
    issued_by = _person()
    answered_at = models.DateTimeField(null=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, db_constraint=False, related_name="+")

    class Meta:
        constraints = [
            *walls("supplement", facility="facility", parents=("facility", "filing", "paper")),
            models.UniqueConstraint(fields=["filing", "round"], name="supplement_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} round {self.round}"


class Receipt(Scoped):
    """The filing receipt (备案回执) with its number and the token of its public check page."""

    facility_field = "facility"

    facility = _facility("receipts")
    filing = models.OneToOneField(Filing, models.PROTECT, db_constraint=False, related_name="receipt")
    number = models.CharField(max_length=40)
    check_token = models.CharField(max_length=32)
    issued_at = models.DateTimeField()
    issued_by = _person()
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, db_constraint=False, related_name="+")
    conditions_paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )

    class Meta:
        constraints = [
            *walls(
                "receipt", facility="facility", parents=("facility", "filing", "paper", "conditions_paper")
            ),
            models.UniqueConstraint(fields=["district", "number"], name="receipt_number_once"),
        ]

    def __str__(self) -> str:
        return self.number


class SiteVisit(Scoped):
    """The on-site verification after a receipt, or the recheck after rectification."""

    facility_field = "facility"

    facility = _facility("+")
    filing = models.ForeignKey(Filing, models.PROTECT, db_constraint=False, related_name="visits")
    recheck = models.BooleanField(default=False)
    visited_on = models.DateField()
    passed = models.BooleanField()
    findings = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = _person()

    class Meta:
        constraints = [*walls("visit", facility="facility", parents=("facility", "filing"))]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.visited_on}"


class NoncomplianceNotice(Scoped):
    """The notice that the facility does not meet the conditions, with reasons, publication and order to rectify."""

    facility_field = "facility"

    facility = _facility("notices")
    filing = models.ForeignKey(Filing, models.PROTECT, db_constraint=False, related_name="notices")
    number = models.CharField(max_length=40)
    reasons = models.JSONField()
    public_text = models.TextField()
    published_at = models.DateTimeField(null=True)
    rectify_by = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = _person()
    rectification = models.TextField(blank=True)
    rectified_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, db_constraint=False, related_name="+")
    order_paper = models.ForeignKey(Paper, models.PROTECT, null=True, db_constraint=False, related_name="+")

    class Meta:
        constraints = [
            *walls("notice", facility="facility", parents=("facility", "filing", "paper", "order_paper")),
            models.UniqueConstraint(fields=["district", "number"], name="notice_number_once"),
        ]

    def __str__(self) -> str:
        return self.number


class NumberSeries(Scoped):
    """The last number a district used in a series and year; locked while the next is taken."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *walls("series"),
            models.UniqueConstraint(fields=["region", "series", "year"], name="series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
