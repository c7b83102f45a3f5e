"""A sheet of staff: every wrong cell named, nothing by halves, the corrected copy taken over; the interface; choosing proofs."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor
from audit.models import AuditEvent
from audit.queries.chains import breaks
from facilities.models import Facility
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.models import FilingFile
from staff.models import Employment, Proof, StaffMember
from staff.workflow import end_employment
from tests.cast import OUHAI, Cast, as_actor
from tests.documents.pictures import photo
from tests.pages import signed_in, text
from tests.staff.people import employed, number, somebody
from tests.staff.sheets import HEADS, good, sheet
from tests.staff.test_bans import banned
from tests.staff.test_bans_met import drafted


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


@pytest.fixture
def operator(cast: Cast, facility: Facility) -> Actor:
    return cast.operator(facility)


@pytest.fixture
def client(operator: Actor) -> Client:
    return signed_in(operator)


def handed_in(client: Client, facility: Facility, file: SimpleUploadedFile) -> str:
    answer = client.post(f"/operator/facilities/{facility.pk}/staff/sheet/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return str(answer.headers["Location"])


def test_a_sheet_in_order_is_taken_over_once(client: Client, operator: Actor, facility: Facility) -> None:
    address = handed_in(client, facility, sheet([good(1), good(2)]))
    assert "可以导入" in text(client.get(address))
    assert client.post(f"{address}import/").status_code == 302
    assert client.post(f"{address}import/").status_code == 302, "again changes nothing"
    with as_actor(operator):
        counts = (StaffMember.objects.count(), Employment.objects.count(), Proof.objects.count())
        assert counts == (2, 2, 4)
        assert Obligation.objects.filter(status="OPEN", rule="record_check").count() == 2


def test_every_wrong_cell_is_named_and_nothing_is_taken_over(
    cast: Cast, client: Client, operator: Actor, facility: Facility
) -> None:
    taken, ban = number(), number()
    away = cast.facility(OUHAI)
    employed(cast.operator(away), away, somebody("示例·别人", number=taken), proved=False)
    banned(cast, somebody("示例·禁", number=ban))
    first = good(0)
    rows = [
        first,
        good(1, 证件号码="360702199003010120"),
        good(2, 岗位="国王"),
        good(3, 入职日期="去年"),
        good(4, 姓名=None),
        good(5, 联系电话="没有"),
        good(6, 健康合格证到期日="2025-01-01"),
        good(7, 证件号码=taken),
        good(8, 姓名="示例·禁", 证件号码=ban),
        good(9, 证件号码=first[1]),
        good(10, 姓名="=1+1"),
    ]
    address = handed_in(client, facility, sheet(rows))
    page = text(client.get(address))
    for words in (
        "校验码",
        "请从列表中选择",
        "这不是日期",
        "这不是电话号码",
        "到期日早于签发日",
        "另一姓名",
        "不得从业",
    ):
        assert words in page, words
    assert "公式" in page and taken not in page and ban not in page and "可以导入" not in page
    assert client.post(f"{address}import/").status_code == 422
    assert client.get(f"{address}annotated/").status_code == 200
    with as_actor(operator):
        assert not StaffMember.objects.exists()
    with nation_scope(reason="the trail of a test"):
        assert AuditEvent.objects.filter(event="staff.blocked").count() == 1


#: Ways to spoil a cell: its letter, its heading and what is written there.
WRONG = (
    ("A", "姓名", None),
    ("B", "证件号码", "360702199003010120"),
    ("C", "岗位", "国王"),
    ("D", "入职日期", "去年"),
    ("E", "联系电话", "=1+1"),
    ("F", "健康合格证签发日期", "2026-02-30"),
    ("G", "健康合格证到期日", "2025-01-01"),
    ("H", "违法犯罪记录查询日期", "2031-01-01"),
)


def test_of_3000_rows_exactly_the_40_wrong_cells_are_named_and_the_corrected_rows_are_taken_over_in_bulk(
    client: Client, operator: Actor, facility: Facility, django_assert_max_num_queries: Any
) -> None:
    """Three tables, two kinds of duties and their events: rows travel 500 at a time, so a bound for all of them."""
    rows = [good(at) for at in range(3000)]
    right = [list(row) for row in rows]
    spoiled = set()
    for nth in range(40):
        at, (letter, head, value) = 37 + nth * 74, WRONG[nth % len(WRONG)]
        rows[at][HEADS.index(head)] = value
        spoiled.add(f"{letter}{at + 2}")
    with django_assert_max_num_queries(60):
        address = handed_in(client, facility, sheet(rows))
    with django_assert_max_num_queries(40):
        page = text(client.get(address))
    assert set(re.findall(r'href="#faults">([A-Z]+\d+)<', page)) == spoiled and len(spoiled) == 40
    assert "有 40 个单元格需要更正" in page
    assert client.post(f"{address}import/").status_code == 422
    address = handed_in(client, facility, sheet(right))
    with CaptureQueriesContext(connection) as queries:
        assert client.post(f"{address}import/").status_code == 302
    assert len(queries) < 120, len(queries)
    with as_actor(operator):
        assert (StaffMember.objects.count(), Employment.objects.count()) == (3000, 3000)
        assert Proof.objects.count() == Obligation.objects.filter(status="OPEN").count() == 6000


def test_taking_over_more_people_takes_no_more_statements(
    client: Client, operator: Actor, facility: Facility
) -> None:
    """People, employments, proofs and their duties (DL-13, DL-14), each in one go; the trail has every duty."""
    counts = []
    for size in (20, 200):
        address = handed_in(client, facility, sheet([good(at) for at in range(size)]))
        with CaptureQueriesContext(connection) as queries:
            assert client.post(f"{address}import/").status_code == 302
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2 and counts[0] < 70, counts
    with as_actor(operator):
        assert Obligation.objects.filter(status="OPEN").count() == 440
        assert AuditEvent.objects.filter(event="obligation.opened").count() == 440
    assert not list(breaks()), "the chain is whole"


def test_a_later_proof_settles_the_duties_of_many(
    client: Client, operator: Actor, facility: Facility
) -> None:
    people = [good(at) for at in range(3)]
    client.post(f"{handed_in(client, facility, sheet(people))}import/")
    later = [[*row[:5], "2026-04-02", None, "2026-04-03"] for row in people]
    client.post(f"{handed_in(client, facility, sheet(later))}import/")
    with as_actor(operator):
        assert Obligation.objects.filter(status="MET").count() == 6
        assert Obligation.objects.filter(status="OPEN", replaces__isnull=False).count() == 6


def test_an_old_sheet_does_not_bring_back_who_has_left(
    client: Client, operator: Actor, facility: Facility
) -> None:
    people = [good(1), good(2)]
    client.post(f"{handed_in(client, facility, sheet(people))}import/")
    with as_actor(operator):
        gone = Employment.objects.order_by("pk").first()
        assert gone is not None
        end_employment(by=operator, employment_id=gone.pk, ends_on=date(2026, 4, 30))
    address = handed_in(client, facility, sheet(people))
    assert "该人员担任此岗位至 2026-04-30" in text(client.get(address))
    assert client.post(f"{address}import/").status_code == 422
    people[0][HEADS.index("入职日期")] = "2026-05-01"
    client.post(f"{handed_in(client, facility, sheet(people))}import/")
    with as_actor(operator):
        days = gone.member.employments.order_by("starts_on").values_list("starts_on", "ends_on")
        assert list(days) == [(date(2026, 1, 5), date(2026, 4, 30)), (date(2026, 5, 1), None)]


def test_a_sheet_that_is_none_is_refused_with_the_reason(client: Client, facility: Facility) -> None:
    address = f"/operator/facilities/{facility.pk}/staff/sheet/"
    assert client.post(address, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}).status_code == 422
    assert client.post(address).status_code == 422
    assert client.get(f"{address}template/").status_code == 200
    book = SimpleUploadedFile("a.csv", "甲,乙\n1,2\n".encode())
    assert "缺少这些列" in text(client.get(handed_in(client, facility, book)))


def test_programs_add_people_once_and_read_numbers_masked(client: Client, facility: Facility) -> None:
    address, secret = f"/api/v1/facilities/{facility.pk}/staff", number()
    body = {"name": "示例·李一", "id_number": secret, "role": "CAREGIVER", "starts_on": "2026-05-01"}
    headers = {"Idempotency-Key": "once"}
    first = client.post(address, body, content_type="application/json", headers=headers)
    again = client.post(address, body, content_type="application/json", headers=headers)
    assert (first.status_code, again.json()) == (201, first.json()) and secret not in first.content.decode()
    one = f"/api/v1/staff/{first.json()['id']}"
    change = {"education": "COLLEGE"}
    assert client.patch(one, change, content_type="application/json").status_code == 428
    right = {"If-Match": client.get(one).headers["ETag"]}
    assert client.patch(one, change, content_type="application/json", headers=right).status_code == 200
    assert client.patch(
        one, change, content_type="application/json", headers={"If-Match": '"1"'}
    ).status_code in (200, 412)
    proof = {"kind": "RECORD_CHECK", "issued_on": "2026-05-01", "result": "CLEAR"}
    assert client.post(f"{one}/proofs", proof, content_type="application/json").status_code == 201
    wrong = client.post(address, {**body, "id_number": "1"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["field"]) == (400, "id_number")
    assert [item["reasons"] for item in client.get(address).json()["items"]] == [
        ["MISSING:HEALTH_CERTIFICATE"]
    ]


def test_u17_the_interface_says_blocked_and_keeps_the_attempt(
    cast: Cast, client: Client, facility: Facility
) -> None:
    taken = number()
    banned(cast, somebody("示例·王一", number=taken))
    body = {"name": "示例·王一", "id_number": taken, "role": "CAREGIVER", "starts_on": "2026-05-01"}
    address = f"/api/v1/facilities/{facility.pk}/staff"
    for headers in ({}, {"Idempotency-Key": "once"}):
        answer = client.post(address, body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "BLOCKED")
    with nation_scope(reason="the trail of a test"):
        assert AuditEvent.objects.filter(event="staff.blocked").count() == 2


def test_proofs_of_the_staff_are_chosen_for_the_filing(cast: Cast) -> None:
    facility, draft = drafted(cast)
    operator = cast.operator(facility)
    client, member = signed_in(operator), employed(operator, facility)
    address = f"/operator/filings/{draft.pk}/materials/M3/staff/"
    facts = {
        "kind": "DEGREE",
        "issued_on": "2020-07-01",
        "file": SimpleUploadedFile("证.jpg", photo(), "image/jpeg"),
    }
    assert client.post(f"/operator/staff/{member.pk}/proofs/", facts).status_code == 302
    with as_actor(operator):
        proof = Proof.objects.get(kind="DEGREE")
        before = FilingFile.objects.filter(material__filing=draft, removed_at=None).count()
    assert f'value="{proof.pk}"' in text(client.get(address))
    for _twice in range(2):
        assert client.post(address, {"proof": [proof.pk]}).status_code == 302
    assert client.post(address, {"proof": ["999999"]}).status_code == 404
    with as_actor(operator):
        assert FilingFile.objects.filter(material__filing=draft, removed_at=None).count() == before + 1
    assert date(2020, 7, 1) == proof.issued_on
