"""Claims and batches by the interface: the same verbs, the same refusals, each once per key and never on an old version."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor
from regions.scope import Scope, scoped
from subsidies.enums import ClaimState
from subsidies.models import SubsidyClaim
from tests.cast import Cast
from tests.filing import picture
from tests.pages import signed_in
from tests.subsidies.attendance import always_recognised
from tests.subsidies.build import child, construction, month
from tests.subsidies.february import filed_nursery
from tests.subsidies.money import PROGRAMME, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def call(
    who: Actor,
    path: str,
    body: Any = None,
    *,
    version: int | None = None,
    key: str = "",
    method: str = "post",
) -> Any:
    """A call as a signed-in person; `body` as JSON."""
    headers = {"Idempotency-Key": key} if key else {}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    send = getattr(signed_in(who), method)
    return send(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)


def read(who: Actor, path: str) -> Any:
    return signed_in(who).get(f"/api/v1/{path}")


def test_u18_a_program_claims_a_signed_month_sees_the_reasons_and_submits(cast: Cast) -> None:
    nursery = filed_nursery(cast)
    who, facility = nursery.manager, nursery.facility.pk
    started = call(
        who, f"facilities/{facility}/claims", {"programme": PROGRAMME, "months": ["2025-02"]}, key="a"
    )
    assert started.status_code == 201
    claim = started.json()
    quote = read(who, f"claims/{claim['id']}/quote").json()
    assert (quote["amount"], quote["shares"]) == ("800.00", {"city": "160.00", "county": "640.00"})
    cut = next(line for line in quote["lines"] if line["code"] == "UNDER_HALF")
    assert "出勤 2 天" in cut["steps"][-1]
    done = call(who, f"claims/{claim['id']}/submission", version=claim["version"], key="b")
    assert (done.status_code, done.json()["state"]) == (200, "FACTS")
    lines = done.json()["lines"]
    assert sum(line["amount"] == "200.00" for line in lines) == 4
    assert all(line["reasons"] for line in lines)


def test_the_same_key_has_one_effect_and_another_body_under_it_is_told(cast: Cast) -> None:
    nursery = filed_nursery(cast)
    path = f"facilities/{nursery.facility.pk}/claims"
    body = {"programme": PROGRAMME, "months": ["2025-02"]}
    first = call(nursery.manager, path, body, key="one")
    again = call(nursery.manager, path, body, key="one")
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert again.headers["Idempotency-Replayed"] == "true"
    other = call(nursery.manager, path, {"programme": "GZ-CONSTRUCTION"}, key="one")
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"programme": PROGRAMME}, "months"),
        ({"programme": PROGRAMME, "months": ["2025-03"]}, "months[0].month"),
        ({"programme": PROGRAMME, "months": ["２０２５-02"]}, "months.0"),
        ({"programme": "NOPE", "months": ["2025-02"]}, "programme"),
        ({}, "programme"),
    ],
)
def test_what_cannot_be_claimed_is_named_by_its_field(cast: Cast, body: dict[str, Any], field: str) -> None:
    nursery = filed_nursery(cast)
    answer = call(nursery.manager, f"facilities/{nursery.facility.pk}/claims", body)
    assert answer.status_code in (400, 404)
    said = answer.json()
    assert field in [said["field"], *(each["field"] for each in said["problems"])]


def test_facts_of_the_facility_are_the_platforms_whatever_a_program_says(office: Office) -> None:
    """Nobody files themselves by sending it: filed places, universal and places paid before are read here."""
    path = f"facilities/{office.facility.pk}/claims"
    refused = call(office.operator, path, {"programme": "GZ-CONSTRUCTION", "facts": construction(45)})
    assert [each["field"] for each in refused.json()["problems"]] == ["places_claimed"]
    always_recognised(office.facility, places=45)
    typed = construction(45, places_already_paid=0, filed=900)
    claimed = call(office.operator, path, {"programme": "GZ-CONSTRUCTION", "facts": typed}).json()
    assert claimed["facts"]["facility"]["filed_places"] == 45
    assert read(office.operator, f"claims/{claimed['id']}/quote").json()["amount"] == "27000.00"


def test_a_draft_is_filled_in_by_the_version_that_was_read(office: Office) -> None:
    claim = office.draft_of(construction(45), "GZ-CONSTRUCTION")
    path = f"claims/{claim.pk}/facts"
    body = {"facts": construction(30)}
    assert call(office.operator, path, body, method="put").status_code == 428
    assert call(office.operator, path, body, method="put", version=claim.version).status_code == 200
    assert call(office.operator, path, body, method="put", version=claim.version).status_code == 412
    assert office.again(claim).facts["places_claimed"] == 30


def test_a_paper_is_attached_and_what_lacks_is_named(office: Office) -> None:
    claim = office.draft_of(construction(45), "GZ-CONSTRUCTION")
    refused = call(office.operator, f"claims/{claim.pk}/submission", version=claim.version).json()
    assert refused["code"] == "EVIDENCE_MISSING"
    assert [each["field"] for each in refused["problems"]] == ["evidence.acceptance"]
    client, path = signed_in(office.operator), f"/api/v1/claims/{claim.pk}/evidence"
    for _twice in range(2):
        file = SimpleUploadedFile("验收.png", picture(), content_type="image/png")
        answer = client.post(path, {"code": "acceptance", "file": file})
        assert answer.status_code == 201
    assert [each["name"] for each in answer.json()["evidence"]] == ["验收.png"]
    assert client.post(path, {"code": "acceptance"}).json()["problems"][0]["field"] == "file"
    version = office.again(claim).version
    assert call(office.operator, f"claims/{claim.pk}/submission", version=version).status_code == 200


def _chain(office: Office, claim: SubsidyClaim) -> None:
    for who, act in (
        (office.cast.officer, "confirmation"),
        (office.maker, "first-review"),
        (office.checker, "second-review"),
    ):
        version = read(who, f"claims/{claim.pk}").headers["ETag"].strip('"')
        assert call(who, f"claims/{claim.pk}/{act}", version=int(version)).status_code == 200


def test_a_claim_passes_its_three_persons_and_each_needs_the_version(office: Office) -> None:
    claim = office.submitted()
    for act in ("confirmation", "first-review", "second-review"):
        assert call(office.cast.officer, f"claims/{claim.pk}/{act}").status_code in (403, 428)
    assert call(office.cast.officer, f"claims/{claim.pk}/confirmation", version=99).status_code == 412
    _chain(office, claim)
    assert office.again(claim).state == ClaimState.APPROVED


def test_a_claim_is_returned_line_by_line(office: Office) -> None:
    claim = office.submitted()
    body = {"reason": "请核对", "remarks": {"2": "出勤与名册不符"}}
    bad = call(
        office.cast.officer, f"claims/{claim.pk}/return", {"remarks": {"x": "?"}}, version=claim.version
    )
    assert bad.json()["problems"][0]["field"].startswith("remarks")
    told = call(office.cast.officer, f"claims/{claim.pk}/return", body, version=claim.version).json()
    assert told["state"] == "RETURNED"
    assert [line["remark"] for line in told["lines"] if line["position"] == 2] == ["出勤与名册不符"]


@pytest.mark.parametrize("act", ["rejection", "sending-back"])
def test_an_act_that_must_say_why_asks_for_the_reason(office: Office, act: str) -> None:
    claim, who = (
        (office.made(), office.checker) if act == "sending-back" else (office.confirmed(), office.maker)
    )
    answer = call(who, f"claims/{claim.pk}/{act}", version=claim.version)
    assert [each["field"] for each in answer.json()["problems"]] == ["reason"]
    assert call(who, f"claims/{claim.pk}/{act}", {"reason": "示例"}, version=claim.version).status_code == 200


def test_drafts_are_the_facilitys_own(office: Office, cast: Cast) -> None:
    claim = office.draft()
    assert read(cast.officer, f"claims/{claim.pk}").status_code == 404
    assert read(office.operator, f"claims/{claim.pk}").json()["facts"]["months"]
    submitted = office.submitted()
    assert "facts" not in read(cast.officer, f"claims/{submitted.pk}").json()


def test_the_list_is_filtered_and_paged(office: Office) -> None:
    for name in ("2024-03", "2024-04", "2024-06"):
        office.submitted(name)
    first = read(office.maker, "claims?state=FACTS&limit=2").json()
    assert len(first["results"]) == 2
    rest = read(office.maker, f"claims?state=FACTS&limit=2&after={first['next']}").json()
    assert [row["subject"] for row in rest["results"]] == ["2024-03"]
    assert read(office.maker, "claims?state=PAID").json()["results"] == []


def test_the_list_costs_the_same_for_one_claim_and_for_six(office: Office) -> None:
    client: Client = signed_in(office.maker)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/api/v1/claims").status_code == 200
        return len(seen)

    office.submitted("2024-03")
    statements()
    few = statements()
    for m in range(4, 9):
        office.submitted(f"2024-{m:02d}")
    assert statements() == few


def test_u48_a_batch_goes_from_building_to_the_answer_of_the_bank(office: Office) -> None:
    claim = office.approved()
    office.payee()
    built = call(office.maker, "batches", {"programme": PROGRAMME}, key="k").json()
    assert call(office.maker, "batches", {"programme": PROGRAMME}, key="k").json()["id"] == built["id"]
    path = f"batches/{built['id']}"
    frozen = call(office.maker, f"{path}/freezing", version=built["version"]).json()
    assert frozen["lines"][0]["account"] == "**** 6021"
    released = office.release_by_call(call, frozen)
    assert released["state"] == "RELEASED"
    wrong = {"answers": [{"line": 1, "amount": "600.01", "result": "PAID"}]}
    assert call(office.payer, f"{path}/answers", wrong).json()["code"] == "BAD_ANSWER"
    right = {"answers": [{"line": 1, "amount": "600.00", "result": "PAID", "reference": "R-1"}]}
    done = call(office.payer, f"{path}/answers", right, key="x").json()
    assert (done["state"], office.again(claim).state) == ("RECONCILED", ClaimState.PAID)


@pytest.mark.parametrize(
    "amount", ["1e3", "６００", "600,00", "1,000.00", "NaN", "-600", "=600", "600.001", ""]
)
def test_an_amount_that_is_none_is_refused_by_its_field(office: Office, amount: str) -> None:
    office.approved()
    office.payee()
    batch = office.released()
    body = {"answers": [{"line": 1, "amount": amount, "result": "PAID"}]}
    answer = call(office.payer, f"batches/{batch.pk}/answers", body)
    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["problems"]] == ["answers.0.amount"]


_ACTS = {
    "confirmation": {"officer"},
    "first-review": {"maker"},
    "second-review": {"checker"},
    "sending-back": {"checker"},
    "recomputation": {"maker"},
    "rejection": {"officer", "maker"},
    "return": {"officer", "maker"},
}
_WHO = ("officer", "maker", "checker", "payer", "operator", "city_maker")


@pytest.mark.parametrize(
    ("act", "who"), [(act, who) for act in sorted(_ACTS) for who in _WHO if who not in _ACTS[act]]
)
def test_four_eyes_an_act_of_one_role_is_closed_to_all_others_by_the_interface(
    office: Office, cast: Cast, act: str, who: str
) -> None:
    claim = office.made()
    by = cast.officer if who == "officer" else getattr(office, who)
    body = {"reason": "示例"} if act in ("rejection", "return", "sending-back") else {}
    answer = call(by, f"claims/{claim.pk}/{act}", body, version=claim.version)
    assert answer.status_code in (403, 404)
    assert office.again(claim).version == claim.version


@pytest.mark.parametrize("who", ["officer", "maker", "checker", "operator", "city_maker"])
@pytest.mark.parametrize("act", ["release", "answers"])
def test_four_eyes_only_the_payer_turns_a_frozen_batch_into_money(
    office: Office, cast: Cast, act: str, who: str
) -> None:
    office.approved()
    office.payee()
    batch = office.frozen()
    by = cast.officer if who == "officer" else getattr(office, who)
    body = {"answers": [{"line": 1, "amount": "600.00", "result": "PAID"}], "code": "000000"}
    answer = call(by, f"batches/{batch.pk}/{act}", body, version=batch.version)
    assert answer.status_code in (403, 404)


def test_a_child_month_given_by_hand_is_not_taken_for_a_programme_by_months(office: Office) -> None:
    body = {"programme": PROGRAMME, "facts": {"months": [month(child("A"))]}}
    answer = call(office.operator, f"facilities/{office.facility.pk}/claims", body)
    assert answer.json()["problems"][0]["field"] == "months[0].month"


def test_a_paper_sent_again_under_its_key_is_one_paper_and_another_file_under_it_is_told(
    office: Office,
) -> None:
    claim = office.draft_of(construction(45), "GZ-CONSTRUCTION")
    client, address = signed_in(office.operator), f"/api/v1/claims/{claim.pk}/evidence"

    def sent(content: bytes) -> Any:
        body = {"code": "acceptance", "file": SimpleUploadedFile("验收.png", content)}
        return client.post(address, body, headers={"Idempotency-Key": "paper"})

    first, again = sent(picture()), sent(picture())
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert sent(picture() + b" ").status_code == 422
    with scoped(Scope.of_facilities((office.facility.pk,))):
        assert claim.evidence.count() == 1


@pytest.mark.parametrize("keys", [("a", "b"), ("", ""), ("a", "a")], ids=["two keys", "no key", "one key"])
def test_the_same_places_sent_twice_are_one_claim(office: Office, keys: tuple[str, str]) -> None:
    path = f"facilities/{office.facility.pk}/claims"
    always_recognised(office.facility, places=45)
    body = {"programme": "GZ-CONSTRUCTION", "facts": construction(45)}
    first, again = (call(office.operator, path, body, key=key) for key in keys)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
