"""The pages of messages, as their templates draw them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from kernel.presentation import Badge
from messaging.channels import available
from messaging.enums import OUTWARD, Channel, Language, Mode, State
from messaging.forms import ChannelForm
from messaging.models import Message
from messaging.queries import NOTICE_ORDER, notices, posted
from messaging.queries.chosen import choices_of, email_of
from messaging.wording import Told, told
from messaging.workflow.letters import preview
from regions.keyset import cursor_of
from regions.scope import nation_scope

STATES: dict[str, Badge] = {
    State.WAITING: Badge(gettext_lazy("Waits"), "clock", "accent"),
    State.SENT: Badge(gettext_lazy("Sent"), "check", "ok"),
    State.FAILED: Badge(gettext_lazy("Failed"), "alert-circle", "danger"),
    State.UNCERTAIN: Badge(gettext_lazy("Not certain"), "alert-triangle", "warn"),
    State.WITHDRAWN: Badge(gettext_lazy("Withdrawn"), "minus", "mute"),
}


@dataclass(frozen=True)
class Line:
    """A notice of the list. Without words its matter is done or its date moved."""

    id: int
    message: Message
    words: Told | None

    @property
    def place(self) -> str:
        return self.message.facility.name if self.message.facility else self.message.region.name


def notices_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """The notices of this person. Two queries and one for each kind of words."""
    unread = query.get("show") != "all"
    page = notices(actor, unread=unread, cursor=cursor_of(query, Message, NOTICE_ORDER))
    words = told(page.rows)
    address, kept = reverse("messaging:notices"), "" if unread else "show=all&"
    return {
        "lines": [Line(row.pk, row, words.get(row.pk)) for row in page.rows],
        "unread": unread,
        "tabs": [
            {"label": _("Not read"), "url": address, "current": unread},
            {"label": _("All"), "url": f"{address}?show=all", "current": not unread},
        ],
        "next_url": f"{address}?{kept}after={page.next}" if page.next else "",
        "previous_url": f"{address}?{kept}before={page.previous}" if page.previous else "",
        "mailbox": settings.SHOW_MAILBOX,
    }


def channel_forms(user_id: int, posted_to: str = "", data: Any = None) -> list[ChannelForm]:
    """One form for each outward channel of this installation; `data` belongs to the channel `posted_to`."""
    known = choices_of(user_id)
    email = email_of(user_id)
    forms = []
    for channel in OUTWARD:
        if channel not in available():
            continue
        row = known.get(channel)
        default = Mode.DIGEST if channel == Channel.EMAIL and email else Mode.OFF
        forms.append(
            ChannelForm(
                data if channel == posted_to else None,
                channel=channel,
                known=email if channel == Channel.EMAIL else str(row.address) if row else "",
                initial={
                    "mode": row.mode if row else default,
                    "language": row.language if row else Language.CHINESE,
                },
                auto_id=f"id_{channel.lower()}_%s",
            )
        )
    return forms


@dataclass(frozen=True)
class Letterbox:
    """One message of the development mailbox."""

    message: Message
    badge: Badge
    title: str
    text: str


def mailbox_context() -> dict[str, Any]:
    """What left, or would have left, this installation. Development and demo only."""
    with nation_scope(reason="the development mailbox shows what left, for whoever works on the platform"):
        rows = posted()
        letters = preview(rows)
    return {
        "letters": [
            Letterbox(row, STATES[row.state], letters[row.pk].title, letters[row.pk].text)
            for row in rows
            if row.pk in letters
        ]
    }
