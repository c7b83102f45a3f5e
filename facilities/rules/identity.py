"""Who a child is: name, birth, document and guardian, cleaned and checked. Says what to do about each fault."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from facilities.enums import IdKind, Sex
from facilities.rules.ages import age_in_months
from facilities.rules.faults import Fault
from kernel.id_numbers import check_id_number, normalise_id_number
from kernel.identifiers import IdentifierError
from kernel.names import UnprintableText, clean_text

#: Technical bounds of a line, not rules of law.
LONGEST_NAME, LONGEST_NUMBER = 60, 40
_OTHER_NUMBER = re.compile(r"[A-Z0-9]{6,20}")
_CERTIFICATE = re.compile(r"[A-Z][0-9]{9}")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"\+?[0-9]{7,15}")


@dataclass(frozen=True)
class ChildFacts:
    """What is recorded of a child. `born_on` and `sex` may be left out where the number says them."""

    name: str
    id_kind: str
    id_number: str
    guardian_name: str
    guardian_phone: str
    consented_on: date | None
    born_on: date | None = None
    sex: str = ""


def normal_name(name: str) -> str:
    """A name as it is compared: without spaces and dots, in one width and case."""
    return re.sub(r"[\s·・•‧.]", "", unicodedata.normalize("NFKC", name)).upper()


def check_child(
    facts: ChildFacts, *, today: date, under_months: int | None
) -> tuple[ChildFacts, list[Fault]]:
    """The cleaned facts and what is wrong with them, in the order of the form.

    `under_months`: the age that no class of the place admits any more (None: no text says one).
    """
    faults: list[Fault] = []
    name = _line(facts.name, "name", faults)
    number, born_on, sex = _document(facts, today, faults)
    if born_on is None and not any(f.field in ("id_number", "born_on") for f in faults):
        faults.append(Fault("born_on", "REQUIRED", _("Give the day of birth.")))
    if born_on is not None and not any(f.field == "id_number" for f in faults):
        faults += _age(born_on, today, under_months)
    guardian = _line(facts.guardian_name, "guardian_name", faults)
    phone = _phone(facts.guardian_phone, faults)
    faults += _consent(facts.consented_on, born_on, today)
    cleaned = replace(
        facts, name=name, id_number=number, born_on=born_on, sex=sex, guardian_name=guardian, guardian_phone=phone
    )  # fmt: skip
    return cleaned, faults


_REQUIRED = _("This is required.")


def _line(text: str, field: str, faults: list[Fault]) -> str:
    try:
        cleaned = re.sub(r"\s+", " ", clean_text(text or ""))
    except UnprintableText:
        faults.append(
            Fault(field, "UNPRINTABLE", _("Some characters here cannot be printed. Type this again."))
        )
        return ""
    if not cleaned:
        faults.append(Fault(field, "REQUIRED", _REQUIRED))
    elif len(cleaned) > LONGEST_NAME:
        faults.append(Fault(field, "TOO_LONG", _("At most %(n)d characters fit here.") % {"n": LONGEST_NAME}))
    elif not any(letter.isalpha() for letter in cleaned):
        faults.append(Fault(field, "NO_NAME", _("This is not a name.")))
    return cleaned


#: What is wrong with the number of a resident identity card (GB 11643-1999), and what to do.
ID_WORDS: dict[str, tuple[Any, Any]] = {
    "OLD": (
        _("Numbers with 15 digits have not been valid since 2013."),
        _("Type the 18 characters of the household register or the identity card."),
    ),
    "LENGTH": (_("An identity number has 18 characters."), _("Compare it with the household register.")),
    "CHARACTER": (_("An identity number has 17 digits and ends in a digit or X."), ""),
    "BIRTH_DATE": (
        _("The number names a day of birth that does not exist."),
        _("Compare digits 7 to 14 with the document."),
    ),
    "FUTURE": (
        _("By this number the child is not born yet."),
        _("Compare digits 7 to 14 with the document."),
    ),
    "CHECK_DIGIT": (
        _("The last character does not fit the others: one of the 18 is mistyped."),
        _("Compare the number with the document, digit by digit."),
    ),
}


def _document(facts: ChildFacts, today: date, faults: list[Fault]) -> tuple[str, date | None, str]:
    """Number, day of birth and sex. The resident card says all three; what is typed otherwise must agree with it."""
    number = normalise_id_number(facts.id_number or "")
    sex = facts.sex if facts.sex in Sex.values else ""
    if facts.id_kind not in IdKind.values:
        faults.append(Fault("id_kind", "REQUIRED", _("Choose the document.")))
        return number[:LONGEST_NUMBER], facts.born_on, sex
    if not number:
        faults.append(Fault("id_number", "REQUIRED", _REQUIRED))
        return "", facts.born_on, sex
    if facts.id_kind != IdKind.RESIDENT_ID:
        if (fault := _other_document(facts.id_kind, number)) is not None:
            faults.append(fault)
        return number[:LONGEST_NUMBER], facts.born_on, sex
    try:
        found = check_id_number(number, today=today)
    except IdentifierError as error:
        message, remedy = ID_WORDS[error.code]
        faults.append(Fault("id_number", error.code, message, remedy))
        return number[:LONGEST_NUMBER], facts.born_on, sex
    if facts.born_on is not None and facts.born_on != found.born_on:
        faults.append(
            Fault(
                "born_on",
                "NOT_OF_NUMBER",
                _("The identity number says another day of birth."),
                _("One of the two is mistyped, or the number is another person's."),
            )
        )
    told = Sex.MALE.value if found.male else Sex.FEMALE.value
    if sex and sex != told:
        faults.append(
            Fault(
                "sex",
                "NOT_OF_NUMBER",
                _("The identity number says another sex."),
                _("One of the two is mistyped, or the number is another person's."),
            )
        )
    return found.text, found.born_on, told


def _other_document(kind: str, number: str) -> Fault | None:
    if kind == IdKind.BIRTH_CERTIFICATE:
        if _CERTIFICATE.fullmatch(number):
            return None
        return Fault(
            "id_number",
            "CERTIFICATE",
            _("The number of a birth certificate is a letter with nine digits."),
            _("It stands at the top right of the certificate."),
        )
    if re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number) and kind != IdKind.TRAVEL_PERMIT:
        return Fault("id_number", "RESIDENT", _("This looks like an identity number: choose that document."))
    if _OTHER_NUMBER.fullmatch(number):
        return None
    return Fault("id_number", "SHAPE", _("No such number is issued for this document."))


def _age(born_on: date, today: date, under_months: int | None) -> list[Fault]:
    months = age_in_months(born_on, today)
    if months < 0:
        return [Fault("born_on", "FUTURE", _("This day has not come yet: the child is not born."))]
    if under_months is not None and months >= under_months:
        return [
            Fault(
                "born_on",
                "TOO_OLD",
                _("The child is %(years)d years and %(months)d months old; this register is for children under %(under)d months.")
                % {"years": months // 12, "months": months % 12, "under": under_months},
            )
        ]  # fmt: skip
    return []


def _phone(text: str, faults: list[Fault]) -> str:
    """A mobile number in its one spelling, or another number of 7 to 15 digits."""
    plain = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text or ""))
    if not plain:
        faults.append(Fault("guardian_phone", "REQUIRED", _REQUIRED))
    elif mobile := _MOBILE.fullmatch(plain):
        return mobile[1]
    elif not _LANDLINE.fullmatch(plain) or (len(plain) == 11 and plain.startswith("1")):
        faults.append(Fault("guardian_phone", "PHONE", _("This is not a telephone number.")))
    return plain[:LONGEST_NUMBER]


def _consent(consented_on: date | None, born_on: date | None, today: date) -> list[Fault]:
    if consented_on is None:
        return [
            Fault(
                "consented_on",
                "REQUIRED",
                _("Give the day on which the guardian agreed."),
                _("Without consent nothing is recorded of the child."),
            )
        ]
    if consented_on > today:
        return [Fault("consented_on", "FUTURE", _("This day has not come yet."))]
    if born_on is not None and consented_on < born_on:
        return [Fault("consented_on", "BEFORE_BIRTH", _("This day lies before the birth."))]
    return []
