"""The overview of the law for those who work with it."""

from datetime import date

import pytest
from django.test import Client

from accounts.enums import DepartmentKind, Role
from policy.queries.overview import law_of
from tests.cast import Cast
from tests.pages import signed_in, text
from tests.policy.places import BINJIANG, CHANGCHUN_NANGUAN, ZHANGGONG

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 7)


def test_the_overview_of_a_place_lists_its_texts_duties_and_registrars() -> None:
    law = law_of(ZHANGGONG, TODAY)
    assert [pack.code for pack in law["packs"]] == ["360700", "360000", "CN"]
    terms = {row.rule.name: row.term.zh for row in law["duties"]}
    assert (terms["filing"], terms["change_filing"], terms["joint_meeting_report"]) == (
        "10 个工作日",
        "及时",
        "每年 11 月 30 日前",
    )
    assert [len(row.offices) for row in law["registrars"]] == [1, 1, 2, 0, 1]
    assert law["unpublished"] == 2027 and law["calendar"][0].label == "2026-1"
    assert law["drafts"] == []
    assert {source.short.zh.split()[0] for _words, source in law_of(BINJIANG, TODAY)["drafts"]} == {
        "滨江征求意见稿"
    }
    assert law_of(CHANGCHUN_NANGUAN, TODAY)["conflicts"]


def test_the_overview_needs_a_sign_in(client: Client) -> None:
    response = client.get("/policy/")
    assert response.status_code == 302 and "/sign-in/" in response["Location"]


def test_an_officer_sees_the_law_of_the_own_district_and_anybody_that_of_a_place_asked_for(
    cast: Cast,
) -> None:
    page = text(signed_in(cast.officer).get("/policy/"))
    assert "赣州市" in page and "行政审批局" in page and "/policy/clauses/GZ-3.3.1-d/" in page
    binjiang = cast.official(BINJIANG, DepartmentKind.HEALTH, Role.OFFICER)
    assert "滨江征求意见稿" in text(signed_in(binjiang).get("/policy/"))
    operator = cast.operator(cast.facility())
    assert "赣州方案" not in text(signed_in(operator).get("/policy/"))
    assert "赣州方案" in text(signed_in(operator).get("/policy/", {"region": "360702"}))
    assert signed_in(operator).get("/policy/", {"region": "999999"}).status_code == 409
