"""Acts that start together, each in a thread and with a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

from kernel import clock
from tests.conftest import A_THURSDAY


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run each act in a thread of its own, all at once; what each returned, or the error it raised."""
    barrier, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            with clock.frozen(A_THURSDAY):
                barrier.wait(10)
                found[place] = act()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found
