"""The sentence and the strip of days that explain a date, in both languages."""

from datetime import date

import pytest
from django.utils.translation import override

from kernel.presentation import DueExplanation
from policy import queries
from policy.law import Deadline
from tests.policy.places import GANZHOU, JILIN, NATION, ZHANGGONG

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 5, 7)


def why(region: int, rule: str, trigger: date, today: date = THURSDAY) -> DueExplanation:
    return queries.explain(queries.deadline(region, rule, trigger), today)


def said(explanation: DueExplanation, language: str) -> str:
    with override(language):
        return str(explanation.sentence)


def test_the_strip_of_the_receipt_shows_every_day_from_the_start_to_the_due_day() -> None:
    explanation = why(ZHANGGONG, "filing_receipt", date(2026, 4, 30))
    days = {d.on.isoformat()[5:]: d for d in explanation.days}
    assert len(explanation.days) == 12
    assert days["04-30"].kind == "start" and explanation.start_note.zh == "收到材料"  # type: ignore[attr-defined]
    assert [days[f"05-0{n}"].kind for n in range(1, 6)] == ["off"] * 5
    assert str(days["05-03"].note.zh) == "劳动节"  # type: ignore[attr-defined]
    assert [days[d].number for d in ("05-06", "05-07", "05-08", "05-09", "05-11")] == [1, 2, 3, 4, 5]
    assert days["05-09"].make_up and not days["05-08"].make_up
    assert days["05-10"].kind == "off" and not days["05-10"].note
    assert [d.on for d in explanation.days if d.today] == [THURSDAY]
    assert [d.on for d in explanation.days if d.due] == [date(2026, 5, 11)] == [explanation.due_on]


def test_the_sentence_says_what_counted_and_what_did_not() -> None:
    explanation = why(ZHANGGONG, "filing_receipt", date(2026, 4, 30))
    assert said(explanation, "zh-hans") == (
        "收到材料 4 月 30 日，次日起算 5 个工作日；5 月 1–5 日劳动节放假，不计；5 月 9 日（周六）调休上班，计入。"
    )
    assert said(explanation, "en") == (
        "Materials received on 30 April, 5 working days counted from the next day; 1–5 May off (Labour Day), "
        "not counted; Sat 9 May is a make-up working day and counts."
    )


def test_the_source_and_the_versions_stand_below() -> None:
    explanation = why(ZHANGGONG, "filing", date(2026, 4, 28))
    assert explanation.clause is not None
    assert explanation.clause.short.zh == "赣州方案 三（三）1"  # type: ignore[attr-defined]
    assert explanation.clause.term.zh == "10 个工作日"  # type: ignore[attr-defined]
    assert explanation.clause.url == "/policy/clauses/GZ-3.3.1-f/"
    assert str(explanation.rule_version).startswith("360700 2022-02-18.")
    assert explanation.calendar_version == "2026-1"


def test_a_provisional_date_names_the_year_that_is_missing() -> None:
    explanation = why(ZHANGGONG, "filing_receipt", date(2026, 12, 29))
    assert explanation.missing_years == (2027,)
    assert "2027 年 1 月 1 日元旦放假" in said(explanation, "zh-hans")


def test_promptly_is_explained_with_its_service_target() -> None:
    push = why(JILIN, "registration_push", date(2026, 4, 28))
    assert push.due_on is None and push.days == ()
    assert said(push, "zh-hans").endswith("服务承诺 5 个工作日，不是法定期限。")
    assert "no due date" in said(why(JILIN, "filing", date(2026, 4, 28)), "en")


def test_a_fixed_date_on_a_sunday_is_explained() -> None:
    explanation = why(GANZHOU, "joint_meeting_report", date(2025, 3, 1), date(2025, 3, 1))
    assert said(explanation, "zh-hans") == "法定日 11 月 30 日为周日、不上班，提前到 11 月 28 日。"
    assert "Sun 30 November, is a day off" in said(explanation, "en")
    assert said(why(GANZHOU, "joint_meeting_report", date(2026, 3, 1)), "zh-hans") == "按条文为 11 月 30 日。"
    moved = why(NATION, "record_check", date(2025, 5, 10))
    assert said(moved, "zh-hans") == "期间的最后一天 5 月 10 日（周日）是休息日，顺延到 5 月 11 日。"


def test_where_there_is_no_date_the_reason_is_said() -> None:
    assert "没有写日期" in said(why(GANZHOU, "annual_inspection", date(2026, 3, 9)), "zh-hans")
    assert "没有生效的条文" in said(why(GANZHOU, "filing", date(2019, 3, 9)), "zh-hans")
    assert "does not reach" in said(why(GANZHOU, "filing", date(2031, 1, 18)), "en")


def stored(answer: Deadline, **changes: object) -> Deadline:
    values: dict[str, object] = {
        "region_id": ZHANGGONG,
        "rule": answer.rule,
        "trigger_on": answer.trigger_on,
        "due_on": answer.due_on,
        "status": answer.status,
        "missing_years": answer.missing_years,
        "counted_days": answer.counted_days,
        "calendar_version": answer.calendar_version,
        "days": answer.days,
        "policy": answer.policy,
        "source": answer.source.as_json(),
    }
    return queries.recalled(**{**values, **changes})  # type: ignore[arg-type]


def test_a_stored_date_is_explained_as_it_was_stored() -> None:
    answer = queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 4, 30))
    kept = stored(answer)
    assert queries.explain(kept, THURSDAY) == queries.explain(answer, THURSDAY)
    assert kept.as_json() == answer.as_json()
    report = queries.deadline(ZHANGGONG, "joint_meeting_report", date(2025, 3, 1))
    assert "提前到" in said(queries.explain(stored(report), date(2025, 3, 1)), "zh-hans")


def test_a_stored_date_of_a_rule_that_is_gone_is_still_told() -> None:
    kept = stored(queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 4, 30)), rule="no_longer")
    explanation = queries.explain(kept, THURSDAY)
    assert explanation.due_on == date(2026, 5, 11) and len(explanation.days) == 12


def test_what_holds_for_a_stored_date_after_a_new_arrangement() -> None:
    answer = queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 4, 30))
    early = stored(answer, due_on=date(2026, 5, 9))
    late = stored(answer, due_on=date(2026, 5, 12))
    assert queries.compare(early, "FACILITY") == queries.compare(early, "HEALTH") == date(2026, 5, 11)
    assert queries.compare(late, "FACILITY") == date(2026, 5, 12), "never earlier for an operator"
    assert queries.compare(late, "HEALTH") == date(2026, 5, 11)
    assert queries.compare(stored(answer, due_on=None, status="PROMPT"), "HEALTH") == date(2026, 5, 11)
