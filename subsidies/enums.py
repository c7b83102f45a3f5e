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
