"""What leaves, or left, by the outward channels."""

from messaging.enums import OUTWARD
from messaging.models import Message


def posted(limit: int = 100) -> list[Message]:
    """The latest messages that left, or will leave, by an outward channel; for the development mailbox."""
    rows = Message.objects.filter(channel__in=OUTWARD, carried_by=None)
    return list(rows.select_related("facility", "region", "user").order_by("-id")[:limit])
