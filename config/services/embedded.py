"""Both servers together: started when they are down, found when they are up."""

import os

from config.services import postgres, valkey
from config.services.state import State


def wanted() -> bool:
    """Whether this process should look after the servers: no address is given and no supervisor did it for us."""
    return not (os.environ.get("DATABASE_URL") or os.environ.get("TUOYU_SERVICES") == "running")


def ensure(state: State) -> None:
    """Both servers answer when this returns. What was down is started and outlives this process;

    the next `make run` ends it and starts its own.
    """
    state.prepare()
    with state.locked("services"):
        postgres.start(state)
        if not os.environ.get("REDIS_URL"):
            valkey.start(state)
