"""The code by which a complainant finds the complaint again: 16 characters that nobody can guess, read aloud or typed."""

import re

#: No letter that is taken for another one or for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_LOOKS_LIKE = str.maketrans("OIL", "011")


def code_from(digest: bytes) -> str:
    """80 bits of a digest as a code in groups: 7QM2-K0ZD-….  Raises ValueError for fewer bytes than it needs."""
    if len(digest) < 10:
        raise ValueError("a code needs ten bytes")
    number = int.from_bytes(digest[:10], "big")
    text = "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(LENGTH)))
    return "-".join(text[at : at + 4] for at in range(0, LENGTH, 4))


def normal(typed: str) -> str:
    """A code as somebody types it, in its one spelling; "" for what cannot be one."""
    text = re.sub(r"[\s\-–—]", "", typed.upper()).translate(_LOOKS_LIKE)
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        return ""
    return "-".join(text[at : at + 4] for at in range(0, LENGTH, 4))
