"""File names as people see them. A name never becomes a path: the store has its own random keys."""

import re
import unicodedata

_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}
LONGEST = 120


def display_name(name: str) -> str:
    """The last part of a name, without control, direction and invisible marks, at most 120 characters.

    A long name keeps its ending; a name with nothing left becomes "file".
    """
    name = unicodedata.normalize("NFC", name.replace("\x00", ""))
    name = re.split(r"[\\/]", name)[-1]
    name = "".join(c for c in name if unicodedata.category(c) not in _CONTROL)
    name = re.sub(r"\s+", " ", name).strip(" .")
    if len(name) > LONGEST:
        stem, ending = name[:-10], name[-10:]
        name = stem[: LONGEST - 11] + "…" + ending
    return name or "file"


def ending(name: str) -> str:
    """The lower-case ending of a display name without its dot, or ''."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""
