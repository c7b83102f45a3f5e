"""Who may look at a file, and with which precautions it is sent."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.actors import Actor
from accounts.models import User
from audit.models import AuditEvent
from documents import storage
from documents.enums import PaperKind, Purpose
from documents.models import Paper, StoredFile
from documents.queries import file_bytes
from documents.workflow import render_waiting, request_paper
from facilities.models import Facility
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.documents import books, papers, pdfs, pictures
from tests.documents.conftest import Receive


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def without_token(answer: HttpResponse) -> str:
    """The page but for the form token and the address that was asked for."""
    page = answer.content.decode().replace(answer.request["PATH_INFO"], "")
    return re.sub(r'csrf[^>]*?value="[^"]*"|"X-CSRFToken": ?"[^"]*"', "", page)


def page_of(file: StoredFile, number: int = 1, **query: object) -> str:
    return reverse("documents:page", args=[file.pk, number], query=query or None)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


@pytest.fixture
def contract(cast: Cast, facility: Facility, receive: Receive) -> StoredFile:
    return receive(cast.operator(facility), facility, pdfs.plain(3), "租赁合同.pdf", slot="M2")


@pytest.fixture
def receipt(cast: Cast, facility: Facility, store: Path) -> Paper:
    snapshot = papers.receipt()
    with as_actor(cast.officer):
        paper = request_paper(
            by=cast.officer,
            facility=facility,
            kind=PaperKind.RECEIPT,
            number=snapshot.number,
            subject=facility,
            snapshot=snapshot,
        )
    render_waiting()
    return paper


def test_the_officer_reads_a_contract_page_by_page(cast: Cast, contract: StoredFile) -> None:
    answer = signed_in(cast.officer).get(page_of(contract, 3, width=500))

    picture = Image.open(BytesIO(answer.content))
    assert (answer.status_code, answer["Content-Type"], picture.format, picture.width) == (
        200,
        "image/png",
        "PNG",
        800,
    )
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_photo_is_shown_in_the_width_asked_for(cast: Cast, facility: Facility, receive: Receive) -> None:
    photo = receive(cast.operator(facility), facility, pictures.photo(1600, 1200))

    for asked, drawn in (("240", 240), ("241", 480), ("99999", 2000), ("-5", 800), ("abc", 800), ("", 800)):
        answer = signed_in(cast.officer).get(page_of(photo), {"width": asked})
        assert Image.open(BytesIO(answer.content)).width == drawn


def test_a_page_beyond_the_end_is_not_found(cast: Cast, contract: StoredFile) -> None:
    client = signed_in(cast.officer)

    assert [client.get(page_of(contract, n)).status_code for n in (0, 1, 3, 4, 999_999)] == [
        404,
        200,
        200,
        404,
        404,
    ]


def test_foreign_and_absent_files_look_the_same(
    cast: Cast, contract: StoredFile, receipt: Paper, receive: Receive
) -> None:
    other = cast.operator(cast.facility(name="示例·别家托育园"))

    for actor in (other, cast.neighbour, cast.stranger):
        client = signed_in(actor)
        for name, foreign in (
            ("documents:page", [contract.pk, 1]),
            ("documents:download", [contract.pk]),
            ("documents:paper", [receipt.pk]),
            ("documents:paper_page", [receipt.pk, 1]),
        ):
            hidden = client.get(reverse(name, args=foreign))
            absent = client.get(reverse(name, args=[987654, *foreign[1:]]))
            assert (hidden.status_code, absent.status_code) == (404, 404)
            assert without_token(hidden) == without_token(absent)


def test_nobody_signs_in_past_the_door(contract: StoredFile, receipt: Paper) -> None:
    for url in (
        page_of(contract),
        reverse("documents:download", args=[contract.pk]),
        reverse("documents:paper", args=[receipt.pk]),
    ):
        assert Client().get(url).status_code == 302


def test_a_download_is_recorded_and_sent_with_every_precaution(cast: Cast, contract: StoredFile) -> None:
    answer = signed_in(cast.officer).get(reverse("documents:download", args=[contract.pk]))

    assert answer.content == pdfs.plain(3)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%A7%9F")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    with nation_scope(reason="look at the trail"):
        event = AuditEvent.objects.get(event="file.downloaded")
    assert (event.actor_id, event.subject_id, event.outcome) == (cast.officer.user_id, contract.pk, "READ")


def test_a_download_is_named_after_what_the_file_is(cast: Cast, facility: Facility, receive: Receive) -> None:
    file = receive(cast.operator(facility), facility, pdfs.plain(), "合同.jpg")

    answer = signed_in(cast.officer).get(reverse("documents:download", args=[file.pk]))

    assert answer["Content-Disposition"].endswith("%E5%90%88%E5%90%8C.jpg.pdf")


def test_a_refused_file_cannot_be_opened_and_says_why(
    cast: Cast, facility: Facility, receive: Receive
) -> None:
    file = receive(cast.operator(facility), facility, pdfs.with_javascript(), "脚本.pdf")
    client = signed_in(cast.operator(facility))

    for url in (page_of(file), reverse("documents:download", args=[file.pk])):
        answer = client.get(url)
        assert answer.status_code == 409
        assert "脚本.pdf" in answer.content.decode()


def test_the_operator_takes_the_receipt_home(cast: Cast, facility: Facility, receipt: Paper) -> None:
    client = signed_in(cast.operator(facility))

    answer = client.get(reverse("documents:paper", args=[receipt.pk]))
    picture = client.get(reverse("documents:paper_page", args=[receipt.pk, 1]))

    assert answer.content.startswith(b"%PDF-")
    assert "attachment" in answer["Content-Disposition"]
    assert Image.open(BytesIO(picture.content)).width == 800
    with nation_scope(reason="look at the trail"):
        assert AuditEvent.objects.filter(event="paper.downloaded", subject_id=receipt.pk).count() == 1


def test_a_paper_that_is_still_being_prepared_is_not_found(cast: Cast, receipt: Paper) -> None:
    with nation_scope(reason="not printed yet"):
        Paper.objects.filter(pk=receipt.pk).update(state="REQUESTED")

    assert signed_in(cast.officer).get(reverse("documents:paper", args=[receipt.pk])).status_code == 404


def test_a_second_look_needs_no_drawing(cast: Cast, contract: StoredFile, store: Path) -> None:
    client = signed_in(cast.officer)
    first = client.get(page_of(contract)).content
    storage.path_of(contract.storage_key).unlink()

    assert client.get(page_of(contract)).content == first


def test_changed_bytes_are_an_error_and_not_a_page(cast: Cast, contract: StoredFile) -> None:
    storage.path_of(contract.storage_key).write_bytes(pdfs.plain(5))
    client = signed_in(cast.officer)
    client.raise_request_exception = False

    assert client.get(page_of(contract)).status_code == 500
    assert client.get(reverse("documents:download", args=[contract.pk])).status_code == 500


def test_a_sheet_is_downloaded_by_its_registrar_and_has_no_pages(cast: Cast, receive: Receive) -> None:
    region = Region.objects.get(pk=ZHANGGONG)
    sheet = receive(
        cast.registrar,
        None,
        books.workbook(),
        "推送.xlsx",
        purpose=Purpose.PUSH_SHEET,
        region=region,
        slot="",
    )
    client = signed_in(cast.registrar)

    assert client.get(page_of(sheet)).status_code == 404
    assert client.get(reverse("documents:download", args=[sheet.pk])).content == file_bytes(sheet)
    assert signed_in(cast.officer).get(reverse("documents:download", args=[sheet.pk])).status_code == 403


def test_only_reading_is_possible(cast: Cast, contract: StoredFile) -> None:
    assert signed_in(cast.officer).post(page_of(contract)).status_code == 405
