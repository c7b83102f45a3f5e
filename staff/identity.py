"""Who somebody is: the document checked, said in sentences, and the digests by which the same person is found again."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.personal.fields import blind
from facilities.enums import IdKind
from kernel.identifiers import IdentifierError
from kernel.identity import check_identity, normalise_person_name
from kernel.names import clean_text
from staff.errors import Refused

_SENTENCES = {
    "OLD": _("A number with 15 digits is not valid any more. Type the 18 characters of the present card."),
    "LENGTH": _("The number of a resident identity card has 18 characters."),
    "CHARACTER": _("The number has digits only; the last character may be X."),
    "BIRTH_DATE": _("The number contains a birth date that does not exist. Compare it with the card."),
    "FUTURE": _("The number contains a birth date in the future. Compare it with the card."),
    "CHECK_DIGIT": _("The last character does not fit the digits before it: one of them is mistyped."),
    "KIND": _("This is no document of an adult. Choose another kind."),
    "RESIDENT": _("This is the number of a resident identity card. Choose that kind of document."),
    "SHAPE": _("No document of this kind has such a number. Compare it with the document."),
}


#: Documents of adults.
ID_KINDS = [choice for choice in IdKind.choices if choice[0] != IdKind.BIRTH_CERTIFICATE]


def check_phone(text: str) -> str:
    """A telephone as people type it: 7 to 13 digits, with spaces, hyphens or a leading +86. Raises Refused."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    if digits and not re.fullmatch(r"\+?[0-9]{7,13}", digits):
        raise Refused(_("This is no telephone number."), code="PHONE", field="phone")
    return digits


@dataclass(frozen=True)
class Person:
    """Somebody as the form says. The digests compare number and name across all places."""

    name: str
    kind: str
    number: str
    born_on: date
    sex: str
    number_digest: bytes
    name_digest: bytes


def identify(
    *, name: str, kind: str, number: str, born_on: date | None, sex: str = "", today: date
) -> Person:
    """A person whose document is plausible. Raises Refused beside the field at fault, never with the number in words."""
    if not (cleaned := clean_text(name).strip()):
        raise Refused(_("Give the name."), code="NAME", field="name")
    try:
        found = check_identity(kind, number, today=today)
    except IdentifierError as error:
        raise Refused(_SENTENCES[error.code], code=error.code, field="id_number") from None
    if found.born_on and born_on and found.born_on != born_on:
        raise Refused(_("The birth date is not the one in the number."), code="BIRTH_DATE", field="born_on")
    if (day := found.born_on or born_on) is None:
        raise Refused(
            _("Give the birth date: this document does not say it."), code="BORN_ON", field="born_on"
        )
    if day > today:
        raise Refused(_("This day lies in the future."), code="FUTURE", field="born_on")
    said = {None: sex, True: "MALE", False: "FEMALE"}[found.male]
    return Person(
        cleaned, kind, found.number, day, said, digest_of_number(found.key), digest_of_name(cleaned)
    )


def person_of(row: Any) -> Person:
    """Somebody whom a case names, for the ban that follows: the same digests, nothing checked anew."""
    number = row.id_number.disclosed(to="the ban of the same person")
    digests = bytes(row.number_digest), bytes(row.name_digest)
    return Person(row.name, row.id_kind, number, row.case.opened_on, "", *digests)


def person_of_member(row: Any) -> Person:
    """Somebody on the staff of a facility, for the case that names the same person: nothing checked anew."""
    number = row.id_number.disclosed(to="the case that names the same person")
    digests = bytes(row.number_digest), bytes(row.name_digest)
    return Person(row.name, row.id_kind, number, row.born_on, row.sex, *digests)


def digest_of_number(key: str) -> bytes:
    """`key` as kernel.identity.Identity.key: kind and normalised number."""
    return blind(key, purpose="person-number")


def digest_of_name(name: str) -> bytes:
    return blind(normalise_person_name(name), purpose="person-name")
