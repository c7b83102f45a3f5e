"""A State Council arrangement by form and by file: checked, looked at before it is published, approved by a second person."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import NotAllowed
from kernel import clock
from policy import queries
from policy.errors import BaseChanged
from policy.models import CalendarVersion, Proposal
from policy.workflow import approve, submit
from tests.cast import GANZHOU, ZHANGGONG, Cast, as_actor
from tests.pages import signed_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law_of_the_database")]
K, R = DepartmentKind.HEALTH, Role.POLICY_ADMIN
TODAY = datetime(2026, 12, 24, 10, tzinfo=clock.ZONE)
#: Written for the test; the real arrangement of 2027 is not known here.
FORM: dict[str, str] = {
    "year": "2027",
    "document": "国办发明电〔2026〕示例号",
    "published_on": "2026-12-20",
    "NEW_YEAR-from": "2027-01-01",
    "NEW_YEAR-to": "2027-01-03",
    "NEW_YEAR-work1": "2027-01-09",
    "SPRING_FESTIVAL-from": "2027-02-05",
    "SPRING_FESTIVAL-to": "2027-02-12",
    "SPRING_FESTIVAL-work1": "2027-01-31",
    "SPRING_FESTIVAL-work2": "2027-02-20",
}


@pytest.fixture
def today() -> Iterator[datetime]:
    """A day in December, when the notice on the next year is out."""
    with clock.frozen(TODAY):
        yield TODAY


@pytest.fixture
def one(cast: Cast) -> Actor:
    return cast.official(0, K, R)


@pytest.fixture
def two(cast: Cast) -> Actor:
    return cast.official(0, DepartmentKind.NDRC_LOCAL, R)


def posted(by: Actor, **changes: str) -> Any:
    return signed_in(by).post("/policy/calendars/new/", {**FORM, **changes})


def prepared(by: Actor, **changes: str) -> int:
    answer = posted(by, **changes)
    assert answer.status_code == 302, answer.content.decode()
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def published(one: Actor, two: Actor, **changes: str) -> Proposal:
    number = prepared(one, **changes)
    with as_actor(one):
        submit(by=one, proposal_id=number, document="", reason="国务院办公厅公布")
    with as_actor(two):
        row = approve(by=two, proposal_id=number)
    queries.forget()
    return row


def test_u26_and_u27_a_published_arrangement_makes_the_date_firm_and_the_old_one_is_remembered(
    one: Actor, two: Actor
) -> None:
    before = queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 12, 31))
    published(one, two)
    after = queries.deadline(ZHANGGONG, "filing_receipt", date(2026, 12, 31))
    assert (before.status, after.status) == ("PROVISIONAL", "FIRM")
    assert (str(before.due_on), str(after.due_on)) == ("2027-01-08", "2027-01-08")
    later = queries.deadline(ZHANGGONG, "noncompliance_notice", date(2026, 12, 31))
    assert str(later.due_on) == "2027-01-21", "Saturday 9 January counts"
    for day, status in (("2026-12-19", "PROVISIONAL"), ("2026-12-20", "FIRM")):
        out = StringIO()
        arguments = ("--region", "360702", "--rule", "filing_receipt", "--trigger", "2026-12-31", "--json")
        call_command("deadline", *arguments, "--known-on", day, stdout=out)
        assert f'"status": "{status}"' in out.getvalue()
    row = CalendarVersion.objects.get(label="2027-1")
    assert (row.proposed_by_id, row.approved_by_id) == (one.user_id, two.user_id)


def test_an_amendment_of_a_published_year_is_the_next_version(one: Actor, two: Actor) -> None:
    published(one, two)
    with clock.frozen(datetime(2027, 1, 20, 9, tzinfo=clock.ZONE)):
        page = text(signed_in(one).get("/policy/calendars/new/?year=2027"))
        assert 'value="2027-02-12"' in page, "the form begins with what holds"
        row = published(one, two, published_on="2027-01-20", **{"SPRING_FESTIVAL-to": "2027-02-16"})
    assert row.version == "2027-2"
    received = date(2027, 2, 4)
    assert str(queries.deadline(ZHANGGONG, "filing_receipt", received).due_on) == "2027-02-22"
    told = queries.deadline(ZHANGGONG, "filing_receipt", received, known_on=date(2027, 1, 19))
    assert str(told.due_on) == "2027-02-19"


def test_nobody_publishes_a_calendar_alone(one: Actor) -> None:
    number = prepared(one)
    with as_actor(one):
        submit(by=one, proposal_id=number, document="", reason="公布")
        with pytest.raises(NotAllowed):
            approve(by=one, proposal_id=number)
    assert not CalendarVersion.objects.filter(year=2027).exists()


def test_a_calendar_is_the_nations(cast: Cast) -> None:
    city = cast.official(GANZHOU, K, R)
    assert posted(city).status_code == 403
    assert "国家级政策管理员" in text(signed_in(city).get("/policy/calendars/new/"))


def test_of_two_proposals_for_a_year_the_second_is_stale(one: Actor, two: Actor) -> None:
    number = prepared(one)
    with as_actor(one):
        submit(by=one, proposal_id=number, document="", reason="公布")
    published(one, two, document="另一份通知")
    with as_actor(two), pytest.raises(BaseChanged) as refused:
        approve(by=two, proposal_id=number)
    assert "2027-1" in str(refused.value.message)


@pytest.mark.parametrize(
    ("field", "value", "beside", "said"),
    [
        ("year", "1999", "year", "2000"),
        ("year", "2003", "year", "年份应在"),
        ("year", "abc", "year", ""),
        ("document", "  ", "document", "发文字号"),
        ("published_on", "", "published_on", "公布日期"),
        ("published_on", "2026-12-25", "published_on", "还没有到"),
        ("published_on", "2025-11-01", "published_on", "不符"),
        ("published_on", "2026-02-30", "published_on", ""),
        ("NEW_YEAR-to", "2026-12-30", "NEW_YEAR-to", "早于"),
        ("NEW_YEAR-to", "2027-03-30", "NEW_YEAR-to", "31"),
        ("NEW_YEAR-from", "2026-11-30", "NEW_YEAR-from", "不属于"),
        ("NEW_YEAR-from", "", "NEW_YEAR-from", "放假首日"),
        ("MID_AUTUMN-from", "2027-01-03", "MID_AUTUMN-from", "元旦"),
        ("NEW_YEAR-work1", "2027-01-08", "NEW_YEAR-work1", "周五"),
        ("NEW_YEAR-work1", "2027-01-02", "NEW_YEAR-work1", "放假日"),
        ("NEW_YEAR-work2", "2028-01-08", "NEW_YEAR-work2", "不属于"),
        ("NEW_YEAR-work2", "2027-01-09", "NEW_YEAR-work2", "两次"),
    ],
)
def test_every_mistake_in_the_form_is_told_beside_its_field_and_nothing_typed_is_lost(
    one: Actor, field: str, value: str, beside: str, said: str
) -> None:
    answer = posted(one, **{field: value})
    page = answer.content.decode()
    assert answer.status_code == 400
    error = page.split(f'id="id_{beside}-error"')
    assert len(error) == 2 and said in error[1][:400], "the fault stands beside its field"
    assert "国办发明电〔2026〕示例号" in page or field == "document"
    with as_actor(one):
        assert not Proposal.objects.exists()


def test_an_empty_form_and_one_that_changes_nothing_are_refused(one: Actor, two: Actor) -> None:
    nothing = {key: "" for key in FORM if "-" in key and "_on" not in key}
    assert "至少写一个假期" in posted(one, **nothing).content.decode()
    published(one, two)
    assert "不会改变任何日期" in posted(one).content.decode()


GOOD = """\
year: 2027
document: 国办发明电〔2026〕示例号
published_on: 2026-12-20
off:
  NEW_YEAR: ["2027-01-01/2027-01-03"]
work:
  NEW_YEAR: ["2027-01-09"]
"""


def sent(by: Actor, content: str, name: str = "2027.yaml") -> Any:
    file = SimpleUploadedFile(name, content.encode())
    return signed_in(by).post("/policy/calendars/file/", {"file": file})


def test_a_file_is_the_same_as_the_form(one: Actor) -> None:
    assert sent(one, GOOD).status_code == 302
    whole = "schema: tuoyu-calendar/1\nversions:\n" + "".join(
        f"  {'- ' if n == 0 else '  '}{line}\n" for n, line in enumerate(GOOD.splitlines())
    )
    assert sent(one, whole).status_code == 302


@pytest.mark.parametrize(
    ("find", "put", "line"),
    [
        ("year: 2027", "year: 2027\nsurprise: 1", 2),
        ("document: 国办发明电〔2026〕示例号", "document:", 2),
        ("document: 国办发明电〔2026〕示例号\n", "", 1),
        ("year: 2027", "year: '2027'", 1),
        ("year: 2027", "year: 2027\nlabel: 2026-1", 2),
        ("year: 2027", "year: 2026\nlabel: 2026-1", 2),
        ("2026-12-20", "2026-12-32", 3),
        ("2027-01-01/2027-01-03", "2027-01-03/2027-01-01", 5),
        ("2027-01-01/2027-01-03", "2027-01-01/9999-12-31", 5),
        ("2027-01-01/2027-01-03", "2029-01-01", 5),
        ("2027-01-09", "2027-01-08", 7),
        ("2027-01-09", "2027-01-02", 7),
        ("work:\n  NEW_YEAR:", "work:\n  EASTER:", 7),
        ('["2027-01-09"]', '"2027-01-09"', 7),
        ('["2027-01-09"]', "[1.5]", 7),
        ("off:", "off:\n  MID_AUTUMN: ['2027-01-02']", 6),
        ("year: 2027", "- year: 2027", 2),
    ],
)
def test_every_mistake_in_a_file_is_told_with_file_and_line(
    one: Actor, find: str, put: str, line: int
) -> None:
    assert find in GOOD
    answer = sent(one, GOOD.replace(find, put, 1))
    assert answer.status_code == 400
    assert f"2027.yaml 第 {line} 行" in answer.content.decode(), answer.content.decode().split("ty-error")[
        -1
    ][:300]
    told = answer.content.decode().split(f"第 {line} 行")[1].split("<")[0]
    assert not re.search(r"[A-Za-z]{2,} [a-z]+ [a-z]+", told), told
    with as_actor(one):
        assert not Proposal.objects.exists()


def test_the_missing_year_is_told_to_those_who_can_load_it(one: Actor, two: Actor) -> None:
    client = signed_in(one)
    assert "2027 年放假安排尚未录入" in text(client.get("/policy/calendars/"))
    assert "2027 年放假安排尚未录入" in text(client.get("/policy/versions/"))
    with clock.frozen(date(2026, 8, 1)):
        assert "尚未录入" not in text(client.get("/policy/calendars/"))
    published(one, two)
    assert "尚未录入" not in text(client.get("/policy/calendars/"))


def test_every_arrangement_can_be_looked_at_downloaded_and_is_read_again(one: Actor) -> None:
    client = signed_in(one)
    for row in CalendarVersion.objects.all():
        assert row.label in text(client.get(f"/policy/calendars/{row.label}/"))
    answer = client.get("/policy/calendars/2026-1/file/")
    again = sent(one, answer.content.decode(), "2026-1.yaml")
    assert again.status_code == 400 and "2026-1" in again.content.decode(), "its label exists"
    assert client.get("/policy/calendars/2031-1/").status_code == 404
