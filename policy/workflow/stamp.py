"""One publication at a time, seen by every process."""

from django.db import transaction
from django.db.models import F

from policy.models import LawStamp
from policy.queries import forget


def locked_stamp() -> LawStamp:
    """One publication at a time."""
    LawStamp.objects.bulk_create([LawStamp(id=1)], ignore_conflicts=True)
    return LawStamp.objects.select_for_update().get(id=1)


def published(stamp: LawStamp) -> None:
    LawStamp.objects.filter(pk=stamp.pk).update(number=F("number") + 1)
    transaction.on_commit(forget)
