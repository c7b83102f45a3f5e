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


#: The guardian permission by which a facility is opened to an official of another department until a date.
INSPECT = "inspect_facility"


class Meals(TextChoices):
    NONE = "NONE", _("No meals")
    OWN = "OWN", _("Cooked on the premises")
    DELIVERED = "DELIVERED", _("Delivered by a caterer")


class CareMode(TextChoices):
    """How a child is cared for: the contract of an enrolment, and what a class offers."""

    FULL_DAY = "FULL_DAY", _("Full-day care")
    HALF_DAY = "HALF_DAY", _("Half-day care")
    HOURLY = "HOURLY", _("Hourly care")
    DROP_IN = "DROP_IN", _("Drop-in care")


class ProvisionMode(TextChoices):
    """Who provides the care and where: Ouhai's six modes with the family home, the industrial park and the rest."""

    HEALTH_CENTRE = "HEALTH_CENTRE", _("Run by a health centre")
    COMMUNITY = "COMMUNITY", _("Community facility")
    KINDERGARTEN = "KINDERGARTEN", _("Kindergarten with nursery classes")
    PUBLIC_BODY = "PUBLIC_BODY", _("Run by a public body")
    EMPLOYER_RUN = "EMPLOYER_RUN", _("Employer-run")
    MARKET = "MARKET", _("Run by social forces")
    PARK_EMBEDDED = "PARK_EMBEDDED", _("Embedded in an industrial park")
    FAMILY_HOME = "FAMILY_HOME", _("Family childcare home")


class FeeItem(TextChoices):
    CARE = "CARE", _("Care fee")
    MEALS = "MEALS", _("Meals")
    OTHER = "OTHER", _("Other service")


class FeeUnit(TextChoices):
    MONTH = "MONTH", _("a month")
    DAY = "DAY", _("a day")
    HOUR = "HOUR", _("an hour")


class IdKind(TextChoices):
    """What proves who somebody is."""

    RESIDENT_ID = "RESIDENT_ID", _("Resident identity card")
    BIRTH_CERTIFICATE = "BIRTH_CERTIFICATE", _("Birth certificate")
    PASSPORT = "PASSPORT", _("Passport")
    TRAVEL_PERMIT = "TRAVEL_PERMIT", _("Residence or travel permit (Hong Kong, Macao, Taiwan)")


class Sex(TextChoices):
    FEMALE = "FEMALE", _("Female")
    MALE = "MALE", _("Male")


class HealthCheckKind(TextChoices):
    """Before entry, and again before a child comes back after three months (N58M art. 11)."""

    ENTRY = "ENTRY", _("Before entry")
    RETURN = "RETURN", _("Before coming back")


class LeavingReason(TextChoices):
    CLASS_CHANGE = "CLASS_CHANGE", _("Moved to another class")
    KINDERGARTEN = "KINDERGARTEN", _("Went to kindergarten")
    MOVED = "MOVED", _("Moved away")
    OTHER_FACILITY = "OTHER_FACILITY", _("Went to another facility")
    FACILITY_ENDED = "FACILITY_ENDED", _("The facility suspended or ended its service")
    MISTAKE = "MISTAKE", _("Entered by mistake")
    OTHER = "OTHER", _("Other reason")


class MonthState(TextChoices):
    OPEN = "OPEN", _("Open")
    SIGNED = "SIGNED", _("Closed and signed")


class StationState(TextChoices):
    """A child growth station (成长驿站) is no facility: it is built, then accepted jointly (OH 四(二)5)."""

    BUILT = "BUILT", _("Built, not accepted")
    ACCEPTED = "ACCEPTED", _("Accepted")
    CLOSED = "CLOSED", _("Closed")


class StationWorks(TextChoices):
    NEW = "NEW", _("New build")
    CONVERTED = "CONVERTED", _("Converted")
