"""Files of a report on its page: asked for, watched, stopped, taken; each by those who may read the report."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.actors import Actor
from regions.scope import nation_scope
from reporting.models import Report, ReportPrint, ReportSection
from reporting.reports.workflow import print_waiting
from tests.frontend.markup import faults
from tests.pages import signed_in
from tests.reporting.reports.test_pages import handed_in, november, page_of, post, report_of

pytestmark = pytest.mark.django_db
__all__ = ["november"]
SCRIPT = {"HTTP_HX_REQUEST": "true"}


def asked(actor: Actor, report: Report, form: str = "PDF", edition: int = 0) -> Any:
    address = reverse("reports:ask_print", args=[report.pk])
    return signed_in(actor).post(address, {"form": form, "edition": edition}, **SCRIPT)


def newest(report: Report) -> ReportPrint:
    with nation_scope(reason="test looks"):
        return ReportPrint.objects.filter(report=report).latest("id")


def test_a_file_is_asked_for_watched_and_taken(november: dict[str, Actor]) -> None:
    author = november["EDUCATION"]
    report = handed_in(author, report_of("市教育局"))
    card = asked(author, report, edition=1).content.decode()
    assert faults(card, fragment=True) == [] and "load delay:2s" in card and "取消" in card
    assert print_waiting() == 1
    card = signed_in(author).get(reverse("reports:files", args=[report.pk]), **SCRIPT).content.decode()
    assert "load delay:2s" not in card and "下载" in card
    file = signed_in(author).get(reverse("reports:print_file", args=[newest(report).pk]))
    assert file.status_code == 200 and b"".join(file) [:5] == b"%PDF-"  # fmt: skip
    assert "下载" in page_of(november["author"], report)  # whoever reads the report takes it too


def test_a_file_is_stopped_by_who_asked_and_by_nobody_else(november: dict[str, Actor]) -> None:
    author, head = november["EDUCATION"], november["EDUCATION head"]
    report = handed_in(author, report_of("市教育局"))
    asked(author, report, edition=1)
    address = reverse("reports:stop_print", args=[newest(report).pk])
    card = signed_in(head).get(reverse("reports:files", args=[report.pk]), **SCRIPT).content.decode()
    assert address not in card
    assert signed_in(head).post(address, **SCRIPT).status_code == 403
    assert signed_in(author).post(address, **SCRIPT).status_code == 200
    assert newest(report).state == "STOPPED"
    assert signed_in(author).post(address).status_code == 302  # without script: back to the page


def test_a_draft_that_nobody_opened_is_printed_with_its_sections(november: dict[str, Actor]) -> None:
    report = report_of("", "GZ-W1")
    assert asked(november["author"], report, "XLSX").status_code == 200
    with nation_scope(reason="test looks"):
        assert ReportSection.objects.filter(report=report).count() == 9
    assert newest(report).content["parts"][0]["title"] == "总体情况"


def test_unknown_kinds_and_editions_are_told_and_nothing_is_made(november: dict[str, Actor]) -> None:
    report = report_of("", "GZ-W1")
    for form, edition in (("EXE", "0"), ("", "0"), ("PDF", "77"), ("PDF", "9" * 20)):
        assert asked(november["author"], report, form, edition).status_code == 200  # type: ignore[arg-type]
    with nation_scope(reason="test looks"):
        assert ReportPrint.objects.filter(report=report).exclude(edition=0).count() == 0


def test_files_of_another_office_are_not_there(november: dict[str, Actor]) -> None:
    author, fire = november["EDUCATION"], november["FIRE"]
    report = handed_in(author, report_of("市教育局"))
    asked(author, report, edition=1)
    print_waiting()
    client, row = signed_in(fire), newest(report)
    assert client.get(reverse("reports:files", args=[report.pk]), **SCRIPT).status_code == 404
    assert client.get(reverse("reports:print_file", args=[row.pk])).status_code in (403, 404)
    assert client.post(reverse("reports:stop_print", args=[row.pk])).status_code == 404
    assert post(fire, "ask_print", report, form="PDF").status_code == 404
