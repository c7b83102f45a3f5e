"""Sample due dates. The day is Thursday 2026-05-07: Labour Day 1–5 May, make-up Saturday 9 May."""

from collections.abc import Sequence
from datetime import date, timedelta

from kernel.due import Due, due_by, due_done, due_promptly, due_unknown
from kernel.presentation import Cell, Clause, DueDay, DueExplanation

TODAY = date(2026, 5, 7)
_HOLIDAY = {date(2026, 5, day): "劳动节" for day in range(1, 6)}
_MAKE_UP = {date(2026, 5, 9)}

NATIONAL = Clause("国卫办人口发〔2019〕25号", "第九条 · 5 个工作日", "/design/clause/")
GANZHOU = Clause("赣州方案 三（三）1", "核准后 10 个工作日", "/design/clause/")
STANDARD = Clause("WS/T 821-2023 5.2", "推荐", "", "standard")
PROMISE = Clause("章贡区服务承诺", "5 个工作日", "", "promise")
INTERNAL = Clause("2026 年二季度巡查计划", "", "", "internal")


def works(day: date) -> bool:
    return day in _MAKE_UP or (day.weekday() < 5 and day not in _HOLIDAY)


def counted(start: date, length: int) -> list[DueDay]:
    """The days from the start day to the due day, as obligations build them from the calendar."""
    days, number, on = [DueDay(start, "start", today=start == TODAY)], 0, start
    while number < length:
        on += timedelta(days=1)
        if works(on):
            number += 1
            days.append(
                DueDay(
                    on,
                    "counted",
                    number,
                    make_up=on in _MAKE_UP,
                    today=on == TODAY,
                    due=number == length,
                )
            )
        else:
            days.append(DueDay(on, "off", note=_HOLIDAY.get(on, "")))
    return days


def left(on: date) -> int:
    step = 1 if on > TODAY else -1
    return step * sum(works(TODAY + timedelta(days=step * n)) for n in range(1, abs((on - TODAY).days) + 1))


def due(on: date, **kwargs: object) -> Due:
    return due_by(on, today=TODAY, left=left(on), **kwargs)  # type: ignore[arg-type]


CHIPS: Sequence[tuple[Due, str, str]] = (
    (due_by(date(2026, 4, 28), today=TODAY, left=-4), "已过期", "按工作日数，从到期次日起"),
    (due(TODAY), "当天", "到 24:00"),
    (due(date(2026, 5, 9)), "临近", "≤ 2 个工作日；证件 ≤ 30 天"),
    (due(date(2026, 5, 15)), "正常", "超过 60 天写“还剩 6 个多月”"),
    (due_by(date(2026, 11, 30), today=TODAY, left=140), "很远", "按月写"),
    (due_by(date(2026, 5, 19), today=TODAY, left=12, unit="day"), "证件", "按天数"),
    (
        due_by(date(2027, 1, 29), today=TODAY, left=180, missing_years=(2027,)),
        "跨入未发布放假安排的年份",
        "虚线框；列出缺哪一年",
    ),
    (due_promptly(waited=6), "条文只写“及时”", "不给日期；服务承诺另注“非法定”"),
    (due_unknown("缺 2027 年农历表"), "缺参数", "不写 0，也不猜日期"),
    (due_done(date(2026, 5, 11), done_on=date(2026, 5, 8)), "办完", "写实际日期"),
    (due_done(date(2026, 5, 6), done_on=date(2026, 5, 8)), "晚办", "写实际日期"),
)

RECEIPT_WHY = DueExplanation(
    date(2026, 5, 11),
    "收到材料 4 月 30 日 15:22，次日起算 5 个工作日；5 月 9 日（周六）调休上班，计入。",
    counted(date(2026, 4, 30), 5),
    NATIONAL,
    "收到材料",
    "全国-2019.1",
    "2026 年（第 1 版）",
)
FILING_WHY = DueExplanation(
    date(2026, 5, 14),
    "4 月 28 日核准登记，次日起算 10 个工作日。5 月 1–5 日放假不算，9 日（周六）调休上班，要算。",
    counted(date(2026, 4, 28), 10),
    GANZHOU,
    "核准登记",
    "360700-2022.1",
    "2026 年（第 1 版）",
)
NOTICE_WHY = DueExplanation(
    date(2026, 5, 25),
    "收到材料 4 月 30 日，次日起算 15 个工作日，与回执期限同日起算。",
    counted(date(2026, 4, 30), 15),
    NATIONAL,
    "收到材料",
    "全国-2019.1",
    "2026 年（第 1 版）",
)


def cells(days: Sequence[DueDay]) -> list[Cell]:
    return [Cell(each.on, each.on <= TODAY, each.today) for each in days if each.number]
