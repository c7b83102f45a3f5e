"""Pictures made for the tests."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def encoded(picture: Image.Image, format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


def photo(width: int = 640, height: int = 480, **options: Any) -> bytes:
    return encoded(Image.radial_gradient("L").resize((width, height)).convert("RGB"), "JPEG", **options)


def print_photo() -> bytes:
    """As a print shop saves it: four inks."""
    return encoded(Image.new("CMYK", (50, 50), (0, 80, 80, 0)), "JPEG")


def drawing(width: int = 320, height: int = 200, mode: str = "RGB") -> bytes:
    return encoded(Image.linear_gradient("L").resize((width, height)).convert(mode), "PNG")


def photo_with_exif(*, orientation: int = 1) -> bytes:
    """A phone photo: camera, place and orientation in its EXIF; red on the left, blue on the right."""
    picture = Image.new("RGB", (640, 480), "blue")
    picture.paste("red", (0, 0, 320, 480))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhoneMaker"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (25.0, 49.0, 51.0)
    return encoded(picture, "JPEG", exif=exif, quality=95)


def png_header(width: int, height: int, *, bit_depth: int = 8, colour: int = 2) -> bytes:
    """A PNG that claims a size and holds one row of zeros."""
    header = struct.pack(">IIBBBBB", width, height, bit_depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\x00" * 64))
        + _chunk(b"IEND", b"")
    )


def png_bomb(side: int) -> bytes:
    """A real PNG of side × side white pixels: small as a file, large in memory."""
    return encoded(Image.new("L", (side, side), 255), "PNG", compress_level=9)


def png_text_bomb(megabytes: int) -> bytes:
    """A small PNG with a compressed comment that unpacks to many megabytes."""
    plain = drawing(10, 10)
    comment = b"Comment\x00\x00" + zlib.compress(b"a" * (megabytes * 2**20), 9)
    return plain[:33] + _chunk(b"zTXt", comment) + plain[33:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame header was changed to claim another size."""
    data = bytearray(photo(64, 64))
    start = data.index(b"\xff\xc0")
    data[start + 5 : start + 9] = struct.pack(">HH", height, width)
    return bytes(data)
