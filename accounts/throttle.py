"""How often something may be tried, counted in the cache that all web processes share."""

import hashlib
import logging
from functools import lru_cache
from typing import Any

from django.core.cache import cache

from kernel import clock

log = logging.getLogger(__name__)


def allowed(kind: str, key: str, *, limit: int, seconds: int, without_cache: bool = False) -> bool:
    """Count one try of `kind` by `key`; whether it is among the first `limit` in the current window of `seconds`.

    `without_cache`: the answer while the cache cannot be reached: False for what guesses at secrets, True for what
    only spares the machine.
    """
    window = int(clock.wall_seconds() // seconds)
    name = f"throttle:{kind}:{hashlib.sha256(key.encode()).hexdigest()[:32]}:{window}"
    try:
        return bool(_counted(name, seconds * 2) <= limit)
    except Exception:  # each cache client raises errors of its own
        log.warning("the cache cannot be reached: tries of %s are not counted", kind)
        return without_cache


def _counted(name: str, timeout: int) -> int:
    """Count one more under a name: one round trip, two for the first."""
    client = _client(cache._cache)  # type: ignore[attr-defined]
    key = cache.make_and_validate_key(name)
    number: int = client.incr(key)
    if number == 1:
        client.expire(key, timeout)
    return number


@lru_cache(maxsize=8)
def _client(backend: Any) -> Any:
    """One client of a backend's pool: making one costs more than asking it."""
    return backend.get_client(None, write=True)
