"""How often something may be tried, counted in the cache that all web processes share."""

import hashlib
import logging

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
        cache.add(name, 0, timeout=seconds * 2)
        return bool(cache.incr(name) <= limit)
    except Exception:  # each cache client raises errors of its own
        log.warning("the cache cannot be reached: tries of %s are not counted", kind)
        return without_cache
