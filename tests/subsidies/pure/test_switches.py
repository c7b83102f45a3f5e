"""Finance can change each reading of domain 8.1 by a new version of the pack: every choice changes what is paid."""

from pathlib import Path
from typing import Any

import pytest

from policy import law
from policy.loader.schema import validator
from policy.presentation.choices import PARAMETERS, VALUES
from subsidies import rules
from tests.subsidies.build import child, classes_of, construction, month, one, operating, programmes, quoted
from tests.subsidies.build import with_parameter as with_

GZ, BUILD = "GZ-OPERATING", "GZ-CONSTRUCTION"


def operated(name: str, value: Any, *months: dict[str, Any], **facts: Any) -> tuple[str, int | None]:
    """Code and fen of the one line under another choice."""
    return one(quoted(with_(programmes()[GZ], name, value), operating(*months, **facts)))


def built(name: str, value: Any, facts: dict[str, Any]) -> tuple[str, int | None]:
    return one(quoted(with_(programmes()[BUILD], name, value), facts))


@pytest.mark.parametrize(
    ("mode", "paid"),
    [
        ("MIN_HALF", [("UNDER_HALF", 0), ("OK", 20_000)]),
        ("HALF_STEP", [("OK", 10_000), ("OK", 20_000)]),
        ("ANY_DAY", [("OK", 20_000), ("OK", 20_000)]),
        ("PRO_RATA_CALENDAR", [("OK", 10_323), ("OK", 10_323)]),
    ],
)
def test_partial_month_mode_says_what_a_month_not_attended_every_day_pays(
    mode: str, paid: list[tuple[str, int]]
) -> None:
    """Nine and ten of twenty service days, enrolled on 16 of the 31 days of May."""
    found = [
        operated("partial_month_mode", mode, month(child(attended_days=days, enrolled_from="2024-05-16")))
        for days in (9, 10)
    ]
    assert found == paid


def test_presence_min_pct_says_how_much_of_a_month_is_enough() -> None:
    month_of_ten = month(child(attended_days=10))
    assert operated("presence_min_pct", 50, month_of_ten) == ("OK", 20_000)
    assert operated("presence_min_pct", 51, month_of_ten) == ("UNDER_HALF", 0)


@pytest.mark.parametrize(
    ("test", "codes"),
    [
        ("WHOLE_MONTH", ["OK", "NOT_UNIVERSAL", "NOT_UNIVERSAL", "NOT_UNIVERSAL"]),
        ("FIRST_DAY", ["OK", "OK", "NOT_UNIVERSAL", "NOT_UNIVERSAL"]),
        ("ANY_DAY", ["OK", "OK", "OK", "NOT_UNIVERSAL"]),
    ],
)
def test_facility_status_rule_says_on_which_days_a_facility_must_be_universal(
    test: str, codes: list[str]
) -> None:
    spells = [
        ["2024-05-01", "2024-05-31"],
        ["2024-05-01", "2024-05-01"],
        ["2024-05-31", None],
        ["2024-06-01", None],
    ]
    found = [
        operated(
            "facility_status_rule",
            test,
            month(child()),
            facility={"filed": [["2020-01-01", None]], "universal": [spell], "filed_places": 60},
        )[0]
        for spell in spells
    ]
    assert found == codes


def test_age_rule_says_until_when_a_child_that_turned_three_counts() -> None:
    grown = month(child(born="2021-05-01"))
    assert operated("age_rule", "UNDER_3_ON_FIRST_DAY", grown) == ("AGE_3", 0)
    until_term = with_(programmes()[GZ], "term_ends", ("07-15",))
    until_term = with_(until_term, "age_rule", "UNTIL_TERM_END")
    assert one(quoted(until_term, operating(grown))) == ("OK", 20_000)


@pytest.mark.parametrize(
    ("kinds", "paid"),
    [
        (("FULL_DAY", "HALF_DAY"), {"FULL_DAY": 20_000, "HALF_DAY": 20_000, "HOURLY": 0, "DROP_IN": 0}),
        (("FULL_DAY",), {"FULL_DAY": 20_000, "HALF_DAY": 0, "HOURLY": 0, "DROP_IN": 0}),
        (("HOURLY", "DROP_IN"), {"FULL_DAY": 0, "HALF_DAY": 0, "HOURLY": 20_000, "DROP_IN": 20_000}),
    ],
)
def test_contract_kinds_say_which_care_counts(kinds: tuple[str, ...], paid: dict[str, int]) -> None:
    found = {care: operated("contract_kinds", kinds, month(child(care_mode=care))) for care in paid}
    assert {care: fen for care, (_code, fen) in found.items()} == paid
    assert {code for code, fen in found.values() if not fen} == {"UNDER_HALF"}


def test_a_child_without_a_kind_of_care_is_there_the_full_day() -> None:
    assert operated("contract_kinds", ("FULL_DAY",), month(child())) == ("OK", 20_000)
    assert operated("contract_kinds", ("HALF_DAY",), month(child())) == ("UNDER_HALF", 0)


@pytest.mark.parametrize(
    ("mode", "days", "whole", "half"),
    [
        ("MIN_HALF", 20, 20_000, 10_000),
        ("HALF_STEP", 9, 10_000, 5_000),
        ("ANY_DAY", 1, 20_000, 10_000),
        ("PRO_RATA_CALENDAR", 20, 20_000, 10_000),
    ],
)
def test_half_day_counts_whole_or_half(mode: str, days: int, whole: int, half: int) -> None:
    claimed = month(child(attended_days=days, care_mode="HALF_DAY"))
    options = {"options": {"partial_month_mode": mode}}
    assert operated("half_day_counts", "WHOLE", claimed, **options) == ("OK", whole)
    assert operated("half_day_counts", "HALF", claimed, **options) == ("OK", half)
    full = month(child(attended_days=days))
    assert operated("half_day_counts", "HALF", full, **options) == ("OK", whole)


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("MORE_DAYS_ELSE_REVIEW", ["OK", "OK", "MANUAL_REVIEW", "DUPLICATE_CHILD"]),
        ("ALWAYS_REVIEW", ["OK", "MANUAL_REVIEW", "MANUAL_REVIEW", "MANUAL_REVIEW"]),
        ("NOT_TESTED", ["OK", "OK", "OK", "OK"]),
    ],
)
def test_one_facility_per_child_month_says_who_is_paid_of_two(rule: str, codes: list[str]) -> None:
    found = [
        operated(
            "one_facility_per_child_month",
            rule,
            month(child(attended_days=10, elsewhere_attended_days=elsewhere)),
        )[0]
        for elsewhere in (0, 9, 10, 11)
    ]
    assert found == codes


def test_month_rule_says_which_day_of_a_month_lies_in_the_window() -> None:
    february = month(child(born="2020-06-15"), name="2022-02")
    assert operated("month_rule", "FIRST_DAY_IN_WINDOW", february) == ("POLICY_NOT_STARTED", 0)
    assert operated("month_rule", "LAST_DAY_IN_WINDOW", february) == ("OK", 20_000)


def test_claim_from_says_whether_a_month_must_have_ended() -> None:
    running = {"claimed_on": "2024-05-31"}
    assert operated("claim_from", "AFTER_MONTH_END", month(child()), **running)[0] == "MONTH_NOT_ENDED"
    assert operated("claim_from", "ANY_TIME", month(child()), **running) == ("OK", 20_000)


def test_claim_within_months_ends_late_claims_and_without_it_they_are_taken() -> None:
    last, late = {"claimed_on": "2024-08-31"}, {"claimed_on": "2024-09-01"}
    assert operated("claim_within_months", 3, month(child()), **last) == ("OK", 20_000)
    assert operated("claim_within_months", 3, month(child()), **late) == ("POLICY_EXPIRED", 0)
    assert operated("claim_within_months", None, month(child()), **late) == ("OK", 20_000)


@pytest.mark.parametrize(
    ("rounding", "fen", "lines"),
    [
        ("HALF_UP_ONCE_PER_CLAIM", 2, [1, 1, 0]),
        ("HALF_UP_PER_LINE", 3, [1, 1, 1]),
        ("DOWN_ONCE_PER_CLAIM", 1, [1, 0, 0]),
    ],
)
def test_rounding_says_how_three_halves_of_a_fen_are_paid(rounding: str, fen: int, lines: list[int]) -> None:
    """A rate of one fen, and three children who count half: the odd case in which rounding shows."""
    programme = with_(with_(programmes()[GZ], "rate", 1), "rounding", rounding)
    children = (child(ref, attended_days=1) for ref in "ABC")
    quote = quoted(programme, operating(month(*children), mode="HALF_STEP"))
    assert (quote.amount, [line.amount for line in quote.lines]) == (fen, lines)
    assert sum(quote.shares.values()) == fen


def test_share_rest_to_says_who_gets_what_rounding_leaves() -> None:
    programme = with_(programmes()[GZ], "rate", 9_032)
    county = quoted(programme, operating(month(child())))
    city = quoted(with_(programme, "share_rest_to", "city"), operating(month(child())))
    assert county.shares == {"city": 1_806, "county": 7_226}, "U41"
    assert city.shares == {"city": 1_806, "county": 7_226}
    odd = with_(programmes()[GZ], "rate", 3)
    assert quoted(odd, operating(month(child()))).shares == {"city": 1, "county": 2}
    assert quoted(with_(odd, "share_rest_to", "city"), operating(month(child()))).shares == {
        "city": 1,
        "county": 2,
    }


@pytest.mark.parametrize(
    ("rule", "accepted", "filed"),
    [("ACCEPTED_ELSE_FILED", "OK", "OK"), ("ACCEPTED_ONLY", "OK", "NOT_ACCEPTED"), ("FILED", "POLICY_NOT_STARTED", "OK")],
)  # fmt: skip
def test_day_tested_says_which_day_must_lie_in_the_window(rule: str, accepted: str, filed: str) -> None:
    """Accepted in May 2023 and filed in 2020, before the policy; filed inside it and never accepted."""
    assert built("day_tested", rule, construction(45))[0] == accepted
    inside = construction(45, filed=45) | {"accepted_on": None}
    inside["facility"]["filed"] = [["2023-01-01", None]]
    assert built("day_tested", rule, inside)[0] == filed


def placed(**facility: Any) -> dict[str, Any]:
    facts = construction(10)
    facts["facility"] = {k: v for k, v in (facts["facility"] | facility).items() if v is not None}
    return facts


@pytest.mark.parametrize(
    ("code", "stated", "fen"),
    [
        ("111", None, 600_000),
        ("121", None, 600_000),
        ("220", None, 500_000),
        ("220", "urban", 600_000),
        ("111", "rural", 500_000),
    ],
)
def test_k9_the_statistical_code_decides_and_an_officer_may_override_it(
    code: str, stated: str | None, fen: int
) -> None:
    facts = placed(urban_rural_code=code, location=stated)
    assert built("location_rule", "STATISTICAL_CODE_AT_FILING", facts) == ("OK", fen)


def test_location_rule_may_leave_the_code_aside() -> None:
    assert built("location_rule", "AS_STATED", placed(urban_rural_code="220")) == ("OK", 600_000)
    silent = placed(urban_rural_code="220", location=None)
    assert built("location_rule", "AS_STATED", silent) == ("PARAM_MISSING", None)


def test_urban_codes_say_whether_county_towns_are_town() -> None:
    county_town = placed(urban_rural_code="121", location=None)
    assert built("urban_codes", ("1",), county_town) == ("OK", 600_000)
    assert built("urban_codes", ("11",), county_town) == ("OK", 500_000)
    assert built("urban_codes", None, county_town) == ("PARAM_MISSING", None)


ALL = ("ONCE_PER_PLACE", "ADDED_PLACES_ONLY", "AT_MOST_FILED_PLACES")


@pytest.mark.parametrize(
    ("rules", "again", "added", "too_many"),
    [
        (ALL, "DUPLICATE_PLACE", "DUPLICATE_PLACE", "PLACES_EXCEED_FILED"),
        (ALL[1:], "OK", "DUPLICATE_PLACE", "PLACES_EXCEED_FILED"),
        (ALL[:2], "DUPLICATE_PLACE", "DUPLICATE_PLACE", "OK"),
        ((), "OK", "OK", "OK"),
    ],
)
def test_place_rules_say_which_places_are_not_paid(
    rules: tuple[str, ...], again: str, added: str, too_many: str
) -> None:
    paid = construction(24, filed=24, places_already_paid=24)
    assert built("place_rules", rules, paid)[0] == again
    works = construction(24, filed=24, places_already_paid=24, works="renovation_expansion")
    assert built("place_rules", rules, works)[0] == added
    assert built("place_rules", rules, construction(30, filed=24))[0] == too_many


def test_class_choice_says_which_classes_are_measured() -> None:
    facts = classes_of([10_000_00, 20_000_00, 30_000_00], "public")
    paid = {
        choice: [line.amount for line in quoted(with_(programmes()["OH-CONSTRUCTION"], "class_choice", choice), facts).lines]
        for choice in ("FIRST_LISTED", "HIGHEST_COST")
    }  # fmt: skip
    assert paid == {
        "FIRST_LISTED": [10_000_00, 20_000_00, 0],
        "HIGHEST_COST": [0, 20_000_00, 30_000_00],
    }


#: Parameters of the packs that say how the window of a programme was read; the window itself is its valid_from and
#: valid_to, which a new version changes.
_WINDOWS = {"window_years", "window_from", "window_reading", "pilot_window"}


def test_no_parameter_of_the_packs_is_only_shown() -> None:
    """Each choice of each parameter that the schema allows is one that a test above or the calculator knows."""
    source = "".join(_sources())
    for programme in programmes().values():
        for parameter in programme.parameters:
            assert parameter.name in PARAMETERS
            assert parameter.name in _WINDOWS or f'"{parameter.name}"' in source, parameter.name


def test_every_choice_the_schema_allows_has_words() -> None:
    for rule in validator().schema["$defs"]["parameter"]["allOf"]:  # type: ignore[index]
        value = rule["then"]["properties"].get("value", {})
        for choice in value.get("enum", value.get("items", {}).get("enum", ())):
            assert choice in VALUES


def _sources() -> list[str]:
    folder = Path(rules.__file__ or "").parent
    files = [*folder.glob("*.py"), Path(law.programmes.__file__ or "")]
    return [file.read_text("utf-8") for file in files]
