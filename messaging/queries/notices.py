"""What a person finds inside the product."""

from django.db.models import QuerySet

from accounts.actors import Actor
from messaging.enums import Channel, State
from messaging.models import Message
from regions import keyset
from regions.keyset import FIRST_PAGE, Cursor, Page

NOTICE_ORDER = ("-id",)


def unread_of(actor: Actor) -> "QuerySet[Message]":
    """The notices that this person has not read, of the places they act for now."""
    return _of(actor).filter(state=State.SHOWN, read_at=None)


def notices(actor: Actor, *, unread: bool = False, cursor: Cursor = FIRST_PAGE) -> Page:
    """Notices of this person, the latest first. One query."""
    rows = unread_of(actor) if unread else _of(actor).filter(state=State.SHOWN)
    return keyset.page(rows.select_related("facility", "region"), order=NOTICE_ORDER, cursor=cursor)


def _of(actor: Actor) -> "QuerySet[Message]":
    rows: QuerySet[Message] = Message.objects.filter(user_id=actor.user_id or 0, channel=Channel.NOTICE)
    return rows
