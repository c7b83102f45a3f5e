"""The officer's lists of the facility's life: pages by key, costs that do not grow, spreadsheets, nothing of elsewhere."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import DepartmentKind, Role
from audit.models import AuditEvent
from facilities.models import (
    AttendanceMonth,
    Child,
    ClassGroup,
    DoubleEnrolment,
    Enrolment,
    Facility,
    GrowthStation,
    UniversalRecognition,
)
from facilities.queries.children import name_digest, number_digest
from kernel import clock
from regions.scope import nation_scope
from tests.cast import JIEFANG_STREET, NANKANG, OUHAI, Cast
from tests.facilities.nursery import id_number
from tests.frontend.markup import faults
from tests.pages import signed_in, text

pytestmark = pytest.mark.django_db
TODAY, BORN = date(2026, 5, 7), date(2024, 9, 10)
LISTS = ("/recognitions/", "/doubles/", "/headcount/", "/stations/")
Grow = Callable[[int], None]


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


@pytest.fixture(params=LISTS)
def grown(request: pytest.FixtureRequest, cast: Cast) -> Iterator[tuple[str, Grow]]:
    """The address of a list, and how it gets so many more rows."""
    facility, beside = cast.facility(name="示例·甲园"), cast.facility(name="示例·乙园")

    def grow(count: int) -> None:
        with nation_scope(reason="a test fills a list"):
            for _n in range(count):
                _ROWS[request.param](facility, beside, next(_numbers))

    yield request.param, grow


_numbers = iter(range(1, 10_000))


def recognition(facility: Facility, _beside: Facility, n: int) -> None:
    UniversalRecognition.objects.create(
        region_id=facility.region_id, facility=facility, agreement_number=f"示例 {n:04d} 号",
        valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31) - timedelta(days=n % 7), granted_at=clock.now(),
    )  # fmt: skip


def enrolled(place: Facility, n: int, since: date, until: date | None = None) -> Child:
    """The child of a number, enrolled at a place."""
    number = id_number(BORN - timedelta(days=n // 900), n % 900)
    child = Child.objects.create(
        region_id=place.region_id, facility=place, name=f"示例·双{n}", id_number=number, guardian_name="示例·家长",
        guardian_phone="13812345678", consented_on=TODAY, born_on=BORN, created_at=clock.now(),
        number_digest=number_digest("RESIDENT_ID", number), name_digest=name_digest(f"示例·双{n}"),
    )  # fmt: skip
    group, _made = ClassGroup.objects.get_or_create(
        region_id=place.region_id, facility=place, name="示例·一班",
        defaults={"kind": "TODDLER", "places": 15, "opened_on": date(2025, 1, 1)},
    )  # fmt: skip
    Enrolment.objects.create(
        region_id=place.region_id, facility=place, child=child, class_group=group, care_mode="FULL_DAY",
        starts_on=since, ends_on=until,
    )  # fmt: skip
    return child


def double(facility: Facility, beside: Facility, n: int) -> None:
    since = TODAY - timedelta(days=n)
    enrolled(beside, n, since)
    DoubleEnrolment.objects.create(
        region_id=facility.region_id, facility=facility, child=enrolled(facility, n, since), starts_on=since,
        found_on=TODAY - timedelta(days=n % 5),
    )  # fmt: skip


def jump(facility: Facility, _beside: Facility, n: int) -> None:
    AttendanceMonth.objects.create(
        region_id=facility.region_id, facility=facility, month=date(1990 + n // 12, n % 12 + 1, 1), state="SIGNED",
        signer="示例", signed_at=clock.now(), children=30 + n, children_before=12,
    )  # fmt: skip


def station(_facility: Facility, _beside: Facility, n: int) -> None:
    GrowthStation.objects.create(
        region_id=JIEFANG_STREET, name=f"示例·驿站{n:04d}", address="示例路 2 号", works="NEW", built_on=TODAY - timedelta(n % 9)
    )  # fmt: skip


_ROWS = {"/recognitions/": recognition, "/doubles/": double, "/headcount/": jump, "/stations/": station}


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
        assert response.status_code == 200
    b"".join(response)
    return len(found)


def rows_of(client: Client, address: str) -> list[str]:
    """What each row of a list says, and nothing else of the page."""
    return re.findall(r"<tr data-row>.*?</tr>", text(client.get(address)), re.S)


def sheet_of(client: Client, address: str) -> list[tuple[object, ...]]:
    response = client.get(address)
    assert response.status_code == 200 and response.headers["Content-Type"].endswith("sheet")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    return list(book.active.iter_rows(min_row=2, values_only=True))


def test_a_list_costs_the_same_for_three_rows_and_for_a_full_page(
    grown: tuple[str, Grow], officer: Client
) -> None:
    address, grow = grown
    grow(3)
    statements(officer, address)  # what a process reads once, such as the names of divisions
    page, book = statements(officer, address), statements(officer, f"{address}export/")
    grow(60)
    assert (statements(officer, address), statements(officer, f"{address}export/")) == (page, book)


def test_pages_hold_every_row_once_there_and_back(grown: tuple[str, Grow], officer: Client) -> None:
    address, grow = grown
    grow(103)
    first = text(officer.get(address))
    assert faults(first) == []
    seen, here = rows_of(officer, address), first
    ways = []
    while found := re.search(r'href="([^"]*[?&](?:amp;)?after=[^"]*)"', here):
        ways.append(found[1].replace("&amp;", "&"))
        seen += rows_of(officer, ways[-1])
        here = text(officer.get(ways[-1]))
    assert (len(seen), len(set(seen)), len(ways)) == (103, 103, 2)
    before = re.search(r'href="([^"]*[?&](?:amp;)?before=[^"]*)"', here)
    assert before and rows_of(officer, before[1].replace("&amp;", "&")) == seen[50:100]


def test_the_sheet_holds_the_whole_list_and_is_on_the_trail(
    cast: Cast, grown: tuple[str, Grow], officer: Client
) -> None:
    address, grow = grown
    grow(60)
    assert f'href="{address}export/' in text(officer.get(address))
    rows = sheet_of(officer, f"{address}export/")
    assert len(rows) == len(set(rows)) == 60
    said = str(rows)
    assert "双1" not in said and "13812345678" not in said and "示例·家长" not in said
    if address == "/doubles/":
        assert all(row[3] == "示例·乙园" for row in rows)
    with nation_scope(reason="a test looks at the trail"):
        event = AuditEvent.objects.filter(event__endswith=".exported").get()
    assert (event.data["rows"], event.region_id, event.outcome) == (60, cast.officer.region_id, "READ")
    assert sheet_of(signed_in(cast.neighbour), f"{address}export/") == []
    street = signed_in(cast.official(JIEFANG_STREET, DepartmentKind.STREET, Role.STREET_OFFICER))
    assert street.get(f"{address}export/").status_code == 403


def test_a_sheet_keeps_the_filters_of_the_list(cast: Cast, officer: Client) -> None:
    facility = cast.facility()
    with nation_scope(reason="a test fills the lists"):
        recognition(facility, facility, 1)
        UniversalRecognition.objects.create(
            region_id=facility.region_id, facility=facility, agreement_number="示例·旧", valid_from=date(2024, 1, 1),
            valid_to=date(2024, 12, 31), granted_at=clock.now(),
        )  # fmt: skip
        station(facility, facility, 1)
    counted = {
        address: len(sheet_of(officer, address))
        for address in (
            "/recognitions/export/", "/recognitions/export/?state=ENDED", "/recognitions/export/?state=ALL",
            "/stations/export/?state=ACCEPTED", "/stations/export/?state=BUILT", "/stations/export/?state=X",
        )
    }  # fmt: skip
    assert list(counted.values()) == [1, 1, 2, 0, 1, 1]


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_what_comes_next_and_its_sheet_has_no_rows(address: str, officer: Client) -> None:
    page = text(officer.get(address))
    assert "ty-empty" in page and faults(page) == []
    assert sheet_of(officer, f"{address}export/") == []
    assert text(officer.get(f"{address}?after=x&before=1_2_3&state=x"))


def test_of_a_child_elsewhere_page_and_sheet_name_the_authority_and_no_facility(
    cast: Cast, officer: Client
) -> None:
    near, far = cast.facility(name="示例·近园"), cast.facility(NANKANG + 1000, name="示例·远园")
    assert cast.official(NANKANG, DepartmentKind.HEALTH, Role.OFFICER)
    with nation_scope(reason="a test fills a list"):
        double(near, far, 1)
    (line,) = rows_of(officer, "/doubles/")
    (row,) = sheet_of(officer, "/doubles/export/")
    for said in (line, str(row)):
        assert "近园" in said and f"请联系{NANKANG} HEALTH" in said
        assert "远园" not in said and f"/facilities/{far.pk}/" not in said
    assert row[3] == f"其他地区的机构，请联系{NANKANG} HEALTH"


def test_where_a_place_has_no_office_the_kind_of_authority_is_said(cast: Cast, officer: Client) -> None:
    near, far = cast.facility(name="示例·近园"), cast.facility(OUHAI, name="示例·远园")
    with nation_scope(reason="a test fills a list"):
        double(near, far, 1)
    (row,) = sheet_of(officer, "/doubles/export/")
    assert row[3] == "其他地区的机构，请联系卫健部门"


def test_where_a_child_was_before_is_not_named_beside_where_it_is(cast: Cast, officer: Client) -> None:
    near, far, former = (cast.facility(name=f"示例·{name}园") for name in ("近", "远", "旧"))
    with nation_scope(reason="a test fills a list"):
        double(near, far, 1)
        enrolled(former, 1, date(2025, 1, 1), date(2025, 6, 30))
    assert [row[3] for row in sheet_of(officer, "/doubles/export/")] == ["示例·远园"]


def test_the_authorities_of_many_places_cost_no_more_statements_than_of_one(
    cast: Cast, officer: Client
) -> None:
    near, away = cast.facility(name="示例·近园"), [cast.facility(NANKANG + 1000, name="示例·远园")]
    counts = []
    statements(officer, "/doubles/")  # what a process asks once
    for more in (OUHAI, JIEFANG_STREET + 1000, None):
        with nation_scope(reason="a test fills a list"):
            for place in away:
                double(near, place, next(_numbers))
        counts.append(statements(officer, "/doubles/"))
        away += [cast.facility(more, name=f"示例·{more}")] if more else []
    assert counts[0] == counts[-1], counts
