"""Terms in words."""

from datetime import date

from policy.enums import RuleKind
from policy.law import PeriodTerm, Text
from policy.rules.wording import join, term_words, weekday_words
from tests.policy.build import duty


def words(**changes: object) -> str:
    rule = duty("CN", **{"days": None, **changes})
    return term_words(rule, rule.days).zh


def test_a_term_is_said_as_the_text_says_it() -> None:
    assert words(days=5) == "5 个工作日"
    assert words(kind=RuleKind.PROMPT) == "及时"
    assert words(kind=RuleKind.NAMED_DAY) == "以决定载明的日期为准"
    assert words(kind=RuleKind.CALENDAR_DATE, month_day=(11, 30)) == "每年 11 月 30 日前"
    assert words(kind=RuleKind.PERIOD, period=PeriodTerm(1, "quarter", "CALENDAR")).startswith("每")
    assert words(kind=RuleKind.PERIOD, period=PeriodTerm(90, "day", "TRIGGER")).startswith("90 ")
    assert words(kind=RuleKind.PERIOD) == "条文没有写期限"
    assert term_words(None, None).zh == "" and term_words(None, 1).en == "1 working day"


def test_days_of_the_week_and_lists_are_said_in_both_languages() -> None:
    friday = weekday_words(date(2027, 1, 8))
    assert friday.zh == "周五" and friday.en.startswith("Fri")
    both = join([friday, Text("周六", "Saturday")])
    assert (both.zh, both.en) == ("周五、周六", f"{friday.en}, Saturday")
