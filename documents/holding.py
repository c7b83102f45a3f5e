"""Who else keeps bytes in the store: apps to the right register here, so that what their rows point to is never set aside."""

from collections.abc import Callable, Collection

#: Storage keys → those of them that rows of the app point to, in the scope in force.
Holder = Callable[[Collection[str]], set[str]]
_holders: list[Holder] = []


def register(holder: Holder) -> None:
    """From now on `holder` is asked before bytes are set aside."""
    if holder not in _holders:
        _holders.append(holder)


def held(keys: Collection[str]) -> set[str]:
    """Those of the keys that some registered app holds."""
    return {key for holder in _holders for key in holder(keys)}
