"""What the texts leave open or say against each other, and other facts they state."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.law.base import NO_TEXT, Provision, Text


@dataclass(frozen=True)
class Conflict(Provision):
    """A contradiction or a gap: a flag for a human (domain 8, K numbers). `reading` is how the platform reads it until
    somebody decides.

    `concerns` names sections or values, "deadlines" or "deadlines/filing"; `places` the packs it speaks of where it
    stands in one above them; `in_writing`: an officer of the place should confirm the reading in writing before work
    starts there.
    """

    id: str = ""
    question: Text = NO_TEXT
    reading: Text = NO_TEXT
    concerns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    in_writing: bool = False


@dataclass(frozen=True)
class Fact(Provision):
    """Something a text states that no rule asks for: streets, modes of provision, a pilot. `numbers` by name."""

    fact: str = ""
    name: Text = NO_TEXT
    values: tuple[Text, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    note: Text = NO_TEXT
