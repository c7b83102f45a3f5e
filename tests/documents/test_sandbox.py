"""A bomb can take neither the memory nor the time of the server, and learns no secret."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from documents.inspection.inspect import EVIDENCE, SHEETS, inspect
from documents.sandbox.errors import Rejected
from documents.sandbox.run import SECONDS, run
from tests.documents import books, pdfs, pictures
from tests.documents.watching import watched_children

BOMBS: dict[str, Callable[[], bytes]] = {
    "flate": lambda: pdfs.with_flate_bomb(1_000_000_000),
    "image in a pdf": lambda: pdfs.with_huge_image(20_000),
    "many objects": lambda: pdfs.with_many_objects(49_000),
    "deep nesting": lambda: pdfs.with_deep_nesting(1_000_000),
    "pixels": lambda: pictures.png_bomb(11_000),
    "comment": lambda: pictures.png_text_bomb(400),
    "zip": lambda: books.changed(books.workbook(), {"xl/media/a": b"\x00" * 79_000_000}),
    "shared strings": lambda: books.changed(
        books.workbook(), {"xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 2_000_000 + b"</sst>"}
    ),
}


@pytest.mark.parametrize("make", BOMBS.values(), ids=list(BOMBS))
def test_no_bomb_takes_more_than_300_megabytes_or_10_seconds(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    """Whether it is accepted or refused does not matter here: what it takes does."""
    path = tmp_path / "upload"
    path.write_bytes(make())
    before = time.monotonic()

    with watched_children() as seen, suppress(Rejected):
        inspect(path, name="a", accept=(*EVIDENCE, *SHEETS))

    assert time.monotonic() - before < SECONDS + 2
    assert 5 * 2**20 < max(child.peak for child in seen.values()) <= 300 * 2**20


def test_memory_of_a_job_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(pictures.photo(4000, 3000))

    with pytest.raises(Rejected) as refusal:
        run("image", source=str(path), target=str(tmp_path / "out"), kind="JPEG", memory=40 * 2**20)

    assert refusal.value.code == "TOO_COMPLEX"
    run("image", source=str(path), target=str(tmp_path / "out"), kind="JPEG")


def test_time_of_a_job_is_limited(tmp_path: Path) -> None:
    """A job that waits for ever on a pipe is ended."""
    os.mkfifo(tmp_path / "pipe")
    before = time.monotonic()

    with pytest.raises(Rejected) as refusal:
        run("pdf", source=str(tmp_path / "pipe"), seconds=1)

    assert refusal.value.code == "TOO_COMPLEX"
    assert 1 <= time.monotonic() - before < 3


def test_a_job_sees_no_secret_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A parser that was taken over finds no password in its environment."""
    monkeypatch.setenv("DATABASE_URL", "postgres://app:hunter2@db/tuoyu")
    os.mkfifo(tmp_path / "pipe")

    with watched_children() as seen, pytest.raises(Rejected):
        run("pdf", source=str(tmp_path / "pipe"), seconds=1)

    environments = [child.environment for child in seen.values()]
    assert environments == ["LANG=C.UTF-8 MALLOC_ARENA_MAX=1 OPENPYXL_LXML=False"]
