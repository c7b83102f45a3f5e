"""Plans, visits with their answers, and findings until they are put right."""

from inspections.models.findings import Finding, FindingFile, FindingStep, Referral, Suspension
from inspections.models.plans import Plan
from inspections.models.visits import Visit, VisitAnswer, VisitInspector, VisitItem, VisitParty, VisitPhoto

__all__ = [
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
