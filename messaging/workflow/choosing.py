"""A person says how they want to be told."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.models import User
from audit.workflow import record
from messaging.enums import OUTWARD, Channel, Language, Mode
from messaging.models import Choice

_MOBILE = re.compile(r"1[3-9]\d{9}\Z")
_ROBOT = re.compile(r"[0-9A-Za-z-]{20,60}\Z")


@transaction.atomic
def choose(
    *, by: Actor, channel: Channel, mode: Mode, address: str | None = None, language: Language | None = None
) -> Choice:
    """How this person wants to be told by one outward channel from now on. `address` and `language`: None leaves it.

    Raises DomainError with the field `address` where the channel needs one and it is missing or malformed.
    """
    if channel not in OUTWARD or by.user_id is None:
        raise DomainError(_("This way of telling cannot be changed."))
    row = Choice.objects.select_for_update().filter(user_id=by.user_id, channel=channel).first()
    row = row or Choice(user_id=by.user_id, channel=channel)
    if channel == Channel.EMAIL:
        _keep_email(by.user_id, address)
    elif address is not None:
        row.address = address
    row.mode, row.language = mode, language or row.language
    if mode != Mode.OFF and (fault := _fault(row)):
        raise DomainError(fault, field="address")
    row.save()
    record(
        by=by,
        event="channel.chosen",
        region=by.region_id,
        subject=row,
        data={"channel": channel, "mode": mode, "language": row.language},
    )
    return row


def _keep_email(user_id: int, address: str | None) -> None:
    if address is not None:
        User.objects.filter(pk=user_id).update(email=address)


def _fault(row: Choice) -> object:
    """Why nothing could be sent by this channel; '' when it could."""
    if row.channel == Channel.EMAIL:
        known = User.objects.filter(pk=row.user_id).exclude(email="").exists()
        return "" if known else _("Give an e-mail address.")
    text = row.address.disclosed(to="the check of its shape")
    if row.channel == Channel.SMS:
        return "" if _MOBILE.match(text) else _("Give a mobile number of eleven digits.")
    return (
        "" if _ROBOT.match(text) else _("Give the key of the robot: what stands after “key=” in its address.")
    )
