"""The shapes of the law after reading: immutable values, each with its source."""

from policy.law.base import NO_TEXT, Document, Provision, Source, Text
from policy.law.duties import Deadline, DeadlineRule, PeriodTerm
from policy.law.materials import Condition, MaterialCheck, MaterialRule
from policy.law.offices import Office, OfficeName, Registrar, RegistrarRule
from policy.law.packs import Clause, Pack
from policy.law.standards import AgeRange, Alias, ClassKindRule, Limit, Reading, StandardRule

__all__ = [
    "AgeRange",
    "Alias",
    "ClassKindRule",
    "Clause",
    "Condition",
    "Deadline",
    "DeadlineRule",
    "Document",
    "Limit",
    "MaterialCheck",
    "MaterialRule",
    "NO_TEXT",
    "Office",
    "OfficeName",
    "Pack",
    "PeriodTerm",
    "Provision",
    "Reading",
    "Registrar",
    "RegistrarRule",
    "Source",
    "StandardRule",
    "Text",
]
