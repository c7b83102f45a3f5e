"""Bad facts, each named with its path; nothing is dropped in silence."""

import copy
from typing import Any

import pytest
from django.utils import translation

from kernel import clock
from subsidies.serializers.claims import read_claim
from subsidies.serializers.reader import FactsRefused
from tests.subsidies.build import child, construction, month, operating, programmes

PLAIN = operating(month(child("A"), child("B")), month(child("A"), name="2024-06"))
KINDS: dict[str, dict[str, Any]] = {
    "GZ-OPERATING": PLAIN,
    "GZ-CONSTRUCTION": construction(45),
    "HZBJ-OPERATING": {"child_months": 333, "per_student_budget_yuan": "23457.89"},
    "OH-CONSTRUCTION": {
        "operator": "public",
        "class_costs_yuan": ["280000", "340000"],
        "assessment_passed_on": "2023-06-15",
    },
    "OH-STATION": {"cost_yuan": "85000", "accepted_on": "2023-06-15", "accepted_by": ["health", "town"]},
    "OH-RATING-AWARD": {"quantities": {"5": 1}},
}
GONE = object()


def refused(programme: str, facts: Any) -> FactsRefused:
    with translation.override("en"), pytest.raises(FactsRefused) as error:
        read_claim(programmes()[programme], facts)
    return error.value


def changed(programme: str, path: list[Any], value: Any) -> Any:
    facts: Any = copy.deepcopy(KINDS[programme])
    if not path:
        return value
    inner = facts
    for step in path[:-1]:
        inner = inner[step]
    if value is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return facts


@pytest.mark.parametrize("programme", KINDS)
def test_the_facts_these_tests_change_are_sound(programme: str) -> None:
    read_claim(programmes()[programme], KINDS[programme])


A = ["months", 0, "children", 0]
CASES: list[tuple[str, list[Any], Any, str]] = [
    # what is not an object, or not a list
    ("GZ-OPERATING", [], [], ""),
    ("GZ-OPERATING", [], None, ""),
    ("GZ-OPERATING", ["facility"], GONE, "facility"),
    ("GZ-OPERATING", ["facility"], None, "facility"),
    ("GZ-OPERATING", ["facility"], [], "facility"),
    ("GZ-OPERATING", ["months"], GONE, "months"),
    ("GZ-OPERATING", ["months"], {}, "months"),
    ("GZ-OPERATING", ["months", 1], "2024-05", "months[1]"),
    ("GZ-OPERATING", ["months", 0, "children"], "A", "months[0].children"),
    ("GZ-OPERATING", ["months", 0, "children"], GONE, "months[0].children"),
    ("GZ-OPERATING", [*A], 7, "months[0].children[0]"),
    ("GZ-OPERATING", ["options"], "MIN_HALF", "options"),
    # unknown keys
    ("GZ-OPERATING", ["colour"], 1, "colour"),
    ("GZ-OPERATING", ["facility", "location"], "urban", "facility.location"),
    ("GZ-OPERATING", [*A, "name"], "x", "months[0].children[0].name"),
    ("GZ-OPERATING", ["options", "mode"], "x", "options.mode") if "options" in PLAIN else ("GZ-OPERATING", ["options"], {"mode": 1}, "options.mode"),
    ("HZBJ-OPERATING", ["budget"], "1", "budget"),
    ("OH-STATION", ["cost"], "1", "cost"),
    ("OH-RATING-AWARD", ["stars"], 5, "stars"),
    # dates
    *[("GZ-OPERATING", [*A, "born"], value, "months[0].children[0].born") for value in ("2024-02-30", "20240101", "2023-02-29", "0001-01-01", "9999-12-31", "2024-1-1", "２０２４-01-01", 20240101, True, "", "2024-06-01", "2024-01-01\n")],
    ("GZ-OPERATING", ["claimed_on"], "yesterday", "claimed_on"),
    ("GZ-OPERATING", ["facility", "filed"], [["2024-02-30", None]], "facility.filed[0]"),
    ("GZ-OPERATING", ["facility", "filed"], [["2024-02-01", "2024-01-01"]], "facility.filed[0]"),
    ("GZ-OPERATING", ["facility", "filed"], [[None, "2024-01-01"]], "facility.filed[0]"),
    ("GZ-OPERATING", ["facility", "filed"], [["2024-01-01"]], "facility.filed[0]"),
    ("GZ-OPERATING", ["facility", "universal"], [["2024-01-01", None], "2024"], "facility.universal[1]"),
    ("GZ-OPERATING", [*A, "enrolled_to"], "2024-13-01", "months[0].children[0].enrolled_to"),
    *[("GZ-OPERATING", ["months", 1, "month"], value, "months[1].month") for value in ("2024-13", "2024-05-01", "2024", 202405, "1024-05", GONE)],
    ("OH-CONSTRUCTION", ["assessment_passed_on"], "2023-06-31", "assessment_passed_on"),
    # twice
    ("GZ-OPERATING", ["months", 1, "month"], "2024-05", "months[1].month"),
    ("GZ-OPERATING", ["months", 0, "children", 1, "ref"], "A", "months[0].children[1].ref"),
    ("GZ-OPERATING", ["months", 0, "children", 1, "ref"], " A ", "months[0].children[1].ref"),
    # texts
    *[("GZ-OPERATING", [*A, "ref"], value, "months[0].children[0].ref") for value in ("", "  ", 7, None, "a\u0000b", "\ud800", "x" * 101, GONE)],
    *[("GZ-OPERATING", [*A, "care_mode"], value, "months[0].children[0].care_mode") for value in ("", "full_day", "FULLDAY", 1, ["FULL_DAY"], True)],
    *[("GZ-OPERATING", [*A, "paid_by"], value, "months[0].children[0].paid_by") for value in ("", " ", 1, "a\u0000b", "x" * 101)],
    *[("GZ-CONSTRUCTION", ["facility", "urban_rural_code"], value, "facility.urban_rural_code") for value in ("", "11", "1111", "311", "１１１", 111, "1a1", True)],
    ("GZ-CONSTRUCTION", ["facility", "location"], GONE, "facility.location"),
    # counts
    *[("GZ-OPERATING", [*A, "attended_days"], value, "months[0].children[0].attended_days") for value in (-1, 21, 32, 11.0, "11", True, GONE, None)],
    ("GZ-OPERATING", [*A, "elsewhere_attended_days"], 32, "months[0].children[0].elsewhere_attended_days"),
    ("GZ-OPERATING", ["months", 0, "service_days"], 32, "months[0].service_days"),
    ("GZ-OPERATING", ["months", 1, "service_days"], 31, "months[1].service_days"),
    ("GZ-OPERATING", ["months", 0, "service_days"], GONE, "months[0].service_days"),
    ("GZ-OPERATING", ["months", 0, "child_months"], 38, "months[0].child_months"),
    ("GZ-OPERATING", ["months", 0], {"month": "2024-05", "child_months": 1.5}, "months[0].child_months"),
    ("GZ-OPERATING", ["months", 0], {"month": "2024-05", "child_months": -1}, "months[0].child_months"),
    ("GZ-OPERATING", ["months", 0], {"month": "2024-05", "child_months": 10**7}, "months[0].child_months"),
    ("GZ-CONSTRUCTION", ["places_claimed"], -45, "places_claimed"),
    ("GZ-CONSTRUCTION", ["places_claimed"], GONE, "places_claimed"),
    ("GZ-CONSTRUCTION", ["facility", "filed_places"], None, "facility.filed_places"),
    ("HZBJ-OPERATING", ["child_months"], "333", "child_months"),
    ("OH-RATING-AWARD", ["quantities", "5"], -1, "quantities.5"),
    ("OH-RATING-AWARD", ["quantities"], {" ": 1}, "quantities"),
    ("OH-RATING-AWARD", ["quantities"], [], "quantities"),
    # choices
    ("GZ-CONSTRUCTION", ["facility", "location"], "suburban", "facility.location"),
    ("GZ-CONSTRUCTION", ["facility", "works"], GONE, "facility.works"),
    ("OH-CONSTRUCTION", ["operator"], "private", "operator"),
    ("OH-STATION", ["accepted_by"], ["health", "mayor"], "accepted_by[1]"),
    ("OH-STATION", ["accepted_by"], [["health"]], "accepted_by[0]"),
    # money
    *[("OH-STATION", ["cost_yuan"], value, "cost_yuan") for value in ("-1", "85000.001", "85,000", "1e5", "", "NaN", 85000.5, True, {}, "9" * 13, -5, GONE)],
    ("OH-CONSTRUCTION", ["class_costs_yuan", 1], "-340000", "class_costs_yuan[1]"),
    ("HZBJ-OPERATING", ["per_student_budget_yuan"], "23457.891", "per_student_budget_yuan"),
]  # fmt: skip


@pytest.mark.parametrize(("programme", "path", "value", "named"), CASES)
def test_a_bad_fact_is_named_with_its_path(programme: str, path: list[Any], value: Any, named: str) -> None:
    error = refused(programme, changed(programme, path, value))
    assert error.field == named
    assert str(error.message).startswith(named) and "\n" not in str(error.message)
    str(error.message).encode("utf-8")


def test_an_unknown_choice_of_the_month_is_named_with_what_is_known() -> None:
    error = refused("GZ-OPERATING", PLAIN | {"options": {"partial_month_mode": "HALF"}})
    assert error.field == "options.partial_month_mode" and "PRO_RATA_CALENDAR" in str(error.message)


def test_a_strange_key_is_shown_on_one_printable_line() -> None:
    error = refused("GZ-OPERATING", PLAIN | {"a\nb\u202e" + "x" * 90: 1})
    assert "\n" not in str(error.message) and "\u202e" not in str(error.message)
    assert len(error.field) < 60


def test_enrolment_that_ends_before_it_starts_is_named() -> None:
    facts = operating(month(child(enrolled_from="2024-05-20", enrolled_to="2024-05-19")))
    assert refused("GZ-OPERATING", facts).field == "months[0].children[0].enrolled_to"


def test_all_faults_are_told_at_once() -> None:
    facts = operating(
        month(child("A", born="2024-02-30"), child("A", attended_days=99)), claimed_on="x", colour="red"
    )
    error = refused("GZ-OPERATING", facts)
    assert {each.field for each in error.extra["problems"]} == {
        "colour",
        "claimed_on",
        "months[0].children[0].born",
        "months[0].children[1].attended_days",
        "months[0].children[1].ref",
    }


def test_without_a_day_of_claim_it_is_claimed_today() -> None:
    facts = operating(month(child()))
    del facts["claimed_on"]
    claim: Any = read_claim(programmes()["GZ-OPERATING"], facts)
    assert claim.claimed_on == clock.today()


def test_a_whole_number_of_yuan_may_be_a_number() -> None:
    claim: Any = read_claim(programmes()["OH-STATION"], KINDS["OH-STATION"] | {"cost_yuan": 85000})
    assert claim.cost == 8_500_000
