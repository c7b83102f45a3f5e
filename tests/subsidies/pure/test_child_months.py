"""The operating subsidy of Ganzhou: one line a child and month, the first reason that fails (domain 8.1)."""

from dataclasses import replace
from datetime import date

import pytest

from policy.enums import Merge, Status
from policy.law import Programme
from subsidies.enums import Code
from subsidies.rules import compute
from subsidies.rules.facts import paid_by
from subsidies.serializers.claims import read_claim
from tests.subsidies.build import (
    OPEN,
    STANDING,
    child,
    construction,
    month,
    one,
    operating,
    programmes,
    quoted,
    third_birthday,
    whole,
    with_parameter,
)

GZ = "GZ-OPERATING"


def term() -> Programme:
    return programmes()[GZ]


def test_u18_forty_children_three_under_half_are_thirty_seven_times_200() -> None:
    children = [child(f"C{n}", attended_days=9 if n < 3 else 10) for n in range(40)]
    quote = quoted(GZ, operating(month(*children)))
    assert whole(quote) == ("OK", 37 * 20_000)
    assert quote.shares == {"city": 148_000, "county": 592_000}
    assert [str(line.code) for line in quote.lines].count("UNDER_HALF") == 3


def test_u19_every_line_says_its_own_reason() -> None:
    lines = quoted(
        GZ,
        operating(
            month(
                child("grown", born="2021-05-01"),
                child("seldom", attended_days=9),
                child("shared", attended_days=10, elsewhere_attended_days=12),
                child("fine"),
            ),
            month(child("late"), name="2025-03"),
        ),
    ).lines
    assert {line.ref: str(line.code) for line in lines} == {
        "2024-05/grown": "AGE_3",
        "2024-05/seldom": "UNDER_HALF",
        "2024-05/shared": "DUPLICATE_CHILD",
        "2024-05/fine": "OK",
        "2025-03/late": "POLICY_EXPIRED",
    }


def test_u42_the_last_month_is_paid_though_claimed_in_april_and_the_next_is_not() -> None:
    assert whole(quoted(GZ, operating(month(child(), name="2025-02")))) == ("OK", 20_000)
    assert whole(quoted(GZ, operating(month(child(), name="2025-03")))) == ("POLICY_EXPIRED", 0)


def test_k7_the_window_holds_exactly_36_months() -> None:
    names = [f"{year}-{number:02d}" for year in range(2021, 2027) for number in range(1, 13)]
    months = [{"month": name, "child_months": 1} for name in names]
    lines = quoted(GZ, operating(*months, claimed_on="2027-01-01")).lines
    paid = [line.ref for line in lines if line.code == "OK"]
    assert (len(paid), paid[0], paid[-1]) == (36, "2022-03", "2025-02")
    assert {str(line.code) for line in lines if line.ref < "2022-03"} == {"POLICY_NOT_STARTED"}
    assert {str(line.code) for line in lines if line.ref > "2025-02"} == {"POLICY_EXPIRED"}


@pytest.mark.parametrize(
    ("birthday", "code"),
    [(date(2024, 5, 2), "OK"), (date(2024, 5, 1), "AGE_3"), (date(2024, 4, 30), "AGE_3"), (date(2024, 5, 31), "OK")],
)  # fmt: skip
def test_a_third_birthday_on_the_second_counts_and_on_the_first_does_not(birthday: date, code: str) -> None:
    assert one(quoted(GZ, operating(month(child(born=third_birthday(birthday))))))[0] == code


def test_born_on_29_february_turns_three_on_the_28th() -> None:
    def asked(name: str, rule: str) -> str:
        facts = operating(month(child(born="2020-02-29"), name=name), options={"age_rule": rule})
        programme = with_parameter(term(), "term_ends", ("02-28", "07-15"))
        return one(quoted(programme, facts))[0]

    assert asked("2023-02", "UNDER_3_ON_FIRST_DAY") == "OK"
    assert asked("2023-03", "UNDER_3_ON_FIRST_DAY") == "AGE_3"
    # On the 29th the term that ends on the 28th would already be over.
    assert [asked("2023-02", "UNTIL_TERM_END"), asked("2023-03", "UNTIL_TERM_END")] == ["OK", "AGE_3"]


def test_until_the_end_of_the_term_a_child_may_stay_that_turned_three() -> None:
    programme = with_parameter(term(), "term_ends", ("01-31", "07-15"))
    facts = [
        operating(month(child(born="2020-10-10"), name=name), options={"age_rule": "UNTIL_TERM_END"})
        for name in ("2023-11", "2024-01", "2024-02")
    ]
    assert [one(quoted(programme, each))[0] for each in facts] == ["OK", "OK", "AGE_3"]
    assert one(quoted(term(), facts[0])) == ("PARAM_MISSING", None), "Ganzhou names no terms"


@pytest.mark.parametrize(
    ("days", "mode", "code", "fen"),
    [
        (11, "MIN_HALF", "OK", 20_000),
        (10, "MIN_HALF", "UNDER_HALF", 0),
        (21, "MIN_HALF", "OK", 20_000),
        (0, "MIN_HALF", "UNDER_HALF", 0),
        (11, "HALF_STEP", "OK", 20_000),
        (10, "HALF_STEP", "OK", 10_000),
        (1, "HALF_STEP", "OK", 10_000),
        (0, "HALF_STEP", "UNDER_HALF", 0),
        (1, "ANY_DAY", "OK", 20_000),
        (0, "ANY_DAY", "UNDER_HALF", 0),
    ],
)
def test_a_month_of_21_service_days(days: int, mode: str, code: str, fen: int) -> None:
    facts = operating(month(child(attended_days=days), service_days=21), mode=mode)
    assert one(quoted(GZ, facts)) == (code, fen)


@pytest.mark.parametrize("mode", ["MIN_HALF", "HALF_STEP", "ANY_DAY"])
def test_a_month_without_a_service_day_pays_nothing(mode: str) -> None:
    facts = operating(month(child(attended_days=0), service_days=0), mode=mode)
    assert one(quoted(GZ, facts)) == ("UNDER_HALF", 0)


@pytest.mark.parametrize(
    ("start", "end", "fen"),
    [
        ("2024-05-01", None, 20_000),
        (None, None, 20_000),
        ("2024-05-22", "2024-05-31", 6_452),  # 20 000 × 10 ÷ 31 = 6 451.6
        (None, "2024-05-01", 645),  # 645.16
        ("2023-01-01", "2024-05-15", 9_677),  # 9 677.4
        ("2024-05-31", "2024-06-30", 645),
    ],
)
def test_pro_rata_counts_enrolled_calendar_days_and_rounds_for_each_child(
    start: str | None, end: str | None, fen: int
) -> None:
    facts = operating(month(child(enrolled_from=start, enrolled_to=end)), mode="PRO_RATA_CALENDAR")
    assert one(quoted(GZ, facts)) == ("OK", fen)


@pytest.mark.parametrize("mode", ["MIN_HALF", "HALF_STEP", "PRO_RATA_CALENDAR", "ANY_DAY"])
@pytest.mark.parametrize("span", [("2024-06-01", None), (None, "2024-04-30")])
def test_a_child_that_was_not_enrolled_in_the_month_does_not_count(
    mode: str, span: tuple[str | None, str | None]
) -> None:
    facts = operating(month(child(enrolled_from=span[0], enrolled_to=span[1])), mode=mode)
    assert one(quoted(GZ, facts)) == ("UNDER_HALF", 0)


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [(11, 10, "OK"), (10, 11, "DUPLICATE_CHILD"), (10, 10, "MANUAL_REVIEW"), (9, 3, "UNDER_HALF"), (0, 0, "UNDER_HALF")],
)  # fmt: skip
def test_of_two_facilities_the_one_with_more_days_claims_and_a_tie_goes_to_a_person(
    here: int, there: int, code: str
) -> None:
    facts = operating(month(child(attended_days=here, elsewhere_attended_days=there)))
    assert one(quoted(GZ, facts))[0] == code


@pytest.mark.parametrize(
    ("test", "filed", "code"),
    [
        ("WHOLE_MONTH", [["2024-05-02", None]], "NOT_FILED"),
        ("WHOLE_MONTH", [["2024-01-01", "2024-05-30"]], "NOT_FILED"),
        ("WHOLE_MONTH", [["2024-01-01", "2024-05-31"]], "OK"),
        ("WHOLE_MONTH", [["2024-05-16", None], ["2024-01-01", "2024-05-15"]], "OK"),
        ("WHOLE_MONTH", [["2024-01-01", "2024-05-15"], ["2024-05-17", None]], "NOT_FILED"),
        ("WHOLE_MONTH", [["2024-01-01", "2024-05-20"], ["2024-02-01", "2024-03-01"], ["2024-05-10", None]], "OK"),
        ("WHOLE_MONTH", [["2024-06-01", None]], "NOT_FILED"),
        ("FIRST_DAY", [["2024-05-01", "2024-05-01"]], "OK"),
        ("FIRST_DAY", [["2024-05-02", None]], "NOT_FILED"),
        ("ANY_DAY", [["2024-05-31", None]], "OK"),
        ("ANY_DAY", [["2024-06-01", None]], "NOT_FILED"),
        ("WHOLE_MONTH", [], "NOT_FILED"),
    ],
)  # fmt: skip
def test_a_facility_is_filed_on_the_days_that_count(test: str, filed: list[object], code: str) -> None:
    facts = operating(
        month(child()),
        facility=STANDING | {"filed": filed},
        options={"facility_status_rule": test},
    )
    assert one(quoted(GZ, facts))[0] == code


def test_filed_is_told_before_universal_and_universal_before_age() -> None:
    def code(**standing: object) -> str:
        facts = operating(month(child(born="2020-01-01", attended_days=0)), facility=STANDING | standing)
        return one(quoted(GZ, facts))[0]

    assert code(filed=[], universal=[]) == "NOT_FILED"
    assert code(universal=[["2024-05-10", None]]) == "NOT_UNIVERSAL"
    assert code() == "AGE_3"


def test_a_facility_that_lost_its_recognition_in_the_middle_of_a_month_loses_the_month() -> None:
    facts = operating(month(child()), facility=STANDING | {"universal": [["2024-01-01", "2024-05-15"]]})
    assert whole(quoted(GZ, facts)) == ("NOT_UNIVERSAL", 0)


@pytest.mark.parametrize(("claimed_on", "code"), [("2024-05-31", "MONTH_NOT_ENDED"), ("2024-06-01", "OK")])
def test_a_month_can_be_claimed_from_the_day_after_its_end(claimed_on: str, code: str) -> None:
    assert one(quoted(GZ, operating(month(child()), claimed_on=claimed_on)))[0] == code


def test_a_month_after_the_window_says_so_though_it_has_not_ended() -> None:
    facts = operating(month(child(), name="2026-05"), claimed_on="2026-05-02")
    assert one(quoted(GZ, facts))[0] == "POLICY_EXPIRED"


def test_counted_child_months_stand_in_place_of_children() -> None:
    quote = quoted(
        GZ, operating({"month": "2024-12", "child_months": 38}, {"month": "2025-03", "child_months": 1})
    )
    assert [(line.ref, str(line.code), line.amount) for line in quote.lines] == [
        ("2024-12", "OK", 760_000),
        ("2025-03", "POLICY_EXPIRED", 0),
    ]


def test_the_picture_of_the_claim_124_lines_119_count() -> None:
    """119 人月 × 200 元 = 23,800.00 = 4,760.00 + 19,040.00."""
    months = [{"month": name, "child_months": number} for name, number in (("2024-12", 38), ("2025-01", 40), ("2025-02", 41))]  # fmt: skip
    quote = quoted(GZ, operating(*months))
    assert whole(quote) == ("OK", 2_380_000)
    assert quote.shares == {"city": 476_000, "county": 1_904_000}


def test_no_children_and_no_months_are_a_computed_zero() -> None:
    assert whole(quoted(GZ, operating(month()))) == ("OK", 0)
    empty = quoted(GZ, operating())
    assert whole(empty) == ("OK", 0)
    assert (empty.lines, empty.shares) == ((), {"city": 0, "county": 0})
    assert quoted(GZ, operating(month(name="2025-03"))).code == "POLICY_EXPIRED"


def test_more_children_than_places_are_paid_because_the_text_counts_children() -> None:
    assert quoted(GZ, operating({"month": "2024-05", "child_months": 70})).amount == 70 * 20_000


def test_half_a_fen_is_rounded_once_for_the_claim_and_lines_still_add_up() -> None:
    programme = with_parameter(term(), "rate", 20_001)
    facts = operating(month(child("A", attended_days=1), child("B", attended_days=1)), mode="HALF_STEP")
    quote = quoted(programme, facts)
    assert (quote.amount, [line.amount for line in quote.lines]) == (20_001, [10_001, 10_000])
    alone = quoted(programme, operating(month(child(attended_days=1)), mode="HALF_STEP"))
    assert alone.amount == 10_001, "10 000.5 fen, half up"


def test_u43_an_extension_is_a_second_wording_and_each_month_is_judged_by_its_own() -> None:
    longer = replace(
        with_parameter(term(), "rate", 30_000),
        status=Status.IN_FORCE,
        valid_from=date(2025, 2, 18),
        valid_to=date(2027, 2, 17),
        version="2025",
    )
    facts = operating({"month": "2025-02", "child_months": 1}, {"month": "2025-03", "child_months": 1})
    quote = compute([term(), longer], read_claim(longer, facts))
    assert [line.amount for line in quote.lines] == [20_000, 30_000]
    assert (quote.amount, quote.shares) == (50_000, {"city": 10_000, "county": 40_000})
    assert (quote.programme.version, quote.programme.state) == ("2025", "IN_FORCE")


def test_a_gap_between_two_wordings_is_after_the_first() -> None:
    later = replace(term(), valid_from=date(2026, 1, 1), valid_to=None)
    claim = read_claim(later, operating({"month": "2025-06", "child_months": 1}, claimed_on="2026-09-01"))
    assert whole(compute([term(), later], claim)) == ("POLICY_EXPIRED", 0)
    before = read_claim(later, operating({"month": "2021-06", "child_months": 1}))
    assert whole(compute([term(), later], before)) == ("POLICY_NOT_STARTED", 0)


def test_another_month_rule_asks_for_the_last_day() -> None:
    programme = with_parameter(term(), "month_rule", "LAST_DAY_IN_WINDOW")
    codes = [
        whole(quoted(programme, operating({"month": name, "child_months": 1})))[0]
        for name in ("2022-02", "2025-01", "2025-02")
    ]
    assert codes == ["OK", "OK", "POLICY_EXPIRED"]


@pytest.mark.parametrize("name", ["rate", "under_years", "presence_min_pct"])
def test_a_missing_parameter_is_not_computable_and_never_0(name: str) -> None:
    programme = with_parameter(term(), name, None)
    quote = quoted(programme, operating(month(child(), child("grown", born="2015-01-01"))))
    assert (str(quote.code), quote.amount, quote.shares) == ("PARAM_MISSING", None, {})
    assert quote.lines[0].amount is None


def test_counted_child_months_without_a_rate_are_not_computable() -> None:
    quote = quoted(with_parameter(term(), "rate", None), operating({"month": "2024-05", "child_months": 1}))
    assert whole(quote) == ("PARAM_MISSING", None)
    late = quoted(with_parameter(term(), "rate", None), operating({"month": "2025-05", "child_months": 1}))
    assert whole(late) == ("POLICY_EXPIRED", 0), "the first reason comes first"


def test_a_line_that_lacks_a_parameter_leaves_the_others_their_amounts() -> None:
    programme = with_parameter(term(), "presence_min_pct", None)
    facts = operating(month(child("A")), {"month": "2024-06", "child_months": 3})
    assert [line.amount for line in quoted(programme, facts).lines] == [None, 60_000]


def test_the_floor_of_jiangxi_is_simulated_and_never_paid() -> None:
    quote = quoted("JX-OPERATING-FLOOR", operating(month(child("A"), child("B", attended_days=1))))
    assert (str(quote.code), quote.amount, quote.payable, quote.simulated) == (
        "POLICY_NOT_STARTED",
        20_000,
        False,
        True,
    )
    assert {str(line.code) for line in quote.lines} == {"POLICY_NOT_STARTED"}
    assert [line.amount for line in quote.lines] == [20_000, 0]
    assert quoted("JX-OPERATING-FLOOR", operating()).code == Code.POLICY_NOT_STARTED


def test_the_facility_has_to_be_only_what_the_text_asks() -> None:
    programme = replace(term(), requires=("filed",))
    facts = operating(month(child()), facility={"filed": OPEN, "universal": []})
    assert one(quoted(programme, facts)) == ("OK", 20_000)


def test_a_month_that_another_programme_paid_is_not_paid_unless_both_allow_it() -> None:
    """NO_STACK, domain 8.2; what the programmes say about each other is asked in tests/subsidies/test_stacking.py."""
    claim = read_claim(term(), operating(month(child(paid_by="JX-OPERATING-FLOOR"))))
    assert one(compute([term()], claim)) == ("DUPLICATE_CHILD", 0)
    assert one(compute([term()], claim, frozenset({"JX-OPERATING-FLOOR"}))) == ("OK", 20_000)
    assert paid_by(claim) == {"JX-OPERATING-FLOOR"}
    assert paid_by(read_claim(programmes()["GZ-CONSTRUCTION"], construction(45))) == frozenset()


def test_two_programmes_stand_beside_each_other_only_where_both_say_so() -> None:
    floor = programmes()["JX-OPERATING-FLOOR"]
    one_sided = with_parameter(term(), "stacks_with", ("JX-OPERATING-FLOOR",))
    assert not term().beside(floor) and not floor.beside(term())
    assert not one_sided.beside(floor) and not floor.beside(one_sided)
    assert one_sided.beside(with_parameter(floor, "stacks_with", (GZ,)))
    free = [replace(each, merge=Merge.OVERRIDE_BY_LOCAL) for each in (term(), floor)]
    assert free[0].beside(free[1]) and not free[0].beside(floor), "one that forbids it is enough"
