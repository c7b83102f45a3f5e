"""The sections a pack may have: what tells its values apart, how they combine, and who reads them.

A new section is a shape in `policy/law`, its schema in `policy/loader/schema`, and one line below; a shape whose fields are
not called like the keys of the file has a reader of its own beside this one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policy import law
from policy.enums import Merge
from policy.law import Provision
from policy.loader.parse.duties import deadline
from policy.loader.parse.materials import material
from policy.loader.parse.plain import plain
from policy.loader.parse.programmes import programme
from policy.loader.parse.reader import Reader


@dataclass(frozen=True)
class Section:
    """`key`: the field that names a value; `merge`: how values combine that do not say otherwise (domain 8.2)."""

    key: str
    merge: Merge
    read: Callable[[Reader, Any], Provision]


_NEAREST, _ALL, _STRICTEST = Merge.OVERRIDE_BY_LOCAL, Merge.UNION, Merge.STRICTEST

SECTIONS: dict[str, Section] = {
    "deadlines": Section("name", _NEAREST, deadline),
    "periodic_duties": Section("id", _ALL, plain(law.PeriodicDuty)),
    "registrars": Section("entity_kind", _NEAREST, plain(law.RegistrarRule)),
    "offices": Section("kind", _NEAREST, plain(law.OfficeName)),
    "materials": Section("code", _ALL, material),
    "standards": Section("id", _STRICTEST, plain(law.StandardRule)),
    "entity_kinds": Section("kind", _NEAREST, plain(law.EntityKindRule)),
    "class_kinds": Section("kind", _NEAREST, plain(law.ClassKindRule)),
    "aliases": Section("word", _ALL, plain(law.Alias)),
    "ages": Section("scope", _NEAREST, plain(law.AgeRange)),
    "staff_roles": Section("role", _ALL, plain(law.StaffRole)),
    "staff_rules": Section("id", _ALL, plain(law.StaffRule)),
    "inspection_kinds": Section("kind", _ALL, plain(law.InspectionKind)),
    "checklist_items": Section("code", _ALL, plain(law.ChecklistItem)),
    "supervision_rules": Section("id", _NEAREST, plain(law.SupervisionRule)),
    "ratings": Section("purpose", _NEAREST, plain(law.RatingScheme)),
    "rating_items": Section("code", _ALL, plain(law.RatingItem)),
    "programmes": Section("id", _NEAREST, programme),
    "pricing": Section("facilities", _NEAREST, plain(law.Pricing)),
    "utilities": Section("supply", _NEAREST, plain(law.UtilityPrice)),
    "planning_ratios": Section("id", _NEAREST, plain(law.PlanningRatio)),
    "targets": Section("id", _NEAREST, plain(law.Target)),
    "target_tables": Section("id", _NEAREST, plain(law.TargetTable)),
    "report_forms": Section("id", _ALL, plain(law.ReportForm)),
    "facts": Section("fact", _ALL, plain(law.Fact)),
    "conflicts": Section("id", _ALL, plain(law.Conflict)),
}
