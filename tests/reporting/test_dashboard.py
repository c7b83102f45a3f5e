"""The dashboards: figures of a division and of those below it, and the rows behind every number."""

import csv
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from random import Random
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.models import User
from audit.models import AuditEvent
from facilities.enums import FacilityState
from facilities.models import Facility, FacilityPhase
from facilities.workflow.facility import set_state
from kernel import clock
from policy.enums import EntityKind
from regions import remembered
from regions.models import Region
from regions.scope import nation_scope
from reporting.enums import EnteredKind, Measure
from reporting.errors import EnteredTwice
from reporting.figures.workflow.closing import close_ended
from reporting.figures.workflow.entering import correct, enter
from reporting.figures.workflow.folding import fold
from reporting.models import EnteredFigure, PeriodSnapshot
from tests.cast import _SETUP, GANZHOU, JIANGXI, JIEFANG_STREET, NANKANG, OUHAI, ZHANGGONG, Cast, as_actor
from tests.frontend.markup import faults
from tests.reporting.acts import Life

pytestmark = pytest.mark.django_db
YUDU = 360731000000


def page_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def filed(cast: Cast, region: int = JIEFANG_STREET, places: int = 45, **facts: Any) -> Facility:
    facility = cast.facility(region, **facts)
    with nation_scope(reason="a test files"):
        set_state(
            by=_SETUP,
            facility=facility,
            state=FacilityState.FILED,
            event="facility.filed",
            filed_on=clock.today(),
            places=places,
        )
    return facility


def shown(actor: Actor, **query: object) -> str:
    answer = page_of(actor).get(reverse("figures:dashboard"), query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


@pytest.fixture
def city(cast: Cast) -> Actor:
    return cast.city


def number(page: str, column: str, place: int) -> int:
    """The number of the page that leads to the rows of a measure in a division."""
    found = re.search(rf'rows/{column}/\?place={place:012d}[^"]*">([0-9,.]+)<', page)
    assert found, column
    return int(float(found[1].replace(",", "")))


def test_a_city_sees_its_districts_with_their_tasks(cast: Cast, city: Actor) -> None:
    filed(cast, places=4100)
    filed(cast, YUDU, places=3801)
    fold()
    page = shown(city)
    row = page[page.index('href="/dashboard/?place=360731000000') :].split("</tr>")[-2:]
    yudu = next(part for part in page.split("<tr>") if "于都县" in part and "3,787" in part)
    assert all(
        words in yudu for words in ("905,439", "3,801", "100.4%", "+14", "4.20", "达标", "低于 4.5")
    ), yudu
    assert row and faults(page) == []


def test_the_stated_total_stays_and_the_gap_is_told(cast: Cast, city: Actor) -> None:
    page = shown(city)
    assert "34,185" in page and "34,187" in page
    assert "赣州经济技术开发区" in page and "1,600" in page


@pytest.mark.parametrize("place", [JIANGXI, GANZHOU, ZHANGGONG, JIEFANG_STREET])
def test_every_number_leads_to_rows_that_add_up_to_it(cast: Cast, place: int) -> None:
    filed(cast, places=45, entity_kind=EntityKind.PUBLIC_INSTITUTION)
    filed(cast, places=60, entity_kind=EntityKind.KINDERGARTEN_CLASS)
    filed(cast, 360703001000, places=24)
    fold()
    reader = cast.official(JIANGXI, DepartmentKind.HEALTH, Role.HEAD)
    page = shown(reader, place=f"{place:012d}")
    assert faults(page) == []
    for column in {m.column for m in Measure} & set(re.findall(r"rows/([a-z_]+)/", page)):
        kept = number(page, column, place)
        answer = page_of(reader).get(reverse("figures:rows", args=[column]), {"place": f"{place:012d}"})
        adds = [
            int(float(n.replace(",", "")))
            for n in re.findall(r'class="ty-figure" data-label="增加">([0-9,.]+)<', answer.content.decode())
        ]
        assert sum(adds) == kept, column
    assert number(page, "places", place) == (105 if place in (ZHANGGONG, JIEFANG_STREET) else 129)


def test_without_residents_it_cannot_be_computed_and_says_so(cast: Cast, city: Actor) -> None:
    filed(cast)
    fold()
    page = shown(city)
    assert "暂不可算" in page
    with as_actor(city):
        enter(
            by=city,
            region=Region.objects.get(pk=GANZHOU),
            kind="POPULATION",
            key="residents",
            year=2026,
            value=Decimal(9_000_000),
            document="统计公报",
        )
    assert "45</a> ÷ 9,000,000" in shown(city)


def test_a_foreign_division_is_not_found_and_a_broken_address_is_the_own(cast: Cast) -> None:
    client = page_of(cast.officer)
    assert client.get(reverse("figures:dashboard"), {"place": str(NANKANG)}).status_code == 404
    assert client.get(reverse("figures:rows", args=["filed"]), {"place": str(OUHAI)}).status_code == 404
    assert client.get(reverse("figures:rows", args=["nonsense"])).status_code == 404
    for query in ({"period": "2026-99"}, {"period": "x"}, {"by": "x"}, {"place": "36"}):
        assert client.get(reverse("figures:dashboard"), query).status_code == 200


def test_a_period_to_come_shows_this_year_and_says_so(cast: Cast) -> None:
    assert "2027-Q1 尚未开始" in shown(cast.officer, period="2027-Q1")


def test_the_number_of_queries_does_not_depend_on_the_number_of_divisions(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    reader = cast.official(0, DepartmentKind.HEALTH, Role.HEAD)
    client, counts = page_of(reader), set()
    for place in (0, JIANGXI, GANZHOU):
        client.get(reverse("figures:dashboard"), {"place": f"{place:012d}"})
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("figures:dashboard"), {"place": f"{place:012d}"})
        counts.add(len(caught))
    assert len(counts) == 1, counts


@pytest.mark.parametrize("period", ["", "2025", "2026-Q1", "2026-05"])
@pytest.mark.parametrize("place", [0, JIANGXI, GANZHOU, ZHANGGONG, JIEFANG_STREET])
def test_five_statements_suffice_and_rows_add_none(cast: Cast, place: int, period: str) -> None:
    client = page_of(cast.official(0, DepartmentKind.HEALTH, Role.HEAD))
    address, query = reverse("figures:dashboard"), {"place": f"{place:012d}", "period": period}
    client.get(address, query)  # what a process reads once is not counted
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address, query).status_code == 200
        frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        counts.append(sum(not each["sql"].startswith(frame) for each in caught.captured_queries))
        for _number in range(3):
            filed(cast)
        filed(cast, YUDU)
        fold()
    # A test is one transaction: leaving the scope of a request restores it, which a request of its own does not.
    assert counts[0] == counts[1] <= 5 + 1, counts


def test_what_a_dashboard_reads_is_written_once(cast: Cast) -> None:
    remembered.forget()
    shown(cast.officer)
    known = dict(remembered._texts), dict(remembered._together)
    kept = "".join(str(list(texts)) for texts in known)
    assert "'figures'" in kept and "'beside figures'" in kept
    shown(cast.officer)
    assert known == (remembered._texts, remembered._together)


def test_who_may_not_see_the_rows_sees_numbers_without_links(cast: Cast) -> None:
    filed(cast)
    fold()
    admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
    page = shown(admin)
    assert "rows/places" not in page and ">45<" in page
    assert page_of(admin).get(reverse("figures:rows", args=["places"])).status_code == 404
    registrar = page_of(cast.registrar)
    assert registrar.get(reverse("figures:dashboard")).status_code == 403


def test_a_closed_quarter_never_changes_and_what_came_later_is_a_correction(cast: Cast) -> None:
    with clock.frozen(date(2026, 3, 20)):
        facility = filed(cast, places=45)
    with clock.frozen(date(2026, 4, 1)):
        close_ended()
        assert close_ended() == 0
    with nation_scope(reason="somebody puts a number right"):
        FacilityPhase.objects.filter(facility=facility, state="FILED").update(places=60)
    fold()
    page = shown(cast.officer, period="2026-Q1")
    assert "关账时为 45，之后有更正" in page
    with (
        nation_scope(reason="a test spoils"),
        pytest.raises(InternalError, match="never changed"),
        transaction.atomic(),
    ):
        PeriodSnapshot.objects.filter(region_id=ZHANGGONG).update(standing={})
    assert "关账时为" not in shown(cast.officer, period="2026")


def test_a_figure_is_entered_once_and_corrected_openly(cast: Cast) -> None:
    client = page_of(cast.officer)
    data = {
        "region": ZHANGGONG,
        "what": "POPULATION:residents",
        "year": 2025,
        "value": "712000",
        "document": "2025 年统计公报",
        "page": "3",
    }
    assert client.post(reverse("figures:enter"), data).status_code == 302
    again = client.post(reverse("figures:enter"), data)
    assert (
        again.status_code == 422
        and "712,000" in again.content.decode()
        and "2025 年统计公报" in again.content.decode()
    )
    with as_actor(cast.officer):
        row = EnteredFigure.objects.get()
    answer = client.post(
        reverse("figures:correct", args=[row.pk]), {"value": "713000", "document": "更正公报", "reason": ""}
    )
    assert answer.status_code == 422
    answer = client.post(
        reverse("figures:correct", args=[row.pk]),
        {"value": "713000", "document": "更正公报", "reason": "公报更正"},
    )
    assert answer.status_code == 302
    page = client.get(reverse("figures:entered")).content.decode()
    assert "<s>712,000</s>" in page and "713,000" in page and faults(page) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"year": "2031"}, "尚未到来"),
        ({"year": "1890"}, "2000"),
        ({"value": "-3"}, "0"),
        ({"value": "12x"}, "数字"),
        ({"value": "1" * 20}, "15"),
        ({"document": " "}, "必"),
        ({"what": "SURVEY:satisfaction", "value": "120"}, "100"),
        ({"what": "POPULATION:nonsense"}, "选"),
        ({"region": str(NANKANG)}, "选"),
        ({"what": "TARGET:places", "year": "2025"}, "4,039"),
    ],
)
def test_what_is_entered_wrongly_is_told_and_nothing_is_lost(
    cast: Cast, change: dict[str, str], words: str
) -> None:
    data = {
        "region": str(ZHANGGONG),
        "what": "POPULATION:residents",
        "year": "2025",
        "value": "712000",
        "document": "统计公报",
    }
    answer = page_of(cast.officer).post(reverse("figures:enter"), data | change)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "ty-error" in page
    assert faults(page) == []
    with as_actor(cast.officer):
        assert not EnteredFigure.objects.exists()


def test_a_target_that_was_entered_is_refused_a_second_time(cast: Cast) -> None:
    stranger = cast.stranger
    place = Region.objects.get(pk=OUHAI)
    with as_actor(stranger):
        given: dict[str, Any] = {
            "by": stranger,
            "region": place,
            "kind": EnteredKind.TARGET,
            "key": "places",
            "year": 2026,
            "document": "区政府文件",
        }
        first = enter(**given, value=Decimal(3000))
        with pytest.raises(EnteredTwice) as refused:
            enter(**given, value=Decimal(3100))
        assert refused.value.field == "year" and "3,000" in str(refused.value.message)
        correct(by=stranger, figure_id=first.pk, value=Decimal(3100), document="区政府文件", reason="调整")
    assert "≥ 3,100" in shown(stranger)


@pytest.mark.parametrize("form", ["", "csv"])
def test_the_table_of_indicators_and_the_rows_are_taken_out(cast: Cast, form: str) -> None:
    filed(cast)
    fold()
    client = page_of(cast.officer)
    for address in (reverse("figures:export"), reverse("figures:rows_export", args=["places"])):
        answer = client.get(address, {"form": form})
        assert answer.status_code == 200
        body = b"".join(answer.streaming_content)
        if form:
            assert (
                body.startswith(b"\xef\xbb\xbf")
                and "45" in body.decode()
                and len(body.decode().splitlines()) > 1
            )
        else:
            assert load_workbook(BytesIO(body)).active.max_row > 1
    with as_actor(cast.officer):
        assert AuditEvent.objects.filter(event__in=["figures.exported", "figure_rows.exported"]).count() == 2


def test_the_csv_behind_every_number_says_what_the_spreadsheet_says(cast: Cast) -> None:
    filed(cast, name='示例·"一", 二')
    with nation_scope(reason="a test lives"):
        life = Life(cast, Random(11))
        for _number in range(400):
            life.happen()
    client, seen = page_of(cast.city), set()
    for measure in Measure:
        address = reverse("figures:rows_export", args=[measure.column])
        text = b"".join(client.get(address, {"form": "csv"}).streaming_content).decode()
        book = load_workbook(BytesIO(b"".join(client.get(address).streaming_content))).active
        found = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
        assert [said(row) for row in found] == [said(row) for row in book.values], measure
        seen |= {measure} if len(found) > 1 else set()
    assert {Measure.PLACES, Measure.PAID, Measure.STATIONS} <= seen and len(seen) > 20


def said(row: Iterable[Any]) -> list[Any]:
    """Cells as a reader takes them: days as ISO text, nothing as nothing, numbers as numbers."""
    cells = [f"{each:%Y-%m-%d}" if isinstance(each, date) else "" if each is None else each for each in row]
    last = str(cells[-1]).replace(".", "", 1)
    return [*cells[:-1], Decimal(str(cells[-1])) if last.isdigit() else cells[-1]]


def test_a_download_that_is_cancelled_half_way_leaves_nothing_behind(cast: Cast) -> None:
    for _number in range(3):
        filed(cast)
    fold()
    answer = page_of(cast.officer).get(reverse("figures:rows_export", args=["places"]), {"form": "csv"})
    pieces = iter(answer.streaming_content)
    next(pieces)
    answer._iterator.close()  # what a server does when the reader goes away
    assert not connection.needs_rollback
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        assert cursor.fetchone() == (0,)
    assert "45" in shown(cast.officer)


def test_the_catalogue_tells_what_each_indicator_means(cast: Cast) -> None:
    page = page_of(cast.officer).get(reverse("figures:catalogue")).content.decode()
    assert faults(page) == [] and "每千人口托位数" in page and "赣州方案" in page
