"""A report goes from its author to the signature, and the eighteen members each owe one by the end of November (U35)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.actors import Actor
from accounts.enums import FacilityRole
from accounts.errors import DomainError, NotAllowed
from facilities.enums import FacilityState
from facilities.workflow.facility import set_state
from kernel import clock
from obligations.enums import Status
from obligations.models import Obligation
from regions.scope import nation_scope
from reporting.errors import NotReady, SectionChanged
from reporting.models import Report, ReportEdition, ReportSection
from reporting.reports import workflow
from reporting.reports.content import digest_of
from reporting.reports.gathering import sections_of
from reporting.reports.presentation.steps import steps_of
from reporting.reports.queries import countersigning
from reporting.reports.queries import report as report_with_people
from tests.cast import GANZHOU, OUHAI, ZHANGGONG, Cast, as_actor
from tests.inspections.visiting import filed
from tests.reporting.reports.acts import A_NOVEMBER_DAY, people, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def november(cast: Cast) -> Iterator[dict[str, Actor]]:
    everybody = people(cast)
    with clock.frozen(A_NOVEMBER_DAY):
        workflow.open_reports()
        yield everybody


def report_of(member: str, form: str = "GZ-W2") -> Report:
    with nation_scope(reason="test looks"):
        return Report.objects.get(form=form, member=member, region_id=GANZHOU)


def test_the_night_begins_eighteen_reports_of_members_and_one_of_the_city_once(
    november: dict[str, Actor],
) -> None:
    assert workflow.open_reports() == 0
    with nation_scope(reason="test looks"):
        members = Report.objects.filter(form="GZ-W2")
        assert members.count() == 18
        assert Report.objects.filter(form="GZ-W1").count() == 1
        owed = Obligation.objects.filter(rule="joint_meeting_report", status=Status.OPEN)
        assert owed.count() == 19
        # 30 November 2025 is a Sunday; the day of the text stands, the platform works towards the Friday before.
        assert {row.due_on for row in owed} == {date(2025, 11, 28)}
        women = members.get(member="市妇联")
        assert women.office is not None and women.office.name == "赣州市妇联"
        assert members.get(member="市总工会").office is None


def test_a_member_hands_in_its_head_signs_and_the_office_receives(november: dict[str, Actor]) -> None:
    author, head = november["EDUCATION"], november["EDUCATION head"]
    report = written(author, report_of("市教育局"))
    with as_actor(author):
        workflow.hand_in(by=author, report_id=report.pk)
        with pytest.raises(NotAllowed):
            workflow.approve(by=author, report_id=report.pk)
    with as_actor(head):
        assert workflow.approve(by=head, report_id=report.pk).state == "HANDED_IN"
    with nation_scope(reason="test looks"):
        assert Obligation.objects.get(subject_id=report.pk, rule="joint_meeting_report").status == Status.MET
    with as_actor(november["FIRE"]), pytest.raises(NotAllowed):
        workflow.receive(by=november["FIRE"], report_id=report.pk)
    with as_actor(november["author"]):
        assert workflow.receive(by=november["author"], report_id=report.pk).state == "RECEIVED"


def test_a_returned_report_is_owed_again_by_the_same_day(november: dict[str, Actor]) -> None:
    author, head, office = november["EDUCATION"], november["EDUCATION head"], november["author"]
    report = written(author, report_of("市教育局"))
    with as_actor(author):
        workflow.hand_in(by=author, report_id=report.pk)
    with as_actor(head):
        workflow.approve(by=head, report_id=report.pk)
    with as_actor(office):
        with pytest.raises(DomainError):
            workflow.return_report(by=office, report_id=report.pk, reason=" ")
        workflow.return_report(by=office, report_id=report.pk, reason="请补充数据")
    with nation_scope(reason="test looks"):
        again = Obligation.objects.get(subject_id=report.pk, status=Status.OPEN)
        assert again.due_on == date(2025, 11, 28)
    with as_actor(author):
        assert workflow.hand_in(by=author, report_id=report.pk).number == 2


def test_an_office_neither_reads_nor_writes_the_report_of_another(november: dict[str, Actor]) -> None:
    fire, report = november["FIRE"], written(november["EDUCATION"], report_of("市教育局"))
    with as_actor(fire):
        [section, *_rest] = sections_of(report)
        with pytest.raises(NotAllowed):
            workflow.save_section(
                by=fire, section_id=section.pk, body="x", done=False, version=section.version
            )
        with pytest.raises(NotAllowed):
            workflow.hand_in(by=fire, report_id=report.pk)


def test_what_came_on_paper_is_written_down_by_the_office_of_the_joint_meeting(
    november: dict[str, Actor],
) -> None:
    office, head = november["author"], november["head"]
    report = written(office, report_of("市总工会"))
    with as_actor(office):
        workflow.hand_in(by=office, report_id=report.pk)
    with as_actor(head):
        assert workflow.approve(by=head, report_id=report.pk).state == "HANDED_IN"


def test_two_people_in_one_section_lose_nothing(november: dict[str, Actor]) -> None:
    author, head = november["author"], november["head"]
    with as_actor(author):
        report = workflow.prepare(report=report_of("", "GZ-W1"))
        section = next(each for each in sections_of(report) if each.code == "next")
        workflow.save_section(by=author, section_id=section.pk, body="甲的话", done=False, version=1)
    with as_actor(head), pytest.raises(SectionChanged) as refused:
        workflow.save_section(by=head, section_id=section.pk, body="乙的话", done=False, version=1)
    assert refused.value.extra["section"].body == "甲的话"
    with nation_scope(reason="test looks"):
        assert ReportSection.objects.get(pk=section.pk).body == "甲的话"


def test_a_figure_that_nobody_knows_is_refused_by_name(november: dict[str, Actor]) -> None:
    author = november["author"]
    with as_actor(author):
        report = workflow.prepare(report=report_of("", "GZ-W1"))
        [section, *_rest] = sections_of(report)
        with pytest.raises(DomainError, match="plcaes") as refused:
            workflow.save_section(
                by=author, section_id=section.pk, body="托位{plcaes}", done=False, version=section.version
            )
    assert refused.value.field == "body"


def test_a_report_with_open_sections_or_missing_figures_is_not_handed_in(november: dict[str, Actor]) -> None:
    author = november["author"]
    with as_actor(author):
        report = workflow.prepare(report=report_of("", "GZ-W1"))
        with pytest.raises(NotReady) as refused:
            workflow.hand_in(by=author, report_id=report.pk)
    problems = dict(refused.value.extra["problems"])
    assert set(problems) >= {"next", "overview"}


def test_the_report_of_the_city_is_reviewed_countersigned_and_signed_by_others(
    november: dict[str, Actor],
) -> None:
    author, head, admin = november["author"], november["head"], november["admin"]
    report = written(author, report_of("", "GZ-W1"))
    with as_actor(author):
        edition = workflow.hand_in(by=author, report_id=report.pk)
        with pytest.raises(NotAllowed):
            workflow.approve(by=author, report_id=report.pk)
    with as_actor(admin):
        workflow.approve(by=admin, report_id=report.pk)
    with as_actor(november["EDUCATION"]):
        with pytest.raises(DomainError, match="意见"):
            workflow.say(by=november["EDUCATION"], report_id=report.pk, member="市教育局", verdict="OBJECTS")
        workflow.say(by=november["EDUCATION"], report_id=report.pk, member="市教育局", verdict="AGREES")
        with pytest.raises(DomainError):
            workflow.say(by=november["EDUCATION"], report_id=report.pk, member="市妇联", verdict="AGREES")
    with as_actor(author):
        assert len(countersigning(report)) == 17
        with pytest.raises(DomainError, match="市妇联"):
            workflow.approve(by=author, report_id=report.pk)
        workflow.approve(by=author, report_id=report.pk, reason="其余单位逾期未复，视同无意见")
    with as_actor(head):
        signed = workflow.approve(by=head, report_id=report.pk)
    assert signed.state == "SIGNED" and signed.signed_by_id == head.user_id
    with nation_scope(reason="test looks"):
        kept = ReportEdition.objects.get(report=report)
        assert kept.digest == edition.digest == digest_of(kept.content)
        passed = steps_of(report_with_people(report.pk), [kept], [])[1:]
    assert [step.who for step in passed] == [admin.name, author.name, head.name]
    assert all(step.state == "done" and step.at is not None for step in passed)


def test_a_report_sent_back_says_why_and_comes_again_as_the_next_edition(november: dict[str, Actor]) -> None:
    author, admin = november["author"], november["admin"]
    report = written(author, report_of("", "GZ-W1"))
    with as_actor(author):
        workflow.hand_in(by=author, report_id=report.pk)
    with as_actor(admin):
        back = workflow.send_back(by=admin, report_id=report.pk, reason="补充持证率原因")
    assert (back.state, back.returned_because) == ("DRAFT", "补充持证率原因")
    assert back.reviewed_by_id is None and back.countersigned_at is None
    with as_actor(author):
        assert workflow.hand_in(by=author, report_id=report.pk).number == 2


def test_nobody_changes_an_edition(november: dict[str, Actor]) -> None:
    author = november["EDUCATION"]
    report = written(author, report_of("市教育局"))
    with as_actor(author):
        workflow.hand_in(by=author, report_id=report.pk)
    with nation_scope(reason="test tries"), pytest.raises(DatabaseError), transaction.atomic():
        ReportEdition.objects.filter(report=report).update(digest="0" * 64)


def test_a_facility_owes_its_annual_report_and_its_manager_hands_it_in(cast: Cast) -> None:
    facility = filed(cast)
    with clock.frozen(clock.now().replace(year=2026, month=12, day=1)):
        assert workflow.open_reports() >= 1
        clerk = cast.operator(facility, FacilityRole.CLERK)
        manager = cast.operator(facility, FacilityRole.MANAGER)
        with nation_scope(reason="test looks"):
            report = Report.objects.get(facility=facility)
            assert Obligation.objects.get(subject_id=report.pk, rule="facility_annual_report").due_on == date(
                2026, 12, 31
            )
        report = written(clerk, report)
        with as_actor(clerk), pytest.raises(NotAllowed):
            workflow.hand_in(by=clerk, report_id=report.pk)
        with as_actor(manager):
            edition = workflow.hand_in(by=manager, report_id=report.pk)
        assert edition.content["title"].startswith(facility.name)
        with as_actor(cast.officer):
            assert workflow.receive(by=cast.officer, report_id=report.pk).state == "RECEIVED"
        with as_actor(cast.stranger), pytest.raises(Report.DoesNotExist):
            workflow.receive(by=cast.stranger, report_id=report.pk)


def test_a_report_is_begun_by_hand_where_no_text_asks_for_it(cast: Cast) -> None:
    officer = cast.officer
    with as_actor(officer):
        place = officer.region_id
        report = workflow.begin(by=officer, place=place, form="CN-W2", period=2025)
        assert workflow.begin(by=officer, place=place, form="CN-W2", period=2025).pk == report.pk
        with pytest.raises(DomainError, match="开始"):
            workflow.begin(by=officer, place=place, form="CN-W2", period=clock.today().year + 1)
        with pytest.raises(DomainError):
            workflow.begin(by=officer, place=place, form="GZ-W1", period=2025)
    assert timedelta(0) <= clock.now() - report.began_at


def test_a_night_for_one_place_begins_what_its_offices_and_facilities_owe(cast: Cast) -> None:
    filed(cast)
    with clock.frozen(clock.now().replace(year=2026, month=12, day=1)):
        assert workflow.open_reports(OUHAI) == 0
        assert workflow.open_reports(ZHANGGONG) == 1
    with clock.frozen(A_NOVEMBER_DAY):
        assert workflow.open_reports(ZHANGGONG) == 0
        assert workflow.open_reports(GANZHOU) == 19


def test_the_office_of_the_joint_meeting_never_signs_for_a_member_that_has_people(
    november: dict[str, Actor],
) -> None:
    author, head = november["EDUCATION"], november["head"]
    report = written(author, report_of("市教育局"))
    with as_actor(november["author"]), pytest.raises(NotAllowed):
        workflow.hand_in(by=november["author"], report_id=report.pk)
    with as_actor(author):
        workflow.hand_in(by=author, report_id=report.pk)
    with as_actor(head), pytest.raises(NotAllowed):
        workflow.approve(by=head, report_id=report.pk)


def test_a_report_begun_by_hand_before_the_night_is_owed_all_the_same(cast: Cast) -> None:
    author = people(cast)["author"]
    with as_actor(author):
        report = workflow.begin(by=author, place=GANZHOU, form="GZ-W1", period=2026)
    with nation_scope(reason="test looks"):
        owed = Obligation.objects.get(subject_id=report.pk, rule="joint_meeting_report")
        assert (owed.due_on, owed.status) == (report.due_on, Status.OPEN)


def test_a_facility_that_has_ended_owes_no_report_any_more(cast: Cast) -> None:
    facility = filed(cast)
    with clock.frozen(clock.now().replace(year=2026, month=12, day=1)):
        workflow.open_reports()
        with nation_scope(reason="test ends"):
            set_state(
                by=cast.officer, facility=facility, state=FacilityState.CANCELLED, event="facility.cancelled"
            )
        workflow.open_reports()
        with nation_scope(reason="test looks"):
            assert Report.objects.get(facility=facility).state == "DROPPED"
