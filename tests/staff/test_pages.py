"""The pages of staff, cases and bans in a facility's and an officer's hands; what they say, and what they never show."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actors import Actor
from audit.models import AuditEvent
from facilities.models import Facility
from regions.scope import nation_scope
from staff.enums import CasePart
from staff.models import Proof, StaffMember
from staff.workflow import Named, end_employment, open_case, record_absence
from tests.cast import NANKANG, OUHAI, Cast, as_actor
from tests.documents.pictures import photo
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.staff.people import employed, number, prove, somebody
from tests.staff.test_bans import banned

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


@pytest.fixture
def operator(cast: Cast, facility: Facility) -> Actor:
    return cast.operator(facility)


@pytest.fixture
def client(operator: Actor) -> Client:
    return signed_in(operator)


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def new_person(**changed: str) -> dict[str, str]:
    facts = {
        "name": "示例·李一", "id_kind": "RESIDENT_ID", "id_number": number(), "role": "CAREGIVER",
        "engagement": "FULL_TIME", "starts_on": "2026-05-06", "phone": "13800001234",
    }  # fmt: skip
    return {**facts, **changed}


def test_u16_a_person_is_added_proved_and_counted_on_the_pages(client: Client, facility: Facility) -> None:
    empty = text(client.get("/operator/staff/"))
    assert "名单上还没有人" in empty and not faults(empty)
    added = client.post(f"/operator/facilities/{facility.pk}/staff/add/", new_person())
    page = text(client.get(added.headers["Location"]))
    assert "不计入" in page and "缺" in page and not faults(page)
    address = added.headers["Location"].replace("/staff/", "/operator/staff/") + "proofs/"
    for kind, more in (
        ("HEALTH_CERTIFICATE", {"expires_on": "2027-05-05"}),
        ("RECORD_CHECK", {"result": "CLEAR"}),
    ):
        answer = client.post(address, {"kind": kind, "issued_on": "2026-05-06", **more})
        assert answer.status_code == 302
    assert "计入" in text(client.get("/operator/staff/"))


def test_a_proof_is_uploaded_once_with_its_file(client: Client, operator: Actor, facility: Facility) -> None:
    member = employed(operator, facility, proved=False)
    file = SimpleUploadedFile("证.jpg", photo(), "image/jpeg")
    facts = {"kind": "DEGREE", "issued_on": "2020-07-01", "file": file}
    assert client.post(f"/operator/staff/{member.pk}/proofs/", facts).status_code == 302
    with as_actor(operator):
        proof = Proof.objects.select_related("file").get(kind="DEGREE")
    assert proof.file is not None and proof.file.usable
    assert client.get(f"/files/{proof.file_id}/download/").status_code == 200
    wrong = SimpleUploadedFile("证.exe", b"MZ", "application/octet-stream")
    answer = client.post(f"/operator/staff/{member.pk}/proofs/", {**facts, "file": wrong})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"id_number": "360702199003010120"}, "校验码与前面的数字不符"),
        ({"id_number": "360702900301012"}, "15 位号码已停用"),
        ({"id_number": ""}, ""),
        ({"name": "示例\x07李"}, "字符"),
        ({"starts_on": "2026-02-30"}, ""),
        ({"starts_on": "1066-01-01"}, "2000"),
        ({"role": "KING"}, ""),
        ({"class_group": "999999"}, ""),
        ({"class_group": "x"}, ""),
        ({"phone": "call me"}, "不是电话号码"),
        ({"managed_years": "-1"}, ""),
        ({"id_kind": "PASSPORT", "id_number": "E12345678"}, "请填写出生日期"),
        ({"id_kind": "PASSPORT", "id_number": "E1", "born_on": "1990-01-01"}, "没有这样的号码"),
        ({"name": "x" * 61}, ""),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    client: Client, facility: Facility, changed: dict[str, str], words: str
) -> None:
    given = new_person(**changed)
    answer = client.post(f"/operator/facilities/{facility.pk}/staff/add/", given)
    assert answer.status_code == 422
    source = answer.content.decode()
    assert words in source and "ty-error" in source
    assert "2026-05-06" in source or "starts_on" in changed
    assert not faults(source)


def test_u17_the_page_says_blocked_and_whom_to_contact_and_nothing_else(
    cast: Cast, client: Client, facility: Facility
) -> None:
    taken = number()
    banned(cast, somebody("示例·王一", number=taken))
    answer = client.post(
        f"/operator/facilities/{facility.pk}/staff/add/", new_person(name="示例·王一", id_number=taken)
    )
    source = answer.content.decode()
    assert answer.status_code == 422 and "此人不得从业。请联系" in source
    assert "示例刑初" not in source and "禁入" not in source
    with nation_scope(reason="what the page wrote"):
        assert AuditEvent.objects.filter(event="staff.blocked").count() == 1
        assert not StaffMember.objects.exists()


def test_every_form_of_a_person_opens_and_does_its_act(
    client: Client, operator: Actor, facility: Facility
) -> None:
    member = employed(operator, facility)
    with as_actor(operator):
        job, proof = member.employments.get(), member.proofs.order_by("id")[0]
        ill = record_absence(by=operator, member_id=member.pk, kind="ILLNESS", starts_on=TODAY)
    acts: dict[str, dict[str, Any]] = {
        f"/operator/staff/{member.pk}/data/": {"education": "COLLEGE", "phone": "0797-8123456"},
        f"/operator/staff/{member.pk}/absences/": {
            "kind": "LEAVE",
            "starts_on": "2026-05-11",
            "ends_on": "2026-05-12",
        },
        f"/operator/staff/absences/{ill.pk}/back/": {"back_on": "2026-05-07", "certified": "on"},
        f"/operator/staff/proofs/{proof.pk}/withdraw/": {"reason": "录错"},
        f"/operator/staff/employments/{job.pk}/": {
            "role": "OTHER",
            "engagement": "PART_TIME",
            "starts_on": "2026-05-07",
        },
    }
    for address, given in acts.items():
        assert not faults(text(client.get(address))), address
        assert client.post(address, given).status_code == 302, address
    with as_actor(operator):
        job = member.employments.get(ends_on=None)
    assert (
        client.post(f"/operator/staff/employments/{job.pk}/end/", {"ends_on": "2026-05-08"}).status_code
        == 302
    )
    assert "示例·李一" in text(client.get(f"/operator/staff/?facility={facility.pk}&left=0"))


def test_a_stale_form_is_told_who_changed_it(client: Client, operator: Actor, facility: Facility) -> None:
    member = employed(operator, facility)
    address = f"/operator/staff/{member.pk}/data/"
    assert client.post(address, {"education": "COLLEGE", "version": "1"}).status_code == 302
    assert client.post(address, {"education": "MASTER", "version": "1"}).status_code == 409


def test_a_number_is_shown_with_a_reason_only_and_the_event_is_there_before(
    cast: Cast, client: Client, officer: Client, operator: Actor, facility: Facility
) -> None:
    secret = number()
    member = employed(operator, facility, somebody(number=secret))
    address = f"/staff/{member.pk}/number/"
    for someone in (client, officer):
        assert secret not in text(someone.get(address))
        assert secret not in someone.post(address, {"reason": " "}).content.decode()
        assert secret in text(someone.post(address, {"reason": "核对证件"}))
    with nation_scope(reason="the trail of a test"):
        events = list(AuditEvent.objects.filter(event="identity.revealed"))
    assert [e.reason for e in events] == ["核对证件", "核对证件"] and secret not in str(
        [e.data for e in events]
    )


def test_the_officer_reads_proofs_that_run_out_in_30_60_and_90_days(
    officer: Client, operator: Actor, facility: Facility
) -> None:
    member = employed(operator, facility, proved=False)
    prove(operator, member, until=TODAY + timedelta(days=45))
    assert "这段时间内没有到期的证明" in text(officer.get("/staff/"))
    page = text(officer.get("/staff/?days=60"))
    assert member.name in page and "2026-06-21" in page and not faults(page)
    assert "这段时间内没有到期的证明" in text(officer.get("/staff/?days=0"))
    assert text(officer.get("/staff/?days=x&kind=x&after=x"))
    prove(operator, member, on=date(2026, 5, 6), until=TODAY + timedelta(days=365))
    assert member.name not in text(officer.get("/staff/?days=60&kind=HEALTH_CERTIFICATE")), (
        "a longer one is there"
    )


def test_one_person_in_two_places_is_listed_and_places_elsewhere_are_not_named(
    cast: Cast, officer: Client, client: Client, operator: Actor, facility: Facility
) -> None:
    taken = number()
    member = employed(operator, facility, somebody("示例·王一", number=taken))
    near, far = cast.facility(name="示例·近园"), cast.facility(OUHAI, name="示例·远园")
    for other in (near, far):
        employed(cast.operator(other), other, somebody("示例·王一", number=taken))
    employed(operator, facility, somebody("示例·王一"))
    page = text(officer.get("/staff/twice/"))
    assert (
        "示例·近园" in page and "示例·远园" not in page and "其他地区 1 家机构" in page and not faults(page)
    )
    assert page.count("示例·王一") == 2, "the same name under another number is somebody else"
    own = text(client.get(f"/staff/{member.pk}/"))
    assert "还登记在另一家机构" in own and "近园" not in own and "远园" not in own
    elsewhere = cast.operator(far)
    with as_actor(elsewhere):
        row = StaffMember.objects.get(facility=far)
        end_employment(by=elsewhere, employment_id=row.employments.get().pk, ends_on=date(2026, 5, 6))
    assert "其他地区 1 家机构" not in text(officer.get("/staff/twice/"))


def test_a_jump_in_headcount_is_shown_beyond_what_the_rule_says(
    officer: Client, operator: Actor, facility: Facility
) -> None:
    for _ in range(4):
        employed(operator, facility, proved=False, since=date(2025, 1, 1))
    for _ in range(2):
        employed(operator, facility, proved=False, since=date(2026, 5, 1))
    assert "没有机构的人数大幅变动" in text(officer.get("/staff/jumps/"))
    employed(operator, facility, proved=False, since=date(2026, 5, 1))
    page = text(officer.get("/staff/jumps/"))
    assert facility.name in page and "+75 %" in page and not faults(page)


def test_u30_and_u31_on_the_pages_two_people_decide(
    cast: Cast, officer: Client, client: Client, operator: Actor, facility: Facility
) -> None:
    taken = number()
    member = employed(operator, facility, somebody("示例·王一", number=taken))
    tab = text(officer.get(f"/facilities/{facility.pk}/?tab=staff"))
    assert f"/facilities/{facility.pk}/cases/new/" in tab and not faults(tab)
    address = f"/facilities/{facility.pk}/cases/new/"
    assert not faults(text(officer.get(address)))
    given = {
        "account": "示例情况",
        "name": "示例·王一",
        "id_kind": "RESIDENT_ID",
        "id_number": taken,
        "part": "PERSON",
    }
    case_page = officer.post(address, given).headers["Location"]
    assert "不得从业" in text(client.get("/operator/staff/"))
    assert "示例情况" not in text(client.get(f"/staff/{member.pk}/"))
    opened = text(officer.get(case_page))
    assert taken not in opened and "示例情况" in opened and not faults(opened)
    assert (
        officer.post(f"{case_page}close/confirmed/", {"outcome": "示例判决", "version": "1"}).status_code
        == 302
    )
    link = re.search(r'href="(/bans/new/\?subject=\d+)"', text(officer.get(case_page)))
    assert link
    decision = {
        "document_number": "示例刑初 9 号", "decided_by_authority": "示例人民法院", "scope": "NATION",
        "starts_on": "2026-05-07", "document": SimpleUploadedFile("书.jpg", photo(), "image/jpeg"),
    }  # fmt: skip
    assert not faults(text(officer.get(link.group(1))))
    ban_page = officer.post(link.group(1), decision).headers["Location"]
    assert officer.post(f"{ban_page}decide/approve/").status_code == 403
    head = signed_in(cast.head)
    assert "核准禁入" in text(head.get(ban_page)) and not faults(text(head.get(ban_page)))
    assert head.post(f"{ban_page}decide/approve/", {"version": "1"}).status_code == 302
    assert officer.post(f"{ban_page}act/appeal/", {"appeal": "UPHELD"}).status_code == 302
    assert officer.post(f"{ban_page}act/revocation/", {"reason": "判决被撤销"}).status_code == 302
    assert head.post(f"{ban_page}decide/revoke/").status_code == 302
    assert "已撤销" in text(officer.get("/bans/?state=REVOKED"))
    assert "计入" in text(client.get("/operator/staff/"))


@pytest.mark.parametrize(
    "address", ["/cases/", "/bans/", "/bans/new/", "/staff/", "/staff/twice/", "/staff/jumps/"]
)
def test_empty_lists_say_what_comes_next(officer: Client, address: str) -> None:
    assert not faults(text(officer.get(address)))


@pytest.mark.parametrize(
    "address", ["/cases/{case}/", "/cases/{case}/name/", "/bans/{ban}/", "/staff/{member}/"]
)
def test_u36_nothing_of_another_county_is_found(
    cast: Cast, operator: Actor, facility: Facility, address: str
) -> None:
    member = employed(operator, facility)
    ban = banned(cast, somebody())
    with as_actor(cast.officer):
        case = open_case(
            by=cast.officer,
            facility_id=facility.pk,
            account="示例",
            named=[Named(somebody(), CasePart.MANAGER)],
        )
    ids = {"case": case.pk, "ban": ban.pk, "member": member.pk}
    for stranger in (cast.neighbour, cast.stranger, cast.operator(cast.facility(NANKANG))):
        assert signed_in(stranger).get(address.format(**ids)).status_code in (403, 404)


def test_lists_cost_the_same_for_one_person_and_for_many(
    client: Client, officer: Client, operator: Actor, facility: Facility, django_assert_max_num_queries: Any
) -> None:
    def queries(address: str, who: Client) -> int:
        with django_assert_max_num_queries(60) as captured:
            text(who.get(address))
        return len(captured)

    lists = [
        ("/operator/staff/", client),
        ("/staff/?days=90", officer),
        (f"/facilities/{facility.pk}/?tab=staff", officer),
    ]
    for _ in range(3):
        employed(operator, facility)
    for address, who in lists:
        queries(address, who)  # what a process reads once, such as the names of divisions
    few = [queries(address, who) for address, who in lists]
    for _ in range(5):
        employed(operator, facility)
    assert [queries(address, who) for address, who in lists] == few
