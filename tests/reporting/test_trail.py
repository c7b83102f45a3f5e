"""The auditor's pages: the trail of a region in plain words, what changed, and whether the record is whole."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind, Role
from accounts.landing import first_screen
from audit.checking import check_chains
from audit.models import AuditChain, AuditEvent, ChainCheck, Outcome
from audit.workflow import record
from facilities.models import Facility
from kernel import clock
from regions.scope import nation_scope
from tests.cast import NANKANG, ZHANGGONG, Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text

BY = system_actor("示例·系统")


@pytest.fixture
def auditor(cast: Cast) -> Actor:
    return cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.AUDITOR)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility(name="示例·松果托育园")


def happened(event: str = "facility.corrected", *, region: int = ZHANGGONG, **facts: object) -> AuditEvent:
    return record(by=BY, event=event, region=region, **facts)  # type: ignore[arg-type]


def test_the_first_page_of_an_auditor_is_the_trail_in_plain_words(
    cast: Cast, auditor: Actor, facility: Facility
) -> None:
    with nation_scope(reason="a test"):
        happened(
            "filing.receipt_issued", region=facility.region_id, facility_id=facility.pk, subject=facility
        )
    browser = signed_in(auditor)
    assert first_screen(auditor) == "/audit/"
    page = text(browser.get("/audit/"))
    assert "出具备案回执" in page or "备案回执" in page
    assert "示例·松果托育园" in page and "示例·系统" in page
    assert 'href="/audit/"' in page and "审计" in page
    assert faults(page) == []


def test_what_happened_elsewhere_is_not_there(cast: Cast, auditor: Actor) -> None:
    elsewhere = happened("department.closed", region=NANKANG)
    here = happened("department.opened")
    browser = signed_in(auditor)
    page = text(browser.get("/audit/"))
    assert f"/audit/{here.pk}/" in page and f"/audit/{elsewhere.pk}/" not in page
    assert browser.get(f"/audit/{elsewhere.pk}/").status_code == 404
    assert browser.get(f"/audit/{here.pk}/").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.ADMIN, Role.POLICY_ADMIN])
def test_who_is_watched_does_not_read_the_trail(cast: Cast, role: Role) -> None:
    browser = signed_in(cast.official(ZHANGGONG, DepartmentKind.HEALTH, role))
    for address in ("/audit/", "/audit/export/"):
        assert browser.get(address).status_code == 403
    assert browser.post("/audit/check/").status_code == 403


def test_an_event_shows_what_changed_and_hides_what_is_personal(cast: Cast, auditor: Actor) -> None:
    event = happened(
        data={
            "changed": ["head_name", "places"],
            "before": {"head_name": "示例·李青", "places": "30", "state": "FILED"},
            "after": {"head_name": "示例·孙悦丽", "places": "45", "state": "SUSPENDED"},
            "heard": "电话 13812345678，证号 360702199003071234",
        },
        reason="家长 13987654321 来电",
    )
    page = text(signed_in(auditor).get(f"/audit/{event.pk}/"))
    assert "30" in page and "45" in page and "暂停服务" in page
    for private in ("李青", "孙悦丽", "13812345678", "360702199003071234", "13987654321"):
        assert private not in page
    assert "138****5678" in page and "139****4321" in page and event.digest in page
    assert faults(page) == []


def test_the_filters_stand_in_the_address_and_narrow_the_list(
    cast: Cast, auditor: Actor, facility: Facility
) -> None:
    with nation_scope(reason="a test"):
        about = happened("filing.submitted", region=facility.region_id, facility_id=facility.pk)
    with clock.frozen(clock.now() - timedelta(days=40)):
        old = happened("department.opened")
    refused = happened("access.refused", outcome=Outcome.REFUSED)
    browser = signed_in(auditor)

    def shown(query: str) -> set[int]:
        page = text(browser.get(f"/audit/?{query}"))
        return {each.pk for each in (about, old, refused) if f"/audit/{each.pk}/" in page}

    assert shown("") == {about.pk, old.pk, refused.pk}
    assert shown("thing=松果") == {about.pk}
    assert shown("what=filing") == {about.pk}
    assert shown("what=access.refused") == {refused.pk} == shown("outcome=REFUSED")
    assert shown(f"until={old.at.date()}") == {old.pk}
    assert shown(f"since={clock.today()}") == {about.pk, refused.pk}
    assert shown("person=示例·系统") == {about.pk, old.pk, refused.pk}
    assert shown("person=谁也不是") == set()
    assert shown("since=no&until=2026-13-40&place=x&outcome=x&after=broken") == {about.pk, old.pk, refused.pk}
    assert "清除筛选" in text(browser.get("/audit/?person=谁也不是"))


def test_a_page_costs_the_same_few_statements_whatever_it_shows(
    cast: Cast, auditor: Actor, facility: Facility
) -> None:
    browser = signed_in(auditor)

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/audit/", headers={"hx-request": "true"}).status_code == 200
        return len(queries)

    happened()
    statements()
    few = statements()
    with nation_scope(reason="a test"):
        for _each in range(120):
            happened(region=facility.region_id, facility_id=facility.pk, subject=facility)
    assert statements() <= few + 2  # the names of facilities and of offices
    assert few <= 8  # who acts, the scope and its end, the page, the facilities, the bell
    page = text(browser.get("/audit/"))
    assert page.count("data-row") == 50 and "after=" in page


def test_the_chains_are_walked_when_asked_and_a_changed_event_shows(
    cast: Cast, auditor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(auditor)
    assert "还没有核验" in text(browser.get("/audit/"))
    assert browser.post("/audit/check/").status_code == 302
    page = text(browser.get("/audit/"))
    assert "完整" in page and "还没有核验" not in page
    check = ChainCheck.objects.get(district=ZHANGGONG)
    assert (check.fault, check.checked_at) == ("", clock.now())
    with nation_scope(reason="a test looks"):
        assert AuditEvent.objects.filter(event="audit.checked", actor_id=auditor.user_id).exists()

    head = AuditChain.objects.get(district=ZHANGGONG)
    AuditChain.objects.filter(pk=head.pk).update(sequence=head.sequence + 1, digest="f" * 64)
    check_chains([ZHANGGONG])
    page = text(browser.get("/audit/"))
    assert "1 条链有问题" in page and f"从第 {head.sequence + 1} 条起被截断" in page


def test_the_export_holds_what_the_list_holds_and_is_itself_on_record(cast: Cast, auditor: Actor) -> None:
    happened("department.opened", data={"heard": "13812345678"})
    happened("department.closed")
    browser = signed_in(auditor)
    answer = browser.get("/audit/export/?what=department.opened")
    book = load_workbook(BytesIO(b"".join(answer)), read_only=True)  # type: ignore[call-overload]
    rows = list(book.active.iter_rows(values_only=True))
    told = [row for row in rows[1:] if row[10] == "department.opened"]
    assert told and all(row[10] == "department.opened" for row in rows[1:])
    assert "138****5678" in str(rows) and "13812345678" not in str(rows)
    with nation_scope(reason="a test looks"):
        assert AuditEvent.objects.get(event="audit.exported").data["rows"] == len(rows) - 1


def test_an_english_page_says_it_in_english(cast: Cast, auditor: Actor) -> None:
    happened("department.opened")
    page = text(signed_in(auditor).get("/audit/", headers={"accept-language": "en"}))
    assert "Department opened" in page and "Is the record whole?" in page
