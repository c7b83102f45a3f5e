"""Removing what is past its use. The trail of sign-ins itself stands in audit and stays."""

from datetime import datetime, timedelta
from importlib import import_module

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings

from accounts.idempotency import forget_old_keys
from kernel import clock

#: Sign-in records of django-axes, which serve the lock and its investigation (六个月, 网络安全法).
SIGN_IN_RECORDS = timedelta(days=190)


def tidy() -> dict[str, int]:
    """Remove idempotency keys, ended sessions and old sign-in records; how many of each. Running it twice does no harm."""
    before = datetime.fromtimestamp(clock.wall_seconds(), clock.ZONE) - SIGN_IN_RECORDS
    counts = {"keys": forget_old_keys()}
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        counts[model.__name__] = model.objects.filter(attempt_time__lt=before).delete()[0]
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return counts
