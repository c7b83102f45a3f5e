"""Stories told in the order of time: each is a generator that says when it goes on, and the clock stands there."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from kernel import clock
from policy.queries import working_calendar

Story = Iterator[datetime]


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), clock.ZONE)


def working_days_back(days: int, *, of: date) -> date:
    """The working day that lies `days` working days before a date; 0 is the last working day up to it."""
    day, left = of, days
    while True:
        if working_calendar().is_working(day):
            if left == 0:
                return day
            left -= 1
        day -= timedelta(days=1)


def working_days_on(days: int, *, of: date) -> date:
    """The working day `days` working days after a date."""
    day, left = of, days
    while left:
        day += timedelta(days=1)
        left -= working_calendar().is_working(day)
    return day


def run(stories: Iterable[Story], *, until: datetime, tick: Callable[[], None]) -> int:
    """Let every story happen up to `until`, all of them together in the order of time; the number of steps."""
    order, steps = count(), 0
    queue: list[Any] = []
    for story in stories:
        _schedule(queue, story, order)
    while queue:
        moment, _n, story = heapq.heappop(queue)
        if moment > until:
            continue
        with clock.frozen(moment):
            _schedule(queue, story, order)
        steps += 1
        tick()
    return steps


def _schedule(queue: list[tuple[datetime, int, Story]], story: Story, order: Iterator[int]) -> None:
    moment = next(story, None)
    if moment is not None:
        heapq.heappush(queue, (moment, next(order), story))
