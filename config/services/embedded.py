"""Before any command: the servers answer. Embedded ones are started when they are down, given ones are made ready."""

import os

from config.services import given, postgres, valkey
from config.services.state import State


def ensure(state: State) -> None:
    """PostgreSQL and Valkey answer when this returns, unless somebody else looks after them already.

    Embedded servers that were down are started and outlive this process; the next `make run` ends them and
    starts its own. Raises PostgresFailed, ValkeyFailed, GivenServerUnfit.
    """
    if os.environ.get("TUOYU_SERVICES") == "running":
        return
    if os.environ.get("DATABASE_URL"):
        given.set_environment()
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    state.prepare()
    with state.locked("services"):
        if not os.environ.get("DATABASE_URL"):
            postgres.start(state)
        if not os.environ.get("REDIS_URL"):
            valkey.start(state)
