"""Who wants to know that a calendar was published. Apps to the right tell, because this one cannot look there."""

from collections.abc import Callable, Sequence

from policy.models import CalendarVersion

Follower = Callable[[Sequence[CalendarVersion]], None]

_followers: list[Follower] = []


def follow_calendars(follower: Follower) -> None:
    """From now on `follower` is called inside the transaction of every publication, with the new arrangements."""
    if follower not in _followers:
        _followers.append(follower)


def tell(fresh: Sequence[CalendarVersion]) -> None:
    for follower in _followers:
        follower(fresh)
