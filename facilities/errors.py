"""What the verbs of this app refuse."""

from accounts.errors import DomainError


class DuplicateFacility(DomainError):
    code = "DUPLICATE_FACILITY"
    status = 409


class WrongState(DomainError):
    code = "WRONG_STATE"
    status = 409
