"""Levels of the Chinese administration."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """What a scope is as wide as. FACILITY holds only the facilities it lists."""

    NATION = "nation", _("Nation")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    STREET = "street", _("Street")
    FACILITY = "facility", _("Facility")


class RegionKind(IntegerChoices):
    STATUTORY = 1, _("Statutory division")
    FUNCTIONAL_ZONE = 2, _("Functional zone")
    STATISTICAL = 3, _("Statistical area")
