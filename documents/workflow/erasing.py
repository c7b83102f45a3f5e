"""Uploaded files whose time is over: the bytes go, the row stays and says when."""

from django.db import transaction

from accounts.actors import system_actor
from audit.workflow import Happened, record_all
from documents import storage
from documents.models import StoredFile
from kernel import clock
from regions.scope import nation_scope

_PLATFORM = system_actor("erasing of files")
_BATCH = 500


def erase_expired() -> int:
    """Erase every file that was kept until a day before today; how many. A second run finds none.

    The name of the file goes with it. Should the commit fail after the bytes are gone, the next run finds the row again.
    """
    erased = 0
    while found := _erase_some():
        erased += found
    return erased


@transaction.atomic
def _erase_some() -> int:
    with nation_scope(reason="what was kept long enough is erased wherever it lies"):
        rows = list(
            StoredFile.objects.select_for_update(skip_locked=True)
            .filter(keep_until__lt=clock.today(), erased_at=None)
            .order_by("pk")[:_BATCH]
        )
        StoredFile.objects.filter(pk__in=[row.pk for row in rows]).update(
            erased_at=clock.now(), original_name=""
        )
        happened = [
            Happened("file.erased", row.region_id, row, row.facility_id, data={"purpose": row.purpose})
            for row in rows
        ]
        record_all(by=_PLATFORM, happened=happened)
    for row in rows:
        if row.storage_key:
            storage.discard(row.storage_key)
    return len(rows)
