"""What the verbs of this app refuse."""

from collections.abc import Sequence

from accounts.errors import DomainError
from facilities.rules.faults import Fault, by_field


class DuplicateFacility(DomainError):
    code = "DUPLICATE_FACILITY"
    status = 409


class WrongState(DomainError):
    code = "WRONG_STATE"
    status = 409


class InvitationGone(DomainError):
    """The code opens nothing; the answer is the same for every reason."""

    code = "INVITATION_GONE"
    status = 404


class LastManager(DomainError):
    code = "LAST_MANAGER"
    status = 409


class ActivationRefused(DomainError):
    """The details do not open an account; the answer is the same for every reason."""

    code = "ACTIVATION_REFUSED"


class NotRight(DomainError):
    """What was typed cannot stand. `extra["problems"]` maps each field to its faults (facilities.rules.faults)."""

    code = "INVALID"

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(
            first.message, code=first.code, field=first.field, remedy=first.remedy, problems=by_field(faults)
        )
        self.faults = list(faults)


class FacilityEnded(DomainError):
    code = "FACILITY_ENDED"
    status = 409
