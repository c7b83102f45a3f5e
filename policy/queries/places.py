"""The division a person or a program names."""

import re

from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from regions.codes import NATION
from regions.queries import Resolved, UnknownDivision, resolve

_REGION = re.compile(r"CN|\d{6}|\d{12}", re.IGNORECASE | re.ASCII)


def place_asked(text: str) -> Resolved:
    """The division of today for a 6- or 12-digit code or CN, with the retired code it was asked by. Raises DomainError."""
    text = text.strip()
    try:
        if not _REGION.fullmatch(text) or not text.strip("0"):
            raise UnknownDivision(text)
        return Resolved(NATION) if text.upper() == "CN" else resolve(text)
    except UnknownDivision:
        message = _("Unknown region “%(text)s”: give a 6- or 12-digit division code, or CN.") % {
            "text": text[:40]
        }
        raise DomainError(message, code="UNKNOWN_REGION", field="region") from None
