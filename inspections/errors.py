"""What the verbs of inspections refuse."""

from accounts.errors import DomainError, Stale


class Refused(DomainError):
    """An input is wrong; `field` says which one."""

    code = "INVALID"


class WrongState(DomainError):
    """The visit or finding stands elsewhere than the verb needs."""

    code = "WRONG_STATE"
    status = 409


class FacilityEnded(DomainError):
    """The facility is cancelled or removed: nothing can be found there any more."""

    code = "FACILITY_ENDED"
    status = 409


class SamePerson(DomainError):
    """Who put it right cannot also verify it."""

    code = "SAME_PERSON"
    status = 403


class AnswerConflict(Stale):
    """Somebody else answered the item first. `extra["item"]` is how it stands now."""

    code = "ANSWER_CONFLICT"
    status = 409


class TooMany(DomainError):
    """Too much came in within too short a time; nothing was kept of it."""

    code = "TOO_MANY"
    status = 429
