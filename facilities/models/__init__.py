"""A childcare facility, who operates it, and what the public may know of it."""

from facilities.models.facility import (
    KEPT_WITH_FACILITY,
    Facility,
    FacilityGrant,
    FacilityResidence,
    Invitation,
)
from facilities.models.public import PublicFacility, PublicReceipt
from facilities.models.search import FacilityGram

__all__ = [
    "KEPT_WITH_FACILITY",
    "Facility",
    "FacilityGram",
    "FacilityGrant",
    "FacilityResidence",
    "Invitation",
    "PublicFacility",
    "PublicReceipt",
]
