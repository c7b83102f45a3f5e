"""Names and free text as people type them: made comparable, and freed of what cannot be printed."""

import re
import unicodedata

# Directional marks can reverse how a name reads; zero-width marks make two equal-looking names differ.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class UnprintableText(ValueError):
    """The text holds characters that cannot be printed."""


def clean_text(text: str) -> str:
    """NFC, without invisible direction marks, outer spaces removed. Raises UnprintableText on control characters."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t\r" for c in text):
        raise UnprintableText(text)
    return text


def letters(text: str) -> str:
    """A name as the search compares it: compatible forms made one, lower case, spaces dropped."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring letters of a name: what the name search indexes."""
    found = letters(text)
    return {found[i : i + 2] for i in range(len(found) - 1)}


def pair_number(pair: str) -> int:
    """A pair as a number from 0 to 2³¹ − 2. Two pairs may share one: who searches compares the text afterwards."""
    return (ord(pair[0]) * 65_599 + ord(pair[1])) % (2**31 - 1)
