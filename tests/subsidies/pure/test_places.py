"""The construction subsidy of Ganzhou: each place once, added places only, at most what is filed."""

from dataclasses import replace
from typing import Any

import pytest

from policy.enums import Status
from tests.subsidies.build import construction, one, programmes, quoted, whole, with_parameter

GZ = "GZ-CONSTRUCTION"


def test_u38_an_urban_new_building_of_45_places() -> None:
    quote = quoted(GZ, construction(45))
    assert whole(quote) == ("OK", 2_700_000)
    assert quote.shares == {"city": 540_000, "county": 2_160_000}


@pytest.mark.parametrize(
    ("location", "works", "fen"),
    [
        ("urban", "new_build", 60_000),
        ("rural", "new_build", 50_000),
        ("urban", "renovation_expansion", 50_000),
        ("rural", "renovation_expansion", 40_000),
    ],
)
def test_each_kind_of_place_has_its_rate(location: str, works: str, fen: int) -> None:
    assert one(quoted(GZ, construction(1, location=location, works=works))) == ("OK", fen)


@pytest.mark.parametrize("claimed", [40, 16])
def test_u39_an_expansion_from_24_to_40_places_pays_16(claimed: int) -> None:
    """Whether the claim names all places or the added ones."""
    facts = construction(claimed, filed=40, works="renovation_expansion", places_already_paid=24)
    assert whole(quoted(GZ, facts)) == ("OK", 800_000)


def test_u40_the_same_places_are_not_paid_twice() -> None:
    facts = construction(40, filed=40, places_already_paid=40)
    assert whole(quoted(GZ, facts)) == ("DUPLICATE_PLACE", 0)


def test_places_paid_before_stand_as_a_line_of_their_own() -> None:
    lines = quoted(GZ, construction(60, places_already_paid=20)).lines
    assert [(line.ref, str(line.code), line.amount) for line in lines] == [
        ("places", "OK", 40 * 60_000),
        ("places/paid", "DUPLICATE_PLACE", 0),
    ]


def test_more_paid_than_filed_after_a_reduction_pays_nothing() -> None:
    assert whole(quoted(GZ, construction(30, filed=30, places_already_paid=45))) == ("DUPLICATE_PLACE", 0)


def test_more_places_than_filed_are_refused_and_the_line_says_what_would_pass() -> None:
    quote = quoted(GZ, construction(61, filed=60))
    assert whole(quote) == ("PLACES_EXCEED_FILED", 0)
    assert quote.lines[0].steps[-1].values == (61, 60)


def test_no_place_is_a_computed_zero() -> None:
    assert whole(quoted(GZ, construction(0, filed=60))) == ("OK", 0)


@pytest.mark.parametrize(
    ("accepted_on", "code"),
    [
        ("2022-02-17", "POLICY_NOT_STARTED"),
        ("2022-02-18", "OK"),
        ("2025-02-17", "OK"),
        ("2025-02-18", "POLICY_EXPIRED"),
    ],
)
def test_the_day_of_acceptance_lies_in_the_window(accepted_on: str, code: str) -> None:
    assert one(quoted(GZ, construction(10, accepted_on=accepted_on)))[0] == code


@pytest.mark.parametrize(
    ("works", "filed", "code"),
    [
        ("new_build", [["2023-01-01", None]], "OK"),
        ("new_build", [["2021-01-01", None]], "POLICY_NOT_STARTED"),
        ("new_build", [["2021-01-01", "2023-03-31"], ["2023-04-01", None]], "POLICY_NOT_STARTED"),
        ("renovation_expansion", [["2021-01-01", "2023-03-31"], ["2023-04-01", None]], "OK"),
        ("new_build", [], "NOT_FILED"),
    ],
)
def test_without_acceptance_the_filing_or_the_change_filing_is_tested(
    works: str, filed: list[Any], code: str
) -> None:
    facts = construction(10, accepted_on=None, works=works)
    facts["facility"]["filed"] = filed
    assert one(quoted(GZ, facts))[0] == code


@pytest.mark.parametrize(
    ("standing", "code"),
    [
        ({"filed": [], "universal": []}, "NOT_FILED"),
        ({"filed": [["2020-01-01", "2023-05-09"]]}, "NOT_FILED"),
        ({"universal": []}, "NOT_UNIVERSAL"),
        ({"universal": [["2023-05-11", None]]}, "NOT_UNIVERSAL"),
    ],
)
def test_the_facility_is_filed_and_universal_on_the_day_tested(standing: dict[str, Any], code: str) -> None:
    facts = construction(10)
    facts["facility"] |= standing
    assert whole(quoted(GZ, facts)) == (code, 0)


def test_the_window_is_told_before_everything_else() -> None:
    facts = construction(99, filed=60, accepted_on="2026-01-01")
    facts["facility"] |= {"filed": [], "universal": []}
    assert whole(quoted(GZ, facts)) == ("POLICY_EXPIRED", 0)


def test_a_missing_rate_is_not_computable() -> None:
    programme = with_parameter(programmes()[GZ], "rate", None, location="urban", works="new_build")
    assert whole(quoted(programme, construction(10))) == ("PARAM_MISSING", None)
    assert whole(quoted(programme, construction(10, location="rural"))) == ("OK", 500_000)


def test_a_draft_on_places_is_simulated_and_says_so_first() -> None:
    programme = replace(programmes()[GZ], status=Status.DRAFT)
    quote = quoted(programme, construction(60, places_already_paid=20))
    assert [(str(line.code), line.amount) for line in quote.lines] == [
        ("POLICY_DRAFT", 2_400_000),
        ("POLICY_DRAFT", 0),
    ]
    assert (whole(quote), quote.payable) == (("POLICY_DRAFT", 2_400_000), False)
    assert whole(quoted(programme, construction(61, filed=60))) == ("POLICY_DRAFT", 0)
