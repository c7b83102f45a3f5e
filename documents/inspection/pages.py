"""One page of an accepted file as a picture, for reading on the screen."""

from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from documents.sandbox.errors import Rejected

#: No page becomes higher than this many times its width, so that a strip cannot fill the memory.
_TALLEST = 4


def draw(*, source: str, target: str, kind: str, number: int, width: int) -> dict[str, Any]:
    """Write page `number` (from 1) to `target` as a PNG `width` pixels wide. Raises Rejected NO_PAGES beyond the end."""
    picture = _pdf_page(source, number, width) if kind == "PDF" else _picture(source, number, width)
    picture.save(target, "PNG", compress_level=6)
    return {"width": picture.width, "height": picture.height}


def _pdf_page(source: str, number: int, width: int) -> Image.Image:
    document = pdfium.PdfDocument(source)
    if not 1 <= number <= len(document):
        raise Rejected("NO_PAGES")
    page = document[number - 1]
    across, down = page.get_size()
    # PDFium rounds up: a hair less than the scale keeps 800 from becoming 801.
    scale = min(width / across, _TALLEST * width / down) * (1 - 1e-9)
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return picture if picture.mode == "L" else picture.convert("RGB")


def _picture(source: str, number: int, width: int) -> Image.Image:
    if number != 1:
        raise Rejected("NO_PAGES")
    with Image.open(source, formats=["JPEG", "PNG"]) as picture:
        height = max(1, round(picture.height * width / picture.width))
        size = (
            (width, height)
            if height <= _TALLEST * width
            else (max(1, width * _TALLEST * width // height), _TALLEST * width)
        )
        picture.draft(picture.mode, size)
        return picture.convert("L" if picture.mode == "L" else "RGB").resize(size, reducing_gap=2.0)
