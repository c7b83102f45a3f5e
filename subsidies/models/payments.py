"""Payment: the account of a facility, batches that are frozen and released by two, and what has to come back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from audit.personal.fields import SealedText
from audit.personal.register import Personal
from facilities.models import Facility
from facilities.models.life import the_person
from regions.models import Scoped, level_indexes, walls
from subsidies.enums import BankResult, BatchState, ClawbackReason, RecoveryState

_KEPT = "ten years after the payment, as accounting records"


def mask_account(text: str) -> str:
    """**** 6021: only the last four digits stay."""
    return f"**** {text[-4:]}" if len(text) > 4 else "*" * len(text)


class PayeeAccount(Scoped):
    """Where a facility is paid. The newest that a finance officer confirmed counts."""

    facility_field = "facility"
    personal: ClassVar = {
        "holder": Personal("head", "the bank compares it; a family home is a person", _KEPT),
        "account_number": Personal("head", "paying", _KEPT),
    }

    facility = models.ForeignKey(Facility, models.PROTECT, db_constraint=False, related_name="payee_accounts")
    bank = models.CharField(max_length=80)
    holder = models.CharField(max_length=120)
    account_number = SealedText(mask=mask_account)
    stated_by = the_person()
    stated_at = models.DateTimeField()
    confirmed_by = the_person()
    confirmed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *walls("payee", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="payee_tenant"),
            models.UniqueConstraint(
                fields=["facility"], condition=Q(replaced_at__isnull=True), name="payee_current_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("stated_by")),
                name="payee_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.account_number}"


class PaymentBatch(Scoped):
    """Approved claims of one programme and district that go to the bank together. After freezing nothing changes.

    `digest` is the SHA-256 of what was frozen: line, payee, amount and shares.
    """

    programme = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.BUILT)
    built_by = the_person()
    built_at = models.DateTimeField()
    frozen_by = the_person()
    frozen_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    released_by = the_person()
    released_at = models.DateTimeField(null=True)
    reconciled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [*level_indexes("batch", "-built_at", "-id")]
        constraints = [
            *walls("batch"),
            models.UniqueConstraint(fields=["id", "region"], name="batch_tenant"),
            models.UniqueConstraint(fields=["region", "number"], name="batch_number_once"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True)
                | (
                    Q(frozen_by__isnull=False)
                    & ~Q(released_by=F("frozen_by"))
                    & ~Q(released_by=F("built_by"))
                ),
                name="batch_released_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["RELEASED", "RECONCILED"])
                | (Q(released_by__isnull=False) & ~Q(digest="")),
                name="batch_released",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BatchLine(Scoped):
    """One payment to one facility, in fen: `amount` of the claim by `shares`, less what `offsets` keeps, is `net`.

    `reissues` is the line that the bank returned: a claim is issued anew once.
    """

    facility_field = "facility_id"
    personal: ClassVar = {
        "holder": Personal("head", "the bank compares it", _KEPT),
        "account_number": Personal("head", "paying", _KEPT),
    }

    facility_id = models.BigIntegerField()
    batch_id = models.BigIntegerField()
    claim_id = models.BigIntegerField()
    position = models.PositiveIntegerField()
    amount = models.PositiveBigIntegerField()
    net = models.PositiveBigIntegerField()
    shares = models.JSONField(default=dict)
    offsets = models.JSONField(default=dict)
    bank = models.CharField(max_length=80)
    holder = models.CharField(max_length=120)
    account_number = SealedText(mask=mask_account)
    result = models.CharField(max_length=6, choices=BankResult.choices, blank=True, default="")
    result_note = models.CharField(max_length=200, blank=True)
    bank_reference = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    reissues = models.OneToOneField(
        "self", models.PROTECT, null=True, db_constraint=False, related_name="reissued_as"
    )

    class Meta:
        indexes = [models.Index(fields=["batch_id", "position"], name="batch_line_position")]
        constraints = [
            models.UniqueConstraint(fields=["id", "region"], name="batch_line_tenant"),
            *walls("batch_line", facility="facility_id", parents=("reissues",)),
            models.UniqueConstraint(
                fields=["facility_id", "claim_id"],
                condition=~Q(result="FAILED"),
                name="batch_line_claim_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=F("net")), name="batch_line_net"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.position}"


class Recovery(Scoped):
    """Money to come back from a facility, in fen, with each payer's share. Settled by payment or by offset.

    `recovered`: payer → what came back. The days begin when a second person approves. `lines`: line of the claim → fen that
    come back because its facts changed; empty where somebody ordered it by hand.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    claim_id = models.BigIntegerField()
    reason = models.CharField(max_length=11, choices=ClawbackReason.choices)
    explanation = models.CharField(max_length=500)
    amount = models.PositiveBigIntegerField()
    shares = models.JSONField()
    recovered = models.JSONField(default=dict)
    lines = models.JSONField(default=dict)
    working_days = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=RecoveryState.choices, default=RecoveryState.OPEN)
    ordered_by = the_person()
    ordered_at = models.DateTimeField()
    approved_by = the_person()
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [*level_indexes("recovery", "-ordered_at", "-id")]
        constraints = [
            *walls("recovery", facility="facility_id"),
            models.UniqueConstraint(fields=["id", "region"], name="recovery_tenant"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="recovery_something"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("ordered_by")),
                name="recovery_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.amount}"
