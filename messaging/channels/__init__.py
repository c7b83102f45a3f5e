"""How messages leave the platform. Which adapter serves a channel is a setting (MESSAGE_CHANNELS)."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from messaging.channels.base import Adapter, Letter, Outcome, Refused, Unclear, Unreachable
from messaging.enums import OUTWARD, Channel

__all__ = ["Adapter", "Letter", "Outcome", "Refused", "Unclear", "Unreachable", "adapter_for", "available"]


def adapter_for(channel: str) -> Adapter | None:
    """The adapter of a channel; None where the installation has none, so that nobody can choose it."""
    name = settings.MESSAGE_CHANNELS.get(channel)
    return _made(name) if name else None


def available() -> list[str]:
    """The channels of this installation: the notices, and those that have an adapter."""
    return [Channel.NOTICE.value, *(each.value for each in OUTWARD if settings.MESSAGE_CHANNELS.get(each))]


@cache
def _made(name: str) -> Adapter:
    adapter: Adapter = import_string(name)()
    return adapter
