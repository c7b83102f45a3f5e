"""Due dates of the five places: the worked examples of the domain, and what the texts leave open."""

from datetime import UTC, date, datetime

import pytest

from kernel.clock import ZONE
from policy import queries
from policy.errors import UnknownRule
from tests.policy.places import A_STREET_IN_ZHANGGONG, GANZHOU, JILIN, NATION, ZHANGGONG

pytestmark = pytest.mark.django_db


def due(region: int, rule: str, trigger: date | datetime) -> tuple[str, str]:
    answer = queries.deadline(region, rule, trigger)
    return str(answer.due_on), str(answer.status.value)


def test_u02_filing_in_ganzhou_is_due_ten_working_days_after_the_approval() -> None:
    answer = queries.deadline(ZHANGGONG, "filing", date(2026, 4, 28))
    assert (answer.due_on, answer.status, answer.days) == (date(2026, 5, 14), "FIRM", 10)
    assert len(answer.counted_days) == 10
    assert date(2026, 5, 9) in answer.counted_days, "the make-up Saturday counts"
    assert not {date(2026, 5, day) for day in range(1, 6)} & set(answer.counted_days)
    assert answer.policy["pack"] == "360700" and str(answer.source) == "GZ 三（三）1"


def test_u23_and_u24_receipt_and_notice_run_in_parallel_from_the_same_day() -> None:
    assert due(GANZHOU, "filing_receipt", date(2026, 4, 30)) == ("2026-05-11", "FIRM")
    assert due(GANZHOU, "noncompliance_notice", date(2026, 4, 30)) == ("2026-05-25", "FIRM")


def test_u03_jilin_says_promptly_and_shows_no_date() -> None:
    answer = queries.deadline(JILIN, "filing", date(2026, 4, 28))
    assert (answer.due_on, answer.status, answer.days, answer.counted_days) == (None, "PROMPT", None, ())


def test_u26_a_date_across_the_year_end_is_provisional() -> None:
    answer = queries.deadline(GANZHOU, "filing_receipt", date(2026, 12, 29))
    assert (str(answer.due_on), answer.status, answer.missing_years) == ("2027-01-06", "PROVISIONAL", (2027,))
    assert answer.calendar_version == "2026-1+2027-0"


def test_u35_the_report_of_30_november_is_asked_for_on_the_working_day_before() -> None:
    assert due(GANZHOU, "joint_meeting_report", date(2025, 3, 1)) == ("2025-11-28", "FIRM")
    assert due(GANZHOU, "joint_meeting_report", date(2024, 3, 1)) == ("2024-11-29", "FIRM")
    assert queries.deadline(GANZHOU, "joint_meeting_report", date(2025, 3, 1)).legal_on == date(2025, 11, 30)


def test_a_fixed_date_whose_working_day_before_has_passed_stands_on_the_legal_day() -> None:
    assert due(GANZHOU, "joint_meeting_report", date(2025, 11, 29)) == ("2025-11-30", "FIRM")
    assert due(GANZHOU, "joint_meeting_report", date(2025, 12, 1)) == ("2026-11-30", "FIRM")


def test_u08_an_instant_becomes_a_chinese_date_first() -> None:
    before, after = datetime(2026, 4, 13, 15, 50, tzinfo=UTC), datetime(2026, 4, 13, 16, 10, tzinfo=UTC)
    assert queries.deadline(GANZHOU, "filing", before).trigger_on == date(2026, 4, 13)
    assert queries.deadline(GANZHOU, "filing", after).trigger_on == date(2026, 4, 14)
    assert queries.deadline(GANZHOU, "filing", before.astimezone(ZONE)).trigger_on == date(2026, 4, 13)


def test_the_make_up_saturday_and_the_sunday_after_it_share_one_due_date() -> None:
    saturday, sunday = date(2026, 5, 9), date(2026, 5, 10)
    assert due(GANZHOU, "filing_receipt", saturday) == due(GANZHOU, "filing_receipt", sunday)


def test_the_rule_in_force_on_the_trigger_date_counts() -> None:
    assert due(GANZHOU, "filing", date(2022, 2, 17))[1] == "PROMPT", "the national text, the day before"
    assert due(GANZHOU, "filing", date(2022, 2, 18)) == ("2022-03-04", "FIRM")
    assert due(GANZHOU, "filing", date(2019, 6, 3)) == ("None", "NOT_COMPUTABLE"), "no text at all yet"


def test_the_calendar_as_known_before_the_spring_festival_of_2020_was_extended() -> None:
    trigger = date(2020, 1, 20)
    early = queries.deadline(NATION, "filing_receipt", trigger, known_on=date(2020, 1, 26))
    late = queries.deadline(NATION, "filing_receipt", trigger, known_on=date(2020, 1, 27))
    assert (str(early.due_on), early.calendar_version) == ("2020-02-01", "2020-1")
    assert (str(late.due_on), late.calendar_version) == ("2020-02-04", "2020-2")
    assert late.as_json() == queries.deadline(NATION, "filing_receipt", trigger).as_json()


def test_a_year_not_yet_published_on_the_day_it_was_known_is_provisional() -> None:
    answer = queries.deadline(GANZHOU, "filing", date(2025, 12, 30), known_on=date(2025, 11, 3))
    assert (answer.status, answer.missing_years) == ("PROVISIONAL", (2026,))


def test_a_date_beyond_the_calendar_is_not_computable_and_never_an_error() -> None:
    for trigger in (date(2031, 1, 19), date(2090, 1, 1), date(1990, 1, 1), date(9999, 12, 31)):
        answer = queries.deadline(GANZHOU, "filing_receipt", trigger)
        assert (answer.due_on, answer.status) == (None, "NOT_COMPUTABLE")


def test_a_duty_without_a_date_in_its_text_is_not_computable() -> None:
    for name in ("annual_inspection", "practice_revalidation"):
        assert due(GANZHOU, name, date(2026, 3, 9)) == ("None", "NOT_COMPUTABLE")


def test_an_unknown_rule_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownRule, match="no_such_rule"):
        queries.deadline(GANZHOU, "no_such_rule", date(2026, 3, 9))
    with pytest.raises(UnknownRule):
        queries.deadline(JILIN, "joint_meeting_report", date(2026, 3, 9))


def test_streets_and_districts_follow_their_city() -> None:
    for place in (A_STREET_IN_ZHANGGONG, ZHANGGONG, GANZHOU):
        assert queries.deadline(place, "registration_push", date(2026, 3, 9)).due_on == date(2026, 3, 16)


def test_the_json_is_the_fixed_form() -> None:
    answer = queries.deadline(GANZHOU, "filing", date(2026, 3, 9)).as_json()
    assert answer["due_on"] == "2026-03-23" and answer["region"] == "360700"
    assert list(answer) == [
        "region",
        "rule",
        "trigger_on",
        "due_on",
        "status",
        "missing_years",
        "counted_days",
        "calendar_version",
        "policy",
    ]
    assert list(answer["policy"]) == ["pack", "version", "source"]
