"""Wrong passwords: who is kept out, for how long. One address may be a whole office, so none is ever locked alone.

Short: one name from one address, after 5 failures, for 15 minutes (django-axes). Long: one name from anywhere, after
`LONG_LIMIT` failures inside `LONG_WINDOW`: somebody guesses from many addresses. An administrator's new password lifts
both. They count names, whether an account exists or not, so a lock tells nothing about that.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessFailureLog
from axes.utils import reset
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from kernel import clock

LONG_LIMIT = 30
LONG_WINDOW = timedelta(hours=6)


class LongLockBackend:
    """First among the authentication backends: refuses a name that was guessed at too often, signs nobody in.

    It has no `get_user`, so no session can ever name it.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, **credentials: Any
    ) -> None:
        if request is not None and username and settings.AXES_ENABLED and long_locked(username):
            request.axes_locked_out = True  # type: ignore[attr-defined]  # axes then counts no further failure
            raise PermissionDenied


def long_locked(username: str) -> bool:
    """Whether a name has failed too often from anywhere."""
    # django-axes stamps its rows by the wall, also in a demo that stands on another date.
    since = datetime.fromtimestamp(clock.wall_seconds(), clock.ZONE) - LONG_WINDOW
    failures = AccessFailureLog.objects.filter(username=username, attempt_time__gt=since)
    return failures.count() >= LONG_LIMIT


def unlock(username: str) -> None:
    """Lift both locks of a name: its owner was given a new password."""
    reset(username=username)
    AccessFailureLog.objects.filter(username=username).delete()


def locked_answer(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """The sign-in page as the view drew it, which says that the name is locked; only the status differs."""
    response.status_code = 429
    return response
