"""The shapes of the law after reading: immutable values, each with its source."""

from policy.law.base import NO_TEXT, Document, Provision, Source, Text
from policy.law.duties import Deadline, DeadlineRule, PeriodTerm
from policy.law.materials import Applicability, Condition, MaterialCheck, MaterialRule, Problem
from policy.law.offices import Office, OfficeName, Registrar, RegistrarRule
from policy.law.packs import Clause, Pack
from policy.law.programmes import (
    Activation,
    AgeRule,
    FacilityTest,
    Parameter,
    PartialMonth,
    Programme,
    ProgrammeKind,
)
from policy.law.standards import AgeRange, Alias, ClassKindRule, EntityKindRule, Limit, Reading, StandardRule

__all__ = [
    "NO_TEXT",
    "Activation",
    "AgeRange",
    "AgeRule",
    "Alias",
    "Applicability",
    "ClassKindRule",
    "Clause",
    "Condition",
    "Deadline",
    "DeadlineRule",
    "Document",
    "EntityKindRule",
    "FacilityTest",
    "Limit",
    "MaterialCheck",
    "MaterialRule",
    "Office",
    "OfficeName",
    "Pack",
    "Parameter",
    "PartialMonth",
    "PeriodTerm",
    "Problem",
    "Programme",
    "ProgrammeKind",
    "Provision",
    "Reading",
    "Registrar",
    "RegistrarRule",
    "Source",
    "StandardRule",
    "Text",
]
