"""Money in integer fen: reading, writing, rounding and sharing it. Shares always add up to what was shared."""

import re
from collections.abc import Mapping, Sequence

_YUAN = re.compile(r"(-?)(\d+)(?:\.(\d*))?", re.ASCII)
#: Far above any budget; whatever is longer is a slip of the keyboard.
MOST_DIGITS = 12

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")


class BadMoney(ValueError):
    """No amount of money. `reason`: FORM, NEGATIVE, PRECISION (more than two decimals) or SIZE."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_yuan(text: str) -> int:
    """Fen of an amount written in yuan, "85000" or "23457.89"; never rounds. Raises BadMoney."""
    found = _YUAN.fullmatch(text)
    if found is None or found[3] == "":
        raise BadMoney("FORM")
    sign, whole, decimals = found[1], found[2], found[3] or ""
    if sign:
        raise BadMoney("NEGATIVE")
    if len(decimals) > 2:
        raise BadMoney("PRECISION")
    if len(whole) > MOST_DIGITS:
        raise BadMoney("SIZE")
    return int(whole) * 100 + int(decimals.ljust(2, "0"))


def plain_yuan(fen: int) -> str:
    """Yuan with two decimals for programs: "23800.00", "-0.05"."""
    sign, rest = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{rest // 100}.{rest % 100:02d}"


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole of a fraction, halves away from zero, so that a clawback mirrors its payment."""
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """`total` fen in proportion to whole weights; the left-over fen go to the largest remainders, earlier ones first.

    Adds up exactly. Raises ValueError when nothing has a weight.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights are not negative, and one of them is more than nothing")
    sign, left = (-1, -total) if total < 0 else (1, total)
    parts = [left * weight // whole for weight in weights]
    remainders = [left * weight % whole for weight in weights]
    for place in sorted(range(len(parts)), key=lambda n: -remainders[n])[: left - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


def rest_to(total: int, weights: Mapping[str, int], party: str) -> dict[str, int]:
    """Two parties share: the other one's part is rounded half up, `party` gets the rest. Raises ValueError."""
    if len(weights) != 2 or party not in weights:
        raise ValueError(f"the rest goes to one of two, not to {party} of {list(weights)}")
    other = next(name for name in weights if name != party)
    part = half_up(total * weights[other], sum(weights.values()))
    return {name: total - part if name == party else part for name in weights}


def capital(fen: int) -> str:
    """The capital form of cheques and vouchers: 贰万叁仟捌佰元整, 壹佰贰拾元零伍分."""
    sign, rest = ("负", -fen) if fen < 0 else ("", fen)
    yuan, jiao, cents = rest // 100, rest // 10 % 10, rest % 10
    words = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not cents:
        return f"{sign}{words or '零元'}整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif words:
        words += "零"
    return f"{sign}{words}{_DIGITS[cents]}分" if cents else f"{sign}{words}整"


def _whole(number: int) -> str:
    """A whole number in capital digits, by groups of four; skipped places read 零 once."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words, gap = "", False
    for level in range(len(groups) - 1, -1, -1):
        group = groups[level]
        if not group:
            gap = bool(words)
            continue
        words += ("零" if words and (gap or group < 1000) else "") + _group(group) + _GROUPS[level]
        gap = False
    return words


def _group(number: int) -> str:
    """A number under ten thousand in capital digits."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return words
