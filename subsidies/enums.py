"""Closed sets of the subsidies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Code(TextChoices):
    """Why a line pays or does not. Only the first failing reason is told, in the order of domain 8.1."""

    OK = "OK", _("Meets the terms")
    CAP_APPLIED = "CAP_APPLIED", _("Cut at the upper limit")
    POLICY_DRAFT = "POLICY_DRAFT", _("The text is a draft")
    POLICY_NOT_STARTED = "POLICY_NOT_STARTED", _("The policy has not started")
    POLICY_EXPIRED = "POLICY_EXPIRED", _("The policy has ended")
    MONTH_NOT_ENDED = "MONTH_NOT_ENDED", _("The month has not ended")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("Not accepted")
    NOT_FILED = "NOT_FILED", _("Not filed")
    NOT_UNIVERSAL = "NOT_UNIVERSAL", _("Not recognised as universal")
    AGE_3 = "AGE_3", _("Has turned three")
    DUPLICATE_CHILD = "DUPLICATE_CHILD", _("Child counted elsewhere")
    DUPLICATE_PLACE = "DUPLICATE_PLACE", _("Place already paid")
    PLACES_EXCEED_FILED = "PLACES_EXCEED_FILED", _("More places than filed")
    UNDER_HALF = "UNDER_HALF", _("Attended less than half")
    MANUAL_REVIEW = "MANUAL_REVIEW", _("A person must decide")
    PARAM_MISSING = "PARAM_MISSING", _("A parameter is missing, not computable")


#: A line with one of these pays.
PAYING = frozenset({Code.OK, Code.CAP_APPLIED})


class ClaimState(TextChoices):
    """Where a claim stands. FACTS: the health officer's; MAKING: the finance maker's; CHECKING: the checker's."""

    DRAFT = "DRAFT", _("Draft")
    FACTS = "FACTS", _("Facts under review")
    MAKING = "MAKING", _("Amount under review")
    QUEUED = "QUEUED", _("Waiting for budget")
    CHECKING = "CHECKING", _("Awaiting the second person")
    APPROVED = "APPROVED", _("Approved, to be paid")
    PAID = "PAID", _("Paid")
    RETURNED = "RETURNED", _("Returned to the facility")
    REJECTED = "REJECTED", _("Rejected")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    SIMULATED = "SIMULATED", _("Simulated, never paid")


#: A claim in one of these holds its months and places against another claim.
LIVE_CLAIMS = frozenset(
    {
        ClaimState.DRAFT,
        ClaimState.FACTS,
        ClaimState.MAKING,
        ClaimState.QUEUED,
        ClaimState.CHECKING,
        ClaimState.APPROVED,
        ClaimState.PAID,
        ClaimState.RETURNED,
    }
)


#: Money of these is bound: what they pay for is not paid a second time.
GRANTED = frozenset({ClaimState.CHECKING, ClaimState.APPROVED, ClaimState.PAID})


class Payer(TextChoices):
    """Who pays a share. A programme that names nobody is paid by the county (district)."""

    CITY = "city", _("City share")
    COUNTY = "county", _("County share")


class Account(TextChoices):
    """The accounts of the ledger. Debits are positive, credits negative; every journal sums to zero."""

    GRANTED = "GRANTED", _("Subsidies granted")
    PAYABLE = "PAYABLE", _("Owed to facilities")
    BANK = "BANK", _("Paid through the bank")
    RECOVERABLE = "RECOVERABLE", _("To be recovered")


class JournalKind(TextChoices):
    APPROVAL = "APPROVAL", _("Claim approved")
    PAYMENT = "PAYMENT", _("Paid")
    BANK_RETURN = "BANK_RETURN", _("Returned by the bank")
    CLAWBACK = "CLAWBACK", _("Clawback ordered")
    RECOVERY = "RECOVERY", _("Recovered")
    OFFSET = "OFFSET", _("Offset against a payment")


class BatchState(TextChoices):
    BUILT = "BUILT", _("Being built")
    FROZEN = "FROZEN", _("Frozen")
    RELEASED = "RELEASED", _("Released to the bank")
    RECONCILED = "RECONCILED", _("Reconciled")
    DISSOLVED = "DISSOLVED", _("Dissolved")


class BankResult(TextChoices):
    NONE = "", _("No answer yet")
    PAID = "PAID", _("Credited")
    FAILED = "FAILED", _("Returned")


class RunState(TextChoices):
    """Where a monthly run stands."""

    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    CANCELLED = "CANCELLED", _("Cancelled")


class RecoveryState(TextChoices):
    ORDERED = "ORDERED", _("Ordered, awaiting a second person")
    REFUSED = "REFUSED", _("Not approved")
    OPEN = "OPEN", _("To be recovered")
    SETTLED = "SETTLED", _("Recovered")


class ClawbackReason(TextChoices):
    ATTENDANCE = "ATTENDANCE", _("Attendance corrected")
    FRAUD = "FRAUD", _("Fraud")
    STATUS_LOST = "STATUS_LOST", _("Filing or universal recognition lost")
    DUPLICATE = "DUPLICATE", _("Paid twice")
    OTHER = "OTHER", _("Other reason")
