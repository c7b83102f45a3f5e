"""Closed sets of the facility's life."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FacilityState(TextChoices):
    """Where the facility stands towards the health authority."""

    REGISTERED = "REGISTERED", _("Registered, not filed")
    FILED = "FILED", _("Filed")
    FILED_VERIFIED = "FILED_VERIFIED", _("Filed and verified")
    NONCOMPLIANT = "NONCOMPLIANT", _("Non-compliant, rectifying")
    SUSPENDED = "SUSPENDED", _("Service suspended")
    REMOVED = "REMOVED", _("Filing removed")
    CANCELLED = "CANCELLED", _("Cancelled")


#: States in which the public list shows the facility as filed.
FILED_STATES = frozenset({FacilityState.FILED, FacilityState.FILED_VERIFIED, FacilityState.NONCOMPLIANT})
ENDED_STATES = frozenset({FacilityState.REMOVED, FacilityState.CANCELLED})


class Meals(TextChoices):
    NONE = "NONE", _("No meals")
    OWN = "OWN", _("Cooked on the premises")
    DELIVERED = "DELIVERED", _("Delivered by a caterer")
