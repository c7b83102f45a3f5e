"""What the verbs of the subsidies refuse."""

from accounts.errors import DomainError


class WrongState(DomainError):
    """The claim, batch or recovery stands elsewhere than the verb needs."""

    code = "WRONG_STATE"
    status = 409


class ClaimedAlready(DomainError):
    """The facility has claimed this month or these places; `extra["claim"]` is the id of that claim."""

    code = "CLAIMED_ALREADY"
    status = 409


class NotComputable(DomainError):
    """A parameter of the programme is missing: nothing may be decided on an amount that nobody can compute."""

    code = "PARAM_MISSING"
    status = 409


class SamePerson(DomainError):
    """Two of the three steps would be one person's."""

    code = "SAME_PERSON"
    status = 403


class NoBudget(DomainError):
    """No budget is entered for a payer, programme and year."""

    code = "NO_BUDGET"
    status = 409


class BudgetBound(DomainError):
    """A budget cannot become smaller than what is bound already."""

    code = "BUDGET_BOUND"
    status = 409


class NotPayable(DomainError):
    """Something stands against paying this facility now; `code` says what (RECTIFICATION_OPEN, BLOCKED_PERSON)."""

    code = "NOT_PAYABLE"
    status = 409
