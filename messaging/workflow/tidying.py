"""Messages are no record of what was owed; the duty and the trail are. They are kept for a while and then removed."""

from datetime import timedelta

from jobs.workflow import pause
from kernel import clock
from messaging.enums import State
from messaging.models import Message
from regions.scope import nation_scope

#: How long a settled message is kept.
KEPT = timedelta(days=730)
_PORTION = 5000


def tidy() -> int:
    """Remove messages that were made more than KEPT ago and wait for nothing; returns how many."""
    removed = 0
    while True:
        pause(removed)
        with nation_scope(reason="old messages of all places are removed"):
            old = Message.objects.filter(created_at__lt=clock.now() - KEPT).exclude(state=State.WAITING)
            ids = list(old.order_by("id").values_list("id", flat=True)[:_PORTION])
            Message.objects.filter(pk__in=ids).delete()
        if not ids:
            return removed
        removed += len(ids)
