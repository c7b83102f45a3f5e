"""The interface: one item or many, each with its result; the same call twice has one effect; nonsense changes nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.enums import DepartmentKind
from facilities.models import Facility
from policy.enums import EntityKind
from registration.models import Registration
from tests.accounts.signing import sign_in
from tests.cast import CHAOYANG, GANZHOU, NANKANG, Cast, as_actor
from tests.registration.api import URL, Caller, counts, item
from tests.registration.pushes import noted, pushed, registrar, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(cast: Cast) -> Caller:
    return Caller(cast)


class TestOneItem:
    def test_an_item_is_pushed(self, caller: Caller, cast: Cast) -> None:
        answer = caller.post(item(external_id="GZ-1"))

        assert answer.status_code == 201, answer.content
        told = answer.json()
        assert (told["status"], told["region"], told["external_id"]) == ("PUSHED", "360702001", "GZ-1")
        with as_actor(cast.officer):
            row = Registration.objects.get(pk=told["id"])
            assert (row.channel, row.facility_id) == ("API", told["facility_id"])

    def test_u22_a_facility_that_filed_first_is_matched(self, caller: Caller, cast: Cast) -> None:
        facility = stated(cast, cast.registrar)

        told = caller.post(item(uscc=facility.uscc)).json()

        assert told["matched"] is True and told["facility_id"] == facility.pk
        with as_actor(cast.officer):
            assert Facility.objects.filter(uscc=facility.uscc).count() == 1

    def test_a_draft_of_the_office_becomes_the_push(self, caller: Caller, cast: Cast) -> None:
        draft = noted(cast.registrar)

        assert caller.post(item(uscc=draft.uscc)).json()["id"] == draft.pk

    @pytest.mark.parametrize(
        ("code", "stored", "retired"),
        [
            ("360702", "360702", ""),
            ("360702001", "360702001", ""),
            ("360702001000", "360702001", ""),
            ("３６０７０２００１", "360702001", ""),
        ],
    )
    def test_codes_of_6_9_and_12_digits_are_understood(
        self, caller: Caller, code: str, stored: str, retired: str
    ) -> None:
        told = caller.post(item(region=code)).json()

        assert (told["region"], told["retired_region"]) == (stored, retired)

    @pytest.mark.parametrize("code", ["360782", "360782000", "360782000000", "360782105"])
    def test_a_retired_code_is_followed_and_the_answer_says_so(self, cast: Cast, code: str) -> None:
        caller = Caller(cast, registrar(cast, NANKANG, DepartmentKind.ADMIN_APPROVAL))

        told = caller.post(item(region=code)).json()

        assert told["status"] == "PUSHED" and told["region"] == "360703"
        assert told["retired_region"].startswith("360782")

    def test_u53_a_functional_zone_is_a_place_of_its_own(self, cast: Cast) -> None:
        zone = 360771000000
        caller = Caller(cast, registrar(cast, zone, DepartmentKind.ADMIN_APPROVAL))

        told = caller.post(item(region="360771")).json()

        assert told["status"] == "PUSHED"
        with as_actor(cast.officer):
            assert not Facility.objects.filter(pk=told["facility_id"]).exists()
        with as_actor(cast.city):
            assert Facility.objects.get(pk=told["facility_id"]).district == zone
        by_old_code = caller.post(item(region="360702400")).json()
        assert (by_old_code["region"], by_old_code["retired_region"]) == ("360771", "360702400")

    def test_k4_a_city_office_pushes_for_a_county(self, cast: Cast) -> None:
        caller = Caller(cast, registrar(cast, GANZHOU, DepartmentKind.ADMIN_APPROVAL))

        assert caller.post(item(region="360703001")).json()["region"] == "360703001"

    @pytest.mark.parametrize(
        ("change", "status", "field", "code"),
        [
            ({"region": "999999"}, 400, "region", "REGION"),
            ({"region": "36"}, 400, "region", "REGION"),
            ({"region": "3607"}, 400, "region", "REGION"),
            ({"region": "360700"}, 400, "region", "REGION_LEVEL"),
            ({"region": "CN"}, 400, "region", "REGION"),
            ({"region": 360702}, 400, "region", "TYPE"),
            ({"region": ...}, 400, "region", "REQUIRED"),
            ({"region": "360703001"}, 403, "region", "OUT_OF_REACH"),
            ({"uscc": "91360702MA00DEM144"}, 400, "uscc", "USCC_CHECK_DIGIT"),
            ({"uscc": "9136"}, 400, "uscc", "USCC_LENGTH"),
            ({"uscc": "9136070OMA00DEM144"}, 400, "uscc", "USCC_CHARACTER"),
            ({"uscc": ...}, 400, "uscc", "REQUIRED"),
            ({"uscc": 10**17}, 400, "uscc", "TYPE"),
            ({"approved_on": "2026-02-30"}, 400, "approved_on", "DATE_NONE"),
            ({"approved_on": "gestern"}, 400, "approved_on", "DATE_FORMAT"),
            ({"approved_on": "2026-05-08"}, 400, "approved_on", "DATE_FUTURE"),
            ({"approved_on": "0001-01-01"}, 400, "approved_on", "DATE_EARLY"),
            ({"approved_on": None}, 400, "approved_on", "REQUIRED"),
            ({"approved_on": ["2026-04-28"]}, 400, "approved_on", "TYPE"),
            ({"entity_kind": "COMPANY"}, 400, "entity_kind", "KIND"),
            ({"entity_kind": "PUBLIC_INSTITUTION"}, 422, "entity_kind", "WRONG_REGISTRAR"),
            ({"name": "a\x00b"}, 400, "name", "UNPRINTABLE"),
            ({"name": "\ud800"}, 400, "name", "UNPRINTABLE"),
            ({"name": "托" * 121}, 400, "name", "TOO_LONG"),
            ({"name": {"zh": "托育"}}, 400, "name", "TYPE"),
            ({"business_scope": "家政服务"}, 400, "business_scope", "SCOPE_WORD"),
            ({"state": "PUSHED"}, 400, "state", "UNKNOWN_FIELD"),
            ({"facility_id": 7}, 400, "facility_id", "UNKNOWN_FIELD"),
        ],
    )  # fmt: skip
    def test_a_faulty_item_is_refused_and_changes_nothing(
        self, caller: Caller, change: dict[str, Any], status: int, field: str, code: str
    ) -> None:
        before = counts()

        answer = caller.post(item(**change))

        told = answer.json()
        assert (answer.status_code, told["status"], told["http_status"]) == (status, "REFUSED", status)
        assert [fault["code"] for fault in told["errors"][field]] == [code]
        assert told["message"] and all(f["message"] for found in told["errors"].values() for f in found)
        assert counts() == before

    def test_a_wrong_registrar_is_told_the_right_ones(self, caller: Caller, cast: Cast) -> None:
        cast.department(360702000000, DepartmentKind.STAFFING_OFFICE, "章贡区委编办")

        told = caller.post(item(entity_kind="PUBLIC_INSTITUTION")).json()

        assert told["offices"] == ["章贡区委编办"]

    def test_a_kindergarten_class_in_jilin_files_directly(self, cast: Cast) -> None:
        caller = Caller(cast, registrar(cast, CHAOYANG, DepartmentKind.MARKET))

        answer = caller.post(item(entity_kind=EntityKind.KINDERGARTEN_CLASS, region="220104001"))

        assert answer.status_code == 422
        assert answer.json()["errors"]["entity_kind"][0]["code"] == "FILES_DIRECTLY"

    def test_a_confirmed_doubt_passes(self, caller: Caller) -> None:
        assert caller.post(item(business_scope="家政服务", confirmed=["business_scope"])).status_code == 201

    def test_a_duplicate_names_the_earlier_one(self, caller: Caller, cast: Cast) -> None:
        first = pushed(cast.registrar)
        before = counts()

        answer = caller.post(item(uscc=first.uscc))

        assert answer.status_code == 409
        assert (answer.json()["status"], answer.json()["id"]) == ("DUPLICATE", first.pk)
        assert counts() == before

    def test_a_code_of_another_place_is_refused_without_saying_which(
        self, caller: Caller, cast: Cast
    ) -> None:
        there = registrar(cast, NANKANG, DepartmentKind.ADMIN_APPROVAL)
        first = pushed(there, 360703001000)

        answer = caller.post(item(uscc=first.uscc))

        assert (answer.status_code, answer.json()["code"]) == (409, "KNOWN_ELSEWHERE")
        assert answer.json()["id"] is None and "南康" not in answer.content.decode()


class TestManyItems:
    def test_each_item_has_its_own_result(self, caller: Caller, cast: Cast) -> None:
        known = pushed(cast.registrar)
        twice = item()

        answer = caller.post({"items": [item(), item(uscc="x"), item(uscc=known.uscc), twice, twice]})

        assert answer.status_code == 207
        told = answer.json()
        assert [r["status"] for r in told["results"]] == [
            "PUSHED",
            "REFUSED",
            "DUPLICATE",
            "PUSHED",
            "DUPLICATE",
        ]
        assert [r["index"] for r in told["results"]] == [0, 1, 2, 3, 4]
        assert told["results"][4]["id"] == told["results"][3]["id"]
        assert told["counts"] == {"PUSHED": 2, "DUPLICATE": 2, "REFUSED": 1}

    def test_a_whole_batch_is_pushed(self, caller: Caller) -> None:
        answer = caller.post([item(), item()])

        assert answer.status_code == 201 and answer.json()["counts"]["PUSHED"] == 2

    @pytest.mark.parametrize(
        "body",
        [[], {"items": []}, {"items": {}}, {"items": [{}], "also": 1}, {"items": None}, [{}] * 501, {"items": [{}] * 10_000}],
        ids=["empty", "no items", "object", "more", "null", "501", "10000"],
    )  # fmt: skip
    def test_what_is_no_batch_is_refused(self, caller: Caller, body: Any) -> None:
        before = counts()

        answer = caller.post(body)

        assert answer.status_code == 400 and answer.json()["code"] in ("BATCH_SHAPE", "BATCH_SIZE")
        assert counts() == before

    def test_items_that_are_no_objects_are_told_one_by_one(self, caller: Caller) -> None:
        told = caller.post('[1, "x", null, [], true, 1e400]').json()

        assert [r["problems"][0]["code"] for r in told["results"]] == ["ITEM"] * 6


class TestNonsense:
    @pytest.mark.parametrize(
        ("body", "status"),
        [
            (b"", 400),
            (b"{", 400),
            (b"\xff\xfe{}", 400),
            (b'{"name": "a", "name": "b"}', 400),
            (b'{"name": NaN}', 400),
            (b"[" * 100_000 + b"]" * 100_000, 400),
            (b'{"uscc": ' + b"9" * 5000 + b"}", 400),
            (b'"text"', 400),
            (b"17", 400),
            (b"null", 400),
            (b'{"items": [' + b" " * 6_000_000 + b"]}", 413),
        ],
        ids=["nothing", "cut", "utf-16", "twice", "nan", "deep", "huge", "text", "number", "null", "large"],
    )
    def test_a_body_that_is_no_request_is_refused(self, caller: Caller, body: bytes, status: int) -> None:
        before = counts()

        answer = caller.post(body)

        assert answer.status_code == status, answer.content[:300]
        assert answer.json()["message"]
        assert counts() == before

    @pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
    def test_another_content_type_is_refused(self, caller: Caller, kind: str) -> None:
        assert caller.post(json.dumps(item()), content_type=kind).status_code == 415

    def test_without_a_key_of_a_registrar_nothing_happens(self, cast: Cast, client: Client) -> None:
        before = counts()

        answer = client.post(URL, json.dumps(item()), content_type="application/json")
        assert answer.status_code == 401
        sign_in(client, cast.user("nobody").username)
        assert client.post(URL, json.dumps(item()), content_type="application/json").status_code == 403
        assert counts() == before

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_other_methods_are_refused(self, caller: Caller, method: str) -> None:
        answer = getattr(caller.client, method)(
            URL, "{}", content_type="application/json", headers={"Authorization": f"Bearer {caller.secret}"}
        )

        assert answer.status_code in (403, 405)


def test_the_schema_describes_the_interface(client: Client) -> None:
    answer = client.get("/api/v1/schema/?format=json")

    assert answer.status_code == 200
    paths = answer.json()["paths"]
    assert set(paths["/api/v1/registrations"]) >= {"get", "post"}
    assert "/api/v1/registrations/{registration_id}/corrections" in paths
