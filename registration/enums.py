"""Closed sets of registration and filing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegistrationKind(TextChoices):
    NEW = "NEW", _("New registration")
    CHANGE = "CHANGE", _("Change of registration")
    CANCELLATION = "CANCELLATION", _("Cancellation of registration")


class RegistrationState(TextChoices):
    WAITING = "WAITING", _("To be pushed")
    PUSHED = "PUSHED", _("Pushed")
    CORRECTED = "CORRECTED", _("Replaced by a correction")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class Channel(TextChoices):
    FORM = "FORM", _("Form")
    SHEET = "SHEET", _("Spreadsheet")
    API = "API", _("Interface")
    OPERATOR = "OPERATOR", _("Stated by the operator")


class SheetState(TextChoices):
    """Where an uploaded sheet of registrations stands."""

    CHECKING = "CHECKING", _("Being checked")
    REFUSED = "REFUSED", _("Cannot be used")
    CHECKED = "CHECKED", _("Checked, not pushed")
    PUSHING = "PUSHING", _("Being pushed")
    STOPPED = "STOPPED", _("Stopped")
    DONE = "DONE", _("Finished")
    DISCARDED = "DISCARDED", _("Discarded")


class RowState(TextChoices):
    """Where one row of a sheet stands."""

    GOOD = "GOOD", _("Can be pushed")
    BAD = "BAD", _("Has errors")
    DUPLICATE = "DUPLICATE", _("Known already, skipped")
    PUSHED = "PUSHED", _("Pushed")
    REFUSED = "REFUSED", _("Refused when it was pushed")


class FilingKind(TextChoices):
    FIRST = "FIRST", _("First filing")
    CHANGE = "CHANGE", _("Change filing")
    RELOCATION = "RELOCATION", _("Relocation")
    SUSPENSION = "SUSPENSION", _("Suspension of service")
    RESUMPTION = "RESUMPTION", _("Resumption of service")
    CANCELLATION = "CANCELLATION", _("Cancellation")


class FilingState(TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Under review")
    SUPPLEMENT_REQUESTED = "SUPPLEMENT_REQUESTED", _("Supplement requested")
    RECEIPT_ISSUED = "RECEIPT_ISSUED", _("Receipt issued")
    VERIFIED = "VERIFIED", _("Verified on site")
    NONCOMPLIANCE_NOTIFIED = "NONCOMPLIANCE_NOTIFIED", _("Non-compliance notified")
    RECHECK = "RECHECK", _("Waiting for the recheck")
    REMOVED = "REMOVED", _("Filing removed")
    ACCEPTED = "ACCEPTED", _("Accepted")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class Verdict(TextChoices):
    PENDING = "PENDING", _("Not checked")
    OK = "OK", _("Meets the requirement")
    SUPPLEMENT = "SUPPLEMENT", _("Supplement")
