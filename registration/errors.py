"""What the verbs of this app refuse."""

from accounts.errors import DomainError


class WrongRegistrar(DomainError):
    """Another office registers this kind of entity here; `extra["offices"]` names it."""

    code = "WRONG_REGISTRAR"
    status = 422


class DuplicatePush(DomainError):
    code = "DUPLICATE_PUSH"
    status = 409


class KnownElsewhere(DuplicatePush):
    """The code stands for a facility of another place, about which the caller learns nothing more."""

    code = "KNOWN_ELSEWHERE"


class OutOfReach(DomainError):
    """The place lies outside the registrar's division; `extra["offices"]` names who pushes there."""

    code = "OUT_OF_REACH"
    status = 403


class AlreadyFiled(DomainError):
    code = "ALREADY_FILED"
    status = 409


class WrongState(DomainError):
    code = "WRONG_STATE"
    status = 409


class Incomplete(DomainError):
    """Something is missing or expired; `extra["problems"]` lists every gap with field, reason and remedy."""

    code = "INCOMPLETE"


class UnknownRegion(DomainError):
    code = "UNKNOWN_REGION"


class Busy(DomainError):
    """Somebody else holds what this needs; the same call succeeds a moment later."""

    code = "BUSY"
    status = 409
