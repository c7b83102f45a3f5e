"""What the verbs of this app refuse."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError


class Refused(DomainError):
    """An input of the form is wrong; `field` says which one."""

    code = "INVALID"


class Blocked(DomainError):
    """The person may not work with children. Why is the business of the authority that is named, and of nobody else."""

    code = "BLOCKED"
    status = 409

    def __init__(self, authority: str, *, field: str = "id_number") -> None:
        super().__init__(
            _("This person is blocked. Contact %(authority)s.") % {"authority": authority},
            field=field,
            authority=authority,
        )


class WrongState(DomainError):
    code = "WRONG_STATE"
    status = 409
