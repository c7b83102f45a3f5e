"""The interface for children, enrolments and attendance: masked, versioned, once per key, all or nothing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from facilities.models import Child
from regions.scope import nation_scope
from tests.cast import Cast
from tests.facilities.nursery import Nursery, id_number
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast) -> Nursery:
    return Nursery(cast)


def sent(client: Client, method: str, url: str, body: Any, **headers: str) -> Any:
    return getattr(client, method)(url, body, content_type="application/json", headers=headers)


def facts(**given: Any) -> dict[str, Any]:
    return {
        "name": "示例·接口", "id_kind": "RESIDENT_ID", "id_number": id_number(date(2024, 9, 10)), "guardian_name": "示例·家长",
        "guardian_phone": "13800001234", "consented_on": "2026-05-07",
    } | given  # fmt: skip


def test_a_child_is_recorded_once_per_key_and_told_masked(here: Nursery) -> None:
    client, url, body = signed_in(here.manager), f"/api/v1/facilities/{here.facility.pk}/children", facts()
    first = sent(client, "post", url, body, **{"Idempotency-Key": "k1"})
    again = sent(client, "post", url, body, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json()
    with nation_scope(reason="a test looks"):
        assert Child.objects.count() == 1
    listed = client.get(url)
    assert (
        body["id_number"] not in listed.content.decode() and listed.json()["results"][0]["name"] == "示例·接*"
    )
    wrong = sent(client, "post", url, facts(id_number="1", guardian_phone="x"))
    assert wrong.status_code == 400
    assert {p["field"] for p in wrong.json()["problems"]} == {"id_number", "guardian_phone"}
    assert sent(client, "post", url, facts(consented_on="soon")).json()["field"] == "consented_on"


def test_a_correction_needs_the_version_that_was_read(here: Nursery) -> None:
    child, client = here.child(), signed_in(here.manager)
    url = f"/api/v1/children/{child.pk}"
    assert sent(client, "put", url, {"name": "示例·改"}).status_code == 428
    assert sent(client, "put", url, {"name": "示例·改"}, **{"If-Match": '"1"'}).status_code == 200
    assert sent(client, "put", url, {"name": "示例·再"}, **{"If-Match": '"1"'}).status_code == 412
    assert client.get(url).json()["version"] == 2


def test_enrolling_says_warnings_and_leaving_ends_it(here: Nursery) -> None:
    child, group, client = here.child(), here.group("SENIOR", 20), signed_in(here.manager)
    url = f"/api/v1/children/{child.pk}/enrolments"
    made = sent(client, "post", url, {"class": group.pk, "starts_on": "2026-05-06"})
    assert made.status_code == 201 and len(made.json()["warnings"]) == 1
    assert sent(client, "post", url, {"class": group.pk}).status_code == 400
    assert sent(client, "post", url, {"class": "x"}).status_code == 404
    left = sent(
        client, "post", f"/api/v1/enrolments/{made.json()['id']}/leave", {"on": "2026-05-07", "reason": "MOVED"}, **{"If-Match": '"1"'}
    )  # fmt: skip
    assert left.json()["ends_on"] == "2026-05-07"


def test_attendance_is_put_whole_and_read_back(cast: Cast, here: Nursery) -> None:
    one, two = here.filled(here.group(), 2)
    client, url = signed_in(here.manager), f"/api/v1/facilities/{here.facility.pk}/attendance/2026-05"
    body = {"children": [{"child": one.pk, "days": [6, 7]}, {"child": two.pk, "days": [8]}]}
    refused = sent(client, "put", url, body, **{"If-Match": '"1"'})
    assert refused.status_code == 400 and refused.json()["problems"][0]["field"] == str(two.pk)
    body["children"][1]["days"] = []
    done = sent(client, "put", url, body, **{"If-Match": '"1"'})
    assert done.status_code == 200 and done.json()["children"][0]["days"] == [6, 7]
    assert sent(client, "put", url, body | {"children": "x"}, **{"If-Match": '"2"'}).status_code == 400
    assert signed_in(cast.officer).get(url).status_code == 200
    assert signed_in(cast.neighbour).get(url).status_code == 404
    assert sent(signed_in(cast.officer), "put", url, body, **{"If-Match": '"2"'}).status_code == 403
