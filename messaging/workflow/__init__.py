"""Every write to messages."""

from messaging.workflow.choosing import choose
from messaging.workflow.delivering import deliver, send_again
from messaging.workflow.reading import mark_all_read, mark_read
from messaging.workflow.telling import tell

__all__ = ["choose", "deliver", "mark_all_read", "mark_read", "send_again", "tell"]
