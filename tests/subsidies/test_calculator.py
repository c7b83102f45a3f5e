"""The calculator on the command line, as an interface and as a page: one form, one answer."""

import json
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.frontend.markup import faults
from tests.subsidies.build import child, classes_of, construction, month, operating

pytestmark = pytest.mark.django_db
URL = "/api/v1/policy/quote"
FACTS = operating(
    month(child("A", attended_days=11), child("B", attended_days=10), service_days=21), mode="MIN_HALF"
)
ASKED = {"region": "360700", "programme": "GZ-OPERATING", "facts": FACTS}


def told(tmp_path: Path, content: Any = FACTS, **changes: str) -> tuple[str, str]:
    file = tmp_path / "facts.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    out, err = StringIO(), StringIO()
    words = {"region": "360700", "programme": "GZ-OPERATING", "facts": str(file), **changes}
    call_command("quote", json=True, stdout=out, stderr=err, **words)
    return out.getvalue(), err.getvalue()


def posted(client: Client, asked: Any, **headers: str) -> Any:
    return client.post(URL, asked, content_type="application/json", headers=headers)


def test_the_command_prints_one_json_object_in_the_fixed_form(tmp_path: Path) -> None:
    out, err = told(tmp_path)
    answer = json.loads(out)
    assert out.count("\n") == 1 and err == ""
    assert list(answer) == [
        *("programme", "policy_version", "status", "payable", "code", "amount", "shares", "lines", "source")
    ]
    assert answer | {"policy_version": "", "lines": []} == {
        "programme": "GZ-OPERATING",
        "policy_version": "",
        "status": "EXPIRED",
        "payable": True,
        "code": "OK",
        "amount": "200.00",
        "shares": {"city": "40.00", "county": "160.00"},
        "lines": [],
        "source": "GZ 四（三）",
    }
    assert [(line["ref"], line["code"], line["amount"]) for line in answer["lines"]] == [
        ("2024-05/A", "OK", "200.00"),
        ("2024-05/B", "UNDER_HALF", "0.00"),
    ]
    assert list(answer["lines"][0]) == ["ref", "code", "amount", "steps"]
    assert answer["policy_version"].startswith("2022-02-18.")


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps(FACTS).encode())))
    out = StringIO()
    call_command("quote", region="360702", programme="GZ-OPERATING", facts="-", json=True, stdout=out)
    assert json.loads(out.getvalue())["amount"] == "200.00"


@pytest.mark.parametrize(
    ("region", "programme", "facts"),
    [
        ("360700", "GZ-OPERATING", FACTS),
        ("360702001", "GZ-CONSTRUCTION", construction(45)),
        ("330108", "HZBJ-OPERATING", {"child_months": 333, "per_student_budget_yuan": "23457.89"}),
        ("330108", "HZBJ-OPERATING", {"child_months": 333, "per_student_budget_yuan": None}),
        ("330304", "OH-CONSTRUCTION", classes_of([31_000_000, 28_000_000], "social_forces")),
        ("330304", "OH-STATION", {"cost_yuan": "85000", "accepted_on": "2023-06-15", "accepted_by": ["health", "town"]}),
        ("330304", "OH-VOUCHER", {}),
    ],
)  # fmt: skip
def test_command_interface_and_page_say_the_same(
    client: Client, tmp_path: Path, region: str, programme: str, facts: Any
) -> None:
    region = region.ljust(12, "0") if len(region) == 9 else region
    out, _err = told(tmp_path, facts, region=region, programme=programme)
    answer = json.loads(out)
    response = posted(client, {"region": region, "programme": programme, "facts": facts})
    assert response.status_code == 200 and response.json() == answer
    page = client.post(
        "/quote/", {"programme": programme, "region": region, "as": "json", "facts_text": json.dumps(facts)}
    )
    html = page.content.decode()
    assert page.status_code == 200 and faults(html) == []
    shown = "—" if answer["amount"] is None else f"{float(answer['amount']):,.2f}"
    assert f'<strong class="ty-quote-sum">{shown}</strong>' in html
    for line in answer["lines"]:
        assert f"<code>{line['code']}</code>" in html and all(step in html for step in line["steps"])


def test_steps_speak_the_language_of_the_caller(client: Client) -> None:
    chinese = posted(client, ASKED).json()["lines"][1]["steps"]
    english = posted(client, ASKED, accept_language="en").json()["lines"][1]["steps"]
    assert chinese[-1] == "出勤 10 天，服务日 21 天，需 11 天"
    assert english[-1] == "Attended 10 of 21 service days, 11 needed"


def test_a_retired_code_is_answered_for_the_division_of_today(client: Client, tmp_path: Path) -> None:
    out, err = told(tmp_path, region="360721")
    assert json.loads(out)["amount"] == "200.00" and "360721" in err and err.count("\n") == 1
    assert posted(client, ASKED | {"region": "360721"})["X-Retired-Code"] == "360721"


def test_the_command_speaks_to_people_too(tmp_path: Path) -> None:
    file = tmp_path / "f.json"
    file.write_text(json.dumps(FACTS))
    out = StringIO()
    call_command("quote", region="360702", programme="GZ-OPERATING", facts=str(file), stdout=out)
    text = out.getvalue()
    assert "运营补贴  200.00  OK" in text and "市级  40.00" in text and "赣州方案" in text
    file.write_text('{"child_months": 1}')
    out = StringIO()
    call_command("quote", region="330108", programme="HZBJ-OPERATING", facts=str(file), stdout=out)
    assert "算不出  PARAM_MISSING" in out.getvalue() and "仅供模拟" in out.getvalue()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"region": "999999"}, "999999"),
        ({"region": ""}, "CN"),
        ({"region": "36"}, "36"),
        ({"programme": "GZ-NOTHING"}, "GZ-NOTHING"),
        ({"programme": "HZBJ-OPERATING"}, "HZBJ-OPERATING"),
        ({"programme": "x\ny"}, "x"),
        ({"facts": "/no/such/file"}, "/no/such/file"),
        ({"facts": "/"}, "/"),
        ({"facts": "a\0b"}, "null"),
    ],
)
def test_bad_words_end_with_code_2_and_one_line(tmp_path: Path, changes: dict[str, str], named: str) -> None:
    with pytest.raises(CommandError) as refused:
        told(tmp_path, **changes)
    assert refused.value.returncode == 2
    assert named in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[1", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1")])  # fmt: skip
def test_what_is_no_json_is_refused(tmp_path: Path, client: Client, text: str) -> None:
    with pytest.raises(CommandError) as refused:
        told(tmp_path, text)
    assert refused.value.returncode == 2 and "JSON" in str(refused.value)
    page = client.post(
        "/quote/", {"programme": "GZ-OPERATING", "region": "360700", "as": "json", "facts_text": text}
    )
    assert page.status_code == 422 and 'id="id_facts_text-error"' in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"region": "999999"}, "UNKNOWN_REGION", "region"),
        ({"region": 360700}, "BAD_FACTS", "region"),
        ({"programme": "GZ-NOTHING"}, "UNKNOWN_PROGRAMME", "programme"),
        ({"region": "220000"}, "UNKNOWN_PROGRAMME", "programme"),
        ({"colour": "red"}, "BAD_FACTS", "colour"),
        ({"facts": {}}, "BAD_FACTS", "facility"),
    ],
)
def test_the_interface_answers_400_and_names_the_field(
    client: Client, asked: dict[str, Any], code: str, field: str
) -> None:
    response = posted(client, ASKED | asked)
    assert response.status_code == 400
    assert (response.json()["code"], response.json()["field"]) == (code, field)


@pytest.mark.parametrize("missing", ["region", "programme", "facts"])
def test_the_interface_names_what_is_missing(client: Client, missing: str) -> None:
    response = posted(client, {key: value for key, value in ASKED.items() if key != missing})
    assert (response.status_code, response.json()["field"]) == (400, missing)


def test_the_interface_refuses_what_is_no_object_and_other_methods(client: Client) -> None:
    assert posted(client, [1]).status_code == 400
    assert posted(client, "{").status_code == 400
    assert client.get(URL).status_code == 405
    assert client.post(URL, ASKED).status_code == 415


def test_a_calculation_costs_no_query_once_the_law_is_loaded(django_assert_num_queries: Any) -> None:
    from subsidies.queries import programme, quote  # noqa: PLC0415
    from subsidies.serializers.claims import read_claim  # noqa: PLC0415

    claim = read_claim(programme(360700000000, "GZ-OPERATING")[-1], FACTS)
    with django_assert_num_queries(0):
        assert quote(360702000000, "GZ-OPERATING", claim).amount == 20_000
