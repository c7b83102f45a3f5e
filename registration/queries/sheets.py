"""Reading sheets of registrations: the office's own, their faults, a window of their rows."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from accounts.actors import Actor
from kernel import clock
from registration.enums import RowState, SheetState
from registration.models import PushSheet, PushSheetRow

#: A finished sheet stays on the first page so long; afterwards it is found in the list.
SHOWN_FOR = timedelta(hours=24)
#: Rows of the preview, and faults of the list, at a time.
WINDOW, FAULTS = 8, 20
_FAULTY = (RowState.BAD, RowState.DUPLICATE, RowState.REFUSED)


def sheet_of(actor: Actor, sheet_id: int) -> PushSheet:
    """A sheet of the actor's own office. Raises PushSheet.DoesNotExist."""
    found: PushSheet = PushSheet.objects.select_related("created_by", "started_by", "file").get(
        pk=sheet_id, department_id=actor.department_id
    )
    return found


def sheets_by_id(sheet_ids: Collection[int]) -> Mapping[int, PushSheet]:
    """Sheets of the scope in force."""
    return PushSheet.objects.in_bulk(sheet_ids)


def current_sheet(actor: Actor) -> PushSheet | None:
    """The sheet the office is at: the newest one that is not put away, or was finished a moment ago."""
    newest = (
        PushSheet.objects.filter(department_id=actor.department_id)
        .exclude(state=SheetState.DISCARDED)
        .select_related("created_by", "started_by")
        .order_by("-id")
        .first()
    )
    over = newest is not None and newest.state in (SheetState.DONE, SheetState.REFUSED)
    if newest is None or (over and clock.now() - (newest.finished_at or newest.created_at) > SHOWN_FOR):
        return None
    return newest


def sheets_of(actor: Actor, limit: int = 50) -> list[PushSheet]:
    """The newest sheets of the office."""
    rows = PushSheet.objects.filter(department_id=actor.department_id).select_related(
        "created_by", "started_by"
    )
    return list(rows.order_by("-id")[:limit])


@dataclass(frozen=True)
class Progress:
    """How many rows stand in each state, and how many there are."""

    total: int
    good: int = 0
    bad: int = 0
    duplicate: int = 0
    pushed: int = 0
    refused: int = 0

    @property
    def known(self) -> int:
        return self.good + self.bad + self.duplicate + self.pushed + self.refused


def progress_of(sheet: PushSheet) -> Progress:
    """The rows by state, counted where they stand."""
    found = dict(sheet.rows.order_by().values_list("state").annotate(number=Count("id")))
    return Progress(sheet.total, **{state.lower(): number for state, number in found.items()})


def faulty_rows(sheet: PushSheet, after: int = 0, limit: int = FAULTS) -> list[PushSheetRow]:
    """Rows that are not simply good, from a row number on, one more than the limit to tell whether there are more."""
    rows = sheet.rows.filter(state__in=_FAULTY, number__gt=after).order_by("number")
    return list(rows[: limit + 1])


def window(sheet: PushSheet, start: int, size: int = WINDOW) -> list[PushSheetRow]:
    """The rows from a number on; the last ones when it lies beyond the end."""
    rows = list(sheet.rows.filter(number__gte=start).order_by("number")[:size])
    return rows or list(reversed(sheet.rows.order_by("-number")[:size]))


def start_before(sheet: PushSheet, number: int, size: int = WINDOW) -> int | None:
    """Where the window before a row begins; None at the top."""
    before = list(
        sheet.rows.filter(number__lt=number).order_by("-number").values_list("number", flat=True)[:size]
    )
    return before[-1] if before else None


def goes_on(sheet: PushSheet, number: int) -> bool:
    """Whether rows stand after one."""
    return sheet.rows.filter(number__gt=number).exists()


def remarked_rows(sheet: PushSheet) -> Iterator[PushSheetRow]:
    """Every row about which something is to be said, for the annotated copy."""
    rows: Iterator[PushSheetRow] = (
        sheet.rows.exclude(state=RowState.GOOD).order_by("number").iterator(chunk_size=2000)
    )
    return rows
