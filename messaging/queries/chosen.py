"""What a person chose: by which channels to be told, and where."""

from accounts.models import User
from messaging.models import Choice


def choices_of(user_id: int) -> dict[str, Choice]:
    """Channel → what the person chose for it."""
    return {row.channel: row for row in Choice.objects.filter(user_id=user_id)}


def email_of(user_id: int) -> str:
    """The address of the account; '' without one."""
    return User.objects.filter(pk=user_id).values_list("email", flat=True).first() or ""
