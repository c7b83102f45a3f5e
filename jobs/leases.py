"""Rows that wait for a worker: taken by one of many, and free again when it is lost. Leases follow the database's clock."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now

#: Nobody is at the row.
FREE = Q(lease_until=None) | Q(lease_until__lt=Now())


def claim_oldest(waiting: QuerySet[Any], lease: timedelta) -> Any:
    """The oldest row of a queue that nobody works on, leased; its `attempts` number the workers who took it.

    Call inside a transaction.
    """
    row = waiting.filter(FREE).order_by("id").select_for_update(skip_locked=True, of=("self",)).first()
    if row is not None:
        waiting.model._default_manager.filter(pk=row.pk).update(
            attempts=F("attempts") + 1, lease_until=Now() + lease
        )
        row.attempts += 1
    return row


def held(row: Any, state: str) -> Q:
    """The row as it was claimed in a state: a worker that slept past its lease finds a higher number of attempts."""
    return Q(pk=row.pk, state=state, attempts=row.attempts)


def next_try(attempts: int) -> CombinedExpression:
    """When a row that failed so often is tried again: 10 s later, 20, 40 …"""
    return Now() + timedelta(seconds=5 * 2**attempts)
