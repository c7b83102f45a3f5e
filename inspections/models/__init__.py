"""Plans, visits with their answers, findings, complaints of the public, recurring duties and ratings."""

from inspections.models.complaints import Complaint, ComplaintFile, ComplaintStep
from inspections.models.duties import DutyAct, DutyPeriod
from inspections.models.findings import Finding, FindingFile, FindingStep, Referral, Suspension
from inspections.models.plans import Plan
from inspections.models.ratings import Rating, RatingAssessor, RatingFile, RatingItem, RatingScore
from inspections.models.visits import Visit, VisitAnswer, VisitInspector, VisitItem, VisitParty, VisitPhoto

__all__ = [
    "Complaint",
    "ComplaintFile",
    "ComplaintStep",
    "DutyAct",
    "DutyPeriod",
    "Finding",
    "FindingFile",
    "FindingStep",
    "Plan",
    "Rating",
    "RatingAssessor",
    "RatingFile",
    "RatingItem",
    "RatingScore",
    "Referral",
    "Suspension",
    "Visit",
    "VisitAnswer",
    "VisitInspector",
    "VisitItem",
    "VisitParty",
    "VisitPhoto",
]
