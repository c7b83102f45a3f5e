"""What the verbs of this app refuse."""

from accounts.errors import DomainError


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
