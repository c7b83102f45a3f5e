"""Words of a table that are numbers, so that a workbook can reckon with them and still show them as they were written. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

#: What stands where there is no number.
DASHES = frozenset({"", "—", "–", "-", "--", "——"})
MINUS = ("-", "−", "－")
_NUMBER = re.compile(
    r"(?P<sign>[+\-−－]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?\s?(?P<unit>%|[^\d\s.,+\-−－=<>≥≤～~\"]{0,4})"
)
#: A workbook keeps no more digits than these; longer ones are codes.
_MOST_DIGITS = 15


@dataclass(frozen=True)
class Number:
    """`shape` is the number format that shows it as the words did: 41,801个 is 41801 as #,##0"个"."""

    value: Decimal
    shape: str


def number(words: str) -> Number | None:
    """The number that a cell says; None for words, and for codes that begin with 0."""
    found = _NUMBER.fullmatch(words.strip())
    if found is None:
        return None
    digits, decimals, unit = found["digits"].replace(",", ""), found["decimals"] or "", found["unit"]
    if len(digits) + len(decimals) > _MOST_DIGITS or (len(digits) > 1 and digits[0] == "0"):
        return None
    value = Decimal(digits + decimals) * (-1 if found["sign"] in MINUS else 1)
    whole = "#,##0" if "," in found["digits"] or len(digits) <= 3 else "0"
    shape = whole + ("." + "0" * (len(decimals) - 1) if decimals else "") + _unit(unit)
    signed = f"+{shape};-{shape};{shape}" if found["sign"] == "+" else shape
    return Number(value / 100 if unit == "%" else value, signed)


def _unit(unit: str) -> str:
    return unit if unit in ("", "%") else f'"{unit}"'


def numeric_columns(rows: Sequence[Sequence[str]], right: Sequence[int]) -> frozenset[int]:
    """The columns that hold numbers alone, or a dash where there is none. Where a table says which of its columns stand
    right, only those are figures: a column of years or codes is none."""
    count = max((len(row) for row in rows), default=0)
    return frozenset(
        column
        for column in (range(count) if not right else (each for each in right if 0 <= each < count))
        if _all_numbers([row[column].strip() for row in rows if column < len(row)])
    )


def _all_numbers(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell not in DASHES]
    return bool(said) and all(number(cell) is not None for cell in said)
