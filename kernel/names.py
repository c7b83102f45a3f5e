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


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring characters of a name, lower case, spaces dropped: what the name search indexes."""
    letters = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    return {letters[i : i + 2] for i in range(len(letters) - 1)}
