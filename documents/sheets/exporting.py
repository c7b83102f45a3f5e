"""A list that somebody takes out of the platform: as a workbook, and on the trail."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django.http import FileResponse

from accounts.actors import Actor
from audit.workflow import record_export
from documents.sheets.writing import Column, workbook_response


def export_response(
    *,
    by: Actor,
    what: str,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    filters: Mapping[str, str],
    region: int | None = None,
) -> FileResponse:
    """The download; that it was taken, narrowed to what and how many rows, is recorded as `<what>.exported`.

    `rows` is read once, while the caller's scope is open. `region`: whose list it is, the actor's own unless given.
    """
    numbers = count()
    counted = (row for row in rows if next(numbers) >= 0)
    response = workbook_response(name, columns, counted)
    place = by.region_id if region is None else region
    record_export(by=by, what=what, region=place, filters=filters, rows=next(numbers))
    return response
