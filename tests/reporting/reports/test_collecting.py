"""The office sees who owes a report, urges, receives and returns in place, and takes the list out."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.actors import Actor
from accounts.enums import DepartmentKind, FacilityRole, Role
from audit.models import AuditEvent
from kernel import clock
from messaging.models import Message
from obligations.models import Obligation
from regions.scope import nation_scope
from reporting.models import Report
from reporting.reports import workflow
from tests.cast import GANZHOU, ZHANGGONG, Cast, as_actor
from tests.frontend.markup import faults
from tests.inspections.visiting import filed
from tests.pages import signed_in, text
from tests.reporting.reports.acts import A_NOVEMBER_DAY, people, written

pytestmark = pytest.mark.django_db
ROUND = "/reports/collected/GZ-W2/2025/"


@pytest.fixture
def november(cast: Cast) -> Iterator[dict[str, Actor]]:
    everybody = people(cast)
    with clock.frozen(A_NOVEMBER_DAY):
        workflow.open_reports()
        yield everybody


def report_of(member: str) -> Report:
    with nation_scope(reason="test looks"):
        return Report.objects.get(form="GZ-W2", member=member, region_id=GANZHOU)


def handed_in(november: dict[str, Actor], kind: str = "EDUCATION", member: str = "市教育局") -> Report:
    author, head = november[kind], november[f"{kind} head"]
    report = written(author, report_of(member))
    with as_actor(author):
        workflow.hand_in(by=author, report_id=report.pk)
    with as_actor(head):
        return workflow.approve(by=head, report_id=report.pk)


def test_the_office_sees_eighteen_owed_with_the_day_the_platform_works_towards_and_the_clause(
    november: dict[str, Actor],
) -> None:
    page = text(signed_in(november["author"]).get("/reports/collected/"))
    assert "0 / 18" in page and "11月28日" in page and "五（二）" in page
    page = text(signed_in(november["author"]).get(ROUND))
    assert faults(page) == []
    assert page.count("<tr data-row>") == 18 and "2025 年 11 月 28 日 星期五" in page
    assert "赣州市妇联" in page and "来文登记" in page


def test_who_was_urged_is_told_counted_and_dated_and_nobody_twice_on_a_day(
    november: dict[str, Actor],
) -> None:
    client = signed_in(november["author"])
    said = text(client.post(f"{ROUND}urge/", follow=True))
    # the health commission, education, fire and the women's federation have people; nobody can be told elsewhere
    assert "催办了 4" in said
    with nation_scope(reason="test looks"):
        urged = Obligation.objects.filter(rule="joint_meeting_report", urged_count=1)
        owners = {row.owner.name for row in urged.select_related("owner")}
        told = set(Message.objects.filter(event="urged").values_list("user_id", flat=True))
        assert AuditEvent.objects.filter(event="obligation.urged").count() == 4
    assert {"赣州市教育局", "赣州市妇联"} <= owners
    assert {november["EDUCATION"].user_id, november["FIRE head"].user_id} <= told
    assert "没有可以催办的" in text(client.post(f"{ROUND}urge/", follow=True))


def test_one_that_is_urged_by_itself_stands_on_its_line(november: dict[str, Actor]) -> None:
    client, report = signed_in(november["author"]), report_of("市教育局")
    said = text(client.post(f"/reports/collected/urge/{report.pk}/", {"next": ROUND}, follow=True))
    assert "11 月 20 日" in said and "已催办" in said


def test_a_report_that_was_handed_in_is_received_on_the_list(november: dict[str, Actor]) -> None:
    report, client = handed_in(november), signed_in(november["author"])
    page = text(client.get(f"{ROUND}?state=handed_in"))
    assert page.count("<tr data-row>") == 1 and "市教育局" in page and "1 / 18" in page
    answer = client.post(
        f"/reports/collected/receive/{report.pk}/", {"next": ROUND, "version": report.version}, follow=True
    )
    assert "已接收" in text(answer)
    assert report_of("市教育局").state == "RECEIVED"
    again = client.post(
        f"/reports/collected/receive/{report.pk}/", {"version": report.version, "next": ROUND}
    )
    assert again.status_code == 302 and report_of("市教育局").state == "RECEIVED"


def test_a_return_without_a_reason_says_so_beside_the_field(november: dict[str, Actor]) -> None:
    report, client = handed_in(november), signed_in(november["author"])
    address = f"/reports/collected/return/{report.pk}/"
    refused = client.post(address, {"reason": " ", "version": report.version})
    assert refused.status_code == 422 and "id_reason-error" in refused.content.decode()
    said = text(client.post(address, {"reason": "请补充数据", "version": report.version}, follow=True))
    assert "请补充数据" in said and "已退回" in said
    assert report_of("市教育局").state == "DRAFT"


def test_only_who_collects_opens_the_pages_and_nobody_of_another_city(
    november: dict[str, Actor], cast: Cast
) -> None:
    report = report_of("市教育局")
    for who in (november["EDUCATION"], november["FIRE head"]):
        client = signed_in(who)
        assert client.get("/reports/collected/").status_code == 403
        assert client.get(ROUND).status_code == 403
        assert client.post(f"/reports/collected/urge/{report.pk}/").status_code == 403
    stranger = signed_in(cast.stranger)
    assert stranger.get(ROUND).status_code == 404
    assert stranger.get(f"/reports/collected/GZ-W2/2025/?place={GANZHOU:012d}").status_code == 404
    for act in ("urge", "receive", "return"):
        assert stranger.post(f"/reports/collected/{act}/{report.pk}/").status_code == 404
    county = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.OFFICER)
    assert signed_in(county).get(ROUND).status_code == 404


@pytest.mark.parametrize("address", ["GZ-W2/13/", "GZ-W9/2025/", "GZ-W2/2025/?place=abc&state=x&after=%00"])
def test_broken_addresses_are_no_fault_of_the_server(november: dict[str, Actor], address: str) -> None:
    answer = signed_in(november["author"]).get(f"/reports/collected/{address}")
    assert answer.status_code == (200 if "place" in address else 404)


def test_the_list_goes_out_as_a_workbook_and_as_csv_and_both_are_recorded(
    november: dict[str, Actor],
) -> None:
    handed_in(november)
    client = signed_in(november["author"])
    book = load_workbook(BytesIO(b"".join(client.get(f"{ROUND}export/").streaming_content)))  # type: ignore[attr-defined]
    rows = list(book.active.values)
    assert len(rows) == 19 and rows[3][0] == "市教育局" and str(rows[3][5])[:10] == "2025-11-28"
    answer = client.get(f"{ROUND}export/?form=csv&state=open")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 18 and not any("市教育局" in line for line in lines)
    with nation_scope(reason="test looks"):
        kept = AuditEvent.objects.filter(event="reports_owed.exported").order_by("id")
        assert [row.data["rows"] for row in kept] == [18, 17]


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_more_facilities_and_members_ask_no_more_queries(cast: Cast) -> None:
    with clock.frozen(clock.now().replace(year=2026, month=12, day=1)):
        first = filed(cast)
        cast.operator(first, FacilityRole.MANAGER)
        workflow.open_reports()
        officer = signed_in(cast.officer)
        one = (queries(officer, "/reports/collected/"), queries(officer, "/reports/collected/CN-W1/2026/"))
        for _n in range(3):
            cast.operator(filed(cast), FacilityRole.MANAGER)
        workflow.open_reports()
        four = (queries(officer, "/reports/collected/"), queries(officer, "/reports/collected/CN-W1/2026/"))
        page = text(officer.get("/reports/collected/CN-W1/2026/"))
    assert page.count("<tr data-row>") == 4 and faults(page) == []
    assert one == four and max(four) <= 16
