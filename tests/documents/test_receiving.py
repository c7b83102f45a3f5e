"""An upload becomes a row either way: kept and checked, or refused with its reason."""

from pathlib import Path

import pytest
from django.db import transaction

from accounts.errors import NotAllowed
from audit.models import AuditEvent
from documents import storage
from documents.enums import FileKind, FileState, Purpose
from documents.errors import DigestMismatch, FileNotUsable
from documents.models import StoredFile
from documents.queries import file_bytes, file_for, usable
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import NANKANG, ZHANGGONG, Cast, as_actor
from tests.documents import books, pdfs, pictures
from tests.documents.conftest import Receive


def trail(file: StoredFile) -> list[AuditEvent]:
    with nation_scope(reason="look at the trail"):
        return list(
            AuditEvent.objects.filter(subject_type="documents.storedfile", subject_id=file.pk).order_by("id")
        )


def stored_paths(store: Path) -> list[Path]:
    return [path for path in (store / "store").rglob("*") if path.is_file()]


def test_an_operator_hands_in_a_contract(cast: Cast, receive: Receive) -> None:
    facility = cast.facility()
    operator = cast.operator(facility)

    file = receive(operator, facility, pdfs.plain(6), "租赁合同.pdf", slot="M2")

    assert (file.state, file.kind, file.pages, file.slot) == (FileState.CLEAN, FileKind.PDF, 6, "M2")
    assert (file.region_id, file.facility_id, file.uploaded_by_id) == (
        facility.region_id,
        facility.pk,
        operator.user_id,
    )
    assert file.verdict
    assert file_bytes(file) == pdfs.plain(6)


def test_the_bytes_lie_under_a_random_name_that_only_we_may_read(
    cast: Cast, receive: Receive, store: Path
) -> None:
    facility = cast.facility()

    file = receive(cast.operator(facility), facility, name="示例·李青的健康证.jpg")

    (path,) = stored_paths(store)
    assert path == storage.path_of(file.storage_key)
    assert "李青" not in str(path)
    assert path.stat().st_mode & 0o077 == 0
    assert not list((store / "incoming").iterdir())


def test_a_refused_file_leaves_its_reason_and_no_bytes(cast: Cast, receive: Receive, store: Path) -> None:
    facility = cast.facility()

    file = receive(cast.operator(facility), facility, books.zipped({"a": b"1"}), "食堂全套.zip")

    assert (file.state, file.refusal, file.storage_key) == (FileState.REFUSED, "ARCHIVE", "")
    assert "食堂全套.zip" in str(file.verdict.reason)
    assert stored_paths(store) == []
    with pytest.raises(FileNotUsable):
        usable(file)


def test_names_are_cleaned_for_display(cast: Cast, receive: Receive) -> None:
    facility = cast.facility()

    file = receive(cast.operator(facility), facility, name="..\\..\\etc/合同\u202egpj.\x00exe\u200b.jpg")

    assert file.original_name == "合同gpj.exe.jpg"


def test_every_upload_is_on_the_trail_without_the_name_of_the_file(cast: Cast, receive: Receive) -> None:
    facility = cast.facility()
    operator = cast.operator(facility)

    kept = receive(operator, facility, name="李青.jpg")
    refused = (
        receive(operator, facility, b"", "李青.pdf")
        if False
        else receive(operator, facility, b"GIF89a\x00", "李青.gif")
    )

    assert [e.event for e in trail(kept)] == ["file.received"]
    assert [e.event for e in trail(refused)] == ["file.refused"]
    assert "李青" not in str([e.data for e in trail(kept) + trail(refused)])


def test_only_people_of_the_facility_hand_in_its_materials(cast: Cast, receive: Receive) -> None:
    facility, other = cast.facility(), cast.facility(name="示例·别家托育园")

    for actor in (cast.operator(other), cast.officer, cast.registrar, cast.neighbour):
        with pytest.raises(NotAllowed):
            receive(actor, facility)


def test_a_registrar_hands_in_a_sheet_for_its_own_district_only(cast: Cast, receive: Receive) -> None:
    here, there = Region.objects.get(pk=ZHANGGONG), Region.objects.get(pk=NANKANG)

    file = receive(
        cast.registrar, None, books.workbook(), "推送.xlsx", purpose=Purpose.PUSH_SHEET, region=here, slot=""
    )

    assert (file.state, file.kind, file.facility_id) == (FileState.CLEAN, FileKind.XLSX, None)
    with pytest.raises(NotAllowed):
        receive(
            cast.registrar,
            None,
            books.workbook(),
            "推送.xlsx",
            purpose=Purpose.PUSH_SHEET,
            region=there,
            slot="",
        )


def test_a_picture_is_not_a_sheet_and_a_sheet_is_no_evidence(cast: Cast, receive: Receive) -> None:
    facility, here = cast.facility(), Region.objects.get(pk=ZHANGGONG)

    assert receive(cast.operator(facility), facility, books.workbook(), "名单.xlsx").refusal == "WRONG_KIND"
    sheet = receive(
        cast.registrar, None, pictures.photo(), "a.xlsx", purpose=Purpose.PUSH_SHEET, region=here, slot=""
    )
    assert sheet.refusal == "RENAMED"


def test_bytes_that_changed_in_the_store_are_never_shown(cast: Cast, receive: Receive) -> None:
    facility = cast.facility()
    file = receive(cast.operator(facility), facility)
    path = storage.path_of(file.storage_key)

    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(DigestMismatch):
        file_bytes(file)
    path.unlink()
    with pytest.raises(DigestMismatch):
        file_bytes(file)


def test_a_row_that_cannot_be_written_leaves_no_bytes(cast: Cast, receive: Receive, store: Path) -> None:
    facility = cast.facility()
    operator = cast.operator(facility)

    with pytest.raises(ValueError, match="slot"), transaction.atomic():
        receive(operator, facility, slot=_Unsavable())

    assert stored_paths(store) == []


class _Unsavable:
    def resolve_expression(self, *args: object, **kwargs: object) -> None:
        raise ValueError("slot")


def test_people_of_other_places_find_no_file(cast: Cast, receive: Receive) -> None:
    facility, other = cast.facility(), cast.facility(name="示例·别家托育园")
    file = receive(cast.operator(facility), facility)

    for actor in (cast.operator(facility), cast.officer, cast.city):
        with as_actor(actor):
            assert file_for(actor, file.pk) == file
    for actor in (cast.operator(other), cast.neighbour, cast.stranger):
        with as_actor(actor), pytest.raises(StoredFile.DoesNotExist):
            file_for(actor, file.pk)
    with as_actor(cast.registrar), pytest.raises(NotAllowed):
        file_for(cast.registrar, file.pk)
