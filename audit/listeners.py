"""Whoever wants to know that something was done to a facility: apps to the right register here what they do then."""

from collections.abc import Callable

from audit.models import Outcome

#: (event, facility): called inside the transaction that writes the event.
Listener = Callable[[str, int], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """From now on `listener` hears of every event of a facility that changed something."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(event: str, facility_id: int | None, outcome: str) -> None:
    """Pass an event on; reads, refusals and events without a facility change nothing of one."""
    if facility_id is None or outcome != Outcome.DONE:
        return
    for listener in _listeners:
        listener(event, facility_id)
