"""The words of messages: an event registers here how its facts become a title, a text and an address.

The words are made when a message is shown or sent, so a row holds no text: in the language of the page that shows it, in
the one that its reader chose for the channel that carries it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from messaging.models import Message


@dataclass(frozen=True)
class Told:
    """`title` fits a text message; `text` is the whole; `path` leads to the matter."""

    title: str
    text: str
    path: str = ""


#: Message id → words, for messages of one event in the scope in force; left out: no longer worth telling.
Teller = Callable[[Collection[Message]], Mapping[int, Told]]
_tellers: dict[str, Teller] = {}


def register(event: str, teller: Teller) -> None:
    _tellers[event] = teller


def told(messages: Collection[Message]) -> dict[int, Told]:
    """The words of messages by id. One call of a teller for each event; an unknown event is left out."""
    found: dict[int, Told] = {}
    for event in {message.event for message in messages}:
        if teller := _tellers.get(event):
            found.update(teller([message for message in messages if message.event == event]))
    return found
