"""A person reads their notices."""

from django.db import transaction

from accounts.actors import Actor
from kernel import clock
from messaging.models import Message
from messaging.queries.notices import unread_of


@transaction.atomic
def mark_read(*, by: Actor, message_id: int) -> Message:
    """One notice of this person is read. Raises Message.DoesNotExist for anybody else's."""
    row: Message = Message.objects.get(pk=message_id, user_id=by.user_id or 0, channel="NOTICE")
    unread_of(by).filter(pk=message_id).update(read_at=clock.now())
    return row


@transaction.atomic
def mark_all_read(*, by: Actor) -> int:
    """All notices of this person, in the place they act for now, are read; returns how many were not."""
    return int(unread_of(by).update(read_at=clock.now()))
