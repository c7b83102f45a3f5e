"""A facility, who operates it, how it lives, the children in it, and what the public may know."""

from facilities.models.attendance import AttendanceCorrection, AttendanceMonth, AttendanceRow
from facilities.models.children import Child, DoubleEnrolment, Enrolment, HealthCheck
from facilities.models.facility import (
    KEPT_WITH_FACILITY,
    Facility,
    FacilityGrant,
    FacilityPhase,
    FacilityResidence,
    Invitation,
)
from facilities.models.life import Breach, ClassGroup, Fee, Premises, StandardsCheck, UniversalRecognition
from facilities.models.public import PublicFacility, PublicReceipt
from facilities.models.search import FacilitySearch
from facilities.models.stations import GrowthStation, StationAcceptance

__all__ = [
    "KEPT_WITH_FACILITY",
    "AttendanceCorrection",
    "AttendanceMonth",
    "AttendanceRow",
    "Breach",
    "Child",
    "ClassGroup",
    "DoubleEnrolment",
    "Enrolment",
    "Facility",
    "FacilityGrant",
    "FacilityPhase",
    "FacilityResidence",
    "FacilitySearch",
    "Fee",
    "GrowthStation",
    "HealthCheck",
    "Invitation",
    "Premises",
    "PublicFacility",
    "PublicReceipt",
    "StandardsCheck",
    "StationAcceptance",
    "UniversalRecognition",
]
