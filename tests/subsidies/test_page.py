"""The page: fields for each kind of programme, rows that can be added without script, errors beside their fields."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.frontend.markup import faults

pytestmark = pytest.mark.django_db
PROGRAMMES = {
    "GZ-CONSTRUCTION": "360700",
    "GZ-OPERATING": "360700",
    "JX-OPERATING-FLOOR": "360000",
    "HZBJ-OPERATING": "330108",
    "HZBJ-AWARD": "330108",
    "OH-CONSTRUCTION": "330304",
    "OH-STATION": "330304",
    "OH-PER-CHILD": "330304",
    "OH-RATING-AWARD": "330304",
    "OH-POST-ALLOWANCE": "330304",
    "OH-VOUCHER": "330304",
}
OPEN = {
    f"facility-{quality}-{name}": value
    for quality in ("filed", "universal")
    for name, value in (("rows", "1"), ("0-start", "2023-01-01"), ("0-end", ""))
}
MONTHS = {
    "months-rows": "1",
    "months-0-month": "2024-05",
    "months-0-service_days": "21",
    "months-0-children-rows": "2",
    "months-0-children-0-ref": "A",
    "months-0-children-0-born": "2022-01-02",
    "months-0-children-0-attended_days": "11",
    "months-0-children-1-ref": "B",
    "months-0-children-1-born": "2021-05-01",
    "months-0-children-1-attended_days": "21",
}


def post(client: Client, programme: str, fields: dict[str, Any], **more: str) -> Any:
    return client.post("/quote/", {"programme": programme, "region": PROGRAMMES[programme], **fields, **more})


def amount(response: Any) -> str:
    found = re.search(r'ty-quote-sum">([^<]*)<', response.content.decode())
    return found[1] if found else ""


def value(html: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', html)
    assert found, name
    kept = re.search(r'value="([^"]*)"', found[0])
    return kept[1] if kept else ""


def test_the_first_page_lists_every_programme_with_its_state(client: Client) -> None:
    html = client.get("/quote/").content.decode()
    assert faults(html) == []
    for name, region in PROGRAMMES.items():
        assert f"programme={name}&amp;region={region}" in html
    assert "已到期 · 窗口内可付" in html and "草案 · 仅供模拟" in html and "缺参数，算不出" in html


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("way", ["", "json"])
def test_every_programme_has_a_sound_page(client: Client, programme: str, way: str) -> None:
    response = client.get("/quote/", {"programme": programme, "region": PROGRAMMES[programme], "as": way})
    assert response.status_code == 200 and faults(response.content.decode()) == []


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_a_page_sent_empty_answers_and_never_breaks(client: Client, programme: str) -> None:
    response = post(client, programme, {})
    assert response.status_code in (200, 422) and faults(response.content.decode()) == []


def test_an_unknown_programme_leads_back_to_the_choice(client: Client) -> None:
    assert client.get("/quote/", {"programme": "GZ-NOTHING"})["Location"] == "/quote/"
    assert client.delete("/quote/").status_code == 405


def test_child_months_are_typed_row_by_row(client: Client) -> None:
    response = post(client, "GZ-OPERATING", OPEN | MONTHS)
    html = response.content.decode()
    assert response.status_code == 200 and faults(html) == []
    assert amount(response) == "200.00"
    assert "1 人月 × 200 元" in html and "40.00 + 160.00 = 200.00" in html and "大写 贰佰元整" in html
    assert "满三周岁 1" in html and "文件未规定 · 默认" in html and "/policy/clauses/GZ-4.3-g/" in html
    assert "可付月份 2022-03 至 2025-02，共 36 个月" in html
    assert value(html, "months-0-children-1-born") == "2021-05-01", "what was typed stays"


def test_the_picture_of_the_claim_reads_119_child_months(client: Client) -> None:
    months = {"months-rows": "3"}
    for number, (name, count) in enumerate((("2024-12", 42), ("2025-01", 41), ("2025-02", 36))):
        months |= {f"months-{number}-month": name, f"months-{number}-child_months": str(count)}
    html = post(client, "GZ-OPERATING", OPEN | months).content.decode()
    assert "119 人月 × 200 元" in html and "23,800.00" in html
    assert "4,760.00 + 19,040.00 = 23,800.00" in html and "大写 贰万叁仟捌佰元整" in html


@pytest.mark.parametrize(
    ("programme", "fields", "said"),
    [
        (
            "GZ-CONSTRUCTION",
            OPEN
            | {
                "facility-location": "urban", "facility-works": "new_build", "facility-filed_places": "45",
                "places_claimed": "45", "accepted_on": "2023-05-10",
            },
            "27,000.00",
        ),
        ("HZBJ-OPERATING", {"child_months": "333", "per_student_budget_yuan": "23457.89"}, "130,191.29"),
        ("HZBJ-OPERATING", {"child_months": "333"}, "—"),
        (
            "OH-CONSTRUCTION",
            {
                "operator": "social_forces", "assessment_passed_on": "2023-06-15",
                "class_costs_yuan-rows": "2", "class_costs_yuan-0-value": "310000", "class_costs_yuan-1-value": "",
            },
            "150,000.00",
        ),
        ("OH-STATION", {"cost_yuan": "85000", "accepted_on": "2023-06-15", "accepted_by": ["health", "town"]}, "85,000.00"),
        ("OH-STATION", {"cost_yuan": "85000", "accepted_on": "2023-06-15", "accepted_by": ["town"]}, "0.00"),
        ("OH-RATING-AWARD", {"quantities-rows": "1", "quantities-0-row": "5", "quantities-0-count": "1"}, "—"),
        ("JX-OPERATING-FLOOR", OPEN | MONTHS, "200.00"),
    ],
)  # fmt: skip
def test_each_kind_is_computed_from_its_fields(
    client: Client, programme: str, fields: dict[str, Any], said: str
) -> None:
    response = post(client, programme, fields)
    assert response.status_code == 200 and faults(response.content.decode()) == []
    assert amount(response) == said


def test_what_is_only_simulated_says_so(client: Client) -> None:
    html = post(
        client, "HZBJ-OPERATING", {"child_months": "3", "per_student_budget_yuan": "1"}
    ).content.decode()
    assert "模拟金额" in html and "仅供模拟" in html


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"months-0-month": "2024-13"}, "months-0-month", "2024-13"),
        ({"months-0-service_days": "40"}, "months-0-service_days", "40"),
        ({"months-0-service_days": "二十"}, "months-0-service_days", "二十"),
        ({"months-0-children-0-born": "2024-02-30"}, "months-0-children-0-born", "2024-02-30"),
        ({"months-0-children-1-ref": "A"}, "months-0-children-1-ref", "重复"),
        ({"months-0-children-1-attended_days": "22"}, "months-0-children-1-attended_days", "22"),
        ({"months-0-children-0-attended_days": ""}, "months-0-children-0-attended_days", "未填写"),
        ({"months-0-child_months": "3"}, "months-0-child_months", "只能填一项"),
        ({"facility-filed-0-start": "2024-02-30"}, "facility-filed-0-start", "2024-02-30"),
        ({"facility-filed-0-end": "2022-01-01"}, "facility-filed-0-start", "早于起始"),
        ({"claimed_on": "x"}, "claimed_on", "x"),
        ({"partial_month_mode": "x", "options-partial_month_mode": "x"}, "options-partial_month_mode", "MIN_HALF"),
        ({"region": "999999"}, "region", "999999"),
        ({"region": "220000"}, "region", "GZ-OPERATING"),
        ({"region": ""}, "region", "CN"),
    ],
)  # fmt: skip
def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(
    client: Client, changes: dict[str, str], field: str, words: str
) -> None:
    response = client.post(
        "/quote/", {"programme": "GZ-OPERATING", "region": "360700"} | OPEN | MONTHS | changes
    )
    html = response.content.decode()
    assert response.status_code == 422 and faults(html) == []
    beside = re.search(rf'id="id_{re.escape(field)}-error".*?</p>', html, re.S)
    assert beside and words in beside[0]
    for name, typed in (OPEN | MONTHS | {k: v for k, v in changes.items() if "mode" not in k}).items():
        assert name.endswith("-rows") or name == "partial_month_mode" or value(html, name) == typed
    assert "ty-quote-sum" not in html


def test_a_blank_row_does_not_move_an_error_to_another_child(client: Client) -> None:
    fields = OPEN | MONTHS | {"months-0-children-0-ref": "", "months-0-children-0-born": ""}
    fields |= {"months-0-children-0-attended_days": "", "months-0-children-1-born": "x"}
    html = post(client, "GZ-OPERATING", fields).content.decode()
    assert 'id="id_months-0-children-1-born-error"' in html
    assert 'id="id_months-0-children-0-born-error"' not in html


@pytest.mark.parametrize(
    ("button", "row"),
    [
        ("months", "months-1-month"),
        ("months-0-children", "months-0-children-2-ref"),
        ("facility-filed", "facility-filed-1-start"),
    ],
)
def test_a_button_adds_a_row_and_keeps_everything(client: Client, button: str, row: str) -> None:
    response = post(client, "GZ-OPERATING", OPEN | MONTHS, add=button)
    html = response.content.decode()
    assert response.status_code == 200 and faults(html) == []
    assert f'name="{row}"' in html and "data-focus-swap" in html
    assert value(html, "months-0-children-0-ref") == "A"
    assert "ty-error" not in html and "ty-quote-sum" not in html, "adding a row judges nothing yet"


@pytest.mark.parametrize("rows", ["-1", "x", "9" * 30, "²", "1e3"])
def test_strange_numbers_of_rows_do_no_harm(client: Client, rows: str) -> None:
    response = post(client, "GZ-OPERATING", OPEN | MONTHS | {"months-rows": rows})
    assert response.status_code in (200, 422)


def test_errors_of_pasted_facts_name_their_path(client: Client) -> None:
    html = post(
        client, "HZBJ-OPERATING", {"facts_text": '{"child_months": -1, "x": 2}'}, **{"as": "json"}
    ).content.decode()
    assert "child_months: “-1”不在 0 至 1000000 之间" in html and "x: 这里没有这一项" in html
    assert "{&quot;child_months&quot;: -1" in html


def test_the_page_speaks_english(client: Client) -> None:
    response = client.post(
        "/quote/",
        {"programme": "GZ-OPERATING", "region": "360700"} | OPEN | MONTHS,
        headers={"accept-language": "en"},
    )
    html = response.content.decode()
    assert "1 child-months × 200 yuan" in html and "Attended 11 of 21 service days" in html


def test_the_other_calculator_and_the_help_lead_here(client: Client) -> None:
    assert 'href="/quote/"' in client.get("/deadline/").content.decode()
    assert 'href="/quote/"' in client.get("/help/").content.decode()
