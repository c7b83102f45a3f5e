"""How a job in the sandbox says no. Plain Python: the child imports this without Django."""

from typing import Any


class Rejected(Exception):
    """The bytes are not acceptable. `code` is a documents.refusals.Refusal; `facts` fill its sentences."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
