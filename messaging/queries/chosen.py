"""What a person chose: by which channels to be told, and where."""

from collections.abc import Collection

from accounts.models import User
from messaging.enums import Language
from messaging.models import Choice


def choices_of(user_id: int) -> dict[str, Choice]:
    """Channel → what the person chose for it."""
    return {row.channel: row for row in Choice.objects.filter(user_id=user_id)}


def languages_of(user_ids: Collection[int]) -> dict[tuple[int, str], Language]:
    """(user, channel) → the language chosen for it. Whoever chose nothing is left out. One query."""
    rows = Choice.objects.filter(user_id__in=user_ids).values_list("user_id", "channel", "language")
    return {(user, channel): Language(language) for user, channel, language in rows}


def email_of(user_id: int) -> str:
    """The address of the account; '' without one."""
    return User.objects.filter(pk=user_id).values_list("email", flat=True).first() or ""
