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
    CareMode,
    ClaimFrom,
    ClassChoice,
    DayTested,
    Evidence,
    FacilityTest,
    HalfDay,
    LocationRule,
    Parameter,
    PartialMonth,
    PlaceRule,
    Programme,
    ProgrammeKind,
    Rounding,
    TwoFacilities,
)
from policy.law.standards import AgeRange, Alias, ClassKindRule, EntityKindRule, Limit, StandardRule
from policy.law.supervision import Dimension, InspectionKind, PeriodicDuty, RatingScheme

__all__ = [
    "NO_TEXT",
    "AgeRange",
    "AgeRule",
    "Alias",
    "Applicability",
    "CareMode",
    "ClaimFrom",
    "ClassChoice",
    "ClassKindRule",
    "Clause",
    "Comparison",
    "Condition",
    "Conflict",
    "DayTested",
    "Deadline",
    "DeadlineRule",
    "Dimension",
    "Document",
    "EntityKindRule",
    "Evidence",
    "FacilityTest",
    "Fact",
    "HalfDay",
    "InspectionKind",
    "Limit",
    "LocationRule",
    "MaterialCheck",
    "MaterialRule",
    "Office",
    "OfficeName",
    "Pack",
    "Parameter",
    "PartialMonth",
    "PeriodTerm",
    "PeriodicDuty",
    "PlaceRule",
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
    "Rounding",
    "Source",
    "StaffRole",
    "StaffRule",
    "StandardRule",
    "Target",
    "TargetTable",
    "Text",
    "TwoFacilities",
    "UnitTarget",
    "UtilityPrice",
]
