"""The officer's pages of facilities: list, search, one facility, its masked contact."""

import pytest
from django.test import Client

from audit.models import AuditEvent, Outcome
from facilities.models import Facility
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import NANKANG, Cast
from tests.pages import signed_in, text


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def seedling(cast: Cast) -> Facility:
    return cast.facility(head_name="示例·李青", phone="13812345678")


def test_the_list_shows_each_facility_with_state_and_place(officer: Client, seedling: Facility) -> None:
    page = text(officer.get("/facilities/"))
    for words in (seedling.name, seedling.uscc, "已登记，未备案", "解放街道", "2026-04-28"):
        assert words in page


def test_a_search_that_means_one_facility_leads_to_it(
    cast: Cast, officer: Client, seedling: Facility
) -> None:
    cast.facility(name="示例·小树林托育园")
    assert officer.get("/search/", {"q": "小树苗"}).headers["Location"] == f"/facilities/{seedling.pk}/"
    page = text(officer.get("/search/", {"q": "小树"}))
    assert "小树苗" in page and "小树林" in page
    assert "没有符合筛选的结果" in text(officer.get("/search/", {"q": "不存在的"}))


def test_the_page_of_a_facility_masks_its_phone(officer: Client, seedling: Facility) -> None:
    page = text(officer.get(f"/facilities/{seedling.pk}/"))
    assert "138****5678" in page and "13812345678" not in page
    assert "示例·李青" in page


def test_looking_at_the_phone_needs_a_reason_and_is_recorded(officer: Client, seedling: Facility) -> None:
    address = f"/facilities/{seedling.pk}/contact/"
    assert "13812345678" not in text(officer.post(address, {"reason": "  "}))
    with nation_scope(reason="the trail of a test"):
        assert not AuditEvent.objects.filter(event="contact.revealed").exists()
    assert "13812345678" in text(officer.post(address, {"reason": "约定现场核实时间"}))
    with nation_scope(reason="the trail of a test"):
        event = AuditEvent.objects.get(event="contact.revealed")
    assert (event.reason, event.outcome, event.facility_id) == ("约定现场核实时间", Outcome.READ, seedling.pk)
    assert "13812345678" not in str(event.data)


@pytest.mark.parametrize("address", ["/facilities/{}/", "/facilities/{}/contact/"])
def test_u36_a_facility_of_another_county_is_not_found_and_the_attempt_is_recorded(
    cast: Cast, officer: Client, address: str
) -> None:
    foreign = cast.facility(region=NANKANG)
    assert officer.get(address.format(foreign.pk)).status_code == 404
    with nation_scope(reason="the trail of a test"):
        event = AuditEvent.objects.get(event="access.refused")
    assert event.outcome == Outcome.REFUSED and event.actor_id == cast.officer.user_id
    assert event.data["ids"] == {"facility_id": str(foreign.pk)}
    assert signed_in(cast.city).get(address.format(foreign.pk)).status_code == 200


def test_u53_the_facility_of_a_functional_zone_is_not_counted_into_the_district_beside_it(
    cast: Cast, officer: Client
) -> None:
    zone = Region.objects.filter(kind=2, id__gt=360700000000, id__lt=360800000000).first()
    assert zone is not None
    cast.facility(region=zone.pk, name="经开区托育园")
    assert "经开区托育园" not in text(officer.get("/facilities/"))
    assert "经开区托育园" in text(signed_in(cast.city).get("/facilities/"))
    assert "经开区托育园" in text(signed_in(cast.city).get("/facilities/", {"place": zone.pk}))
