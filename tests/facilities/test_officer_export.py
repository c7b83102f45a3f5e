"""The list of facilities as CSV: whole, in order, on the trail; who goes away half-way leaves nothing behind."""

import csv
import resource
from datetime import date
from io import BytesIO, StringIO
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from openpyxl import load_workbook

from audit.models import AuditEvent
from documents.sheets import streaming
from regions import portions
from regions.enums import Level
from regions.scope import Scope, current_or_none, nation_scope
from tests.cast import NANKANG, Cast, as_actor
from tests.pages import signed_in
from tests.reporting.acts import Life

pytestmark = pytest.mark.django_db


def open_cursors() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        return int(cursor.fetchone()[0])


def taken(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:])))


def test_the_csv_has_the_filtered_facilities_of_the_own_place_and_is_recorded(cast: Cast) -> None:
    mine = cast.facility(name="=示例·公式园")
    cast.facility(NANKANG)
    head, *rows = taken(signed_in(cast.officer).get("/facilities/export/", {"form": "csv"}))
    assert head[:3] == ["机构", "统一社会信用代码", "类别"] or len(head) == 10
    (row,) = rows
    assert row[0] == "'=示例·公式园" and row[1] == mine.uscc and row[3] == "已登记，未备案"
    assert row[4].endswith("解放街道") and row[6] == "" and row[7] == mine.registered_on.isoformat()
    none = signed_in(cast.officer).get("/facilities/export/", {"form": "csv", "state": "SUSPENDED"})
    assert taken(none) == [head]
    with as_actor(cast.officer):
        events = AuditEvent.objects.filter(event="facilities.exported").order_by("id")
        assert [event.data["rows"] for event in events] == [1, 0]


def test_csv_and_spreadsheet_say_the_same_of_every_facility(cast: Cast) -> None:
    with nation_scope(reason="a test lives"):
        life = Life(cast, Random(5))
        for _number in range(400):
            life.happen()
        cast.facility(name='示例·"一", 二', address="示例路 1 号\t2 层")
    client = signed_in(cast.city)
    rows = taken(client.get("/facilities/export/", {"form": "csv"}))
    book = load_workbook(BytesIO(b"".join(client.get("/facilities/export/").streaming_content))).active  # type: ignore[attr-defined]
    said = [[f"{c:%Y-%m-%d}" if isinstance(c, date) else str(c or "") for c in row] for row in book.values]
    assert rows == said
    assert len(rows) > 5 and len({row[3] for row in rows[1:]}) > 2


def test_a_download_that_is_cancelled_half_way_ends_its_statement(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(portions, "PORTION", 1)
    for _number in range(4):
        cast.facility()
    answer = signed_in(cast.officer).get("/facilities/export/", {"form": "csv"})
    assert isinstance(answer, StreamingHttpResponse)
    pieces = answer.streaming_content
    next(pieces), next(pieces)  # type: ignore[call-overload]
    assert open_cursors() == 1 and current_or_none() is not None
    answer._iterator.close()  # type: ignore[attr-defined]  # what a server does when the reader goes away
    assert open_cursors() == 0 and current_or_none() is None and not connection.needs_rollback


def test_a_long_list_of_120_000_rows_stays_flat() -> None:
    """The rows come from a generator, so what is kept is what the answer itself keeps."""

    def rows() -> Any:
        for number in range(120_000):
            yield ["示例·园", number, None, "示例路 1 号" * 10]

    answer = streaming.csv_response("x", ["a", "b", "c", "d"], rows, Scope(Level.NATION))
    pieces = iter(answer.streaming_content)
    next(pieces)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    number = sum(piece.count(b"\r\n") for piece in pieces)
    assert number > 119_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10 * 1024
