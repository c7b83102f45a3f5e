"""What an answer comes to: meets, does not meet, not applicable. An item is asked as its visit started with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspections.enums import Answer

YES_NO, NUMBER, CHOICE = "YES_NO", "NUMBER", "CHOICE"


class Unfit(ValueError):
    """The answer is none that the item admits; the text is a code: NOT_A_NUMBER, NOT_A_CHOICE, NOT_AN_ANSWER."""


@dataclass(frozen=True)
class Judged:
    """`value` is the number or choice as it is kept; '' where the item asks for neither."""

    answer: str
    value: str = ""


def judge(asked: Mapping[str, Any], answer: str, value: str) -> Judged:
    """The answer that stands. An empty one takes an answer back. Raises Unfit."""
    value = value.strip()
    if answer == Answer.NOT_APPLICABLE or (not answer and not value):
        return Judged(answer)
    kind = asked.get("answer", YES_NO)
    if kind == NUMBER:
        return _number(asked, value)
    if kind == CHOICE:
        chosen = next((c for c in asked["choices"] if c["code"] == value), None)
        if chosen is None:
            raise Unfit("NOT_A_CHOICE")
        return Judged(Answer.NO if chosen.get("breach") else Answer.YES, value)
    if answer not in (Answer.YES, Answer.NO):
        raise Unfit("NOT_AN_ANSWER")
    return Judged(answer)


def _number(asked: Mapping[str, Any], value: str) -> Judged:
    if not (value.isascii() and value.isdigit() and len(value) < 8):
        raise Unfit("NOT_A_NUMBER")
    number, least, most = int(value), asked.get("least"), asked.get("most")
    fails = (least is not None and number < least) or (most is not None and number > most)
    return Judged(Answer.NO if fails else Answer.YES, str(number))


def is_finding(asked: Mapping[str, Any], answer: str) -> bool:
    """Whether an answer has to be put right. What a recommended standard advises never has."""
    return answer == Answer.NO and not advises(asked)


def advises(asked: Mapping[str, Any]) -> bool:
    """An item of a recommended standard, or one that only advises: shown, never a breach (domain 5)."""
    return asked["severity"] == "ADVICE" or asked["source"].get("kind") == "standard"


def outcome(rows: list[tuple[Mapping[str, Any], str]]) -> dict[str, Any]:
    """The count of a visit: how many meet, do not, do not apply, are advised or unanswered, and which veto items fail."""
    counts = {"yes": 0, "no": 0, "na": 0, "advice": 0, "open": 0}
    vetoed = []
    for asked, answer in rows:
        if not answer:
            counts["open"] += 1
        elif answer == Answer.NO and advises(asked):
            counts["advice"] += 1
        else:
            counts[{"YES": "yes", "NO": "no", "NA": "na"}[answer]] += 1
        if answer == Answer.NO and asked.get("veto"):
            vetoed.append(asked["code"])
    return {**counts, "vetoed": vetoed}
