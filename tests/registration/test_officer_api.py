"""The interface of the health authority: the same verbs, with a version that must be named and must be fresh."""

import json
from typing import Any

import pytest
from django.test import Client

from registration.enums import FilingState
from registration.models import Filing
from tests.cast import NANKANG, Cast
from tests.obligations.rows import due
from tests.pages import signed_in
from tests.registration.officer_filings import checked, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


def call(client: Client, filing: Filing, act: str, body: Any = None, version: object = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.post(
        f"/api/v1/filings/{filing.pk}/{act}",
        json.dumps(body or {}),
        content_type="application/json",
        headers=headers,
    )


def version_of(client: Client, filing: Filing) -> int:
    return int(client.get(f"/api/v1/filings/{filing.pk}").json()["version"])


def test_a_filing_is_told_with_its_materials_and_both_clocks(cast: Cast, filing: Filing) -> None:
    answer = signed_in(cast.officer).get(f"/api/v1/filings/{filing.pk}")
    told = answer.json()
    assert answer.headers["ETag"] == f'"{told["version"]}"'
    assert {m["code"]: m["verdict"] for m in told["materials"]}["M1"] == "PENDING"
    assert {c["rule"]: c["due_on"] for c in told["clocks"]} == {
        "filing_receipt": "2026-05-11",
        "noncompliance_notice": "2026-05-25",
    }
    assert "13800000000" not in answer.content.decode()


def test_a_step_without_a_version_is_refused_with_428_and_with_an_old_one_with_412(
    cast: Cast, filing: Filing
) -> None:
    officer = signed_in(cast.officer)
    assert call(officer, filing, "verdicts", {"code": "M1", "verdict": "OK"}).status_code == 428
    version = version_of(officer, filing)
    first = call(officer, filing, "verdicts", {"code": "M1", "verdict": "OK"}, version)
    assert first.status_code == 200 and first.headers["ETag"] == f'"{version + 1}"'
    late = call(officer, filing, "verdicts", {"code": "M2", "verdict": "OK"}, version)
    assert late.status_code == 412 and late.json()["code"] == "STALE"


def test_a_receipt_is_issued_and_an_unchecked_filing_is_refused_with_what_is_missing(
    cast: Cast, filing: Filing
) -> None:
    officer = signed_in(cast.officer)
    early = call(officer, filing, "receipt", version=version_of(officer, filing))
    assert early.status_code == 400 and early.json()["code"] == "INCOMPLETE"
    checked(cast, filing)
    done = call(officer, filing, "receipt", version=version_of(officer, filing))
    assert done.status_code == 200 and done.json()["receipt_number"] == "章贡托备 2026-0001"
    again = call(officer, filing, "supplements", version=version_of(officer, filing))
    assert again.status_code == 409
    assert done.json()["state"] == FilingState.RECEIPT_ISSUED


def test_the_text_of_a_notice_is_masked_whoever_sends_it(cast: Cast, filing: Filing) -> None:
    officer = signed_in(cast.officer)
    body = {
        "reasons": ["负责人李青不在岗"],
        "public_text": "负责人李青（13812345678）不在岗",
        "rectify_by": "2026-06-01",
    }
    assert call(officer, filing, "notices", body, version_of(officer, filing)).status_code == 200
    page = officer.get(f"/filings/{filing.pk}/").content.decode()
    assert "负责人李*（138****5678）不在岗" in page


@pytest.mark.parametrize(
    "act", ["verdicts", "supplements", "receipt", "acceptance", "notices", "visits", "removal"]
)
def test_nobody_but_the_county_decides(cast: Cast, filing: Filing, act: str) -> None:
    bodies = {
        "verdicts": {"code": "M1", "verdict": "OK"},
        "notices": {"reasons": ["x"], "public_text": "x", "rectify_by": "2026-06-01"},
        "visits": {"visited_on": "2026-05-07", "passed": True},
        "removal": {"reason": "x"},
    }
    city = call(signed_in(cast.city), filing, act, bodies.get(act), 3)
    assert city.status_code == 403
    neighbour = call(signed_in(cast.neighbour), filing, act, bodies.get(act), 3)
    assert neighbour.status_code in (403, 404)
    if neighbour.status_code == 403:
        assert act == "removal"  # an officer removes nowhere


def test_facilities_and_duties_are_listed_page_by_page(cast: Cast) -> None:
    officer = signed_in(cast.officer)
    own = [cast.facility(name=f"托育园{n}号").pk for n in range(3)]
    cast.facility(region=NANKANG)
    first = officer.get("/api/v1/facilities", {"limit": 2}).json()
    rest = officer.get("/api/v1/facilities", {"limit": 2, "after": first["next"]}).json()
    assert [row["id"] for row in first["results"] + rest["results"]] == own[::-1]
    assert rest["next"] is None
    duty = due(cast.facility(), 3)
    told = officer.get("/api/v1/obligations").json()["results"]
    assert [(row["id"], row["due_on"]) for row in told] == [(duty.pk, "2026-05-10")]


def test_the_interface_is_closed_to_strangers(filing: Filing, client: Client) -> None:
    for address in ("facilities", "obligations", f"filings/{filing.pk}"):
        assert client.get(f"/api/v1/{address}").status_code == 401
