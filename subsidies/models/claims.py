"""Claims: what a facility asks for, the facts as they were frozen, what follows from them, and who passed it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from audit.personal.fields import BlindIndex, SealedJSON
from audit.personal.register import Personal
from facilities.models.life import the_person
from regions.models import Scoped, level_indexes, walls
from subsidies.enums import ClaimState, Code

_KEPT = "ten years after the payment, as accounting records"


class SubsidyClaim(Scoped):
    """One claim of a facility under one programme. Amounts in fen.

    `facts` are those of the calculator (reference of `quote`); from the submission on they are the snapshot and
    `law` names the versions of the packs they were judged by. `amount` is what the rules gave, `shares` who pays it.
    A claim stays with the county that it was made to, also when the facility moves; the facility is named by number.
    """

    facility_field = "facility_id"
    personal: ClassVar = {"facts": Personal("child", "what the amount follows from", _KEPT)}

    facility_id = models.BigIntegerField()
    facility_name = models.CharField(max_length=120)
    programme = models.CharField(max_length=40)
    number = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=300)
    facts = SealedJSON()
    law = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=ClaimState.choices, default=ClaimState.DRAFT)
    code = models.CharField(max_length=20, choices=Code.choices, blank=True)
    quantity = models.PositiveIntegerField(default=0)
    amount = models.PositiveBigIntegerField(null=True)
    shares = models.JSONField(default=dict)
    simulated = models.BooleanField(default=False)
    budget_year = models.PositiveSmallIntegerField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_constraint=False, related_name="+")
    created_at = models.DateTimeField()
    created_by = the_person()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = the_person()
    facts_by = the_person()
    facts_at = models.DateTimeField(null=True)
    made_by = the_person()
    made_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)
    checked_by = the_person()
    checked_at = models.DateTimeField(null=True)
    paid_by = the_person()
    paid_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("claim", "-submitted_at", "-id"),
            models.Index(fields=["facility_id", "-id"], name="claim_facility"),
            models.Index(
                fields=["district", "programme", "queued_at", "id"],
                condition=Q(state="QUEUED"),
                name="claim_queue",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "region"], name="claim_tenant"),
            *walls("claim", facility="facility_id", parents=("corrects",)),
            models.UniqueConstraint(
                fields=["facility_id", "programme", "subject"],
                condition=~Q(state__in=["REJECTED", "WITHDRAWN"]) & Q(corrects__isnull=True),
                name="claim_subject_once",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | (Q(made_by__isnull=False) & ~Q(checked_by=F("made_by"))),
                name="claim_maker_is_not_checker",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True)
                | (Q(checked_by__isnull=False) & ~Q(paid_by=F("checked_by")) & ~Q(paid_by=F("made_by"))),
                name="claim_payer_is_a_third",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "PAID"])
                | (Q(checked_by__isnull=False) & Q(amount__gt=0) & Q(simulated=False)),
                name="claim_approved_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state="PAID") | Q(paid_by__isnull=False), name="claim_paid_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.programme} {self.subject}"


class ClaimLine(Scoped):
    """One line of a submitted claim. `child_digest` meets the same child of another facility in the same month."""

    facility_field = "facility_id"
    personal: ClassVar = {
        "child_digest": Personal("child", "one child, one month, one facility", _KEPT),
    }

    facility_id = models.BigIntegerField()
    claim = models.ForeignKey(SubsidyClaim, models.CASCADE, db_constraint=False, related_name="lines")
    position = models.PositiveIntegerField()
    ref = models.CharField(max_length=100)
    month = models.DateField(null=True)
    child_id = models.BigIntegerField(null=True)
    child_digest = BlindIndex(null=True)
    attended = models.PositiveSmallIntegerField(null=True)
    service = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=20, choices=Code.choices)
    amount = models.BigIntegerField(null=True)
    remark = models.CharField(max_length=300, blank=True)
    remark_by = the_person()

    class Meta:
        indexes = [
            models.Index(
                fields=["child_digest", "month"],
                condition=Q(child_digest__isnull=False),
                name="claim_line_child",
            )
        ]
        constraints = [
            *walls("claim_line", facility="facility_id", parents=("claim",)),
            models.UniqueConstraint(fields=["claim", "position"], name="claim_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.ref}"


class ClaimEvidence(Scoped):
    """A file that proves what a claim says. `code` names the paper of the programme that it is; files outlive moves."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    claim = models.ForeignKey(SubsidyClaim, models.CASCADE, db_constraint=False, related_name="evidence")
    file_id = models.BigIntegerField()
    code = models.CharField(max_length=20)

    class Meta:
        constraints = [
            *walls("claim_evidence", facility="facility_id", parents=("claim",)),
            models.UniqueConstraint(fields=["claim", "file_id"], name="claim_evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.code} {self.file_id}"
