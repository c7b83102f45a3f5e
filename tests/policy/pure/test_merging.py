"""How texts of several levels combine. A local text may tighten, never loosen; a draft never binds."""

from datetime import date

import pytest

from policy.enums import Merge, RuleKind, Severity, Standing, Status
from policy.law import Limit, PeriodTerm
from policy.rules.merging import effective, looser, ruling
from tests.policy.build import duty, standard

ON = date(2026, 5, 7)
LOCAL, NATION = "360700", "CN"


def test_the_nearest_text_in_force_decides() -> None:
    local, nation = duty(LOCAL, days=10), duty(NATION)
    assert effective([local, nation], ON) is local
    assert effective([duty(LOCAL, valid_from=date(2026, 5, 8)), nation], ON) is nation
    assert effective([duty(LOCAL, valid_to=date(2026, 5, 6)), nation], ON) is nation
    assert effective([duty(LOCAL, valid_to=ON), nation], ON) is not nation
    assert effective([], ON) is None
    assert effective([duty(NATION, valid_from=date(2027, 1, 1))], ON) is None


def test_a_draft_never_binds_but_can_be_simulated() -> None:
    draft, nation = duty(LOCAL, status=Status.DRAFT, days=3), duty(NATION)
    assert effective([draft, nation], ON) is nation
    assert effective([draft, nation], ON, drafts=True) is draft
    assert effective([draft], ON) is None
    assert effective([draft], date(2019, 1, 1), drafts=True) is None, "outside its window"


def test_trial_expired_and_repealed_texts_bind_inside_their_window() -> None:
    for status in (Status.TRIAL, Status.EXPIRED, Status.REPEALED):
        rule = duty(LOCAL, status=status, valid_to=date(2026, 12, 31))
        assert effective([rule], ON) is rule
        assert effective([rule], date(2027, 1, 1)) is None


def test_a_local_text_may_shorten_the_period_of_the_authority_never_lengthen_it() -> None:
    nation = duty(NATION, merge=Merge.SHORTER_FOR_AUTHORITY)
    shorter, longer = duty(LOCAL, days=3), duty(LOCAL, days=8)
    assert effective([shorter, nation], ON) is shorter
    assert effective([longer, nation], ON) is nation
    assert ruling([longer, nation], ON).contradictions == (longer,), "for a human to look at"
    assert ruling([shorter, nation], ON).contradictions == (), "that is allowed"
    promptly = duty(LOCAL, kind=RuleKind.PROMPT, days=None)
    assert effective([promptly, nation], ON) is nation
    only = duty(NATION, kind=RuleKind.PROMPT, days=None, merge=Merge.SHORTER_FOR_AUTHORITY)
    assert effective([promptly, only], ON) is only


def test_where_the_nearest_simply_wins_nothing_is_a_contradiction() -> None:
    assert ruling([duty(LOCAL, days=10), duty(NATION)], ON).contradictions == ()
    with pytest.raises(ValueError, match="nothing to choose"):
        ruling([], ON)


def test_only_the_national_text_counts_where_it_alone_may_speak() -> None:
    nation, local = duty(NATION, merge=Merge.NATIONAL_ONLY), duty(LOCAL, days=2)
    assert effective([local, nation], ON) is nation
    provincial = duty("360000", merge=Merge.NATIONAL_ONLY)
    assert effective([local, provincial], ON) is None, "no national text, nobody speaks"


def test_the_strictest_term_is_the_shortest_and_the_longest_to_keep_something() -> None:
    nation = duty(NATION, merge=Merge.STRICTEST, days=9)
    assert effective([duty(LOCAL, days=4), nation], ON) == duty(LOCAL, days=4)
    assert effective([duty(LOCAL, days=12), nation], ON) is nation
    keep = {"kind": RuleKind.PERIOD, "days": None, "sense": "KEEP_UNTIL"}
    short = duty(LOCAL, period=PeriodTerm(60, "day", "TRIGGER"), **keep)
    long = duty(NATION, period=PeriodTerm(3, "month", "TRIGGER"), merge=Merge.STRICTEST, **keep)
    assert effective([short, long], ON) is long
    unnumbered = duty(NATION, kind=RuleKind.PROMPT, days=None, merge=Merge.STRICTEST)
    assert effective([duty(LOCAL), unnumbered], ON) == duty(LOCAL)
    assert effective([unnumbered], ON) is unnumbered


def test_a_standard_takes_the_stricter_number_of_each_limit() -> None:
    def number(*found: object) -> tuple[str, dict[str, int]]:
        one = effective(found, ON)  # type: ignore[type-var]
        return one.pack, {name: limit.value for name, limit in one.limits.items()}

    assert number(standard(LOCAL, 12), standard(NATION, 15)) == (LOCAL, {"max": 12})
    assert number(standard(LOCAL, 20), standard(NATION, 15)) == (NATION, {"max": 15})
    assert number(standard(LOCAL, 120, stricter="HIGHER"), standard(NATION, 90, stricter="HIGHER")) == (
        LOCAL,
        {"max": 120},
    )
    assert number(standard(LOCAL, 30, stricter="HIGHER"), standard(NATION, 90, stricter="HIGHER")) == (
        NATION,
        {"max": 90},
    )
    assert number(standard(LOCAL, 5, name="other"), standard(NATION, 15)) == (LOCAL, {"other": 5, "max": 15})
    assert effective([standard(LOCAL, 1, status=Status.DRAFT)], ON) is None
    assert effective([standard(LOCAL, 1, status=Status.DRAFT)], ON, drafts=True) is not None


def test_of_every_text_it_is_told_how_it_stands() -> None:
    def stands(*found: object, merge: Merge = Merge.OVERRIDE_BY_LOCAL) -> list[Standing]:
        nation = duty(NATION, merge=merge)
        return [standing for _value, standing in ruling([*found, nation], ON).stands]  # type: ignore[list-item]

    assert stands(duty(LOCAL, days=10)) == [Standing.TAKEN, Standing.NEARER]
    assert stands(duty(LOCAL, days=3), merge=Merge.NATIONAL_ONLY) == [Standing.NATIONAL, Standing.TAKEN]
    assert stands(duty(LOCAL, days=9), merge=Merge.SHORTER_FOR_AUTHORITY) == [
        Standing.SHORTER,
        Standing.TAKEN,
    ]
    assert stands(duty(LOCAL, days=4), merge=Merge.STRICTEST) == [Standing.TAKEN, Standing.STRICTER]
    assert stands(duty(LOCAL, days=4), merge=Merge.NO_STACK) == [Standing.TAKEN, Standing.ONE_ONLY]
    assert stands(duty(LOCAL, status=Status.DRAFT)) == [Standing.DRAFT, Standing.TAKEN]
    assert stands(duty(LOCAL, valid_from=date(2027, 1, 1))) == [Standing.NOT_YET, Standing.TAKEN]
    assert stands(duty(LOCAL, valid_to=date(2025, 1, 1))) == [Standing.ENDED, Standing.TAKEN]


def test_a_joined_standard_says_which_text_was_the_stricter_one() -> None:
    local, nation = standard(LOCAL, 20), standard(NATION, 15)
    found = ruling([local, nation], ON)
    assert [standing for _value, standing in found.stands] == [Standing.STRICTER, Standing.TAKEN]
    assert found.contradictions == (local,), "weaker than the nation: for a human to look at"


def test_a_lower_text_is_looser_only_where_its_number_is_the_weaker_one() -> None:
    nation = standard(NATION, 15)
    assert looser(standard(LOCAL, 16), nation) == ("max", "16", "15")
    assert looser(standard(LOCAL, 15), nation) is looser(standard(LOCAL, 9), nation) is None
    assert looser(standard(LOCAL, 99, name="other"), nation) is None
    keep = {"kind": RuleKind.PERIOD, "days": None, "sense": "KEEP_UNTIL"}
    month, quarter = PeriodTerm(1, "month", "TRIGGER"), PeriodTerm(90, "day", "TRIGGER")
    assert looser(duty(LOCAL, period=month, **keep), duty(NATION, period=quarter, **keep)) == (
        "days",
        "30",
        "90",
    )
    assert looser(duty(LOCAL, period=quarter, **keep), duty(NATION, period=month, **keep)) is None
    assert looser(duty(LOCAL, days=6), duty(NATION, days=5)) == ("days", "6", "5")
    assert looser(duty(LOCAL, kind=RuleKind.PROMPT, days=None), duty(NATION, days=5)) is None
    assert looser(duty(LOCAL), nation) is None


def test_a_lower_text_cannot_take_the_weight_off_a_standard() -> None:
    nation = standard(NATION, 15, severity=Severity.WARN)
    assert looser(standard(LOCAL, 12, severity=Severity.ADVICE), nation) == ("severity", "ADVICE", "WARN")
    assert looser(standard(LOCAL, 15, severity=Severity.BLOCK), nation) is None
    for nearest, number in ((Severity.ADVICE, 15), (Severity.BLOCK, 20)):
        local = standard(LOCAL, number, severity=nearest)
        joined = effective([local, nation], ON)
        assert joined is not None
        assert joined.severity == min(nearest, Severity.WARN, key=list(Severity).index)
        assert joined.limits["max"].value == 15


def test_a_number_in_another_unit_or_direction_is_no_tightening() -> None:
    nation = standard(NATION, 15)
    other_unit = standard(LOCAL, 1, limits={"max": Limit(1, "dozen", "LOWER")})
    assert looser(other_unit, nation) == ("max.unit", "dozen", "x")
    assert looser(standard(LOCAL, 12, stricter="HIGHER"), nation) == ("max.stricter", "HIGHER", "LOWER")


def test_what_is_not_put_to_work_stands_aside_and_says_why() -> None:
    promise = duty(LOCAL, days=3, status=Status.NOT_ACTIVATED)
    found = ruling([promise, duty(NATION)], ON)
    assert [s for _v, s in found.stands] == [Standing.INACTIVE, Standing.TAKEN]
    assert effective([promise, duty(NATION)], ON, drafts=True) is promise
