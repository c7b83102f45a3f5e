"""The groups of the effective rules, in their order, and which values belong to each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from policy.law import Provision, StandardRule

#: What can only be simulated stands apart, whatever its section.
SIMULATED = "simulated"


@dataclass(frozen=True)
class Topic:
    code: str
    label: object
    sections: tuple[str, ...] = ()
    note: object = ""


TOPICS = (
    Topic("terms", _("Terms"), ("deadlines",)),
    Topic("registrars", _("Registrars"), ("registrars",)),
    Topic("offices", _("Competent offices"), ("offices",)),
    Topic("materials", _("Filing materials"), ("materials",)),
    Topic("subsidies", _("Subsidy programmes"), ("programmes",)),
    Topic("prices", _("Fees and utilities"), ("pricing", "utilities")),
    Topic("standards", _("Premises and safety"), ("standards",)),
    Topic("staff", _("Staff rules"), ("staff_roles", "staff_rules")),
    Topic("classes", _("Classes, ages and words"), ("class_kinds", "ages", "entity_kinds", "aliases")),
    Topic("ratings", _("Ratings"), ("ratings", "rating_items")),
    Topic("inspections", _("Inspections"), ("inspection_kinds", "supervision_rules")),
    Topic("checklists", _("Checklists"), ("checklist_items",)),
    Topic("periodic", _("Recurring duties"), ("periodic_duties",)),
    Topic("reports", _("Reports"), ("report_forms",)),
    Topic("targets", _("Targets"), ("targets", "target_tables")),
    Topic("planning", _("Planning ratios"), ("planning_ratios",)),
    Topic("facts", _("Facts the texts state"), ("facts",)),
    Topic("conflicts", _("Conflicts to look at"), ("conflicts",), _("a person decides; until then the platform reads it so")),
    Topic(SIMULATED, _("Simulation only"), (), _("takes part in no case and no payment")),
)  # fmt: skip
CODES = frozenset(topic.code for topic in TOPICS)
_OF_SECTION = {section: topic.code for topic in TOPICS for section in topic.sections}


def topic_of(value: Provision) -> str:
    """The code of the group a value stands in while it is no draft. Staff standards stand with the staff."""
    if isinstance(value, StandardRule) and value.topic in ("STAFF", "RATIO"):
        return "staff"
    return _OF_SECTION.get(value.section, "facts")
