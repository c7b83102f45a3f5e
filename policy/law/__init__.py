"""The shapes of the law after reading: immutable values, each with its source."""

from policy.law.base import NO_TEXT, Document, Provision, Source, Text
from policy.law.duties import Deadline, DeadlineRule, PeriodTerm
from policy.law.fees import PriceMode, Pricing, UtilityPrice
from policy.law.findings import Conflict, Fact
from policy.law.materials import Applicability, Condition, MaterialCheck, MaterialRule, Problem
from policy.law.offices import Office, OfficeName, Registrar, RegistrarRule
from policy.law.packs import Clause, Pack
from policy.law.people import Proof, StaffRole, StaffRule
from policy.law.planning import Comparison, PlanningRatio, Target, TargetTable, UnitTarget
from policy.law.programmes import (
    AgeRule,
    FacilityTest,
    Parameter,
    PartialMonth,
    Programme,
    ProgrammeKind,
)
from policy.law.standards import AgeRange, Alias, ClassKindRule, EntityKindRule, Limit, StandardRule
from policy.law.supervision import Dimension, InspectionKind, PeriodicDuty, RatingScheme

__all__ = [
    "NO_TEXT",
    "AgeRange",
    "AgeRule",
    "Alias",
    "Applicability",
    "ClassKindRule",
    "Clause",
    "Comparison",
    "Condition",
    "Conflict",
    "Deadline",
    "DeadlineRule",
    "Dimension",
    "Document",
    "EntityKindRule",
    "FacilityTest",
    "Fact",
    "InspectionKind",
    "Limit",
    "MaterialCheck",
    "MaterialRule",
    "Office",
    "OfficeName",
    "Pack",
    "Parameter",
    "PartialMonth",
    "PeriodTerm",
    "PeriodicDuty",
    "PlanningRatio",
    "PriceMode",
    "Pricing",
    "Problem",
    "Programme",
    "ProgrammeKind",
    "Proof",
    "Provision",
    "RatingScheme",
    "Registrar",
    "RegistrarRule",
    "Source",
    "StaffRole",
    "StaffRule",
    "StandardRule",
    "Target",
    "TargetTable",
    "Text",
    "UnitTarget",
    "UtilityPrice",
]
