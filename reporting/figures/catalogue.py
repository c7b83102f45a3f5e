"""The catalogue of indicators: what each means, what is divided by what, under which clause, and who counts. Data only.

Every name of a term is a measure's column, a key that is entered, or one of `streets` and `residents_base`.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from reporting.enums import EnteredKind, Measure


class Unit(StrEnum):
    """How a value is written."""

    PER_1000 = "PER_1000"
    PERCENT = "PERCENT"
    PLACE = "PLACE"
    FACILITY = "FACILITY"
    CASE = "CASE"
    STATION = "STATION"
    SESSION = "SESSION"
    YUAN = "YUAN"


class Better(StrEnum):
    MORE = "MORE"
    LESS = "LESS"
    NEITHER = "NEITHER"


@dataclass(frozen=True, eq=False)
class Indicator:
    """One indicator. `metric`: how the targets of the packs call it; `clauses`: ids of the register; `during`: it is
    of a period, the others stand on its last day; `group`: under which head it is listed."""

    key: str
    name: object
    definition: object
    numerator: str
    unit: Unit
    group: str
    counts: object
    denominator: str = ""
    per: int = 1
    better: Better = Better.MORE
    during: bool = False
    metric: str = ""
    clauses: tuple[str, ...] = ()

    @property
    def digits(self) -> int:
        return {Unit.PER_1000: 2, Unit.PERCENT: 1, Unit.YUAN: 2}.get(self.unit, 0)


GROUPS = {
    "places": _("Places"),
    "quality": _("Universal care and quality"),
    "filing": _("Registration and filing"),
    "supervision": _("Supervision"),
    "money": _("Subsidies"),
    "surveys": _("Surveyed figures"),
}

_FILED = _("Filed facilities: receipt issued, not suspended, not ended")
_FILED_STREET = _("Filed public institutions; those whose street is not known cover none")
_EVERY = _("Registered facilities that have not ended")
_DUTIES = _("Duties with a firm due date; withdrawn and replaced ones do not count")
_ENTERED = _("Entered by hand with its document; the platform surveys nothing itself")
_PUBLIC = _("Complaints handled in the division; who complained is not told here")
_MONEY = _("Claims of the division; simulated ones and corrections do not count")


def _rate(
    key: str, name: object, definition: object, measure: Measure, due: Measure, clause: str
) -> Indicator:
    return Indicator(
        key,
        name,
        definition,
        measure.column,
        Unit.PERCENT,
        "filing",
        _DUTIES,
        due.column,
        100,
        during=True,
        clauses=(clause,),
    )


def _survey(key: str, name: object, definition: object, metric: str, *clauses: str) -> Indicator:
    return Indicator(
        key, name, definition, key, Unit.PERCENT, "surveys", _ENTERED, metric=metric, clauses=clauses
    )


_ALL = (
    Indicator(
        "places_per_1000", _("Places per 1,000 residents"),
        _("Places of filed facilities ÷ residents at the end of the same year × 1,000 (K24)."),
        "places", Unit.PER_1000, "places", _FILED, "residents", 1000, metric="places_per_1000_residents",
        clauses=("GZ-2.2-b", "GZ-5.4-b"),
    ),
    Indicator(
        "places_per_1000_base", _("Places per 1,000 residents of the base year"),
        _("The same places ÷ residents of the base year of the target table (2020) × 1,000, as the table itself reckons."),
        "places", Unit.PER_1000, "places", _FILED, "residents_base", 1000, clauses=("GZ-2.2-b",),
    ),
    Indicator("places", _("Places"), _("All places that filed facilities may offer."), "places", Unit.PLACE, "places", _FILED, clauses=("GZ-F2-years",)),
    Indicator("new_places", _("New places"), _("Places added in the period by first filings and by changes; fewer places elsewhere are not taken off."), "new_places", Unit.PLACE, "places", _FILED, during=True, metric="new_places"),
    Indicator("universal_places", _("Places of universal facilities"), _("Places of facilities that are recognised as universal on the day."), "universal_places", Unit.PLACE, "places", _FILED),
    Indicator("places_in_use", _("Places in use"), _("Children enrolled on the day ÷ places × 100."), "children", Unit.PERCENT, "places", _FILED, "places", 100),
    Indicator("facilities", _("Filed facilities"), _("Facilities that stand as filed on the day."), "filed", Unit.FACILITY, "places", _FILED, metric="facilities"),
    Indicator("filings", _("Facilities filed for the first time"), _("Facilities whose first receipt was issued in the period."), "filings", Unit.FACILITY, "places", _FILED, during=True),
    Indicator("kindergarten_share", _("Kindergartens with nursery classes"), _("Filed kindergartens with nursery classes ÷ kindergartens (entered) × 100."), "kindergartens", Unit.PERCENT, "places", _FILED, "kindergartens_all", 100, clauses=("GZ-5.4-d",)),
    Indicator("kindergartens", _("Number of kindergartens with nursery classes"), _("Filed facilities that are nursery classes of a kindergarten."), "kindergartens", Unit.FACILITY, "places", _FILED),
    Indicator("stations", _("Growth stations"), _("Child growth stations that were accepted and are not closed; no facilities."), "stations", Unit.STATION, "places", _("Accepted stations"), metric="growth_stations", clauses=("OH-4.2.5-a",)),
    Indicator(
        "universal_share", _("Share of universal facilities"),
        _("Facilities recognised as universal on the day ÷ filed facilities × 100."),
        "universal", Unit.PERCENT, "quality", _FILED, "filed", 100, metric="universal_facility_share", clauses=("GZ-2.2-c", "GZ-5.4-c"),
    ),
    Indicator(
        "certified_staff_share", _("Share of certified staff"),
        _("Caregivers in post with a valid care qualification ÷ caregivers in post × 100; the texts name no denominator, this is our reading."),
        "certified", Unit.PERCENT, "quality", _FILED, "caregivers", 100, metric="certified_staff_share", clauses=("GZ-2.2-e",),
    ),
    Indicator("public_universal", _("Publicly run universal facilities"), _("Filed public institutions that are recognised as universal."), "public_universal", Unit.FACILITY, "quality", _FILED, metric="public_universal_facilities", clauses=("GZ-2.1-b",)),
    Indicator(
        "township_coverage", _("Townships and streets with a publicly run facility"),
        _("Townships and streets in which a filed public institution lies ÷ all townships and streets × 100."),
        "covered_streets", Unit.PERCENT, "quality", _FILED_STREET, "streets", 100, metric="township_public_facility_coverage", clauses=("GZ-2.2-f",),
    ),
    Indicator("street_coverage", _("Townships and streets with a facility"), _("Townships and streets in which any filed facility lies ÷ all townships and streets × 100."), "served_streets", Unit.PERCENT, "quality", _FILED, "streets", 100),
    Indicator("ratio_breaches", _("Breaches of the staff ratio"), _("Open findings of the checks against R-RATIO on the day."), "ratio_breaches", Unit.CASE, "quality", _FILED, better=Better.LESS),
    Indicator("breaches", _("Breaches of setting standards"), _("Open findings of the checks on the day; advice and recommended standards do not count."), "breaches", Unit.CASE, "quality", _FILED, better=Better.LESS),
    Indicator("filed_share", _("Filed of the registered"), _("Filed facilities ÷ registered facilities that have not ended × 100."), "filed", Unit.PERCENT, "filing", _EVERY, "registered", 100),
    _rate("push_on_time", _("Pushes in time"), _("Registrations pushed by their due date ÷ those done or fallen due in the period × 100."), Measure.PUSH_ON_TIME, Measure.PUSH_DUE, "GZ-3.3.1-d"),
    _rate("filing_on_time", _("Filings in time"), _("Facilities that filed by their due date ÷ those done or fallen due in the period × 100."), Measure.FILING_ON_TIME, Measure.FILING_DUE, "GZ-3.3.1-e"),
    _rate("receipt_on_time", _("Receipts in time"), _("Receipts issued by their due date ÷ those done or fallen due in the period × 100."), Measure.RECEIPT_ON_TIME, Measure.RECEIPT_DUE, ""),
    _rate("notice_on_time", _("Verifications in time"), _("Filings verified, or notified as non-compliant, by their due date ÷ those done or fallen due in the period × 100."), Measure.NOTICE_ON_TIME, Measure.NOTICE_DUE, ""),
    Indicator("overdue", _("Overdue duties"), _("Duties of everybody whose due date has passed and that are not done on the day."), "overdue", Unit.CASE, "filing", _DUTIES, better=Better.LESS),
    Indicator("inspections", _("Inspections made"), _("Visits of authorities that took place in the period; self-checks do not count."), "inspections", Unit.CASE, "supervision", _EVERY, during=True, better=Better.NEITHER),
    Indicator("rectified_on_time", _("Rectifications closed in time"), _("Findings closed by their due date ÷ those closed or fallen due in the period × 100."), "rectified_on_time", Unit.PERCENT, "supervision", _EVERY, "rectified_due", 100, during=True),
    Indicator("findings", _("Findings not put right"), _("Findings that are open or wait for the recheck on the day."), "findings", Unit.CASE, "supervision", _EVERY, better=Better.LESS),
    Indicator("late_findings", _("Overdue findings"), _("Of these, those whose due date has passed."), "late_findings", Unit.CASE, "supervision", _EVERY, better=Better.LESS),
    Indicator("complaints", _("Complaints received"), _("Complaints of the public that came in during the period, whatever became of them."), "complaints", Unit.CASE, "supervision", _PUBLIC, during=True, better=Better.NEITHER),
    Indicator("complaints_answered", _("Complaints answered"), _("Complaints of the public that were answered in the period."), "complaints_answered", Unit.CASE, "supervision", _PUBLIC, during=True, better=Better.NEITHER),
    Indicator("claims", _("Claims submitted"), _("Claims submitted in the period that were not withdrawn."), "claims", Unit.CASE, "money", _MONEY, during=True, better=Better.NEITHER),
    Indicator("payments", _("Payments credited"), _("Payments of the period that the bank reports as credited."), "payments", Unit.CASE, "money", _MONEY, during=True, better=Better.NEITHER),
    Indicator("paid", _("Paid to facilities"), _("Their sum, after offsets."), "paid", Unit.YUAN, "money", _MONEY, during=True, better=Better.NEITHER),
    _survey("early_development_knowledge", _("Public knowledge of early development"), _("Surveyed rate."), "early_development_knowledge", "GZ-2.2-d"),
    _survey("satisfaction", _("Satisfaction with childcare services"), _("Surveyed rate."), "", "GZ-5.4-e"),
    _survey("parent_knowledge", _("Parents who know how to care"), _("Surveyed rate."), "parent_knowledge", "HZBJ-1.2-c"),
    _survey("infant_health_management", _("Infants under health management"), _("Rate reported by the maternal and child health service."), "infant_health_management", "HZBJ-1.2-c"),
    _survey("community_coverage", _("Communities with childcare"), _("Communities with a facility or station ÷ all communities; the platform knows streets, not communities, so it is entered."), "community_coverage", "HZBJ-1.2-e"),
    Indicator("parenting_group_sessions", _("Sessions of parenting groups"), _("Sessions held in the year, as reported."), "parenting_group_sessions", Unit.SESSION, "surveys", _ENTERED, metric="parenting_group_sessions", clauses=("OH-4.2.5-b",)),
    Indicator("demonstration_facilities", _("Demonstration facilities"), _("Facilities named as demonstration facilities, as announced."), "demonstration_facilities", Unit.FACILITY, "surveys", _ENTERED, metric="demonstration_facilities"),
)  # fmt: skip

CATALOGUE: dict[str, Indicator] = {each.key: each for each in _ALL}
BY_METRIC: dict[str, Indicator] = {each.metric: each for each in _ALL if each.metric}


@dataclass(frozen=True)
class Entered:
    """A figure that is entered: what for, how it is called, the largest number that can be right."""

    kind: EnteredKind
    name: object
    most: int


_PEOPLE = 2_000_000_000
ENTERED: dict[str, Entered] = {
    "residents": Entered(EnteredKind.POPULATION, _("Residents at the end of the year"), _PEOPLE),
    "under_three": Entered(EnteredKind.POPULATION, _("Children under three"), _PEOPLE),
    "kindergartens_all": Entered(EnteredKind.POPULATION, _("Kindergartens"), 1_000_000),
    **{
        each.key: Entered(EnteredKind.SURVEY, each.name, 100 if each.unit == Unit.PERCENT else 1_000_000)
        for each in _ALL
        if each.group == "surveys"
    },
}
#: What a target may be entered for, where the packs state none.
TARGETED: dict[str, Entered] = {
    key: Entered(EnteredKind.TARGET, CATALOGUE[key].name, most)
    for key, most in {
        "places": 100_000_000,
        "new_places": 100_000_000,
        "places_per_1000": 1000,
        "universal_share": 100,
        "certified_staff_share": 100,
        "township_coverage": 100,
        "kindergarten_share": 100,
    }.items()
}
