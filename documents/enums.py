"""Closed sets of evidence files and generated papers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What a file really is, decided by its content, never by its name."""

    PDF = "PDF", _("PDF")
    JPEG = "JPEG", _("Photo (JPEG)")
    PNG = "PNG", _("Picture (PNG)")
    XLSX = "XLSX", _("Spreadsheet (.xlsx)")
    CSV = "CSV", _("Spreadsheet (CSV)")


class FileState(TextChoices):
    """How far a file has come. CLEAN says that its structure was checked, not that it is free of viruses."""

    RECEIVED = "RECEIVED", _("Received")
    SCANNED = "SCANNED", _("Structure checked")
    CLEAN = "CLEAN", _("Checked")
    REFUSED = "REFUSED", _("Not accepted")


class Purpose(TextChoices):
    """Why a file is stored; permissions.py says who may store and open it."""

    MATERIAL = "MATERIAL", _("Filing material")
    PUSH_SHEET = "PUSH_SHEET", _("Spreadsheet of registrations")
    RECTIFICATION = "RECTIFICATION", _("Proof of rectification")
    VISIT = "VISIT", _("On-site record")
    STAFF_PROOF = "STAFF_PROOF", _("Proof of a member of staff")
    STAFF_SHEET = "STAFF_SHEET", _("Spreadsheet of staff")
    BAN = "BAN", _("Legal document of a ban")
    CONSENT = "CONSENT", _("Consent of a guardian")
    CHILD_SHEET = "CHILD_SHEET", _("Spreadsheet of children")
    ATTENDANCE_SHEET = "ATTENDANCE_SHEET", _("Spreadsheet of attendance")
    AGREEMENT = "AGREEMENT", _("Agreement on universal services")
    CLAIM_EVIDENCE = "CLAIM_EVIDENCE", _("Evidence of a subsidy claim")
    BANK_ANSWER = "BANK_ANSWER", _("Answer of the bank to a payment batch")
    INSPECTION = "INSPECTION", _("Picture of an inspection")
    SELF_CHECK = "SELF_CHECK", _("Picture of a self-check")
    COMPLAINT = "COMPLAINT", _("Picture of a complaint")
    DUTY_ACT = "DUTY_ACT", _("Paper of a recurring duty")
    RATING = "RATING", _("Proof for a rating")


class PaperKind(TextChoices):
    """The official papers, under the names the law gives them."""

    RECEIPT = "RECEIPT", _("Filing receipt")
    BASIC_CONDITIONS = "BASIC_CONDITIONS", _("Basic-conditions notice")
    CORRECTION_REQUEST = "CORRECTION_REQUEST", _("Correction request")
    NONCOMPLIANCE_NOTICE = "NONCOMPLIANCE_NOTICE", _("Non-compliance notice")
    ORDER_TO_RECTIFY = "ORDER_TO_RECTIFY", _("Order to rectify")
    REMOVAL = "REMOVAL", _("Decision on removal from the filing list")
    INSPECTION_RECORD = "INSPECTION_RECORD", _("Record of an inspection")
    FINDING_ORDER = "FINDING_ORDER", _("Order to rectify after an inspection")
    SUSPENSION_ORDER = "SUSPENSION_ORDER", _("Order to suspend the service")


class PaperState(TextChoices):
    REQUESTED = "REQUESTED", _("Being prepared")
    READY = "READY", _("Ready")
    FAILED = "FAILED", _("Could not be prepared")
