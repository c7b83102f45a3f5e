"""The calculator on the command line, as an interface and as a page: one form, one answer."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db
ASKED = {"region": "360700", "rule": "filing", "trigger": "2026-03-09"}
BAD = [
    ({"region": "999999"}, "region", "999999"),
    ({"region": "000000"}, "region", "000000"),
    ({"region": "36"}, "region", "36"),
    ({"region": "３６０７００"}, "region", "３６０７００"),
    ({"region": "'; DROP TABLE"}, "region", "DROP"),
    ({"rule": "no_such"}, "rule", "no_such"),
    ({"rule": "joint_meeting_report", "region": "220000"}, "rule", "joint_meeting_report"),
    ({"trigger": "2026-02-30"}, "trigger", "2026-02-30"),
    ({"trigger": "20260309"}, "trigger", "20260309"),
    ({"trigger": "2026-W10-1"}, "trigger", "2026-W10-1"),
    ({"trigger": "2026-03-09T16:30:00"}, "trigger", "2026-03-09T16:30:00"),
    ({"trigger": "0001-01-01T00:00:00+14:00"}, "trigger", "0001"),
    ({"trigger": "9999-12-31T23:59:00Z"}, "trigger", "9999"),
    ({"trigger": "2026-03-09\x00"}, "trigger", "2026-03-09"),
    ({"known_on": "yesterday"}, "known_on", "yesterday"),
]


def told(**options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    words = {"known_on": "", **ASKED, **options}
    call_command("deadline", json=True, stdout=out, stderr=err, **words)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_one_json_object() -> None:
    out, err = told()
    assert json.loads(out) == {
        "region": "360700",
        "rule": "filing",
        "trigger_on": "2026-03-09",
        "due_on": "2026-03-23",
        "status": "FIRM",
        "missing_years": [],
        "counted_days": [
            *("2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16"),
            *("2026-03-17", "2026-03-18", "2026-03-19", "2026-03-20", "2026-03-23"),
        ],
        "calendar_version": "2026-1",
        "policy": json.loads(out)["policy"],
    }
    assert json.loads(out)["policy"]["pack"] == "360700" and out.count("\n") == 1 and err == ""


@pytest.mark.parametrize(
    ("region", "said"),
    [("cn", "CN"), ("360700000000", "360700"), ("360702001000", "360702001"), ("330108", "330108")],
)
def test_codes_of_6_and_12_digits_and_cn(region: str, said: str) -> None:
    assert json.loads(told(region=region)[0])["region"] == said


def test_a_retired_code_is_answered_for_the_division_of_today_with_a_note(client: Client) -> None:
    out, err = told(region="360721")
    assert json.loads(out)["region"] == "360704"
    assert "360721" in err and err.count("\n") == 1
    response = client.get("/api/v1/policy/deadline", {**ASKED, "region": "360721"})
    assert (response.status_code, response["X-Retired-Code"]) == (200, "360721")


def test_an_instant_is_converted_to_chinese_time() -> None:
    assert json.loads(told(trigger="2026-03-09T16:30:00Z")[0])["trigger_on"] == "2026-03-10"
    assert json.loads(told(trigger="2026-03-09T23:59:59+08:00")[0])["trigger_on"] == "2026-03-09"


def test_known_on_uses_the_calendar_of_that_day() -> None:
    asked = {"region": "CN", "rule": "filing_receipt", "trigger": "2020-01-20"}
    assert json.loads(told(**asked, known_on="2020-01-26")[0])["due_on"] == "2020-02-01"
    assert json.loads(told(**asked)[0])["due_on"] == "2020-02-04"


@pytest.mark.parametrize(("changes", "field", "named"), BAD)
def test_bad_words_end_with_code_2_and_one_line(changes: dict[str, str], field: str, named: str) -> None:
    with pytest.raises(CommandError) as refused:
        told(**changes)
    assert refused.value.returncode == 2
    assert named in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(("changes", "field", "named"), BAD)
def test_the_interface_answers_400_and_names_the_field(
    client: Client, changes: dict[str, str], field: str, named: str
) -> None:
    response = client.get("/api/v1/policy/deadline", {**ASKED, **changes})
    assert response.status_code == 400
    assert response.json()["field"] == field and named in response.json()["message"]


def test_the_interface_answers_everybody_with_the_same_object(client: Client) -> None:
    response = client.get("/api/v1/policy/deadline", ASKED)
    assert response.status_code == 200 and response.json() == json.loads(told()[0])
    raw = client.get("/api/v1/policy/deadline?region=360700&rule=filing&trigger=2026-03-09T16:30:00+00:00")
    assert raw.json()["trigger_on"] == "2026-03-10", "a plus sign that the address turned into a space"
    assert client.post("/api/v1/policy/deadline", ASKED).status_code == 405
    assert client.get("/api/v1/policy/deadline", {"region": "CN"}).json()["field"] == "rule"


def test_the_command_speaks_to_people_too() -> None:
    out = StringIO()
    call_command("deadline", region="360702", rule="filing", trigger="2026-04-28", stdout=out)
    assert "2026-05-14" in out.getvalue() and "360700" in out.getvalue()


def test_the_page_explains_the_date_with_its_days(client: Client) -> None:
    assert client.get("/deadline/").status_code == 200
    page = client.get(
        "/deadline/", {"region": "360702", "rule": "filing", "trigger": "2026-04-28"}
    ).content.decode()
    assert "2026-05-14" in page and "ty-day-due" in page and "/policy/clauses/GZ-3.3.1-f/" in page
    promptly = client.get("/deadline/", {"region": "220000", "rule": "filing", "trigger": "2026-04-28"})
    assert "及时" in promptly.content.decode()


@pytest.mark.parametrize(("changes", "field", "named"), BAD)
def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(
    client: Client, changes: dict[str, str], field: str, named: str
) -> None:
    response = client.get("/deadline/", {**ASKED, **changes})
    assert response.status_code == 400
    assert f'id="id_{field}-error"' in response.content.decode()


def test_the_page_tells_all_mistakes_at_once(client: Client) -> None:
    page = client.get("/deadline/", {"region": "99", "rule": "filing", "trigger": "x"}).content.decode()
    assert 'id="id_region-error"' in page and 'id="id_trigger-error"' in page


def test_a_clause_is_shown_in_its_paragraph_and_its_document_whole(client: Client) -> None:
    page = client.get("/policy/clauses/GZ-3.3.1-f/").content.decode()
    assert "<mark>应于10个工作日内向卫生健康部门备案</mark>" in page and "赣州方案" in page
    assert "促进3岁以下婴幼儿照护服务发展的实施方案" in client.get("/policy/documents/GZ/").content.decode()
    assert "征求意见稿" in client.get("/policy/documents/HZBJ/").content.decode()
    for address in ("/policy/clauses/GZ-0/", "/policy/documents/none/"):
        assert client.get(address).status_code == 404
