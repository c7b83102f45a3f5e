"""Reviewing a filing as the officer does it, page by page."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.enums import DepartmentKind, Role
from audit.models import AuditEvent
from kernel import clock
from obligations.enums import Status
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.enums import FilingState, Verdict
from registration.models import Filing, FilingMaterial, SupplementRequest
from registration.workflow import starting, submitting
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.filing import hand_in
from tests.pages import signed_in, text
from tests.registration.officer_filings import checked, operator_of, submitted

HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


def fresh(filing: Filing) -> Filing:
    with nation_scope(reason="a test looks"):
        return Filing.objects.get(pk=filing.pk)


def material(filing: Filing, code: str) -> FilingMaterial:
    with nation_scope(reason="a test looks"):
        return FilingMaterial.objects.get(filing_id=filing.pk, code=code)


def post(client: Client, filing: Filing, act: str, **data: object):  # type: ignore[no-untyped-def]
    """Post an act as its page would: with the version the page showed."""
    given = {"version": fresh(filing).version, "seen": clock.now().isoformat(), **data}
    return client.post(f"/filings/{filing.pk}/{act}/", given)


def verdict(client: Client, filing: Filing, code: str, value: str, **data: object):  # type: ignore[no-untyped-def]
    given = {"version": fresh(filing).version, "seen": clock.now().isoformat(), "verdict": value, **data}
    return client.post(f"/filings/{filing.pk}/materials/{code}/verdict/", given, **HX)


def test_the_review_shows_documents_beside_fields_and_both_clocks(officer: Client, filing: Filing) -> None:
    page = text(officer.get(f"/filings/{filing.pk}/"))
    for words in ("示例·小树苗托育园", "5月11日", "5月25日", "营业执照", "证明.png", "同日起算"):
        assert words in page


def test_the_review_compares_the_filing_with_what_the_registrar_pushed(cast: Cast, officer: Client) -> None:
    same = text(officer.get(f"/filings/{submitted(cast).pk}/"))
    assert "不一致" not in same and "含“托育服务”" in same
    other = submitted(
        cast, address="章贡区别处路 9 号", business_scope="咨询服务托育", name="示例·大树托育园"
    )
    page = text(officer.get(f"/filings/{other.pk}/"))
    assert "不一致" in page and "章贡区别处路 9 号" in page


def test_a_verdict_is_written_and_the_answer_brings_the_row_and_the_bar(
    officer: Client, filing: Filing
) -> None:
    page = text(verdict(officer, filing, "M1", "ok"))
    assert material(filing, "M1").verdict == Verdict.OK
    assert 'id="material-' in page and 'hx-swap-oob="innerHTML:#bar-holder"' in page
    assert fresh(filing).reviewer is not None


def test_supplement_without_a_reason_opens_the_row_and_writes_nothing(
    officer: Client, filing: Filing
) -> None:
    page = text(verdict(officer, filing, "M5", "supplement"))
    assert "<textarea" in page and "不清晰" in page
    assert material(filing, "M5").verdict == Verdict.PENDING
    assert "请写明要机构补什么" in text(verdict(officer, filing, "M5", "supplement", reason=" "))
    text(verdict(officer, filing, "M5", "supplement", reason="请换成合格证明"))
    assert material(filing, "M5").reason == "请换成合格证明"


def test_without_script_a_verdict_leads_back_to_its_row(officer: Client, filing: Filing) -> None:
    address = f"/filings/{filing.pk}/materials/M1/verdict/"
    answer = officer.post(address, {"verdict": "ok", "version": filing.version})
    assert answer.status_code == 302 and "view=M1#material-" in answer.headers["Location"]
    page = text(officer.post(address, {"verdict": "supplement", "version": fresh(filing).version}))
    assert "<textarea" in page and "材料核对" in page


def test_the_receipt_cannot_be_issued_before_everything_is_in_order_and_the_page_says_why(
    officer: Client, filing: Filing
) -> None:
    assert "项未核" in text(officer.get(f"/filings/{filing.pk}/"))
    answer = post(officer, filing, "receipt")
    assert answer.status_code == 422
    assert fresh(filing).state == FilingState.SUBMITTED


def test_u09_the_operator_receives_one_complete_list_and_a_later_addition_needs_a_reason(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    checked(cast, filing, M5="请换成合格证明")
    page = text(officer.get(f"/filings/{filing.pk}/"))
    assert "一次性告知补正（1 项）" in page and "请换成合格证明" in page
    assert post(officer, filing, "supplement").status_code == 302
    with nation_scope(reason="a test looks"):
        request = SupplementRequest.objects.get(filing_id=filing.pk)
    assert [item["code"] for item in request.items] == ["M5"]
    operator = operator_of(cast, filing)
    with as_actor(operator):
        hand_in(operator, fresh(filing), "M5")
        submitting.submit(by=operator, filing_id=filing.pk)
    checked(cast, filing, M2="租期不足")
    page = text(officer.get(f"/filings/{filing.pk}/"))
    assert "为什么第一次没有告知" in page
    refused = post(officer, filing, "supplement")
    assert refused.status_code == 422 and "为什么" in refused.content.decode()
    assert post(officer, filing, "supplement", addition_reason="新交的租赁合同才看出租期").status_code == 302
    with nation_scope(reason="a test looks"):
        later = SupplementRequest.objects.filter(filing_id=filing.pk).latest("id")
    assert later.addition_reason == "新交的租赁合同才看出租期"


def test_a_superseded_clock_stays_visible_with_the_one_that_replaced_it(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    checked(cast, filing, M5="请换成合格证明")
    post(officer, filing, "supplement")
    operator = operator_of(cast, filing)
    with as_actor(operator):
        hand_in(operator, fresh(filing), "M5")
        submitting.submit(by=operator, filing_id=filing.pk)
    page = text(officer.get(f"/filings/{filing.pk}/"))
    assert "第 1 轮" in page and "5月13日" in page
    with nation_scope(reason="a test looks"):
        clocks = list(
            Obligation.objects.filter(subject_id=filing.pk, rule="filing_receipt")
            .order_by("id")
            .values_list("id", "status")
        )
    assert [status for _id, status in clocks] == [Status.SUPERSEDED, Status.OPEN]
    why = text(officer.get(f"/obligations/{clocks[-1][0]}/explanation/"))
    assert "期限重新起算过" in why and "已重新起算" in why and "5 月 11 日" in why


def test_u23_the_receipt_goes_out_within_five_working_days_and_every_counted_day_is_explained(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    with nation_scope(reason="a test looks"):
        clocks = {d.rule: d for d in Obligation.objects.filter(subject_id=filing.pk)}
    assert str(clocks["filing_receipt"].due_on) == "2026-05-11"
    why = text(officer.get(f"/obligations/{clocks['filing_receipt'].pk}/explanation/", **HX))
    for words in ("5月9日（周六）", "劳动节", "第 4 天", "第九条", "不计"):
        assert words.replace(" ", "") in why.replace(" ", ""), words
    checked(cast, filing)
    assert post(officer, filing, "receipt").status_code == 302
    page = text(officer.get(f"/filings/{filing.pk}/"))
    assert "章贡托备 2026-0001" in page and "按时办结" in page


def test_u24_after_the_receipt_the_notice_is_still_possible_until_the_fifteenth_day(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    checked(cast, filing)
    post(officer, filing, "receipt")
    with clock.frozen(datetime(2026, 5, 25, 16, 0, tzinfo=clock.ZONE)):
        page = text(officer.get(f"/filings/{filing.pk}/"))
        assert "5月25日" in page and "今天到期" in page
        given = {"reasons": "托小班超员 1 人", "public_text": "托小班超员", "rectify_by": "2026-06-10"}
        assert "公众看到的内容" in text(officer.post(f"/filings/{filing.pk}/notice/", given))
        answer = post(officer, filing, "notice/publish", typed="不符合", **given)
    assert answer.status_code == 302
    with nation_scope(reason="a test looks"):
        duty = Obligation.objects.get(subject_id=filing.pk, rule="noncompliance_notice")
    assert duty.status == Status.MET and fresh(filing).state == FilingState.NONCOMPLIANCE_NOTIFIED


def test_u25_the_publication_is_previewed_without_personal_data(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    checked(cast, filing)
    post(officer, filing, "receipt")
    given = {
        "reasons": "负责人李青未取得培训证书\n\n消防通道堵塞",
        "public_text": "示例·小树苗托育园负责人李青（13812345678，36070219900307123X）未取得培训证书。",
        "rectify_by": "2026-06-01",
    }
    page = text(officer.post(f"/filings/{filing.pk}/notice/", given))
    shown = page.split('class="ty-public-text"')[1].split("</p>")[0]
    assert "李青" not in shown and "13812345678" not in shown and "36070219900307123X" not in shown
    assert "示例·小树苗托育园负责人李*" in shown and "已隐去 3 处个人信息" in page
    assert page.count("<li>") >= 2 and "消防通道堵塞" in page
    wrong = post(officer, filing, "notice/publish", typed="确定", **given)
    assert wrong.status_code == 422 and fresh(filing).state == FilingState.RECEIPT_ISSUED
    assert post(officer, filing, "notice/publish", typed="不符合", **given).status_code == 302
    with nation_scope(reason="a test looks"):
        notice = fresh(filing).notices.get()
    assert "李青" not in notice.public_text and "李*" in notice.public_text
    assert notice.reasons == ["负责人李青未取得培训证书", "消防通道堵塞"]


def test_two_officers_at_once_the_second_is_told_who_was_faster_and_keeps_what_was_typed(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    colleague = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.HEAD)
    seen, version = clock.now().isoformat(), fresh(filing).version
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        text(verdict(signed_in(colleague), filing, "M5", "supplement", reason="不清晰"))
    with clock.frozen(clock.now() + timedelta(minutes=8)):
        given = {"verdict": "supplement", "reason": "请换成合格证明", "version": version, "seen": seen}
        late = officer.post(f"/filings/{filing.pk}/materials/M5/verdict/", given, **HX)
    page = late.content.decode()
    assert late.status_code == 409
    assert colleague.name in page and "10:06" in page and "不清晰" in page and "请换成合格证明" in page
    assert material(filing, "M5").reason == "不清晰"
    text(verdict(officer, filing, "M5", "supplement", reason="请换成合格证明"))
    assert material(filing, "M5").reason == "请换成合格证明"


def test_opening_a_row_on_a_stale_page_tells_at_once_who_was_faster(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    version = fresh(filing).version
    text(verdict(signed_in(cast.head), filing, "M5", "supplement", reason="看不清公章"))
    seen = (clock.now() - timedelta(minutes=5)).isoformat()
    late = officer.post(
        f"/filings/{filing.pk}/materials/M5/verdict/",
        {"verdict": "supplement", "version": version, "seen": seen},
        **HX,
    )
    assert late.status_code == 409
    assert cast.head.name in late.content.decode() and "看不清公章" in late.content.decode()


def test_an_act_on_a_stale_page_is_refused_with_who_changed_it(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    checked(cast, filing)
    version = fresh(filing).version
    text(verdict(signed_in(cast.head), filing, "M1", "ok"))
    answer = post(
        officer, filing, "receipt", version=version, seen=(clock.now() - timedelta(hours=1)).isoformat()
    )
    assert answer.status_code == 409 and cast.head.name in answer.content.decode()
    assert fresh(filing).state == FilingState.SUBMITTED


def test_pressing_the_receipt_twice_issues_one(cast: Cast, officer: Client, filing: Filing) -> None:
    checked(cast, filing)
    assert post(officer, filing, "receipt").status_code == 302
    assert post(officer, filing, "receipt").status_code == 302
    with nation_scope(reason="a test looks"):
        assert AuditEvent.objects.filter(event="filing.receipt_issued").count() == 1


def test_a_visit_verifies_and_a_failed_one_needs_what_was_found(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    checked(cast, filing)
    post(officer, filing, "receipt")
    assert post(officer, filing, "visit", visited_on="2026-05-07", passed="no").status_code == 422
    assert post(officer, filing, "visit", visited_on="2026-05-08", passed="yes").status_code == 422
    assert post(officer, filing, "visit", visited_on="2026-05-07", passed="yes").status_code == 302
    assert fresh(filing).state == FilingState.VERIFIED


def test_only_the_head_removes_and_only_with_the_typed_word(
    cast: Cast, officer: Client, filing: Filing
) -> None:
    checked(cast, filing)
    post(officer, filing, "receipt")
    given = {"reasons": "消防通道堵塞", "public_text": "消防通道堵塞", "rectify_by": "2026-06-01"}
    post(officer, filing, "notice/publish", typed="不符合", **given)
    assert post(officer, filing, "remove", typed="移出备案", reason="逾期未改正").status_code == 403
    head = signed_in(cast.head)
    assert post(head, filing, "remove", typed="移出", reason="逾期未改正").status_code == 422
    assert post(head, filing, "remove", typed="移出备案", reason="逾期未改正").status_code == 302
    assert fresh(filing).state == FilingState.REMOVED


def test_the_city_reads_a_filing_and_decides_nothing(cast: Cast, filing: Filing) -> None:
    city = signed_in(cast.city)
    page = text(city.get(f"/filings/{filing.pk}/"))
    assert "县" in page and "data-verdict" not in page and "receipt-dialog" not in page
    assert verdict(city, filing, "M1", "ok").status_code == 403
    assert material(filing, "M1").verdict == Verdict.PENDING


def test_u36_a_filing_of_another_county_is_not_found_and_the_attempt_is_recorded(
    cast: Cast, filing: Filing
) -> None:
    neighbour = signed_in(cast.neighbour)
    assert neighbour.get(f"/filings/{filing.pk}/").status_code == 404
    assert verdict(neighbour, filing, "M1", "ok").status_code == 404
    with nation_scope(reason="a test looks"):
        refused = AuditEvent.objects.filter(event="access.refused", actor_id=cast.neighbour.user_id)
        assert refused.count() == 2


def test_a_draft_of_the_operator_is_none_of_the_officers_business(cast: Cast, officer: Client) -> None:
    facility = cast.facility()
    operator = cast.operator(facility)
    with as_actor(operator):
        draft = starting.start_filing(by=operator, facility_id=facility.pk)
    assert officer.get(f"/filings/{draft.pk}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/inbox/", "/inbox/finished/", "/calendar/effects/", "/filings/", "/filings/?tab=all", "/registrations/",
        "/registrations/?tab=all", "/facilities/", "/filings/{id}/record/", "/filings/{id}/notice/",
        "/filings/{id}/supplement/", "/filings/{id}/receipt/", "/facilities/{facility}/",
        "/facilities/{facility}/?tab=filings", "/facilities/{facility}/?tab=history", "/registrations/{push}/",
        "/inbox/export/", "/facilities/export/", "/filings/export/", "/registrations/export/",
        "/filings/{id}/?view=M0", "/filings/{id}/?view=M1&file=999", "/filings/{id}/?view=nonsense",
    ],
)  # fmt: skip
def test_every_page_of_the_officer_opens(officer: Client, filing: Filing, address: str) -> None:
    push = filing.registration_id
    response = officer.get(address.format(id=filing.pk, facility=filing.facility_id, push=push))
    assert response.status_code == 200
