"""An order to rectify is a duty like any other: dated, explained, watched, urged, settled by what the facility does."""

from datetime import date, datetime, timedelta

import pytest

from accounts.actors import Actor, system_actor
from facilities.enums import FacilityState
from facilities.workflow import set_state
from kernel import clock
from obligations.models import Obligation
from obligations.workflow import recompute_due_dates, urge
from regions.scope import nation_scope
from registration.errors import Incomplete
from registration.models import Filing
from registration.workflow import reviewing, verifying
from tests.cast import Cast, as_actor
from tests.pages import signed_in, text
from tests.registration.officer_filings import checked, operator_of, submitted
from tests.registration.pushes import duty as duty_of
from tests.registration.pushes import noted

NAMED = date(2026, 6, 1)


@pytest.fixture
def ordered(cast: Cast) -> Filing:
    """A filing that was found not to conform on 7 May and ordered to rectify by 1 June."""
    filing = submitted(cast)
    with as_actor(cast.officer):
        verifying.notify_noncompliance(
            by=cast.officer,
            filing_id=filing.pk,
            reasons=["消防通道堵塞"],
            public_text="消防通道堵塞",
            rectify_by=NAMED,
        )
    return filing


def duties(filing: Filing) -> list[Obligation]:
    with nation_scope(reason="a test looks"):
        return list(Obligation.objects.filter(rule="rectification", subject_id=filing.pk).order_by("id"))


def report(operator: Actor, filing: Filing) -> None:
    with as_actor(operator):
        verifying.report_rectification(by=operator, filing_id=filing.pk, text="已清理")


def recheck(cast: Cast, filing: Filing, *, passed: bool) -> None:
    with as_actor(cast.officer):
        verifying.record_visit(
            by=cast.officer,
            filing_id=filing.pk,
            visited_on=clock.today(),
            passed=passed,
            findings="" if passed else "仍堵塞",
        )


def home(operator: Actor) -> str:
    return text(signed_in(operator).get("/operator/"))


def test_the_order_opens_a_duty_of_the_facility_for_the_day_it_names(ordered: Filing) -> None:
    (duty,) = duties(ordered)
    assert (duty.due_on, duty.due_status, duty.owner_kind, duty.status) == (NAMED, "FIRM", "FACILITY", "OPEN")
    assert (duty.source["code"], duty.source["article"], duty.trigger_on) == ("N25", "第九条", clock.today())
    assert len(duty.counted_days) == 18 and duty.counted_days[-1] == "2026-06-01"


def test_the_officer_watches_it_and_urges_it_once_it_is_overdue(cast: Cast, ordered: Filing) -> None:
    officer = signed_in(cast.officer)
    assert "关注：责令改正" in text(officer.get("/inbox/"))
    with clock.frozen(datetime(2026, 6, 3, 10, tzinfo=clock.ZONE)):
        officer = signed_in(cast.officer)
        page = text(officer.get("/inbox/?tab=overdue"))
        assert "催办：责令改正" in page and "逾期 2 个工作日" in page
        assert "逾期" in text(officer.get("/filings/?tab=rectify"))


def test_its_explanation_says_that_the_order_names_the_day(cast: Cast, ordered: Filing) -> None:
    (duty,) = duties(ordered)
    page = text(signed_in(cast.officer).get(f"/obligations/{duty.pk}/explanation/"))
    assert "责令改正 5 月 7 日，决定载明的期限是 6 月 1 日，其间有 18 个工作日。" in page


def test_the_report_settles_it_in_time_or_late(cast: Cast, ordered: Filing) -> None:
    with clock.frozen(datetime(2026, 6, 2, 9, tzinfo=clock.ZONE)):
        report(operator_of(cast, ordered), ordered)
    (duty,) = duties(ordered)
    assert (duty.status, duty.settled_event) == ("MET_LATE", "filing.rectification_reported")


def test_a_passed_recheck_settles_it_without_a_report(cast: Cast, ordered: Filing) -> None:
    recheck(cast, ordered, passed=True)
    (duty,) = duties(ordered)
    assert (duty.status, duty.settled_event) == ("MET", "filing.recheck_passed")


def test_after_a_failed_recheck_it_is_owed_still_by_the_same_day(cast: Cast, ordered: Filing) -> None:
    report(operator_of(cast, ordered), ordered)
    recheck(cast, ordered, passed=False)
    first, second = duties(ordered)
    assert (first.status, second.status) == ("MET", "OPEN")
    assert (second.due_on, second.replaces_id) == (NAMED, first.pk)


def test_a_removal_lets_it_fall_away(cast: Cast, ordered: Filing) -> None:
    with as_actor(cast.head):
        verifying.remove(by=cast.head, filing_id=ordered.pk, reason="逾期未改正")
    assert [duty.status for duty in duties(ordered)] == ["CANCELLED"]


def test_no_calendar_moves_the_day_of_an_order(ordered: Filing) -> None:
    with nation_scope(reason="a test"):
        recompute_due_dates(by=system_actor("test"), reason="a test")
    assert [duty.due_on for duty in duties(ordered)] == [NAMED]


@pytest.mark.parametrize("day", [date(2026, 5, 7), date(2026, 5, 6), date(2199, 1, 1)])
def test_an_order_names_a_day_that_can_be(cast: Cast, day: date) -> None:
    filing = submitted(cast)
    with as_actor(cast.officer), pytest.raises(Incomplete):
        verifying.notify_noncompliance(
            by=cast.officer, filing_id=filing.pk, reasons=["x"], public_text="x", rectify_by=day
        )
    page = signed_in(cast.officer).post(
        f"/filings/{filing.pk}/notice/",
        {
            "reasons": "x",
            "public_text": "超员 3 人",
            "rectify_by": day.isoformat(),
            "version": filing.version,
        },
    )
    assert page.status_code == 422 and "超员 3 人" in page.content.decode()
    assert duties(filing) == []


def test_the_facility_sees_one_task_with_the_day_and_the_reasons(cast: Cast, ordered: Filing) -> None:
    page = home(operator_of(cast, ordered))
    assert "整改" in page and "消防通道堵塞" in page
    assert "6月1日" in page
    assert page.count('class="ty-task-words"') == 1


def test_u29_an_urged_facility_reads_it_on_its_first_screen_and_in_its_news(
    cast: Cast, ordered: Filing
) -> None:
    (duty,) = duties(ordered)
    with clock.frozen(datetime(2026, 6, 3, 10, tzinfo=clock.ZONE)):
        with as_actor(cast.officer):
            urge(by=cast.officer, obligation_id=duty.pk)
        operator = operator_of(cast, ordered)
        page = home(operator)
        assert "于 6 月 3 日催办" in page and "催办：按责令改正" in page
        assert "催办：按责令改正" in text(signed_in(operator).get("/operator/news/"))


def test_a_registrar_reads_in_the_inbox_when_it_was_urged(cast: Cast) -> None:
    row = noted(cast.registrar, approved_on=clock.today() - timedelta(days=20))
    with as_actor(cast.officer):
        urge(by=cast.officer, obligation_id=duty_of(row, "registration_push").pk)
    assert "5 月 7 日已催办" in text(signed_in(cast.registrar).get("/inbox/"))


def test_a_recheck_passed_before_any_receipt_leads_back_to_the_review_and_to_the_receipt(
    cast: Cast, ordered: Filing
) -> None:
    report(operator_of(cast, ordered), ordered)
    recheck(cast, ordered, passed=True)
    with nation_scope(reason="a test looks"):
        filing = Filing.objects.get(pk=ordered.pk)
        receipts = list(
            Obligation.objects.filter(rule="filing_receipt", subject_id=ordered.pk).order_by("id")
        )
        assert (filing.state, filing.facility.state) == ("SUBMITTED", "REGISTERED")
    old, new = receipts
    assert (old.status, new.status, new.replaces_id, new.due_on) == (
        "CANCELLED",
        "OPEN",
        old.pk,
        date(2026, 5, 13),
    )
    page = text(signed_in(cast.officer).get(f"/obligations/{new.pk}/explanation/"))
    assert "复查通过 5 月 7 日，次日起算 5 个工作日" in page
    checked(cast, filing)
    with as_actor(cast.officer):
        receipt = reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
        assert receipt.filing.facility.state == "FILED"


def test_a_notice_does_not_end_a_suspension(cast: Cast) -> None:
    filing = submitted(cast)
    checked(cast, filing)
    with as_actor(cast.officer):
        reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
        facility = Filing.objects.get(pk=filing.pk).facility
        set_state(
            by=cast.officer, facility=facility, state=FacilityState.SUSPENDED, event="facility.suspended"
        )
        verifying.notify_noncompliance(
            by=cast.officer, filing_id=filing.pk, reasons=["x"], public_text="x", rectify_by=NAMED
        )
        assert Filing.objects.get(pk=filing.pk).facility.state == "SUSPENDED"
