"""What an adapter of a channel is: docs/how-to/send-messages.md describes the same for providers."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """One message as it leaves. `key` is the same at every attempt; `to` the address in full; `link` may be empty."""

    key: str
    to: str
    title: str
    text: str
    link: str = ""


class Refused(Exception):
    """The message will never be accepted: another attempt is useless (an address that does not exist)."""


class Unreachable(Exception):
    """Nothing was handed over: another attempt later is safe."""


class Unclear(Exception):
    """It may have been accepted: no answer in time, or one that makes no sense."""


class Outcome(Enum):
    """What a channel knows about a key."""

    ARRIVED = "arrived"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


class Adapter(Protocol):
    """`repeatable`: sending the same key twice reaches the person once, so an unclear outcome may be repeated.

    An adapter answers within `messaging.workflow.delivering.LEASE`: every wait has a timeout.
    """

    repeatable: bool

    def send(self, letter: Letter) -> str:
        """Hand the message over; returns the provider's number of it. Raises Refused, Unreachable or Unclear."""
        ...

    def lookup(self, key: str) -> Outcome:
        """What became of a key whose outcome was unclear. Raises Unreachable when nobody can be asked."""
        ...
