"""What an operator states in a filing: the keys of `Filing.form`, read, checked and turned into facts. Pure.

`asks` is the table of all questions. FIRST, CHANGE, RELOCATION: name, care_modes (list), head_name, head_education,
head_years, head_trained, phone, street (division code), address, floor_area, outdoor_area (m²), floors, classes
{INFANT: {"classes": 1, "places": 10}, …}, caregivers, health_staff, kitchen_staff, guards (head counts),
guards_dispatched, meals, universal, other_materials (YES | NO), committed (the commitment was read and accepted),
signer; entity_kind comes from the registration. SUSPENSION, RESUMPTION, CANCELLATION: on_date (ISO), reason,
children, transfer_plan, until (SUSPENSION, ISO), signer. Facts of a material (premises, lease_from, lease_to,
issued_on, valid_to, no_expiry, result) stand with the material.
"""

from registration.facts.asks import CARE_MODES, FORM_CODE, MATERIALS, STEPS, Ask, asked, of_step, steps_of
from registration.facts.effects import PROFIT_KINDS, changes_profit_type, facility_facts, material_facts
from registration.facts.evidence import ends_on, expiry_unsaid, fact_faults, facts_asked, label, read_facts
from registration.facts.gaps import Gap, form_gaps, places, statement_gaps
from registration.facts.reading import Unreadable, blank, day_of, merge, read, same, take

__all__ = [
    "CARE_MODES",
    "FORM_CODE",
    "MATERIALS",
    "PROFIT_KINDS",
    "STEPS",
    "Ask",
    "Gap",
    "Unreadable",
    "asked",
    "blank",
    "changes_profit_type",
    "day_of",
    "ends_on",
    "expiry_unsaid",
    "facility_facts",
    "fact_faults",
    "facts_asked",
    "form_gaps",
    "label",
    "material_facts",
    "merge",
    "of_step",
    "places",
    "read",
    "read_facts",
    "same",
    "statement_gaps",
    "steps_of",
    "take",
]
