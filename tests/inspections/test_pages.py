"""The pages of inspections: what officers, operators and invited departments see and do, and what they never see."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import DepartmentKind, Role
from facilities.models import Facility
from inspections.models import Finding, Visit, VisitItem
from inspections.workflow import invite_department, plan_visit
from kernel import clock
from regions.scope import nation_scope
from tests.cast import NANKANG, ZHANGGONG, Cast, as_actor
from tests.documents.pictures import photo
from tests.frontend.markup import faults
from tests.inspections.visiting import answered, filed, finished, fresh, reported, started
from tests.pages import signed_in, text

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return filed(cast)


def shown(client: Client, address: str) -> str:
    source = text(client.get(address))
    assert not faults(source), faults(source)[:3]
    return source


def api(client: Client, visit: Visit, item: str, **facts: object) -> tuple[int, dict[str, object]]:
    values = {"code": item, "key": "k", "device": "d", "sequence": 1, "base": 0, "answer": "YES", **facts}
    answer = client.post(f"/api/v1/visits/{visit.pk}/answers", values, content_type="application/json")
    return answer.status_code, answer.json()


def test_u28_an_officer_plans_starts_and_sees_the_checklist(cast: Cast, facility: Facility) -> None:
    client = signed_in(cast.officer)
    assert "安排检查" in shown(client, f"/facilities/{facility.pk}/")
    source = shown(client, f"/facilities/{facility.pk}/inspections/plan/")
    for word in ("日常巡查", "抽查", "联合检查", "年度检查"):
        assert word in source
    given = {"kind": "SPOT_CHECK", "planned_on": "2026-05-11", "inspectors": [cast.officer.user_id]}
    where = client.post(f"/facilities/{facility.pk}/inspections/plan/", given)
    assert where.status_code == 302
    assert facility.name in shown(client, "/inspections/")
    assert facility.name in shown(client, "/inspections/calendar/?month=2026-05")
    page = where.headers["Location"]
    assert "尚未开始" in shown(client, page)
    assert client.post(f"{page}start/", {"visited_on": "2026-05-07"}).status_code == 302
    source = shown(client, page)
    assert "法定底线" in source and "推荐性标准" not in source and "灭火器" in source
    wrong = client.post(f"/facilities/{facility.pk}/inspections/plan/", {**given, "planned_on": "2026-05-01"})
    assert wrong.status_code == 422 and "已经过去" in wrong.content.decode()


def test_a_recommended_standard_is_named_as_such_and_never_does_not_meet(
    cast: Cast, facility: Facility
) -> None:
    visit = started(cast.officer, facility, "JOINT_INSPECTION")
    answered(cast.officer, visit, CN_MGMT_2="没有投保")
    source = shown(signed_in(cast.officer), f"/inspections/{visit.pk}/")
    part = source[source.index('data-item="CN-MGMT-2"') :].split("</form>")[0]
    assert "推荐性标准" in part and "建议改进" in part and "不符合" not in part and "违反" not in part


def test_answers_by_the_interface_twice_in_conflict_and_out_of_reach(cast: Cast, facility: Facility) -> None:
    visit = started(cast.officer, facility)
    client, other = signed_in(cast.officer), signed_in(cast.head)
    assert api(client, visit, "CN-FIRE-2", key="a")[0] == 200
    assert api(client, visit, "CN-FIRE-2", key="a")[1]["item"]["version"] == 1  # type: ignore[index]
    status, body = api(other, visit, "CN-FIRE-2", key="b", device="e", answer="NO", note="失效")
    assert status == 409 and body["item"]["answer"] == "YES" and cast.officer.name in str(body["message"])  # type: ignore[index]
    assert api(client, visit, "NO-SUCH-1", key="c")[0] == 404
    assert api(client, visit, "CN-SAFE-1", key="d", answer="", value="abc")[0] == 400
    assert api(signed_in(cast.neighbour), visit, "CN-FIRE-2", key="e")[0] == 404
    assert client.get(f"/api/v1/visits/{visit.pk}").json()["items"][0]["code"] == "CN-SITE-2"


def test_a_page_without_script_saves_one_answer(cast: Cast, facility: Facility) -> None:
    visit, client = started(cast.officer, facility), signed_in(cast.officer)
    given = {"code": "CN-FIRE-2", "base": 0, "answer": "NO", "note": "一具失效", "limit_days": 3}
    assert client.post(f"/inspections/{visit.pk}/answer/", given).status_code == 302
    with as_actor(cast.officer):
        item = VisitItem.objects.get(visit=visit, code="CN-FIRE-2")
    assert (item.answer, item.limit_days) == ("NO", 3)


def test_the_list_to_put_right_and_every_step_by_page(cast: Cast, facility: Facility) -> None:
    [finding] = finished(cast.officer, facility, CN_FIRE_2="一具失效")
    operator = cast.operator(facility)
    client, officer = signed_in(operator), signed_in(cast.officer)
    assert "一具失效" in shown(client, "/operator/inspections/")
    page = f"/rectifications/{finding.pk}/"
    assert "报告整改情况" in shown(client, page) and "延期" not in shown(client, page)
    large = SimpleUploadedFile("大图.jpg", b"\xff\xd8\xff" + b"0" * 40_000_000, "image/jpeg")
    refused = client.post(f"{page}report/", {"text": "已更换", "files": [large]})
    assert (
        refused.status_code == 422
        and "20" in refused.content.decode()
        and "已更换" in refused.content.decode()
    )
    file = SimpleUploadedFile("新.jpg", photo(), "image/jpeg")
    assert client.post(f"{page}report/", {"text": "已更换", "files": [file]}).status_code == 302
    source = shown(officer, f"/rectifications/?chosen={finding.pk}")
    assert "待复查" in source and "整改后" in source
    assert client.post(f"{page}verify/", {"outcome": ""}).status_code == 403
    assert officer.post(f"{page}verify/", {"outcome": "合格"}).status_code == 302
    assert fresh(finding).state == "CLOSED"
    assert "一具失效" in shown(officer, "/rectifications/?tab=closed")


def test_overdue_findings_stand_on_the_facilitys_page(cast: Cast, facility: Facility) -> None:
    finished(cast.officer, facility, CN_FIRE_2="一具失效")
    with clock.frozen(date(2026, 5, 14)):
        assert "有 1 项整改逾期" in shown(signed_in(cast.officer), f"/facilities/{facility.pk}/")


def test_a_department_that_is_let_in_sees_its_visit_answers_its_items_and_nothing_else(
    cast: Cast, facility: Facility
) -> None:
    fire = cast.official(ZHANGGONG, DepartmentKind.FIRE, Role.OFFICER)
    with as_actor(cast.officer):
        row = plan_visit(
            by=cast.officer, facility_id=facility.pk, kind="JOINT_INSPECTION", planned_on=date(2026, 5, 11)
        )
    client = signed_in(fire)
    assert client.get(f"/inspections/{row.pk}/").status_code == 403
    with as_actor(cast.officer):
        invite_department(
            by=cast.officer,
            visit_id=row.pk,
            department_id=fire.department_id or 0,
            inspectors=[fire.user_id or 0],
        )
    assert (
        signed_in(cast.officer)
        .post(f"/inspections/{row.pk}/start/", {"visited_on": "2026-05-07"})
        .status_code
        == 302
    )
    other = started(cast.officer, facility, "PATROL")
    source = shown(client, f"/inspections/{row.pk}/")
    assert "灭火器" in source
    assert client.get(f"/inspections/{other.pk}/").status_code == 403
    assert client.get(f"/facilities/{facility.pk}/").status_code == 403
    assert client.get("/rectifications/").status_code == 403
    assert str(other.pk) not in [href.split("/")[2] for href in _links(shown(client, "/inspections/"))]
    assert api(client, row, "CN-FIRE-2", key="f1")[0] == 200
    assert api(client, row, "CN-STAF-1", key="f2")[0] == 403
    assert api(signed_in(cast.officer), row, "CN-FIRE-3", key="o1", device="o")[0] == 403
    assert api(signed_in(cast.officer), row, "CN-STAF-1", key="o2", device="o")[0] == 200
    with clock.frozen(date(2026, 7, 30)):
        assert client.get(f"/inspections/{row.pk}/").status_code in (302, 403)


def _links(source: str) -> list[str]:
    return [
        part.split('"')[0]
        for part in source.split('href="')
        if part.startswith("/inspections/") and part[13:14].isdigit()
    ]


def test_a_self_check_is_made_by_the_facility_and_compared_with_the_next_visit(
    cast: Cast, facility: Facility
) -> None:
    operator = cast.operator(facility)
    client = signed_in(operator)
    where = client.post(f"/operator/facilities/{facility.pk}/self-check/")
    assert where.status_code == 302
    assert "完成自查" in shown(client, f"{where.headers['Location']}complete/")
    with nation_scope(reason="a test looks"):
        row = Visit.objects.get(kind="SELF_CHECK")
    answered(operator, row)
    assert client.post(f"/inspections/{row.pk}/complete/", {"summary": ""}).status_code == 302
    visit = started(cast.officer, facility)
    assert "自查：" in shown(signed_in(cast.officer), f"/inspections/{visit.pk}/")


def test_lists_cost_the_same_however_long_they_are(cast: Cast, facility: Facility) -> None:
    client = signed_in(cast.officer)

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            text(client.get(address))
        return len(found)

    finished(cast.officer, facility, CN_FIRE_2="甲")
    addresses = ("/rectifications/", "/inspections/?tab=under_way", "/inspections/calendar/")
    before = [cost(address) for address in addresses]
    for n in range(3):
        finished(cast.officer, filed(cast, name=f"示例·{n}园"), CN_FIRE_2="乙", CN_FIRE_3="丙")
    assert [cost(address) for address in addresses] == before


def test_nobody_of_another_place_or_facility_opens_anything(cast: Cast, facility: Facility) -> None:
    [finding] = finished(cast.officer, facility, CN_FIRE_2="一具失效")
    with nation_scope(reason="a test looks"):
        visit = Visit.objects.get()
    reported(cast.operator(facility), finding)
    other = cast.operator(cast.facility(region=NANKANG), name="someone-else")
    for actor in (cast.neighbour, other):
        client = signed_in(actor)
        for address in (f"/inspections/{visit.pk}/", f"/rectifications/{finding.pk}/"):
            assert client.get(address).status_code == 404
        assert client.post(f"/rectifications/{finding.pk}/verify/", {}).status_code in (403, 404)
    assert Finding is not None and fresh(finding).state == "REPORTED"
