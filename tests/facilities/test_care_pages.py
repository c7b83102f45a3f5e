"""Pages of the facility's life: what an operator does on them, what an officer reads, and what neither may see."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.enums import DepartmentKind, Role
from facilities.enums import FacilityState
from facilities.models import (
    AttendanceMonth,
    Child,
    ClassGroup,
    Enrolment,
    Facility,
    Fee,
    GrowthStation,
    UniversalRecognition,
)
from facilities.queries.attendance import marked_days
from facilities.rules.attendance import unpacked
from facilities.workflow import attendance as work
from regions.scope import nation_scope
from tests.cast import NANKANG, OUHAI, ZHANGGONG, Cast, as_actor
from tests.facilities.nursery import Nursery, id_number
from tests.filing import upload
from tests.frontend.markup import faults
from tests.pages import signed_in, text

pytestmark = pytest.mark.django_db
MAY, APRIL = date(2026, 5, 1), date(2026, 4, 1)


@pytest.fixture
def here(cast: Cast) -> Nursery:
    return Nursery(cast)


@pytest.fixture
def operator(here: Nursery) -> Client:
    return signed_in(here.manager)


def typed(**given: Any) -> dict[str, Any]:
    return {
        "name": "示例·新小豆",
        "id_kind": "RESIDENT_ID",
        "id_number": id_number(date(2024, 9, 10)),
        "born_on": "",
        "sex": "",
        "guardian_name": "示例·新家长",
        "guardian_phone": "13900001234",
        "consented_on": "2026-05-07",
    } | given


def test_every_page_is_sound_when_it_is_empty_and_when_it_is_not(here: Nursery, operator: Client) -> None:
    pages = [
        f"/operator/{n}/"
        for n in ("classes", "fees", "children", "children/new", "attendance", "attendance/2026-05")
    ]
    for page in pages:
        assert faults(text(operator.get(page))) == [], page
    group = here.group()
    (child,) = here.filled(group, 1)
    for page in (*pages, f"/operator/classes/{group.pk}/", f"/operator/children/{child.pk}/", f"/operator/children/{child.pk}/edit/", "/operator/attendance/2026-05/?day=today"):  # fmt: skip
        with translation.override("en"):
            assert faults(text(operator.get(page))) == [], page


def test_a_class_is_opened_changed_and_closed(here: Nursery, operator: Client) -> None:
    given = {
        "name": "蓝天班",
        "kind": "TODDLER",
        "places": "15",
        "care_mode": "FULL_DAY",
        "opened_on": "2026-05-01",
    }
    assert operator.post("/operator/classes/", given).status_code == 302
    with nation_scope(reason="a test looks"):
        row = ClassGroup.objects.get()
    again = operator.post("/operator/classes/", given)
    assert again.status_code == 422 and "已有同名班级" in again.content.decode()
    operator.post(f"/operator/classes/{row.pk}/", {**given, "places": "18", "version": "1"})
    stale = operator.post(f"/operator/classes/{row.pk}/", {**given, "places": "20", "version": "1"})
    assert stale.status_code == 422
    assert operator.post(f"/operator/classes/{row.pk}/close/", {}).status_code == 302
    with nation_scope(reason="a test looks"):
        row.refresh_from_db()
    assert (row.places, row.closed_on) == (18, date(2026, 5, 7))


def test_a_child_is_recorded_enrolled_checked_and_leaves(here: Nursery, operator: Client) -> None:
    group = here.group()
    assert operator.post("/operator/children/new/", typed()).status_code == 302
    with nation_scope(reason="a test looks"):
        child = Child.objects.get()
    operator.post(
        f"/operator/children/{child.pk}/enrol/", {"class_group": group.pk, "starts_on": "2026-05-06"}
    )
    page = text(operator.get(f"/operator/children/{child.pk}/"))
    assert "尚未" in page or "入托检查" in page or "健康检查" in page
    check = {"kind": "ENTRY", "done_on": "2026-05-05", "passed": "1", "vaccinations_seen": "on"}
    assert operator.post(f"/operator/children/{child.pk}/check/", check).status_code == 302
    with nation_scope(reason="a test looks"):
        stay = Enrolment.objects.get()
    left = operator.post(f"/operator/enrolments/{stay.pk}/leave/", {"on": "2026-05-07", "reason": "MOVED"})
    assert left.status_code == 302


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(here: Nursery, operator: Client) -> None:
    wrong = typed(id_number="360702240910012", guardian_phone="12", name="示例·某某")
    response = operator.post("/operator/children/new/", wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "15 位号码自 2013 年起停止使用" in page and "这不是电话号码" in page
    assert 'value="示例·某某"' in page and faults(page) == []


@pytest.mark.parametrize("bad", ["\x00", "9" * 200, "<script>", "ㄅ" * 61, "2026-13-40"])
def test_no_input_breaks_a_page(here: Nursery, operator: Client, bad: str) -> None:
    group = here.group()
    (child,) = here.filled(group, 1)
    with nation_scope(reason="a test looks"):
        stay = Enrolment.objects.get()
    fields = ["name", "kind", "places", "care_mode", "opened_on", "item", "yuan", "unit", "valid_from", "comment", "id_kind", "id_number", "born_on", "sex", "guardian_name", "guardian_phone", "consented_on", "class_group", "starts_on", "on", "reason", "done_on", "passed", "child", "day", "present", "row", "days", "service", "version"]  # fmt: skip
    for page in (
        "classes/", f"classes/{group.pk}/", "fees/", "children/new/", f"children/{child.pk}/edit/", f"children/{child.pk}/enrol/",
        f"children/{child.pk}/check/", f"children/{child.pk}/consent/", f"children/{child.pk}/withdraw/", f"enrolments/{stay.pk}/move/",
        f"enrolments/{stay.pk}/leave/", "attendance/2026-05/", "attendance/2026-05/mark/", "attendance/2026-05/days/",
        f"attendance/2026-05/correct/{child.pk}/",
    ):  # fmt: skip
        response = operator.post(f"/operator/{page}", dict.fromkeys(fields, bad))
        assert response.status_code in (302, 404, 422), (page, response.status_code)
    assert operator.get(f"/operator/children/?q={bad}&class={bad}&after={bad}").status_code == 200
    assert operator.get("/operator/attendance/2026-99/").status_code == 404


def test_a_correction_keeps_the_number_that_was_left_empty(here: Nursery, operator: Client) -> None:
    child = here.child()
    number = child.id_number.disclosed(to="a test")
    page = text(operator.get(f"/operator/children/{child.pk}/edit/"))
    assert number not in page and "13800001234" not in page
    given = typed(id_number="", guardian_phone="", name="示例·改名", version="1")
    assert operator.post(f"/operator/children/{child.pk}/edit/", given).status_code == 302
    with nation_scope(reason="a test looks"):
        child.refresh_from_db()
    assert child.id_number == number and child.name == "示例·改名" and child.guardian_phone == "13800001234"


def test_no_page_shows_a_whole_number_or_phone_and_officers_see_no_name(cast: Cast, here: Nursery) -> None:
    there = Nursery(cast, name="示例·邻园")
    number = id_number(date(2024, 9, 10))
    child = here.child(
        name="示例·金小豆", id_number=number, guardian_phone="13912345678", guardian_name="示例·金家长"
    )
    here.enrolled(child, here.group())
    there.enrolled(there.child(name="示例·金小豆", id_number=number), there.group())
    operator, officer = signed_in(here.manager), signed_in(cast.officer)
    mine = [f"/operator/children/{child.pk}/", "/operator/children/", "/operator/attendance/2026-05/"]
    for page in mine:
        source = text(operator.get(page))
        assert number not in source and "13912345678" not in source and "金小豆" in source
    foreign = [f"/facilities/{here.facility.pk}/", f"/facilities/{here.facility.pk}/?tab=care", f"/facilities/{here.facility.pk}/?tab=history", "/doubles/", "/headcount/", "/recognitions/"]  # fmt: skip
    for page in foreign:
        source = text(officer.get(page))
        assert not re.search("金小豆|金家长|13912345678", source) and number not in source, page
        assert faults(source) == [], page


def test_the_whole_number_is_shown_for_a_reason_and_it_is_on_the_trail(
    here: Nursery, operator: Client
) -> None:
    child = here.child()
    page = f"/operator/children/{child.pk}/whole/id_number/"
    number = child.id_number.disclosed(to="a test")
    assert number not in text(operator.get(page))
    assert number not in text(operator.post(page, {"reason": ""}))
    assert number in text(operator.post(page, {"reason": "核对户口簿"}))
    assert operator.post(f"/operator/children/{child.pk}/whole/name/", {"reason": "x"}).status_code == 404


def test_officers_see_both_sides_in_their_own_place_and_one_side_elsewhere(cast: Cast, here: Nursery) -> None:
    near, far = Nursery(cast, name="示例·近园"), Nursery(cast, region=NANKANG + 1000, name="示例·远园")
    one, two = id_number(date(2024, 9, 10)), id_number(date(2024, 10, 10))
    for nursery, number in ((here, one), (near, one), (here, two), (far, two)):
        nursery.enrolled(nursery.child(id_number=number, name=f"示例·{number[-3:]}"), nursery.group())
    page = text(signed_in(cast.officer).get("/doubles/"))
    assert "示例·近园" in page and "远园" not in page and "其他地区的机构" in page
    mine = text(signed_in(here.manager).get("/operator/children/"))
    assert "近园" not in mine and "远园" not in mine and mine.count("同时在别处入托") == 2
    assert "远园" in text(signed_in(cast.city).get("/doubles/"))


def test_a_facility_is_told_its_own_authority_about_a_child_elsewhere_and_nothing_of_the_other_place(
    cast: Cast, here: Nursery
) -> None:
    """That it is so, and whom to ask: no more (ADR 0014)."""
    offices = [cast.officer, cast.official(OUHAI, DepartmentKind.HEALTH, Role.OFFICER)]
    far, client = Nursery(cast, region=OUHAI, name="示例·别处园"), signed_in(here.manager)
    number = id_number(date(2024, 9, 10))
    child = here.child(id_number=number)
    here.enrolled(child, here.group())
    address = f"/operator/children/{child.pk}/"
    assert len(offices) == 2 and "同时在别处入托" not in text(client.get(address))
    far.enrolled(far.child(id_number=number, guardian_name="示例·另家长"), far.group(name="示例·别处班"))
    page = text(client.get(address))
    assert "该婴幼儿同时在别处入托" in page and "或联系360702000000 HEALTH" in page
    assert not re.search(f"{OUHAI}|别处园|别处班|另家长", page)
    assert f"{OUHAI} HEALTH" in text(signed_in(far.manager).get(f"/operator/children/{_only(far)}/"))


def _only(nursery: Nursery) -> int:
    """The one child of a facility."""
    with as_actor(nursery.manager):
        return Child.objects.get(facility=nursery.facility).pk


def test_ticks_are_saved_one_by_one_and_a_refused_one_says_why(here: Nursery, operator: Client) -> None:
    (child,) = here.filled(here.group(), 1)
    url = "/operator/attendance/2026-05/mark/"
    done = operator.post(url, {"child": child.pk, "day": 6, "present": 1}, headers={"HX-Request": "true"})
    assert done.status_code == 200 and done.content.decode().startswith("1")
    refused = operator.post(url, {"child": child.pk, "day": 8, "present": 1})
    assert refused.status_code == 422 and refused["HX-Retarget"] == "#grid-says"
    with as_actor(here.manager):
        assert unpacked(marked_days(here.facility.pk, MAY)[child.pk]) == [6]


def test_without_script_the_form_saves_a_month_or_a_day(here: Nursery, operator: Client) -> None:
    one, two = here.filled(here.group(), 2)
    url = "/operator/attendance/2026-05/"
    month = {"row": [one.pk, two.pk], f"c{one.pk}": ["6", "7"], f"c{two.pk}": ["7"], "version": "1"}
    assert operator.post(url, month).status_code == 302
    day = {"row": [one.pk, two.pk], "day": "6", "present": [two.pk], "version": "2"}
    assert operator.post(f"{url}?day=6", day).status_code == 302
    with as_actor(here.manager):
        found = marked_days(here.facility.pk, MAY)
    assert (unpacked(found[one.pk]), unpacked(found[two.pk])) == ([7], [6, 7])
    stale = operator.post(url, {**month, "version": "1"})
    assert stale.status_code == 422
    wrong = operator.post(url, {**month, f"c{one.pk}": ["2", "6"], "version": ""})
    assert wrong.status_code == 422 and "2 日" in wrong.content.decode()


def test_a_month_is_signed_corrected_and_shows_it(here: Nursery, operator: Client) -> None:
    (child,) = here.filled(here.group(), 1)
    with as_actor(here.manager):
        work.mark(
            by=here.manager,
            facility_id=here.facility.pk,
            month=APRIL,
            child_id=child.pk,
            day=29,
            present=True,
        )
    assert operator.post("/operator/attendance/2026-05/sign/", {}).status_code == 422
    assert operator.post("/operator/attendance/2026-04/sign/", {}).status_code == 302
    page = text(operator.get("/operator/attendance/2026-04/"))
    assert "data-day" not in page and faults(page) == []
    url = f"/operator/attendance/2026-04/correct/{child.pk}/"
    assert faults(text(operator.get(url))) == []
    assert operator.post(url, {"days": ["28"], "reason": ""}).status_code == 422
    assert operator.post(url, {"days": ["28"], "reason": "记错了"}).status_code == 302
    page = text(operator.get("/operator/attendance/2026-04/"))
    assert "记错了" in page
    months = text(operator.get("/operator/attendance/"))
    assert faults(months) == [] and "2026-04" in months


def test_fees_are_stated_and_a_contested_mode_is_said_and_refuses_nothing(
    here: Nursery, operator: Client
) -> None:
    given = {
        "item": "CARE",
        "care_mode": "FULL_DAY",
        "yuan": "1,800.50",
        "unit": "MONTH",
        "valid_from": "2026-05-01",
    }
    assert operator.post("/operator/fees/", given).status_code == 302
    page = text(operator.get("/operator/fees/"))
    assert "1,800.50" in page and "政府指导价" in page and "不自动限制收费" in page
    assert operator.post("/operator/fees/", {**given, "yuan": "1.999"}).status_code == 422
    operator.post("/operator/fees/", {**given, "yuan": "2000", "valid_from": "2026-05-07"})
    with nation_scope(reason="a test looks"):
        old, new = Fee.objects.order_by("id")
    assert (old.valid_to, new.amount) == (date(2026, 5, 6), 200000)
    assert operator.post(f"/operator/fees/{new.pk}/end/", {}).status_code == 302


def test_the_officer_recognises_a_filed_facility_and_withdraws(cast: Cast, here: Nursery) -> None:
    officer = signed_in(cast.officer)
    url = f"/facilities/{here.facility.pk}/recognise/"
    given = {"agreement_number": "普惠 1 号", "valid_from": "2026-05-01", "valid_to": "2026-06-30"}
    assert officer.post(url, given).status_code == 422
    with nation_scope(reason="a test files a facility"):
        Facility.objects.filter(pk=here.facility.pk).update(
            state=FacilityState.FILED, filed_on=date(2026, 5, 1)
        )
    assert officer.post(url, {**given, "agreement": upload("协议.png")}).status_code == 302
    assert officer.post(url, given).status_code == 422
    page = text(officer.get("/recognitions/"))
    assert "普惠 1 号" in page and faults(page) == []
    with nation_scope(reason="a test looks"):
        row = UniversalRecognition.objects.get()
    assert row.agreement_id is not None
    off = f"/recognitions/{row.pk}/withdraw/"
    assert officer.post(off, {"withdrawn_from": "2026-05-07", "reason": " "}).status_code == 422
    assert officer.post(off, {"withdrawn_from": "2026-05-07", "reason": "违约"}).status_code == 302
    assert "违约" in text(officer.get("/recognitions/?state=ENDED"))


def test_a_station_is_accepted_by_both_and_closed(cast: Cast) -> None:
    street = cast.official(360702001000, DepartmentKind.STREET, Role.STREET_OFFICER)
    builder, health = signed_in(street), signed_in(cast.officer)
    given = {"name": "示例·驿站", "street": "360702001000", "address": "示例路 2 号", "works": "NEW", "area": "80", "built_on": "2026-04-01"}  # fmt: skip
    assert builder.post("/stations/new/", {**given, "built_on": "2026-06-01"}).status_code == 422
    assert builder.post("/stations/new/", given).status_code == 302
    with nation_scope(reason="a test looks"):
        row = GrowthStation.objects.get()
    visit = {"visited_on": "2026-05-06", "accepted": "1"}
    builder.post(f"/stations/{row.pk}/accept/", visit)
    assert health.post(f"/stations/{row.pk}/accept/", {**visit, "accepted": "0"}).status_code == 422
    health.post(f"/stations/{row.pk}/accept/", {**visit, "accepted": "0", "remark": "缺扶手"})
    with nation_scope(reason="a test looks"):
        row.refresh_from_db()
        assert row.state == "BUILT"
    health.post(f"/stations/{row.pk}/accept/", {**visit, "visited_on": "2026-05-07"})
    for page in ("/stations/", f"/stations/{row.pk}/", "/stations/new/"):
        assert faults(text(health.get(page))) == [], page
    with nation_scope(reason="a test looks"):
        row.refresh_from_db()
        assert (row.state, row.accepted_on) == ("ACCEPTED", date(2026, 5, 7))
    assert health.post(f"/stations/{row.pk}/close/", {"closed_on": "2026-05-07"}).status_code == 302
    assert ZHANGGONG == row.district


def test_headcount_that_jumped_is_listed(cast: Cast, here: Nursery) -> None:
    with nation_scope(reason="a test fills a month"):
        AttendanceMonth.objects.create(
            region_id=here.facility.region_id, facility=here.facility, month=APRIL, state="SIGNED", signer="示例",
            signed_at="2026-05-01T10:00+08:00", children=30, children_before=12,
        )  # fmt: skip
    page = text(signed_in(cast.officer).get("/headcount/"))
    assert "+18" in page and faults(page) == []
    assert "+18" not in text(signed_in(cast.neighbour).get("/headcount/"))


def test_lists_cost_the_same_however_many_children(here: Nursery, operator: Client) -> None:
    group = here.group(places=40)
    here.filled(group, 3)
    pages = ("/operator/children/", "/operator/attendance/2026-05/", "/operator/classes/")
    costs = {page: queries(operator, page) for page in pages}
    here.filled(group, 12)
    for page in pages:
        assert queries(operator, page) <= costs[page], page


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        text(client.get(page))
    return len(found)
