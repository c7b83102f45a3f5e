"""Identifiers of the Chinese administration, checked by their own arithmetic."""

import re
import unicodedata

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


class IdentifierError(ValueError):
    """`code` says what is wrong: LENGTH, CHARACTER, CHECK_DIGIT."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text!r}")
        self.code = code


def normalise_uscc(text: str) -> str:
    """Upper case, without the spaces and full-width letters people type."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def uscc_check_digit(body: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015) for its first 17."""
    total = sum(_USCC_ALPHABET.index(c) * w for c, w in zip(body, _USCC_WEIGHTS, strict=True))
    return _USCC_ALPHABET[-total % 31]


def check_uscc(text: str) -> str:
    """The normalised 18-character code. Raises IdentifierError (GB 32100-2015)."""
    code = normalise_uscc(text)
    if len(code) != 18:
        raise IdentifierError("LENGTH", code)
    if any(c not in _USCC_ALPHABET for c in code) or not code[2:8].isdigit():
        raise IdentifierError("CHARACTER", code)
    if uscc_check_digit(code[:17]) != code[17]:
        raise IdentifierError("CHECK_DIGIT", code)
    return code
