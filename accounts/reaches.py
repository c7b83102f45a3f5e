"""Where a person acts besides their appointments. Apps to the right tell, because this one cannot look there."""

from collections.abc import Callable, Iterable

Reach = Callable[[int], Iterable[int]]

_further: list[Reach] = []


def add_reach(read: Reach) -> None:
    """`read` answers the regions (12-digit codes) in which a user id may act. Called once, when apps are ready."""
    if read not in _further:
        _further.append(read)


def further_regions(user_id: int) -> set[int]:
    return {region for read in _further for region in read(user_id)}
