"""Closed sets of what is owed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    OPEN = "OPEN", _("Open")
    MET = "MET", _("Done in time")
    MET_LATE = "MET_LATE", _("Done late")
    SUPERSEDED = "SUPERSEDED", _("Superseded")
    CANCELLED = "CANCELLED", _("Cancelled")
    MISSED = "MISSED", _("Not done")


class DueStatus(TextChoices):
    """Whether the due date stands. PROMPT: the text says 及时 and gives no number of days."""

    FIRM = "FIRM", _("Firm")
    PROVISIONAL = "PROVISIONAL", _("Provisional")
    PROMPT = "PROMPT", _("Promptly (no fixed day)")
    NOT_COMPUTABLE = "NOT_COMPUTABLE", _("Not computable")


#: The owner kind of a duty that the facility itself has; every other owner kind is a DepartmentKind.
FACILITY = "FACILITY"
