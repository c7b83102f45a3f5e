"""What account verbs refuse, and the error every verb of every app raises when the policy says no."""

from typing import Any

from kernel.decision import Decision


class DomainError(Exception):
    """A verb refused. `code` is stable; `message` and `remedy` are for people; `field` names the input at fault.

    `status` is what HTTP says: 400 the input is wrong, 409 the thing stands in another state than the verb needs.
    `extra["problems"]` may list everything that is wrong, field by field.
    """

    code = "REFUSED"
    status = 400

    def __init__(
        self, message: Any, *, code: str = "", field: str = "", remedy: Any = "", **extra: Any
    ) -> None:
        super().__init__(str(message))
        self.message, self.field, self.remedy, self.extra = message, field, remedy, extra
        self.code = code or self.code


class NotAllowed(DomainError):
    """The policy says no. Pages answer 403, or 404 where even the existence is none of the actor's business."""

    code = "NOT_ALLOWED"
    status = 403

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason, code=decision.code, remedy=decision.remedy)
        self.decision = decision


class Stale(DomainError):
    """Somebody changed the row first. `changed_by`, `changed_at` and `changes` say who, when and what."""

    code = "STALE"
    status = 412


class KeyReused(DomainError):
    """An idempotency key came again with another request."""

    code = "KEY_REUSED"
    status = 422
