"""What the verbs of the figures refuse."""

from accounts.errors import DomainError


class EnteredTwice(DomainError):
    """The same figure of the same division and year stands already; it can be corrected."""

    code = "ENTERED_TWICE"
    status = 409
