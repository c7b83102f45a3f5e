"""Numbers of resident identity cards (GB 11643-1999): read, checked, and made equal however they were typed."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kernel.identifiers import IdentifierError

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


@dataclass(frozen=True)
class IdNumber:
    """A valid number of 18 characters with what it says. `male` follows the 17th digit."""

    text: str
    born_on: date
    male: bool


def normalise_id_number(text: str) -> str:
    """Without the spaces, hyphens and full-width digits people type; a final x becomes X."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def id_check_digit(body: str) -> str:
    """The 18th character for the first 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECK[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def check_id_number(text: str, *, today: date) -> IdNumber:
    """The number with birth date and sex.

    Raises IdentifierError: OLD (15 digits, not valid since 2013), LENGTH, CHARACTER, BIRTH_DATE (no such day),
    FUTURE (born after `today`), CHECK_DIGIT.
    """
    code = normalise_id_number(text)
    if re.fullmatch(r"[0-9]{15}", code):
        raise IdentifierError("OLD", "")
    if len(code) != 18:
        raise IdentifierError("LENGTH", "")
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", code):
        raise IdentifierError("CHARACTER", "")
    try:
        born_on = date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        raise IdentifierError("BIRTH_DATE", "") from None
    if born_on > today:
        raise IdentifierError("FUTURE", "")
    if id_check_digit(code[:17]) != code[17]:
        raise IdentifierError("CHECK_DIGIT", "")
    return IdNumber(code, born_on, int(code[16]) % 2 == 1)
