"""Numbers of identity documents of every kind: made equal however they were typed, and checked for what is implausible.

Only the resident identity card says when its holder was born. For the others the birth date is asked for.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kernel.id_numbers import check_id_number, id_check_digit, normalise_id_number
from kernel.identifiers import IdentifierError

RESIDENT_ID, PASSPORT, TRAVEL_PERMIT = "RESIDENT_ID", "PASSPORT", "TRAVEL_PERMIT"
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,12}")
#: Return and travel permits (H, M or nothing before the digits), permanent residence of foreigners (three letters).
_PERMIT = re.compile(r"[HM]?[0-9]{8,10}|[A-Z]{3}[0-9]{12}")
#: Residence permits have the 18 characters of a resident card, from 8 (Hong Kong, Macao, Taiwan) or 9 (foreigners) on.
_RESIDENCE = re.compile(r"[89][0-9]{16}[0-9X]")


@dataclass(frozen=True)
class Identity:
    """A checked number. `born_on` and `male` are None where the document does not say them."""

    kind: str
    number: str
    born_on: date | None = None
    male: bool | None = None

    @property
    def key(self) -> str:
        """What is the same for the same document, and for nothing else."""
        return f"{self.kind}:{self.number}"


def check_identity(kind: str, text: str, *, today: date) -> Identity:
    """The number of a document of `kind`, normalised.

    Raises IdentifierError with the codes of `check_id_number`, KIND (not a document of adults), SHAPE (no such number
    is issued), or RESIDENT (the number of a resident card was given under another kind).
    """
    if kind == RESIDENT_ID:
        found = check_id_number(text, today=today)
        return Identity(kind, found.text, found.born_on, found.male)
    number = normalise_id_number(text)
    if kind not in (PASSPORT, TRAVEL_PERMIT):
        raise IdentifierError("KIND", "")
    if _is_resident(number, today):
        raise IdentifierError("RESIDENT", "")
    if kind == PASSPORT and _PASSPORT.fullmatch(number):
        return Identity(kind, number)
    if kind == TRAVEL_PERMIT and _PERMIT.fullmatch(number):
        return Identity(kind, number)
    if kind == TRAVEL_PERMIT and _RESIDENCE.fullmatch(number):
        said = _residence(number, today)
        return Identity(kind, number, said.born_on, said.male)
    raise IdentifierError("SHAPE", "")


def normalise_person_name(text: str) -> str:
    """A name as it is compared: without spaces, one kind of middle dot, Latin letters in one case."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s", "", re.sub(r"[·・•‧∙.\u2027]", "·", plain)).upper()


def age_on(born_on: date, day: date) -> int:
    """Whole years. Somebody born on 29 February completes a year on 28 February of a common year (domain 7.15)."""
    years = day.year - born_on.year
    leapling = (born_on.month, born_on.day) == (2, 29) and _common(day.year)
    birthday = (2, 28) if leapling else (born_on.month, born_on.day)
    return years - ((day.month, day.day) < birthday)


def _common(year: int) -> bool:
    return year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)


def _is_resident(number: str, today: date) -> bool:
    if len(number) != 18 or number[0] in "89":
        return False
    try:
        check_id_number(number, today=today)
    except IdentifierError:
        return False
    return True


def _residence(number: str, today: date) -> Identity:
    """A residence permit says birth date and sex as a resident card does, and ends with the same check digit."""
    if id_check_digit(number[:17]) != number[17]:
        raise IdentifierError("CHECK_DIGIT", "")
    found = check_id_number(number, today=today)
    return Identity(TRAVEL_PERMIT, number, found.born_on, found.male)
