"""The private store: random names, never served by the web server, the digest checked whenever bytes are read."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from documents.errors import DigestMismatch


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _folder(name: str) -> Path:
    folder = root() / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def path_of(key: str) -> Path:
    """Where the bytes of a storage key lie: two levels of folders, so that none grows large."""
    return root() / "store" / key[:2] / key[2:4] / key


@contextmanager
def incoming() -> Iterator[Path]:
    """A private working folder on the same disk as the store; gone at the end."""
    with tempfile.TemporaryDirectory(dir=_folder("incoming")) as folder:
        yield Path(folder)


def keep(path: Path) -> str:
    """Move a finished file into the store and return its key. On disk for good before the row is written."""
    key = secrets.token_hex(16)
    target = path_of(key)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o600)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(target)
    return key


def keep_bytes(content: bytes) -> str:
    """As `keep`, for bytes in memory."""
    with incoming() as folder:
        path = folder / "bytes"
        path.write_bytes(content)
        return keep(path)


def read(key: str, *, sha256: str) -> bytes:
    """The stored bytes. Raises DigestMismatch when they are not what was checked in, or are gone."""
    try:
        content = path_of(key).read_bytes()
    except FileNotFoundError as error:
        raise DigestMismatch(f"the bytes of {key} are missing") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DigestMismatch(f"the bytes of {key} were changed in the store")
    return content


def discard(key: str) -> None:
    """Remove bytes that no row points to. Nothing happens when they are gone already."""
    path_of(key).unlink(missing_ok=True)
