"""Who works at a facility, as far as the setting standards ask. Staff stands to the right, so it registers here how."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

from facilities.rules.standards import Law, People


class Staffing(NamedTuple):
    """The people of one facility on a day. `carers`: class → caregivers of it who count."""

    people: People
    carers: Mapping[int, int]


Provider = Callable[[Mapping[int, Law], date], Mapping[int, Staffing]]
Names = Callable[[Collection[int]], Mapping[int, str]]
_providers: list[Provider] = []
_names: list[Names] = []


def register(provider: Provider, names: Names) -> None:
    """From now on `provider` answers for facilities of the scope, given with the law of their places; one without

    recorded staff is not in its answer.
    `names` says what people are called, by the numbers that findings carry.
    """
    _providers[:], _names[:] = [provider], [names]


def names_of(people: Collection[int]) -> Mapping[int, str]:
    """Person of a facility of the scope → name."""
    return _names[0](people) if people and _names else {}


def staffing_of(laws: Mapping[int, Law], on: date) -> Mapping[int, Staffing]:
    """Facility → who works there on a day, set-based, from facility → the law of its place. Empty where nothing is registered."""
    return _providers[0](laws, on) if _providers else {}
