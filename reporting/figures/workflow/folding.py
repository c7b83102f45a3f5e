"""Keeping the sums: what was touched is folded in within a minute, and by night everything is counted from the rows.

A fold counts the facilities and divisions that were touched anew, so it comes to the same however often and in whatever
order it is done. It takes the notes that it can see: a writer who has not committed leaves his for the next one.
"""

import logging
from datetime import date
from typing import Any

from django.db import connection, transaction

from jobs.workflow import pause
from kernel import clock
from regions.codes import NATION
from regions.queries import below
from regions.scope import nation_scope
from reporting.figures import statements
from reporting.models import FigureState

logger = logging.getLogger(__name__)
#: One folds or rebuilds at a time. A lock of the table takes no look at the database, so the rebuild's begins after it.
_LOCK = "LOCK TABLE reporting_figurestate IN EXCLUSIVE MODE"
#: Notes of one pass: so many facilities are counted in one statement.
PORTION = 20_000
#: From so many notes on, whole tables are read and joined.
_MANY = 2_000


def fold() -> int:
    """Bring the sums up to this moment; returns how many notes were taken.

    Where the clock stands before the last fold (a demo set back), everything is counted anew.
    """
    taken, pass_taken = 0, PORTION
    while pass_taken >= PORTION:
        pass_taken = _fold_once()
        taken += pass_taken
    return taken


def _fold_once() -> int:
    now = clock.now()
    with (
        nation_scope(reason="the sums of every division are kept by one fold"),
        connection.cursor() as cursor,
    ):
        cursor.execute(_LOCK)
        state, _made = FigureState.objects.get_or_create(pk=1)
        if state.folded_to is not None and now.date() < state.folded_to:
            _count_all(cursor, now.date())
        taken = _fold_touched(cursor, state.folded_to, now.date())
        FigureState.objects.filter(pk=1).update(folded_at=now, folded_to=now.date())
        return taken


def _fold_touched(cursor: Any, folded: date | None, today: date) -> int:
    if folded is not None and folded < today:
        cursor.execute(statements.ADVANCE, {"today": today, "folded": folded})
    cursor.execute(statements.TAKE, {"most": PORTION})
    divisions, facilities, taken = cursor.fetchone()
    if taken > _MANY:
        cursor.execute(statements.SETTINGS)
    if taken:
        given = {"divisions": divisions or [], "facilities": facilities or [], "today": today}
        cursor.execute(statements.FOLD, given)
    return int(taken)


def rebuild() -> int:
    """Count everything from the rows, province by province, put right what differs and say so. Returns how many sums did.

    What was written meanwhile is folded first, in the same look at the database, so that only a true difference is told.
    """
    differed = 0
    places = [int(code) for code, _name in below(NATION)]
    for done, province in enumerate(places):
        differed += _rebuild_part(province)
        pause(done + 1, len(places))
    differed += _rebuild_nation()
    now = clock.now()
    FigureState.objects.filter(pk=1).update(
        rebuilt_at=now, differences=differed, **({"differed_at": now} if differed else {})
    )
    if differed:
        logger.error("figures: %s sums differed from the rows and were put right", differed)
    return differed


def _rebuild_part(province: int) -> int:
    with transaction.atomic():
        with connection.cursor() as cursor:
            if not connection.savepoint_ids:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(_LOCK)
        with nation_scope(reason="the sums of every division are compared"), connection.cursor() as cursor:
            state, _made = FigureState.objects.get_or_create(pk=1)
            today = max(clock.today(), state.folded_to or clock.today())
            _fold_touched(cursor, state.folded_to, today)
            FigureState.objects.filter(pk=1).update(folded_at=clock.now(), folded_to=today)
            return _compared(cursor, province, today)


def _rebuild_nation() -> int:
    with nation_scope(reason="the nation's sums are compared"), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        return _run(cursor, statements.NATION, {})


def _compared(cursor: Any, province: int, today: date) -> int:
    given = {"province": province, "today": today}
    cursor.execute(statements.SETTINGS)
    _run(cursor, statements.SHEETS, given)
    return _run(cursor, statements.FIGURES, given)


def _run(cursor: Any, statement: str, given: dict[str, object]) -> int:
    cursor.execute(statement, given)
    return int(cursor.fetchone()[0])


def _count_all(cursor: Any, today: date) -> None:
    for code, _name in below(NATION):
        _compared(cursor, int(code), today)
    _run(cursor, statements.NATION, {})
