"""What is wrong with something that was typed, said beside its field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """`field` names the input; `code` is stable for programs; `message` and `remedy` are sentences (may be lazy)."""

    field: str
    code: str
    message: Any
    remedy: Any = ""

    def __str__(self) -> str:
        return " ".join(str(text) for text in (self.message, self.remedy) if str(text))


def by_field(faults: Iterable[Fault]) -> dict[str, list[Fault]]:
    """The faults under the field each belongs to."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.field, []).append(fault)
    return found
