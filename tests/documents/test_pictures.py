"""Pictures are written anew: upright, and without anything but their pixels."""

import io
from pathlib import Path

import pytest
from PIL import Image

from documents.enums import FileKind
from documents.inspection.inspect import EVIDENCE, inspect
from tests.documents import pictures


def stored(folder: Path, content: bytes, name: str = "照片.jpg") -> bytes:
    path = folder / "upload"
    path.write_bytes(content)
    return inspect(path, name=name, accept=EVIDENCE).path.read_bytes()


def test_a_photo_loses_camera_and_place(tmp_path: Path) -> None:
    sent = pictures.photo_with_exif()
    assert b"SecretPhoneMaker" in sent

    kept = stored(tmp_path, sent)

    assert b"SecretPhoneMaker" not in kept
    assert b"Exif" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (640, 480), (10, 240)),
        (3, (640, 480), (630, 240)),
        (6, (480, 640), (240, 10)),
        (8, (480, 640), (240, 630)),
    ],
)
def test_a_photo_is_stored_upright(
    tmp_path: Path, orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    kept = Image.open(io.BytesIO(stored(tmp_path, pictures.photo_with_exif(orientation=orientation))))

    assert kept.size == size
    red, _green, blue = kept.convert("RGB").getpixel(red_at)  # type: ignore[misc]
    assert red > 200 > 50 > blue


def test_what_was_appended_to_a_photo_is_gone(tmp_path: Path) -> None:
    assert b"TRAILING-SECRET" not in stored(tmp_path, pictures.photo() + b"TRAILING-SECRET" * 50)


def test_a_photo_of_a_hundred_megapixels_is_kept_readable(tmp_path: Path) -> None:
    large = pictures.encoded(Image.new("L", (12000, 9000), 200), "JPEG", quality=60)

    kept = Image.open(io.BytesIO(stored(tmp_path, large)))

    assert kept.format == "JPEG"
    assert 2300 <= max(kept.size) <= 4700


def test_transparency_becomes_white_paper(tmp_path: Path) -> None:
    clear = pictures.encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")

    kept = Image.open(io.BytesIO(stored(tmp_path, clear, "印章.png")))

    assert kept.getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bit_grey_keeps_its_tones(tmp_path: Path) -> None:
    grey = pictures.encoded(Image.new("I;16", (20, 20), 0x8000), "PNG")

    kept = Image.open(io.BytesIO(stored(tmp_path, grey, "扫描.png")))

    assert kept.getpixel((5, 5)) in (127, 128)


def test_the_report_describes_the_stored_bytes(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(pictures.photo_with_exif(orientation=6))

    report = inspect(path, name="照片.jpg", accept=EVIDENCE)

    assert report.kind == FileKind.JPEG
    assert report.size == report.path.stat().st_size
    assert len(report.sha256) == 64
