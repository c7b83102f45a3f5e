"""Whether a file with a sound structure may be released, or has to wait for a malware scanner.

Without a scanner (CLAMD unset) the structural inspection decides alone, and the platform says "checked", never "free of
viruses". With one, a file waits in SCANNED, not shown to anybody, until the scanner has seen it; a scanner that is down
keeps files waiting and hinders no request.
"""

import socket
import struct
from pathlib import Path

from django.conf import settings

from documents.enums import FileState
from documents.models import StoredFile

_CHUNK = 64 * 1024
_SECONDS = 20.0
_LONGEST_ANSWER = 4096


class ScannerDown(Exception):
    """No verdict: nobody listens, the answer did not come in time or makes no sense."""


def scanner() -> str:
    """The address of clamd: a path of a socket, or host:port; '' without one."""
    return str(settings.CLAMD)


def released(file: StoredFile) -> bool:
    """Whether the file may be opened now."""
    return file.state == FileState.SCANNED and not scanner()


def scan(path: Path) -> str:
    """What clamd finds in a file: the name of the malware, '' when it finds none. Raises ScannerDown."""
    try:
        with _connected(scanner()) as wire, path.open("rb") as file:
            wire.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                wire.sendall(struct.pack("!I", len(chunk)) + chunk)
            wire.sendall(struct.pack("!I", 0))
            answer = _answer(wire)
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerDown(answer[:100])


def _connected(address: str) -> socket.socket:
    if "/" in address:
        wire = socket.socket(socket.AF_UNIX)
        wire.settimeout(_SECONDS)
        try:
            wire.connect(address)
        except OSError:
            wire.close()
            raise
        return wire
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)


def _answer(wire: socket.socket) -> str:
    """What clamd says, up to its NUL."""
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        part = wire.recv(_LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode(errors="replace").strip()
