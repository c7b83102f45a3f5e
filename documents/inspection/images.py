"""A picture as evidence: decoded whole and written anew, so that only its pixels remain."""

from typing import Any

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from documents.inspection.limits import (
    MAX_JPEG_PIXELS,
    MAX_PNG_BYTES,
    MAX_PNG_PIXELS,
    STORED_SIDE,
)
from documents.sandbox.errors import Rejected

_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}


def inspect(*, source: str, target: str, kind: str) -> dict[str, Any]:
    """Write the picture's pixels to `target`, upright, without EXIF, location, thumbnails or trailing data.

    A JPEG stays a JPEG; a PNG stays a PNG on white ground. Raises Rejected.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own caps below are told in the person's language
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(source, formats=["JPEG", "MPO"] if kind == "JPEG" else ["PNG"]) as picture:
            _check_size(picture, kind)
            upright = _decode(picture, kind)
    except (Rejected, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise Rejected("DAMAGED") from error
    except (OSError, SyntaxError, ValueError, IndexError, TypeError, EOFError) as error:
        raise Rejected(_cause(error)) from error
    if kind == "JPEG":
        upright.save(target, "JPEG", quality=88, optimize=False)
    else:
        upright.save(target, "PNG", compress_level=6)
    return {"pages": 1}


def _check_size(picture: Image.Image, kind: str) -> None:
    width, height = picture.size
    pixels = width * height
    if kind == "JPEG":
        too_many = pixels > MAX_JPEG_PIXELS
    else:
        too_many = pixels > MAX_PNG_PIXELS or pixels * _BYTES.get(picture.mode, 4) > MAX_PNG_BYTES
    if too_many:
        raise Rejected("TOO_MANY_PIXELS", width=width, height=height)


def _decode(picture: Image.Image, kind: str) -> Image.Image:
    """All pixels, reduced to what A4 at 400 dpi needs, turned the way the camera was held."""
    if kind == "JPEG":
        # The decoder itself leaves out pixels: a photo of 200 megapixels needs no more memory than one of 12.
        picture.draft("RGB", _fitting(picture.size))
    orientation = picture.getexif().get(0x0112, 1)
    picture.load()
    plain = _flatten(picture)
    if max(plain.size) > STORED_SIDE:
        plain.thumbnail((STORED_SIDE, STORED_SIDE), reducing_gap=2.0)
    return _turned(plain, orientation)


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """The smallest size a JPEG may be decoded at: the draft never goes below what is asked."""
    factor = min(1.0, STORED_SIDE / max(size))
    return max(1, int(size[0] * factor)), max(1, int(size[1] * factor))


def _flatten(picture: Image.Image) -> Image.Image:
    """Grey or RGB, transparency on white."""
    if picture.mode in ("L", "RGB"):
        plain = picture.copy()
    elif picture.mode == "1":
        plain = picture.convert("L")
    elif picture.mode.startswith("I"):
        plain = picture.point(lambda value: value / 256).convert("L")
    elif "A" in picture.getbands() or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        plain = Image.new("RGB", picture.size, "white")
        plain.paste(layered, mask=layered.getchannel("A"))
    else:
        plain = picture.convert("RGB")
    plain.info.clear()
    return plain


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    if orientation not in range(2, 9):
        return picture
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.info["exif"] = exif.tobytes()
    turned = ImageOps.exif_transpose(picture)
    turned.info.clear()
    return turned


def _cause(error: BaseException) -> str:
    text = str(error).lower()
    return "TRUNCATED" if "truncated" in text or "unexpected end" in text or "eof" in text else "DAMAGED"
