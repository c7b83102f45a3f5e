"""The development mailbox: nothing leaves; the page shows what would have left."""

from messaging.channels.base import Letter, Outcome


class Mailbox:
    repeatable = True

    def send(self, letter: Letter) -> str:
        return "mailbox"

    def lookup(self, key: str) -> Outcome:
        return Outcome.NOTHING
