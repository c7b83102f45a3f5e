"""Closed sets of the figures."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(IntegerChoices):
    """What is counted in every division. The name in small letters is its column of `RegionFigure`."""

    REGISTERED = 1, _("Registered facilities")
    FILED = 2, _("Filed facilities")
    PLACES = 3, _("Places of filed facilities")
    UNIVERSAL = 4, _("Universal facilities")
    UNIVERSAL_PLACES = 5, _("Places of universal facilities")
    PUBLIC = 6, _("Publicly run facilities")
    PUBLIC_UNIVERSAL = 7, _("Publicly run universal facilities")
    KINDERGARTENS = 8, _("Kindergartens with nursery classes")
    COVERED_STREETS = 9, _("Townships and streets with a publicly run facility")
    SERVED_STREETS = 10, _("Townships and streets with a filed facility")
    CHILDREN = 11, _("Children enrolled")
    CAREGIVERS = 12, _("Caregivers in post")
    CERTIFIED = 13, _("Caregivers with a certificate")
    STATIONS = 14, _("Accepted growth stations")
    OVERDUE = 15, _("Overdue duties")
    FINDINGS = 16, _("Findings not put right")
    LATE_FINDINGS = 17, _("Overdue findings")
    RATIO_BREACHES = 18, _("Breaches of the staff ratio")
    BREACHES = 19, _("Breaches of setting standards")
    FILINGS = 20, _("Facilities filed for the first time")
    NEW_PLACES = 21, _("New places")
    PUSH_DUE = 22, _("Pushes that fell due")
    PUSH_ON_TIME = 23, _("Pushes in time")
    FILING_DUE = 24, _("Filings that fell due")
    FILING_ON_TIME = 25, _("Filings in time")
    RECEIPT_DUE = 26, _("Receipts that fell due")
    RECEIPT_ON_TIME = 27, _("Receipts in time")
    NOTICE_DUE = 28, _("Verifications that fell due")
    NOTICE_ON_TIME = 29, _("Verifications in time")
    INSPECTIONS = 30, _("Inspections made")
    RECTIFIED_DUE = 31, _("Rectifications that fell due")
    RECTIFIED_ON_TIME = 32, _("Rectifications closed in time")
    CLAIMS = 33, _("Claims submitted")
    PAYMENTS = 34, _("Payments credited")
    PAID = 35, _("Paid to facilities")
    COMPLAINTS = 36, _("Complaints received")
    COMPLAINTS_ANSWERED = 37, _("Complaints answered")

    @property
    def column(self) -> str:
        return self.name.lower()

    @property
    def flows(self) -> bool:
        """Whether it happens in a period; the others stand on a day."""
        return self >= Measure.FILINGS


class EnteredKind(TextChoices):
    """What a figure that somebody enters is for."""

    POPULATION = "POPULATION", _("Population")
    SURVEY = "SURVEY", _("Surveyed figure")
    TARGET = "TARGET", _("Target")


class ReportState(TextChoices):
    """How far a report has come. What it waits for while it is IN_STEPS is the step of its form."""

    DRAFT = "DRAFT", _("Being written")
    IN_STEPS = "IN_STEPS", _("Under way")
    SIGNED = "SIGNED", _("Signed and frozen")
    HANDED_IN = "HANDED_IN", _("Handed in")
    RECEIVED = "RECEIVED", _("Received")
    DROPPED = "DROPPED", _("Not owed any more")


class ReportStep(TextChoices):
    """What a report passes after its author handed it in."""

    REVIEW = "REVIEW", _("Review in the office")
    COUNTERSIGN = "COUNTERSIGN", _("Countersigned by the members")
    SIGN = "SIGN", _("Signature")


class Opinion(TextChoices):
    AGREES = "AGREES", _("Agrees")
    OBJECTS = "OBJECTS", _("Objects")


class PrintForm(TextChoices):
    DOCX = "DOCX", _("Word document (.docx)")
    PDF = "PDF", _("PDF")
    XLSX = "XLSX", _("Tables (.xlsx)")


class PrintState(TextChoices):
    WAITING = "WAITING", _("Being prepared")
    READY = "READY", _("Ready")
    FAILED = "FAILED", _("Could not be prepared")
    STOPPED = "STOPPED", _("Cancelled")
