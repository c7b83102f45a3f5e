"""What a programme asks of its claims beside facts: amounts that somebody entered, and for an award why it is given."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from policy.law import Programme, ProgrammeKind
from subsidies.queries.given import inactive


def require_active(term: Programme) -> None:
    """Raises DomainError for a programme whose text names no amounts while no table with a document is entered (K15)."""
    if inactive(term):
        raise DomainError(
            _("The text names no amounts and no table is entered yet; nothing can be claimed."),
            code="NOT_ACTIVE",
            field="programme",
            remedy=_("A policy administrator enters the table with its document; a second one approves it."),
        )


def require_reason(term: Programme, reason: str) -> None:
    """An award at discretion is given for a written reason. Raises DomainError without one."""
    if term.kind == ProgrammeKind.AWARD and not reason.strip():
        raise DomainError(
            _("An award at discretion needs its reason in writing."), code="REASON_NEEDED", field="reason"
        )
