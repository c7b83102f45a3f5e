"""Charts of a report: bars with the tick of their target, the state in words beside its colour."""

from typing import Any

from reporting.reports.content import Bar, Block

#: As the figures of the text say it.
STATES = {"DONE": "已完成", "NEAR": "接近完成", "OPEN": "未完成"}
_LONGEST_ALT = 2000


def number(value: float) -> str:
    """41,683 or 4.5: no more decimals than there are."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def drawn(block: Block) -> dict[str, Any]:
    """What the layout needs: lengths as shares of the longest, texts as they are written."""
    longest = max((max(bar.value, bar.target or 0) for bar in block.bars), default=0) or 1
    return {
        "bars": [_bar(bar, longest) for bar in block.bars],
        "targets": any(bar.target is not None for bar in block.bars),
        "states": any(STATES.get(bar.state) for bar in block.bars),
    }


def _bar(bar: Bar, longest: float) -> dict[str, Any]:
    return {
        "label": bar.label,
        "words": bar.words,
        "share": round(max(bar.value, 0) / longest, 4),
        "target": number(bar.target) if bar.target is not None else "",
        "tick": round(max(bar.target, 0) / longest, 4) if bar.target is not None else None,
        "state": bar.state if bar.state in STATES else "",
        "state_words": STATES.get(bar.state, ""),
    }


def in_words(caption: str, block: Block) -> str:
    """The chart for whoever cannot see it."""
    bars = "；".join(_said(bar) for bar in block.bars)
    return f"{caption}：{bars}"[:_LONGEST_ALT] if bars else caption


def _said(bar: Bar) -> str:
    target = f"目标{number(bar.target)}" if bar.target is not None else ""
    return "，".join(part for part in (f"{bar.label} {bar.words}", target, STATES.get(bar.state, "")) if part)
