"""Files of drafts are for the moment: a month later they and what never became a file are removed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from documents import storage
from kernel import clock
from regions.scope import nation_scope
from reporting.enums import PrintState
from reporting.models import ReportPrint

KEPT = timedelta(days=30)
_BATCH = 500


def tidy_prints() -> int:
    """Remove old files of drafts, and old rows that failed or were cancelled; how many. A second run finds none.

    Should the commit fail after the bytes are gone, the next run finds the rows again.
    """
    removed = 0
    while found := _remove_some():
        removed += found
    return removed


@transaction.atomic
def _remove_some() -> int:
    passing = Q(edition=0) | Q(state__in=[PrintState.FAILED, PrintState.STOPPED])
    with nation_scope(reason="files of drafts are removed wherever they lie"):
        old = ReportPrint.objects.filter(passing, asked_at__lt=clock.now() - KEPT).exclude(
            state=PrintState.WAITING
        )
        rows = list(
            old.select_for_update(skip_locked=True, of=("self",))
            .order_by("pk")
            .only("pk", "storage_key")[:_BATCH]
        )
        ReportPrint.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        if row.storage_key:
            storage.discard(row.storage_key)
    return len(rows)
