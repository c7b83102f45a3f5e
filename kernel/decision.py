"""An answer with its reason: may this be done, and if not, what would make it possible."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """`code` is stable for programs; `reason` and `remedy` are sentences for people (may be lazy strings)."""

    allowed: bool
    code: str = "OK"
    reason: object = ""
    remedy: object = ""
    clause: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def refused(code: str, reason: object, *, remedy: object = "", clause: str = "") -> Decision:
    return Decision(False, code, reason, remedy, clause)
