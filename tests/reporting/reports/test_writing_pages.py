"""Writing on the page: nothing typed is lost, whatever is refused; and the steps, each with its refusals."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.actors import Actor
from accounts.enums import FacilityRole
from kernel import clock
from regions.scope import nation_scope
from reporting.models import Report, ReportEdition, ReportOpinion, ReportSection
from reporting.reports import workflow
from tests.cast import Cast, as_actor
from tests.frontend.markup import faults
from tests.inspections.visiting import filed
from tests.pages import signed_in, text
from tests.reporting.reports.acts import written
from tests.reporting.reports.test_pages import handed_in, november, page_of, post, report_of

pytestmark = pytest.mark.django_db
__all__ = ["november"]


def write(actor: Actor, report: Report, code: str, **data: Any) -> Any:
    return signed_in(actor).post(reverse("reports:section", args=[report.pk, code]), data)


def kept(report: Report, code: str) -> ReportSection:
    with nation_scope(reason="test looks"):
        return ReportSection.objects.get(report=report, code=code)


def source(response: Any) -> str:
    return str(response.content.decode())


def test_the_first_text_that_is_saved_writes_all_sections_out(november: dict[str, Actor]) -> None:
    author, report = november["author"], report_of("", "GZ-W1")
    client = signed_in(author)
    page = text(client.get(reverse("reports:section", args=[report.pk, "next"])))
    assert faults(page) == [] and "写明存在的主要问题" in page and 'data-insert="{places}"' in page
    with nation_scope(reason="test looks"):
        assert not ReportSection.objects.filter(report=report).exists()
    answer = write(author, report, "next", body="一是缺人。\n\n- 培训\n## 下一步", version="1", done="1")
    assert answer.status_code == 302
    section = kept(report, "next")
    assert section.done and section.body.startswith("一是缺人。") and section.edited_by_id == author.user_id
    page = text(client.get(reverse("reports:section", args=[report.pk, "next"])))
    assert "<li>培训</li>" in page.replace("\n", "") and "<h4>下一步</h4>" in page


def test_two_who_write_at_once_see_both_texts_and_save_again(november: dict[str, Actor]) -> None:
    author, head, report = november["author"], november["head"], report_of("", "GZ-W1")
    assert write(author, report, "next", body="甲的话", version="1").status_code == 302
    answer = write(head, report, "next", body="乙的话", version="1")
    assert answer.status_code == 422
    page = source(answer)
    assert faults(page) == [] and "甲的话" in page and "乙的话" in page and author.name in page
    assert 'name="version" value="2"' in page.replace(' id="id_version"', "")
    assert kept(report, "next").body == "甲的话"
    assert write(head, report, "next", body="甲的话，乙的话", version="2").status_code == 302
    assert kept(report, "next").body == "甲的话，乙的话"


def test_a_figure_that_nobody_knows_is_named_beside_the_field(november: dict[str, Actor]) -> None:
    answer = write(november["author"], report_of("", "GZ-W1"), "overview", body="托位{plcaes}", version="1")
    page = source(answer)
    assert answer.status_code == 422 and faults(page) == []
    assert page.count("{plcaes}") >= 3  # in the message, the field and the preview
    assert 'id="id_body-error"' in page


def test_an_empty_section_is_not_done(november: dict[str, Actor]) -> None:
    answer = write(november["author"], report_of("", "GZ-W1"), "next", body="  ", version="1", done="1")
    assert answer.status_code == 422 and "空" in source(answer)


def test_too_much_text_comes_back_whole(november: dict[str, Actor]) -> None:
    much = "字" * 20_001
    answer = write(november["author"], report_of("", "GZ-W1"), "next", body=much, version="1")
    assert answer.status_code == 422 and source(answer).count(much) >= 1


def test_text_typed_while_the_report_was_handed_in_is_not_lost(november: dict[str, Actor]) -> None:
    author = november["EDUCATION"]
    report = handed_in(author, report_of("市教育局"))
    answer = write(author, report, "done", body="迟到的话", version="2")
    assert answer.status_code == 422 and "迟到的话" in source(answer) and "没有保存" in source(answer)
    page = signed_in(author).get(reverse("reports:section", args=[report.pk, "done"]))
    assert page.status_code == 302  # what is frozen is read, not written


def test_bad_versions_and_unknown_sections_are_no_server_errors(november: dict[str, Actor]) -> None:
    author, report = november["author"], report_of("", "GZ-W1")
    for version in ("", "x", "0", "9" * 30):
        answer = write(author, report, "next", body="留下的话", version=version)
        assert answer.status_code == 422 and "留下的话" in source(answer), version
    assert write(author, report, "nothing", body="x", version="1").status_code == 404
    assert signed_in(author).get(reverse("reports:section", args=[report.pk, "nothing"])).status_code == 404


def test_another_office_writes_nothing(november: dict[str, Actor]) -> None:
    report = report_of("市教育局")
    assert write(november["FIRE"], report, "done", body="x", version="1").status_code == 404
    assert post(november["FIRE"], "hand_in", report).status_code == 404
    assert post(november["FIRE"], "receive", report).status_code in (403, 404)


def test_a_hand_in_lists_what_is_missing_with_links(november: dict[str, Actor]) -> None:
    author, report = november["author"], report_of("", "GZ-W1")
    answer = post(author, "hand_in", report)
    page = source(answer)
    assert answer.status_code == 422 and faults(page) == []
    assert reverse("reports:section", args=[report.pk, "next"]) in page and "问题与下一步：" in page
    with nation_scope(reason="test looks"):
        assert Report.objects.get(pk=report.pk).state == "DRAFT"
        assert not ReportEdition.objects.filter(report=report).exists()


def test_a_report_goes_through_its_steps_on_the_pages(november: dict[str, Actor]) -> None:
    author, head, admin = november["author"], november["head"], november["admin"]
    report = written(author, report_of("", "GZ-W1"))
    assert post(author, "hand_in", report, version=report.version).status_code == 302
    assert post(author, "approve", report, version=2).status_code == 403
    assert post(admin, "approve", report, version=2).status_code == 302
    member = november["EDUCATION"]
    refused = post(member, "say", report, member="市教育局", verdict="OBJECTS", text="")
    assert refused.status_code == 422 and 'id="id_text-error"' in source(refused)
    assert post(member, "say", report, member="市妇联", verdict="AGREES").status_code == 422
    assert post(member, "say", report, member="市教育局", verdict="AGREES").status_code == 302
    assert post(author, "say", report, member="市总工会", verdict="AGREES").status_code == 302  # on paper
    refused = post(author, "approve", report, version=3)
    assert refused.status_code == 422 and "市妇联" in source(refused)
    assert post(author, "approve", report, version=3, reason="其余逾期未复").status_code == 302
    assert post(author, "approve", report, version=4).status_code == 403
    assert post(head, "approve", report, version=4).status_code == 302
    with nation_scope(reason="test looks"):
        row = Report.objects.get(pk=report.pk)
        assert row.state == "SIGNED" and row.signed_by_id == head.user_id
        assert ReportOpinion.objects.filter(report=report).count() == 2
    assert "已冻结" in page_of(head, report)


def test_sending_back_needs_a_reason_and_shows_it_to_the_author(november: dict[str, Actor]) -> None:
    author, head = november["EDUCATION"], november["EDUCATION head"]
    report = handed_in(author, report_of("市教育局"))
    refused = post(head, "send_back", report, reason=" ", version=report.version)
    assert refused.status_code == 422 and 'id="id_reason-error"' in source(refused)
    assert post(head, "send_back", report, reason="补充持证率", version=report.version).status_code == 302
    assert "补充持证率" in page_of(author, report)


def test_whoever_decides_on_an_old_page_is_told_and_keeps_the_reason(november: dict[str, Actor]) -> None:
    author, head = november["EDUCATION"], november["EDUCATION head"]
    report = handed_in(author, report_of("市教育局"))
    answer = post(head, "send_back", report, reason="打了很久的字", version=report.version - 1)
    assert answer.status_code == 422 and "打了很久的字" in source(answer)


def test_a_member_s_report_is_received_or_returned(november: dict[str, Actor]) -> None:
    author, head, office = november["EDUCATION"], november["EDUCATION head"], november["author"]
    report = handed_in(author, report_of("市教育局"))
    with as_actor(head):
        workflow.approve(by=head, report_id=report.pk)
    assert post(author, "receive", report).status_code == 403
    assert post(office, "return", report, reason="").status_code == 422
    assert post(office, "return", report, reason="缺数据").status_code == 302
    assert "缺数据" in page_of(author, report)
    with as_actor(author):
        workflow.hand_in(by=author, report_id=report.pk)
    with as_actor(head):
        workflow.approve(by=head, report_id=report.pk)
    assert post(office, "receive", report).status_code == 302
    with nation_scope(reason="test looks"):
        assert Report.objects.get(pk=report.pk).state == "RECEIVED"


def test_a_clerk_writes_and_the_manager_hands_in(cast: Cast) -> None:
    facility = filed(cast)
    with clock.frozen(clock.now().replace(year=2026, month=12, day=1)):
        workflow.open_reports()
        clerk = cast.operator(facility, FacilityRole.CLERK)
        manager = cast.operator(facility, FacilityRole.MANAGER)
        with nation_scope(reason="test looks"):
            report = Report.objects.get(facility=facility)
        assert (
            post(manager, "hand_in", report).status_code == 422
        )  # nobody has opened it, so nothing is written
        for code in ("overview", "care", "safety", "next"):
            assert (
                write(clerk, report, code, body="全年开展照护服务。", version="1", done="1").status_code
                == 302
            )
        assert post(clerk, "hand_in", report).status_code == 403
        assert post(manager, "hand_in", report).status_code == 302
        assert post(cast.officer, "receive", report).status_code == 302


def test_a_report_is_begun_by_hand_with_errors_beside_the_fields(cast: Cast) -> None:
    client, address = signed_in(cast.officer), reverse("reports:begin")
    page = text(client.get(address))
    assert faults(page) == [] and "年度托育服务工作报告" in page
    refused = client.post(address, {"form": "CN-W2", "period": "202603"})
    assert refused.status_code == 422 and 'id="id_period-error"' in source(refused)
    assert client.post(address, {"form": "GZ-W9", "period": "2026"}).status_code == 422
    done = client.post(address, {"form": "CN-W2", "period": "2026"})
    assert done.status_code == 302
    assert client.post(address, {"form": "CN-W2", "period": "2026"})["Location"] == done["Location"]
