"""Closed sets of messages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a message reaches a person. NOTICE is the list inside the product and always on."""

    NOTICE = "NOTICE", _("In the product")
    EMAIL = "EMAIL", _("E-mail")
    SMS = "SMS", _("Text message")
    WECOM = "WECOM", _("WeCom robot")


#: The channels that leave the platform.
OUTWARD = (Channel.EMAIL, Channel.SMS, Channel.WECOM)


class Mode(TextChoices):
    """When a person wants to be told by a channel."""

    AT_ONCE = "AT_ONCE", _("Each message at once")
    DIGEST = "DIGEST", _("Once a day, all together")
    OFF = "OFF", _("Not at all")


class Language(TextChoices):
    """In which language an outward channel speaks to a person; each is named in itself."""

    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class State(TextChoices):
    """Where a message stands. UNCERTAIN: it may have arrived, and the channel can neither tell nor repeat safely."""

    SHOWN = "SHOWN", _("Shown")
    WAITING = "WAITING", _("Waits")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Failed")
    UNCERTAIN = "UNCERTAIN", _("Not certain")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
