"""Closed sets of the law's own words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntityKind(TextChoices):
    """What kind of legal person runs a facility; it decides who registers it (N25 art. 4, N28)."""

    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", _("Public institution")
    SOCIAL_SERVICE_ORG = "SOCIAL_SERVICE_ORG", _("Social service organisation")
    FOR_PROFIT = "FOR_PROFIT", _("For-profit enterprise")
    KINDERGARTEN_CLASS = "KINDERGARTEN_CLASS", _("Kindergarten nursery class")
    FAMILY_CHILDCARE_HOME = "FAMILY_CHILDCARE_HOME", _("Family childcare home")


class ClassKind(TextChoices):
    """Age bands of classes (N58S)."""

    INFANT = "INFANT", _("Infant class")
    TODDLER = "TODDLER", _("Toddler class")
    SENIOR = "SENIOR", _("Senior toddler class")
    MIXED = "MIXED", _("Mixed-age class")
