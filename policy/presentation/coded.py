"""Codes of a pack file as people read them: where a difference or a list would else show a word of the file.

What a text itself numbers (GZ-T2, M1, K5) stays as it is.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from policy import report_names
from policy.enums import ClassKind, EntityKind
from policy.presentation import choices, names

#: Field → code → words.
_WORDS: dict[str, Mapping[str, object]] = {
    "unit": {
        "working_day": _("working days"),
        "day": _("days"),
        "month": _("months"),
        "quarter": _("quarters"),
        "half_year": _("half-years"),
        "year": _("years"),
        "percent": "%",
        "share": _("parts"),
        "child": _("children"),
        "class": _("classes"),
        "class_kind": _("kinds of classes"),
        "floor": _("floors"),
        "m2": "m²",
        "kg": "kg",
        "bed": _("beds"),
        "drill": _("drills"),
        "person": _("persons"),
        "hour": _("hours"),
        "piece": _("pieces"),
        "places_per_1000": _("places per 1,000 residents"),
        "facility": _("facilities"),
        "place": _("places"),
        "station": _("stations"),
        "session": _("sessions"),
        "minute": _("minutes"),
        "employee": _("employees"),
        "nursery_class": _("nursery classes"),
        "kindergarten": _("kindergartens"),
    },
    "anchor": {"CALENDAR": _("the quarters and years of the calendar"), "TRIGGER": _("the event itself")},
    "day_off": {"STAYS": _("stays on a day off"), "NEXT": _("moves to the day after a day off")},
    "sense": {
        "DUE_BY": _("to be done by"),
        "KEEP_UNTIL": _("to be kept until"),
        "REQUIRED_FROM": _("needed from then on"),
    },
    "basis": {"TEXT": _("the text"), "ADMINISTRATIVE_FACT": _("an administrative fact")},
    "stricter": {"LOWER": _("a lower number is stricter"), "HIGHER": _("a higher number is stricter")},
    "comparison": {
        "AT_LEAST": _("at least"),
        "AT_MOST": _("at most"),
        "EXACTLY": _("exactly"),
        "BETWEEN": _("from … to …"),
    },
    "metric": names.METRICS,
    "topic": names.STANDARDS | names.STAFF_TOPICS | names.SUPERVISION_TOPICS,
    "part": names.CHECKLIST_PARTS,
    "kinds": names.INSPECTION_KINDS,
    "answer": {"YES_NO": _("yes or no"), "NUMBER": _("a number"), "CHOICE": _("one of several")},
    "meals": {"OWN": _("cooked on the premises"), "DELIVERED": _("delivered")},
    "owed_by": names.REPORTERS,
    "steps": {
        "REVIEW": _("review in the office"),
        "COUNTERSIGN": _("countersigned by the members"),
        "SIGN": _("signature"),
    },
    "tables": report_names.TABLES,
    "code": names.REPORT_SECTIONS
    | {"ENOUGH": _("enough"), "SHORT": _("too little"), "BAD_WEATHER": _("bad weather")},
    "scope": names.AGES,
    "mode": names.PRICE_MODES,
    "price": names.PRICES,
    "every": names.EVERY,
    **{
        key: {"True": _("yes"), "False": _("no")}
        for key in ("published", "photo", "veto", "breach", "late", "paper", "verdict")
    },
    "per": {"FACILITY": _("each facility"), "PLACE": _("the whole place")},
    "begins": {"THIS": _("the period of the filing"), "NEXT": _("the period after the filing")},
    "dimension": names.RATING_PARTS,
    "purpose": {"FACILITY_QUALITY": _("Quality of facilities")},
    "facilities": {
        "NON_PROFIT": _("non-profit"),
        "FOR_PROFIT": _("for-profit"),
        "PUBLIC": _("publicly run"),
        "PRIVATE": _("privately run"),
        "SOCIAL_UNIVERSAL": _("universal, run by social forces"),
    },
    "supply": {"WATER": _("water"), "POWER": _("electricity"), "GAS": _("gas")},
    "role": {
        "FACILITY_HEAD": _("head of facility"),
        "CAREGIVER": _("caregiver"),
        "HEALTH_STAFF": _("health-care staff"),
        "SECURITY_GUARD": _("security guard"),
        "KITCHEN_STAFF": _("kitchen staff"),
        "EVERYONE": _("everyone"),
    },
    "requires": {"filed": _("filed"), "universal": _("recognised as universal")},
    "kind": choices.PROGRAMME_KINDS
    | {
        "TERM_MONTHS": _("length of a term in months"),
        "REMAINING_MONTHS": _("months that are left"),
        "NOT_EXPIRED": _("not expired"),
        "ONE_OF": _("one of the answers"),
        "AGE_MONTHS": _("age in months"),
        "IN_ORDER": _("dates in order"),
        "law": _("law"),
        "standard": _("recommended standard"),
        "promise": _("promise"),
        "internal": _("reading of the platform"),
    },
    "values": names.ANSWERS,
    "value": choices.VALUES,
}
_DUTIES = ("name", "parallel_to", "duty", "deadline", "renewed_by", "terms", *EntityKind.values)
_BODIES = ("owner", "kinds", "kind", "lead", "office", "by")
_KINDS = ("applies_to", "not_for", "means", "entity_kind", "values")


def coded(field: str, code: str) -> str:
    """A code of a field in words; what has none stays as it stands in the file."""
    found = _WORDS.get(field, {}).get(code)
    if found is None and field in _DUTIES:
        found = names.DUTIES.get(code)
    if found is None and field in _KINDS:
        found = kind_word(code)
    if found is None and field in _BODIES:
        found = names.body(code)
    return str(code if found is None else found)


def kind_word(code: str) -> object | None:
    """A kind of class or of entity; None for anything else."""
    if code in ClassKind.values:
        return ClassKind(code).label
    return EntityKind(code).label if code in EntityKind.values else None
