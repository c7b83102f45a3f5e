"""What account verbs refuse, and the error every verb of every app raises when the policy says no."""

from typing import Any

from kernel.decision import Decision


class DomainError(Exception):
    """A verb refused. `code` is stable; `message` and `remedy` are for people; `field` names the input at fault."""

    code = "REFUSED"

    def __init__(
        self, message: Any, *, code: str = "", field: str = "", remedy: Any = "", **extra: Any
    ) -> None:
        super().__init__(str(message))
        self.message, self.field, self.remedy, self.extra = message, field, remedy, extra
        self.code = code or self.code


class NotAllowed(DomainError):
    """The policy says no. Pages answer 403, or 404 where even the existence is none of the actor's business."""

    code = "NOT_ALLOWED"

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason, code=decision.code, remedy=decision.remedy)
        self.decision = decision


class Stale(DomainError):
    """Somebody changed the row first. `changed_by`, `changed_at` and `changes` say who, when and what."""

    code = "STALE"
