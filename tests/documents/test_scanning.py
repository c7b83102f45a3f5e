"""With a malware scanner a file waits for its verdict; while the scanner is down it waits, and nobody is hindered."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf.generic import DecodedStreamObject

from audit.models import AuditEvent
from documents import scanning
from documents.enums import FileState
from documents.models import StoredFile
from documents.workflow.awaiting import scan_waiting
from regions.scope import nation_scope
from tests.cast import Cast
from tests.documents import pdfs
from tests.documents.conftest import Receive
from tests.documents.scanner import EICAR, Clamd, listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(settings: Any) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:  # a short path: sockets have no long ones
        settings.CLAMD = f"{folder}/c"
        yield Path(settings.CLAMD)


@pytest.fixture
def clamd(address: Path) -> Iterator[Clamd]:
    with listening(address) as found:
        yield found


def again(file: StoredFile) -> StoredFile:
    with nation_scope(reason="test"):
        return StoredFile.objects.get(pk=file.pk)


def infected() -> bytes:
    """A sound PDF with the industry's test file inside."""
    stream = DecodedStreamObject()
    stream.set_data(EICAR)
    return pdfs.built(lambda writer: writer._add_object(stream))


def handed_in(cast: Cast, receive: Receive, content: bytes = b"") -> StoredFile:
    facility = cast.facility()
    return receive(cast.operator(facility), facility, content or pdfs.plain(1), "合同.pdf", slot="M2")


def test_a_sound_file_waits_and_is_released_by_the_verdict(
    cast: Cast, receive: Receive, clamd: Clamd
) -> None:
    file = handed_in(cast, receive)
    assert file.state == FileState.SCANNED and not file.usable
    assert scan_waiting() == 1
    assert again(file).state == FileState.CLEAN and clamd.seen == [pdfs.plain(1)]
    assert scan_waiting() == 0


def test_malware_is_refused_with_its_name_and_the_trail_knows(
    cast: Cast, receive: Receive, clamd: Clamd
) -> None:
    file = handed_in(cast, receive, infected())
    assert file.state == FileState.SCANNED
    assert scan_waiting() == 1
    found = again(file)
    assert (found.state, found.refusal_facts) == (FileState.REFUSED, {"malware": "Eicar-Test-Signature"})
    with nation_scope(reason="test"):
        assert AuditEvent.objects.filter(event="file.refused", subject_id=file.pk).exists()


@pytest.mark.parametrize("fault", ["down", "hang", "garbage", "limit"])
def test_without_a_verdict_the_file_waits_and_gets_one_later(
    cast: Cast, receive: Receive, address: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_SECONDS", 0.5)
    file = handed_in(cast, receive)
    if fault == "down":
        assert scan_waiting() == 0
    else:
        with listening(address) as clamd:
            clamd.fault = fault
            assert scan_waiting() == 0
    assert again(file).state == FileState.SCANNED and not again(file).usable
    with listening(address):
        assert scan_waiting() == 1
    assert again(file).state == FileState.CLEAN


def test_without_a_scanner_the_structure_decides_and_nothing_claims_more(
    cast: Cast, receive: Receive
) -> None:
    file = handed_in(cast, receive)
    assert file.state == FileState.CLEAN
    assert scan_waiting() == 0
