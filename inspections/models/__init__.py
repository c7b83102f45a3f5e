"""Plans, visits with their answers, findings until they are put right, and complaints of the public."""

from inspections.models.complaints import Complaint, ComplaintFile, ComplaintStep
from inspections.models.findings import Finding, FindingFile, FindingStep, Referral, Suspension
from inspections.models.plans import Plan
from inspections.models.visits import Visit, VisitAnswer, VisitInspector, VisitItem, VisitParty, VisitPhoto

__all__ = [
    "Complaint",
    "ComplaintFile",
    "ComplaintStep",
    "Finding",
    "FindingFile",
    "FindingStep",
    "Plan",
    "Referral",
    "Suspension",
    "Visit",
    "VisitAnswer",
    "VisitInspector",
    "VisitItem",
    "VisitParty",
    "VisitPhoto",
]
