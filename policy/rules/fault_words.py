"""What is wrong with a notice on the days off, and how to mend it, in both languages."""

from collections.abc import Mapping

from policy.law import NO_TEXT, Text
from policy.rules.arrangements import LONGEST, Fault
from policy.rules.wording import day_words, weekday_words

_WORDS = {
    "YEAR": Text(
        "年份应在 {other} 之间。",
        "The year must lie in {other}.",
    ),
    "LABEL_EXISTS": Text(
        "编号 {other} 已经有了；修改已公布的年份，请用下一个编号。",
        "{other} exists already; to amend a published year take the next number.",
    ),
    "DOCUMENT_MISSING": Text(
        "请填写通知的发文字号，如 国办发明电〔2026〕8号。",
        "Name the number of the notice, for example 国办发明电〔2026〕8号.",
    ),
    "PUBLISHED_MISSING": Text("请填写通知的公布日期。", "Say on which day the notice was published."),
    "PUBLISHED_FUTURE": Text(
        "公布日期 {day} 还没有到；通知公布后再录入。",
        "{day} has not come yet; enter the notice once it is published.",
    ),
    "PUBLISHED_YEAR": Text(
        "公布日期 {day} 与年份不符：安排在上一年或当年公布。",
        "{day} does not fit the year: an arrangement is published in the year before or in the year itself.",
    ),
    "PUBLISHED_EARLIER": Text(
        "这一年已有 {day} 公布的安排；更早公布的通知不能取代它。",
        "The arrangement in use was published on {day}; an earlier notice cannot replace it.",
    ),
    "END_BEFORE_START": Text("结束日期 {day} 早于开始日期。", "The end, {day}, lies before the beginning."),
    "TOO_LONG": Text(
        "一个假期不超过 {longest} 天；请核对结束日期 {day}。",
        "A holiday has at most {longest} days; check its end, {day}.",
    ),
    "OTHER_YEAR": Text(
        "{day} 不属于这一年的安排（当年，或上一年 12 月）。",
        "{day} does not belong to this year (the year itself, or the December before).",
    ),
    "OVERLAP": Text(
        "{day} 已经是{other}的放假日；同一天只写一次。",
        "{day} is already a day off of {other}; name a day once.",
    ),
    "WORK_IS_OFF": Text(
        "{day} 同时写成了{other}的放假日；调休上班日不能放假。",
        "{day} is also named a day off of {other}; a make-up day is a working day.",
    ),
    "WORK_IS_WORKDAY": Text(
        "{day}（{weekday}）本来就是工作日；调休上班日应是周六或周日。",
        "{day} ({weekday}) is a working day anyway; a make-up day is a Saturday or a Sunday.",
    ),
    "WORK_TWICE": Text("{day} 写了两次。", "{day} is named twice."),
    "NOTHING_OFF": Text("至少写一个假期。", "Name at least one holiday."),
    "SAME_DAYS": Text(
        "放假和上班的日子与现在的安排完全相同，不会改变任何日期。",
        "The days are exactly those of the arrangement in use; nothing would change.",
    ),
}


def fault_words(fault: Fault, festivals: Mapping[str, Text]) -> Text:
    """One sentence that says what is wrong and what would be right."""
    day = day_words(fault.day, 0) if fault.day else NO_TEXT
    weekday = weekday_words(fault.day) if fault.day else NO_TEXT
    other = festivals.get(fault.other) or Text(fault.other, fault.other)
    words = _WORDS[fault.code]
    facts = {"longest": LONGEST}
    return Text(
        words.zh.format(day=day.zh, weekday=weekday.zh, other=other.zh, **facts),
        words.en.format(day=day.en, weekday=weekday.en, other=other.en, **facts),
    )
