"""The work on sheets, by any number of workers: a lease keeps two from the same sheet, the rows say what is done.

A worker that is killed loses the row it was at, which is then as if it had never begun; the lease runs out and
another worker goes on. One that slept past its lease finds that the sheet is not its own any more.
"""

import logging
import secrets
import time
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Now

from accounts.actors import Actor, system_actor
from accounts.enums import Role
from accounts.errors import DomainError
from accounts.models import User
from accounts.queries import posts_of
from documents.errors import FileNotUsable, SheetNotReadable
from documents.sheets import read_sheet
from jobs.leases import FREE
from kernel import clock
from regions.models import Region
from regions.scope import Scope, nation_scope, scoped
from registration.enums import Channel, RowState, SheetState
from registration.errors import Incomplete
from registration.models import PushSheet, PushSheetRow, Registration
from registration.problems import Problem
from registration.sheets.checking import Checker, chunks
from registration.sheets.columns import Header, find_header
from registration.sheets.refusals import MAX_ROWS
from registration.sheets.rows import facts_of
from registration.workflow.pushing import push
from registration.workflow.sheets import move

LEASE = timedelta(seconds=20)
#: A task works so long on a sheet, then lets others have their turn.
SLICE_SECONDS = 120
_RENEW_EVERY = 20
#: How long the reading of a big file may take on a busy machine; the lease is longer meanwhile.
READ_SECONDS = 120
_PLATFORM = system_actor("Checking of sheets")
logger = logging.getLogger(__name__)


def waiting_sheets() -> list[int]:
    """Sheets that are to be checked or pushed and that nobody works on."""
    with nation_scope(reason="sheets of all offices wait in one queue"):
        return list(_free().order_by("id").values_list("id", flat=True)[:200])


def work_on(sheet_id: int) -> bool:
    """Work on one sheet until it is through, its time is up, or somebody else has it; whether more is to be done."""
    lease = _claim(sheet_id)
    if lease is None:
        return False
    try:
        sheet = _mine(sheet_id, lease)
        if sheet is not None and sheet.state == SheetState.CHECKING:
            _check_or_refuse(sheet, lease)
            return False
        return _push_slice(sheet_id, lease)
    finally:
        _release(sheet_id, lease)


def _free() -> QuerySet[PushSheet]:
    return PushSheet.objects.filter(FREE, state__in=(SheetState.CHECKING, SheetState.PUSHING))


def _claim(sheet_id: int) -> str | None:
    """Lease the sheet to us; None when there is nothing to do or somebody else is at it."""
    lease = secrets.token_hex(12)
    with nation_scope(reason="sheets of all offices wait in one queue"):
        row = _free().filter(pk=sheet_id).select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return None
        PushSheet.objects.filter(pk=sheet_id).update(lease=lease, lease_until=Now() + LEASE)
    return lease


def _release(sheet_id: int, lease: str) -> None:
    with nation_scope(reason="sheets of all offices wait in one queue"):
        PushSheet.objects.filter(pk=sheet_id, lease=lease).update(lease="", lease_until=None)


def _renew(sheet_id: int, lease: str, span: timedelta | None = None) -> bool:
    """Keep the lease; False when it is not ours any more."""
    with nation_scope(reason="sheets of all offices wait in one queue"):
        mine = PushSheet.objects.filter(pk=sheet_id, lease=lease)
        return bool(mine.update(lease_until=Now() + (span or LEASE)))


def _mine(sheet_id: int, lease: str) -> PushSheet | None:
    with nation_scope(reason="sheets of all offices wait in one queue"):
        found: PushSheet | None = (
            PushSheet.objects.filter(pk=sheet_id, lease=lease).select_related("department", "file").first()
        )
        return found


# Checking


def _check_or_refuse(sheet: PushSheet, lease: str) -> None:
    """A file that breaks the check would break it again with every ring: it is refused, and an operator must look."""
    try:
        _check(sheet, lease)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("sheet %s could not be checked", sheet.pk)
        _refuse(sheet, lease, "BROKEN_OFF")


def _check(sheet: PushSheet, lease: str) -> None:
    """Read the file and write one row for each row of it; a check that was broken off begins anew."""
    scope = Scope.of_region(sheet.department.region_id)
    if not _renew(sheet.pk, lease, timedelta(seconds=READ_SECONDS) + LEASE):
        return
    try:
        with scoped(scope):
            content = read_sheet(sheet.file, max_rows=MAX_ROWS + 1, seconds=READ_SECONDS)
    except SheetNotReadable as error:
        facts = dict(getattr(error.__cause__, "facts", {}))
        if error.code == "TOO_MANY_ROWS":
            _refuse(sheet, lease, error.code, rows=facts.get("rows", 0) - 1, limit=MAX_ROWS)
        else:
            _refuse(sheet, lease, error.code, of_file=True, **facts)
        return
    except FileNotUsable:
        _refuse(sheet, lease, "BROKEN_OFF")
        return
    header = find_header((row.number, row.texts) for row in content.rows)
    below = [row for row in content.rows if header is not None and row.number > header.row]
    code, facts = _fault_of(header, len(below))
    if header is None or code:
        _refuse(sheet, lease, code, **facts)
        return
    checker = Checker(sheet.department, header)
    with scoped(scope):
        sheet.rows.all().delete()
        PushSheet.objects.filter(pk=sheet.pk, lease=lease).update(
            total=len(below), header=_header_json(header, content.name, [*content.others, *content.hidden])
        )
    for piece in chunks((row.number, row.cells) for row in below):
        with scoped(scope):
            judged = checker.check(piece)
            PushSheetRow.objects.bulk_create(
                PushSheetRow(
                    region_id=sheet.region_id,
                    sheet_id=sheet.pk,
                    number=row.number,
                    state=state,
                    cells=row.cells,
                    facts=row.stored_facts(),
                    problems=[each.as_json() for each in row.problems],
                )
                for row, state in judged
            )
        if not _renew(sheet.pk, lease):
            return
    _finish_check(sheet.pk, lease, scope)


def _fault_of(header: Header | None, rows: int) -> tuple[str, dict[str, Any]]:
    """Why the sheet as a whole cannot be used; '' when it can."""
    if header is None:
        return "NO_HEADER", {}
    if header.missing:
        return "MISSING_COLUMNS", {"columns": [column.key for column in header.missing]}
    if header.repeated:
        return "REPEATED_COLUMNS", {"columns": list(header.repeated)}
    if not rows:
        return "EMPTY", {}
    return ("TOO_MANY_ROWS", {"rows": rows, "limit": MAX_ROWS}) if rows > MAX_ROWS else ("", {})


def _header_json(header: Header, name: str, unread: list[str]) -> dict[str, object]:
    return {
        "row": header.row,
        "places": dict(header.places),
        "headings": list(header.headings),
        "ignored": list(header.ignored),
        "sheet": name,
        "unread": unread,
    }


def _refuse(sheet: PushSheet, lease: str, code: str, *, of_file: bool = False, **facts: object) -> None:
    with scoped(Scope.of_region(sheet.region_id)):
        row = PushSheet.objects.select_for_update(of=("self",)).filter(pk=sheet.pk, lease=lease).first()
        if row is not None and row.state == SheetState.CHECKING:
            row.refusal = {"code": code, "facts": facts, "of_file": of_file}
            move(row, _PLATFORM, "refuse", code=code)


def _finish_check(sheet_id: int, lease: str, scope: Scope) -> None:
    with scoped(scope):
        row = PushSheet.objects.select_for_update(of=("self",)).filter(pk=sheet_id, lease=lease).first()
        if row is not None and row.state == SheetState.CHECKING:
            row.counts, row.checked_at = counts(row), clock.now()
            move(row, _PLATFORM, "check", **row.counts)


def counts(sheet: PushSheet) -> dict[str, int]:
    """How many rows stand in each state."""
    return dict(sheet.rows.order_by().values_list("state").annotate(number=Count("id")))


# Pushing


def _push_slice(sheet_id: int, lease: str) -> bool:
    """Push row after row, each in a transaction of its own; whether the sheet has more."""
    began, done = time.monotonic(), 0
    while time.monotonic() - began < SLICE_SECONDS:
        sheet = _mine(sheet_id, lease)
        if sheet is None or sheet.state != SheetState.PUSHING:
            return False
        by = _pusher(sheet)
        if by is None:
            _end(sheet, lease, "stop", reason="appointment ended")
            return False
        for _turn in range(_RENEW_EVERY):
            if not _push_next(sheet, lease, by):
                return False
            done += 1
        if not _renew(sheet_id, lease):
            return False
    return True


def _pusher(sheet: PushSheet) -> Actor | None:
    """Who pressed “push”, as they are today; None when they do not push for this office any more."""
    user = User.objects.filter(pk=sheet.started_by_id, is_active=True).first()
    if user is None:
        return None
    posts = [
        p for p in posts_of(user.pk) if (p.department_id, p.role) == (sheet.department_id, Role.REGISTRAR)
    ]
    return Actor(user_id=user.pk, name=str(user), username=user.username, post=posts[0]) if posts else None


def _push_next(sheet: PushSheet, lease: str, by: Actor) -> bool:
    """Push the next good row and write down what became of it, together. False when nothing is left or allowed.

    The sheet is locked meanwhile, so that stopping it waits for this row, and for this row only.
    """
    with scoped(Scope.of_region(sheet.department.region_id)):
        current = PushSheet.objects.select_for_update(of=("self",), no_key=True).get(pk=sheet.pk)
        if current.state != SheetState.PUSHING or current.lease != lease:
            return False
        row = (
            PushSheetRow.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(sheet=sheet, state=RowState.GOOD)
            .order_by("number")
            .first()
        )
        if row is None:
            current.counts = counts(current)
            move(current, by, "finish", **current.counts)
            return False
        _push_row(row, sheet, by)
        return True


def _push_row(row: PushSheetRow, sheet: PushSheet, by: Actor) -> None:
    outcome = _outcome(row, sheet, by)
    row.done_at = clock.now()
    if isinstance(outcome, Registration):
        row.state, row.registration_id = RowState.PUSHED, outcome.pk
    else:
        known = outcome.status == 409 and "registration" in outcome.extra
        row.state = RowState.DUPLICATE if known else RowState.REFUSED
        row.problems = [*row.problems, *(each.as_json() for each in _problems(outcome))]
    row.save(update_fields=["state", "registration_id", "done_at", "problems"])


def _outcome(row: PushSheetRow, sheet: PushSheet, by: Actor) -> Registration | DomainError:
    try:
        with transaction.atomic():
            return push(
                by=by,
                facts=facts_of(row.facts),
                region=Region.objects.get(pk=row.facts["region"]),
                registrar=sheet.department,
                channel=Channel.SHEET,
            )
    except DomainError as error:
        return error
    except Exception:
        logger.exception("row %s of sheet %s could not be pushed", row.number, sheet.pk)
        return Incomplete(Problem("", "UNEXPECTED"))


def _problems(error: DomainError) -> list[Problem]:
    """The reasons of a refusal as problems of the row."""
    found = [
        each
        for each in error.extra.get("problems", {}).values()
        for each in each
        if isinstance(each, Problem)
    ]
    if isinstance(error.message, Problem):
        found.append(error.message)
    return found or [Problem(error.field, "REFUSED", {"reason": str(error.message)})]


def _end(sheet: PushSheet, lease: str, action: str, **data: str) -> None:
    with scoped(Scope.of_region(sheet.department.region_id)):
        row = PushSheet.objects.select_for_update(of=("self",)).filter(pk=sheet.pk, lease=lease).first()
        if row is not None and row.state == SheetState.PUSHING:
            row.counts = counts(row)
            move(row, _PLATFORM, action, **data)
