"""Stories of the finance office as its systems and readers meet them: by the interface, on the programme's page, in the file."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from accounts.actors import Actor
from subsidies.models import SubsidyClaim
from subsidies.queries.digest import digest_of_claim
from tests.cast import Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.subsidies.attendance import always_recognised
from tests.subsidies.build import construction
from tests.subsidies.money import Office, here
from tests.subsidies.test_api import call, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _works(office: Office, places: int, **facts: Any) -> Any:
    body = {"programme": "GZ-CONSTRUCTION", "facts": construction(places, **facts)}
    return call(office.operator, f"facilities/{office.facility.pk}/claims", body)


def test_u38_a_new_building_in_town_with_45_places(office: Office) -> None:
    always_recognised(office.facility, places=45)
    claim = _works(office, 45).json()
    quote = read(office.operator, f"claims/{claim['id']}/quote").json()
    assert (quote["amount"], quote["shares"]) == ("27000.00", {"city": "5400.00", "county": "21600.00"})


def test_u40_the_same_places_are_not_claimed_twice(office: Office) -> None:
    always_recognised(office.facility, places=45)
    first = _works(office, 45).json()
    office.with_papers(
        SubsidyClaim(
            pk=first["id"],
            region_id=int(first["region"]),
            programme="GZ-CONSTRUCTION",
            facility_id=office.facility.pk,
        )
    )
    version = read(office.operator, f"claims/{first['id']}").json()["version"]
    assert call(office.operator, f"claims/{first['id']}/submission", version=version).status_code == 200
    again = _works(office, 45)
    assert (again.status_code, again.json()["code"]) == (409, "CLAIMED_ALREADY")


def test_u42_a_month_after_the_end_is_refused_with_the_day_of_the_end(office: Office) -> None:
    path = f"facilities/{office.facility.pk}/claims"
    answer = call(office.operator, path, {"programme": "GZ-OPERATING", "months": ["2025-03"]})
    assert answer.status_code == 400
    (problem,) = answer.json()["problems"]
    assert problem["field"] == "months[0].month"
    assert "2025-02-17" in problem["message"]


def test_u19_each_cut_line_says_its_reason_in_words(office: Office) -> None:
    claim = office.submitted(attended_days=2)
    told = read(office.maker, f"claims/{claim.pk}").json()
    assert {line["code"] for line in told["lines"]} == {"UNDER_HALF"}
    assert all("出勤 2 天" in line["reasons"][-1] for line in told["lines"])


def test_u49_what_is_left_of_a_programme_by_level_and_how_the_year_used_it(cast: Cast) -> None:
    office = Office(cast, city=200_00, county=600_00)
    office.paid("2024-05")
    office.made("2024-06")
    page = text(signed_in(office.maker).get("/budgets/programmes/GZ-OPERATING/"))
    assert faults(page) == []
    for words in ("市级", "80.00", "县级", "120.00", 'role="img"', "预算减已支付"):
        assert words in page, words
    queue = text(signed_in(office.maker).get("/claims/?tab=queued"))
    assert "缺口" in queue
    assert "600.00" in queue


@pytest.mark.parametrize("who", ["registrar", "operator"])
def test_u49_the_page_is_of_those_who_see_budgets(office: Office, who: str) -> None:
    actor: Actor = office.operator if who == "operator" else office.cast.registrar
    assert signed_in(actor).get("/budgets/programmes/GZ-OPERATING/").status_code in (302, 403)


def test_an_auditor_takes_the_file_of_a_claim_away_as_pdf(office: Office) -> None:
    claim = office.paid()
    answer = signed_in(office.checker).get(f"/claims/{claim.pk}/file/?as=pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for words in (
        claim.number,
        "600.00",
        "陆佰元整",
        "3 人月 × 200 元",
        "120.00 + 480.00 = 600.00",
        "补贴支出",
    ):
        assert words in said, words
    with here():
        assert digest_of_claim(claim)[:16] in said


def test_the_digest_changes_with_the_smallest_change(office: Office) -> None:
    claim = office.submitted()
    with here():
        before = digest_of_claim(claim)
        claim.lines.filter(position=1).update(amount=1)
        assert digest_of_claim(claim) != before
