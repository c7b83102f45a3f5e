"""Every read of messages."""

from messaging.queries.notices import NOTICE_ORDER, notices, unread_of
from messaging.queries.outbox import posted

__all__ = ["NOTICE_ORDER", "notices", "posted", "unread_of"]
