"""Everything a filing asks its operator: one table. Forms, gaps, the review page and old/new comparisons follow it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from facilities.enums import Meals
from policy.enums import EntityKind

BASICS, PREMISES, PEOPLE, MATERIALS, CONFIRM, STATEMENT = (
    "basics",
    "premises",
    "people",
    "materials",
    "confirm",
    "statement",
)
#: The material that is the form itself, with the commitment: filled in here, nothing to upload.
FORM_CODE = "M0"
#: The steps of a filing with materials, in order, and of one that is a statement only.
STEPS: dict[str, Any] = {
    BASICS: _("Basics"),
    PREMISES: _("Premises"),
    PEOPLE: _("People and classes"),
    MATERIALS: _("Materials"),
    CONFIRM: _("Check and submit"),
}
STATEMENT_STEPS: dict[str, Any] = {STATEMENT: _("What is to happen"), CONFIRM: _("Check and submit")}


class Kind(StrEnum):
    """How an answer is written and read."""

    TEXT = "TEXT"
    LONG = "LONG"
    CHOICE = "CHOICE"
    CHOICES = "CHOICES"
    COUNT = "COUNT"
    AREA = "AREA"
    DATE = "DATE"
    FLAG = "FLAG"
    STREET = "STREET"
    CLASSES = "CLASSES"


YES, NO = "YES", "NO"
YES_NO = ((YES, _("Yes")), (NO, _("No")))
CARE_MODES = {
    "FULL_DAY": _("Full-day care"),
    "HALF_DAY": _("Half-day care"),
    "HOURLY": _("Hourly care"),
    "DROP_IN": _("Drop-in care"),
}
EDUCATION = (
    ("BELOW_COLLEGE", _("Secondary school or below")),
    ("COLLEGE", _("College (junior)")),
    ("BACHELOR", _("Bachelor")),
    ("MASTER", _("Master or above")),
)
#: What R-STAFF-1 counts as a college degree or more.
DEGREES = frozenset({"COLLEGE", "BACHELOR", "MASTER"})
MEALS = (
    (Meals.OWN, _("Yes, cooked here")),
    (Meals.DELIVERED, _("Yes, delivered by a caterer")),
    (Meals.NONE, _("No")),
)


@dataclass(frozen=True)
class Ask:
    """One question. `limit` is the longest text; `not_family` leaves it out for a family childcare home.

    `private` answers hold personal data: a browser never keeps them on its own.
    """

    name: str
    step: str
    kind: Kind
    label: Any
    help: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    limit: int = 200
    required: bool = True
    unit: Any = ""
    not_family: bool = False
    private: bool = False


_M2 = _("m²")
_PERSONS = _("persons")

ASKS: tuple[Ask, ...] = (
    Ask("name", BASICS, Kind.TEXT, _("Name of the facility"), _("As on the licence."), limit=120),
    Ask("care_modes", BASICS, Kind.CHOICES, _("Care offered"), choices=tuple(CARE_MODES.items())),
    Ask("head_name", BASICS, Kind.TEXT, _("Head of the facility"), limit=60, private=True),
    Ask(
        "head_education", BASICS, Kind.CHOICE, _("Education of the head"), choices=EDUCATION, not_family=True
    ),
    Ask(
        "head_years",
        BASICS,
        Kind.COUNT,
        _("Years the head has managed childcare or similar"),
        unit=_("years"),
        not_family=True,
    ),
    Ask(
        "head_trained",
        BASICS,
        Kind.CHOICE,
        _("Has the head passed the training for heads?"),
        choices=YES_NO,
        not_family=True,
    ),
    Ask(
        "phone",
        BASICS,
        Kind.TEXT,
        _("Telephone"),
        _("Only the health commission sees it."),
        limit=40,
        private=True,
    ),
    Ask("street", PREMISES, Kind.STREET, _("Street or town")),
    Ask("address", PREMISES, Kind.TEXT, _("Address"), _("Road, number, building, floor.")),
    Ask("floor_area", PREMISES, Kind.AREA, _("Floor area in use"), unit=_M2),
    Ask(
        "outdoor_area", PREMISES, Kind.AREA, _("Outdoor play area"), unit=_M2, required=False, not_family=True
    ),
    Ask("floors", PREMISES, Kind.COUNT, _("Highest storey in use"), _("1 is the ground floor."), limit=99),
    Ask("classes", PEOPLE, Kind.CLASSES, _("Classes and places")),
    Ask("caregivers", PEOPLE, Kind.COUNT, _("Caregivers"), unit=_PERSONS),
    Ask("health_staff", PEOPLE, Kind.COUNT, _("Health-care staff"), unit=_PERSONS, not_family=True),
    Ask(
        "kitchen_staff",
        PEOPLE,
        Kind.COUNT,
        _("Kitchen staff"),
        unit=_PERSONS,
        required=False,
        not_family=True,
    ),
    Ask("guards", PEOPLE, Kind.COUNT, _("Security guards"), unit=_PERSONS, not_family=True),
    Ask(
        "guards_dispatched",
        PEOPLE,
        Kind.CHOICE,
        _("Are the guards sent by a security company?"),
        choices=YES_NO,
        required=False,
        not_family=True,
    ),
    Ask("meals", MATERIALS, Kind.CHOICE, _("Do you provide meals?"), choices=MEALS),
    Ask(
        "universal",
        MATERIALS,
        Kind.CHOICE,
        _("Do you claim subsidies as a universal (affordable) facility?"),
        choices=YES_NO,
        required=False,
    ),
    Ask(
        "other_materials",
        MATERIALS,
        Kind.CHOICE,
        _("Does the law ask you for other materials?"),
        choices=YES_NO,
        required=False,
    ),
    Ask("committed", CONFIRM, Kind.FLAG, _("I have read the commitment and accept it")),
    Ask(
        "signer",
        CONFIRM,
        Kind.TEXT,
        _("Signed by"),
        _("The head, or whoever the head authorised."),
        limit=60,
        private=True,
    ),
)

STATEMENT_ASKS: tuple[Ask, ...] = (
    Ask("on_date", STATEMENT, Kind.DATE, _("From")),
    Ask("until", STATEMENT, Kind.DATE, _("Expected to last until"), required=False),
    Ask("reason", STATEMENT, Kind.LONG, _("Reason"), limit=500),
    Ask("children", STATEMENT, Kind.COUNT, _("Children enrolled today"), _("0 if there are none.")),
    Ask(
        "transfer_plan",
        STATEMENT,
        Kind.LONG,
        _("Where each of the children will be cared for"),
        _("Facility, number of children, from which day; no names of children."),
        limit=2000,
        required=False,
    ),
    Ask(
        "signer",
        CONFIRM,
        Kind.TEXT,
        _("Signed by"),
        _("The head, or whoever the head authorised."),
        limit=60,
        private=True,
    ),
)
_NOT_ASKED = {"RESUMPTION": {"until", "reason", "children", "transfer_plan"}, "CANCELLATION": {"until"}}


def asked(kind: str, *, entity_kind: str = "") -> tuple[Ask, ...]:
    """The questions of a kind of filing, for a kind of entity."""
    if kind in ("SUSPENSION", "RESUMPTION", "CANCELLATION"):
        left_out = _NOT_ASKED.get(kind, set())
        return tuple(ask for ask in STATEMENT_ASKS if ask.name not in left_out)
    family = entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    return tuple(ask for ask in ASKS if not (family and ask.not_family))


def of_step(asks: Iterable[Ask], step: str) -> list[Ask]:
    return [ask for ask in asks if ask.step == step]


def steps_of(kind: str) -> Mapping[str, Any]:
    """Step → its title, in order, for a kind of filing."""
    return STATEMENT_STEPS if kind in ("SUSPENSION", "RESUMPTION", "CANCELLATION") else STEPS


QUESTIONS: dict[str, Ask] = {ask.name: ask for ask in (*STATEMENT_ASKS, *ASKS)}
