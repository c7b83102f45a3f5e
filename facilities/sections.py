"""What other apps add to the page of a facility: they stand to the right, so they register here how to draw their part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.actors import Actor
from facilities.models import Facility


@dataclass(frozen=True)
class Alert:
    """Something about a facility that must be seen first, with the one thing to do about it."""

    title: object
    text: object = ""
    tone: str = "danger"
    action: object = ""
    url: str = ""


@dataclass(frozen=True)
class Section:
    """One part of the page with a tab of its own. `template` is drawn with `context`; `count` stands in the tab."""

    key: str
    label: object
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    count: int | None = None
    alert: Alert | None = None


Builder = Callable[[Facility, Actor], Section | None]
_builders: list[tuple[int, Builder]] = []


def register(builder: Builder, *, order: int) -> None:
    """From now on every page of a facility asks `builder` for its part; it answers None where it has none."""
    _builders.append((order, builder))
    _builders.sort(key=lambda pair: pair[0])


def sections_of(facility: Facility, actor: Actor) -> list[Section]:
    """The parts that exist for this facility, in their fixed order."""
    found = (builder(facility, actor) for _order, builder in _builders)
    return [section for section in found if section is not None]
