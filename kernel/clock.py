"""The only place that reads the wall clock. One zone: Asia/Shanghai, no daylight saving.

The demo and the tests can stand on any date: ``TUOYU_TODAY=2026-05-07`` in the environment keeps the
time of day and replaces the date; ``frozen(...)`` replaces both inside a block.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def demo_today() -> date | None:
    """The date the installation was told to stand on, or None when it follows the wall."""
    text = os.environ.get("TUOYU_TODAY", "")
    return date.fromisoformat(text) if text else None


def now() -> datetime:
    """This instant, aware, in Asia/Shanghai."""
    if (instant := _frozen.get()) is not None:
        return instant
    wall = datetime.now(ZONE)
    day = demo_today()
    return wall if day is None else datetime.combine(day, wall.timetz())


def today() -> date:
    return now().date()


def wall_seconds() -> float:
    """Seconds since 1970 by the wall itself, also in a demo that stands on another date.

    For what protects and not for what is owed: the life of sessions and keys of this moment, throttles, leases.
    """
    return time.time()


def local_date(instant: datetime | date) -> date:
    """The Chinese calendar date of an instant; a plain date is already local.

    Raises ValueError for a naive instant: its zone cannot be guessed.
    """
    if not isinstance(instant, datetime):
        return instant
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(ZONE).date()


@contextmanager
def frozen(at: datetime | date) -> Iterator[datetime]:
    """Stand still at an instant; a plain date means ten in the morning of that day."""
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, 10, tzinfo=ZONE)
    token = _frozen.set(at.astimezone(ZONE))
    try:
        yield at
    finally:
        _frozen.reset(token)
