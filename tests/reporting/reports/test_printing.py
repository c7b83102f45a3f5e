"""Files of reports: asked for by whoever may read the report, made as PDF, Word or workbook, and taken out."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import RequestFactory
from docx import Document
from openpyxl import load_workbook

from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from documents import storage
from documents.errors import DigestMismatch
from documents.workflow import tidy
from kernel import clock
from regions.scope import nation_scope
from reporting.enums import PrintForm, PrintState, ReportState
from reporting.models import Report, ReportEdition, ReportPrint
from reporting.reports.downloads import print_file
from reporting.reports.workflow import ask_print, download_print, print_waiting, stop_print, tidy_prints
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.documents.test_tidying import aged
from tests.reporting.papers.test_pdf import text_of
from tests.reporting.reports.prints import asked, events, hand_in, now, stored_files, taken, told


def test_a_file_is_asked_for_made_told_of_and_taken_out(cast: Cast, report: Report) -> None:
    row = asked(cast, report, "PDF")
    assert row.state == PrintState.WAITING

    assert print_waiting() == 1

    ready = now(row)
    assert (ready.state, ready.done, ready.steps) == (PrintState.READY, 10, 10)
    assert (ready.pages > 3, ready.size > 10_000, ready.attempts) == (True, True, 1)
    content = taken(cast, row)
    assert len(content) == ready.size
    assert content.startswith(b"%PDF-")
    assert told() == [(cast.officer.user_id, "READY")]
    assert [events(name) for name in ("printed", "print_ready", "print_downloaded")] == [1, 1, 1]


def test_each_kind_of_file_is_what_it_says(cast: Cast, report: Report) -> None:
    rows = {form: asked(cast, report, form) for form in PrintForm.values}

    assert print_waiting() == 3

    assert taken(cast, rows["PDF"]).startswith(b"%PDF-")
    assert Document(BytesIO(taken(cast, rows["DOCX"]))).paragraphs
    assert load_workbook(BytesIO(taken(cast, rows["XLSX"]))).sheetnames[0] == "说明"


def test_a_draft_prints_the_report_of_the_moment_and_says_that_it_is_one(cast: Cast, report: Report) -> None:
    row = asked(cast, report, "PDF", edition=0)
    assert row.content["title"] == "章贡区2025年度报告"

    print_waiting()

    text = text_of(taken(cast, row)).replace(" ", "")
    assert "草稿" in text


def test_an_edition_is_a_draft_until_it_is_signed_and_then_bears_its_day(cast: Cast, report: Report) -> None:
    before = asked(cast, report, "PDF")
    print_waiting()
    with nation_scope(reason="the head signs"):
        Report.objects.filter(pk=report.pk).update(state=ReportState.SIGNED, signed_at=clock.now())
    after = asked(cast, report, "PDF")
    print_waiting()

    draft, signed = (text_of(taken(cast, row)) for row in (before, after))
    assert "第1稿（未签发）" in draft
    assert "2026年5月7日" not in draft
    assert "（未签发）" not in signed
    assert "2026年5月7日" in signed
    with nation_scope(reason="the frozen text"):
        digest = ReportEdition.objects.get(report=report).digest
    assert digest[:16] in draft
    assert digest[:16] in signed


def test_an_edition_that_was_sent_back_stays_a_draft_when_a_later_one_is_signed(
    cast: Cast, report: Report
) -> None:
    with nation_scope(reason="handed in again"):
        hand_in(report, 2)
        Report.objects.filter(pk=report.pk).update(state=ReportState.SIGNED, signed_at=clock.now())
    row = asked(cast, report, "PDF", edition=1)

    print_waiting()

    assert "第1稿（未签发）" in text_of(taken(cast, row))


def test_asking_twice_is_one_file_and_another_person_has_their_own(cast: Cast, report: Report) -> None:
    first, second, other = asked(cast, report), asked(cast, report), asked(cast, report, "DOCX")
    with as_actor(cast.head):
        of_the_head = ask_print(by=cast.head, report_id=report.pk, form="XLSX", edition=1)

    assert first.pk == second.pk
    assert len({first.pk, other.pk, of_the_head.pk}) == 3


def test_what_does_not_exist_is_refused_at_its_field(cast: Cast, report: Report) -> None:
    with as_actor(cast.officer):
        for form, edition, field in (("ODT", 1, "form"), ("PDF", 7, "edition"), ("PDF", -1, "edition")):
            with pytest.raises(DomainError) as refusal:
                ask_print(by=cast.officer, report_id=report.pk, form=form, edition=edition)
            assert refusal.value.field == field


def test_strangers_neither_ask_nor_stop_nor_take_out(cast: Cast, report: Report) -> None:
    row = asked(cast, report)
    print_waiting()

    for stranger in (cast.neighbour, cast.stranger):
        with as_actor(stranger):
            with pytest.raises((Report.DoesNotExist, NotAllowed)):
                ask_print(by=stranger, report_id=report.pk, form="PDF", edition=1)
            for act in (download_print, stop_print):
                with pytest.raises(ReportPrint.DoesNotExist):
                    act(by=stranger, print_id=row.pk)
    firemen = cast.official(ZHANGGONG, DepartmentKind.FIRE, Role.OFFICER)
    with as_actor(firemen), pytest.raises(NotAllowed):
        download_print(by=firemen, print_id=row.pk)


def test_only_who_asked_for_a_file_stops_it(cast: Cast, report: Report) -> None:
    row = asked(cast, report)

    with as_actor(cast.head), pytest.raises(NotAllowed):
        stop_print(by=cast.head, print_id=row.pk)
    assert now(row).state == PrintState.WAITING


def test_bytes_of_files_are_never_set_aside(cast: Cast, report: Report, store: Path) -> None:
    row = asked(cast, report)
    print_waiting()
    aged(storage.path_of(now(row).storage_key), 400)

    assert tidy() == (0, 0)
    assert taken(cast, row)


def test_changed_bytes_are_an_error_and_no_file(cast: Cast, report: Report) -> None:
    row = asked(cast, report)
    print_waiting()
    storage.path_of(now(row).storage_key).write_bytes(b"another")

    with pytest.raises(DigestMismatch):
        taken(cast, row)


def test_drafts_vanish_after_a_month_and_editions_stay(cast: Cast, report: Report, store: Path) -> None:
    draft, edition, stopped = asked(cast, report, edition=0), asked(cast, report), asked(cast, report, "PDF")
    with as_actor(cast.officer):
        stop_print(by=cast.officer, print_id=stopped.pk)
    print_waiting()
    assert tidy_prints() == 0
    with nation_scope(reason="a month passes"):
        ReportPrint.objects.update(asked_at=clock.now() - timedelta(days=31))

    assert tidy_prints() == 2

    with nation_scope(reason="look"):
        assert list(ReportPrint.objects.values_list("pk", flat=True)) == [edition.pk]
    assert stored_files(store) == 1
    assert draft.pk != edition.pk


def test_a_download_is_named_after_the_report(cast: Cast, report: Report) -> None:
    rows = [asked(cast, report, form, edition) for form, edition in (("PDF", 1), ("DOCX", 0))]
    print_waiting()

    names = []
    for row in rows:
        request = RequestFactory().get("/")
        request.actor, request.user = cast.officer, cast.user(cast.officer.username)  # type: ignore[attr-defined]
        with as_actor(cast.officer):
            answer = print_file.__wrapped__(request, row.pk)
        names.append(answer["Content-Disposition"])
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"

    assert names[0].startswith("attachment; filename*=utf-8''%E8%B5%A3")
    assert names[0].endswith(".pdf")
    assert names[1].endswith("%EF%BC%88%E8%8D%89%E7%A8%BF%EF%BC%89.docx")
