"""The inbox as a page: what an officer reads on it, and what pressing a button does."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.enums import DepartmentKind
from audit.models import AuditEvent
from kernel import clock
from obligations.enums import DueStatus, Status
from obligations.models import Obligation
from obligations.workflow import open_obligation
from regions.scope import nation_scope
from tests.cast import NANKANG, ZHANGGONG, Cast, as_actor
from tests.obligations.rows import GZ, due, duty
from tests.pages import signed_in, text


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def owed_by_health(cast: Cast) -> dict[str, Any]:
    office = cast.department(ZHANGGONG, DepartmentKind.HEALTH)
    return {"owner": office, "owner_kind": office.kind}


def owed_by_registrar(cast: Cast) -> dict[str, Any]:
    office = cast.department(ZHANGGONG, DepartmentKind.ADMIN_APPROVAL)
    return {"owner": office, "owner_kind": office.kind, "rule": "registration_push", "source": GZ}


def test_the_inbox_shows_each_duty_with_its_date_its_clause_and_one_button(
    cast: Cast, officer: Client
) -> None:
    due(cast.facility(), 0, **owed_by_health(cast))
    page = text(officer.get("/inbox/"))
    for words in (
        "示例·小树苗托育园",
        "国卫办人口发〔2019〕25号",
        "第九条 · 5 个工作日",
        "出具备案回执",
        "今天到期",
        "审查",
        "5月7日",
    ):
        assert words in page


def test_what_others_owe_is_watched_and_once_it_is_late_urged(cast: Cast, officer: Client) -> None:
    facility = cast.facility()
    due(facility, 3, 1, **owed_by_registrar(cast))
    late = due(facility, -9, 2, **owed_by_registrar(cast))
    due(facility, 4, 3, rule="filing")
    page = text(officer.get("/inbox/"))
    for words in ("关注：待推送登记信息", "催办：推送登记信息", "关注：已登记待备案", "逾期"):
        assert words in page
    answer = officer.post(f"/obligations/{late.pk}/urge/", {"next": "/inbox/?tab=overdue"}, follow=True)
    assert "已催办（共 1 次）" in text(answer) and answer.request["PATH_INFO"] == "/inbox/"
    with nation_scope(reason="a test looks"):
        assert Obligation.objects.get(pk=late.pk).urged_count == 1


def test_the_way_back_after_an_act_never_leads_out_of_the_house(cast: Cast, officer: Client) -> None:
    late = due(cast.facility(), -9, **owed_by_registrar(cast))
    answer = officer.post(f"/obligations/{late.pk}/urge/", {"next": "https://example.org/"})
    assert answer.headers["Location"] == "/inbox/"


def test_prompt_duties_show_how_long_they_wait_and_no_date(cast: Cast, officer: Client) -> None:
    duty(cast.facility(), rule="change_filing", due_status=DueStatus.PROMPT)
    page = text(officer.get("/inbox/?tab=prompt"))
    assert "已等 4 个工作日" in page and "无到期日" in page and "催办：变更备案" in page


def test_u03_where_the_text_says_promptly_the_explanation_gives_no_date_and_calls_a_target_a_promise(
    cast: Cast, officer: Client
) -> None:
    row = duty(cast.facility(), rule="change_filing", due_status=DueStatus.PROMPT)
    why = text(officer.get(f"/obligations/{row.pk}/explanation/"))
    assert "条文只写“及时”，没有天数" in why


def test_u26_a_date_across_the_year_end_is_provisional_and_says_which_year_is_missing(
    cast: Cast, officer: Client
) -> None:
    facility = cast.facility()
    with clock.frozen(datetime(2026, 12, 29, 10, tzinfo=clock.ZONE)), as_actor(cast.officer):
        row = open_obligation(
            by=cast.officer,
            rule="filing_receipt",
            subject=facility,
            trigger=clock.now(),
            trigger_event="filing_materials_received",
            owner=cast.department(ZHANGGONG, DepartmentKind.HEALTH),
            facility_id=facility.pk,
        )
        assert (str(row.due_on), row.due_status) == ("2027-01-06", DueStatus.PROVISIONAL)
        page = text(officer.get("/inbox/"))
        assert "2027-01-06" in page and "暂估 · 可能调整" in page
        assert "2027" in text(officer.get(f"/obligations/{row.pk}/explanation/"))
        touched = text(officer.get("/calendar/effects/"))
        assert "2027-01-06" in touched and "2027 年尚未发布" in touched


def test_only_the_head_gives_a_duty_to_a_colleague_and_only_of_the_own_office(
    cast: Cast, officer: Client
) -> None:
    row = due(cast.facility(), 2, **owed_by_health(cast))
    address, me = f"/obligations/{row.pk}/assign/", cast.officer.user_id
    assert officer.post(address, {"user": me}).status_code == 403
    head = signed_in(cast.head)
    head.post(address, {"user": cast.neighbour.user_id})
    head.post(address, {"user": "x"})
    with nation_scope(reason="a test looks"):
        assert Obligation.objects.get(pk=row.pk).assignee_id is None
    assert "指定" in text(head.get(f"/obligations/{row.pk}/explanation/"))
    head.post(address, {"user": me})
    with nation_scope(reason="a test looks"):
        assert Obligation.objects.get(pk=row.pk).assignee_id == me


def test_settled_duties_stand_in_the_finished_list_with_how_they_ended(cast: Cast, officer: Client) -> None:
    facility = cast.facility()
    due(facility, 0, 1, status=Status.MET, settled_event="filing.receipt_issued")
    due(facility, -3, 2, status=Status.MET_LATE, settled_event="filing.receipt_issued")
    due(facility, 3, 3, status=Status.SUPERSEDED, settled_event="filing.supplement_requested")
    page = text(officer.get("/inbox/finished/"))
    for words in ("按时办结", "逾期办结", "已重新起算", "一次性告知补正"):
        assert words in page
    assert "逾期办结</span>" not in text(officer.get("/inbox/finished/?status=MET"))


def test_the_export_holds_the_filtered_duties_and_is_recorded(cast: Cast, officer: Client) -> None:
    facility = cast.facility(name="=1+1 托育园")
    due(facility, -2, 1, **owed_by_health(cast))
    due(facility, 9, 2, **owed_by_registrar(cast))
    answer = officer.get("/inbox/export/?tab=overdue")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2 and rows[1][4] == "=1+1 托育园" and rows[1][3] == "出具备案回执"
    assert sheet.cell(2, 5).data_type == "s"
    with nation_scope(reason="a test looks"):
        event = AuditEvent.objects.get(event="inbox.exported")
    assert event.data == {"filters": {"tab": "overdue"}, "rows": 1}


def test_an_empty_inbox_says_what_comes_next_and_a_filtered_one_how_to_clear_it(
    cast: Cast, officer: Client
) -> None:
    assert "没有到期的事" in text(officer.get("/inbox/"))
    page = text(officer.get("/inbox/?provisional=1"))
    assert "没有符合筛选的结果" in page and "只看暂估" in page and 'href="/inbox/"' in page


@pytest.mark.parametrize("address", ["/obligations/{}/explanation/"])
def test_u36_a_duty_of_another_county_is_not_found(cast: Cast, officer: Client, address: str) -> None:
    row = due(cast.facility(region=NANKANG), -2)
    assert officer.get(address.format(row.pk)).status_code == 404
    assert officer.post(f"/obligations/{row.pk}/urge/").status_code == 404
    with nation_scope(reason="a test looks"):
        assert Obligation.objects.get(pk=row.pk).urged_count == 0
        assert AuditEvent.objects.filter(event="access.refused").count() == 2


def test_the_inbox_speaks_english_too(cast: Cast, officer: Client) -> None:
    due(cast.facility(), 0, **owed_by_health(cast))
    page = text(officer.get("/inbox/", headers={"Accept-Language": "en"}))
    assert "Issue the filing receipt" in page and "Due today" in page and "N25 art. 9" in page
