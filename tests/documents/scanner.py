"""A scanner on this machine that speaks clamd's INSTREAM, and that can fail as a scanner fails."""

import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: What the test file of the anti-virus industry says, in two parts so that no scanner takes this source for it.
EICAR = b"EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE"


class Clamd:
    """`fault`: "" well, "hang" no answer, "garbage" nonsense, "limit" the stream is longer than it takes."""

    def __init__(self) -> None:
        self.fault = ""
        self.seen: list[bytes] = []

    def verdict(self, content: bytes) -> bytes:
        if self.fault == "garbage":
            return b"\xff\xfe?"
        if self.fault == "limit":
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


class _Talk(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        clamd: Clamd = self.server.clamd
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        clamd.seen.append(content)
        if clamd.fault == "hang":
            time.sleep(3)
            return
        self.wfile.write(clamd.verdict(content))


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    clamd: Clamd


@contextmanager
def listening(at: Path) -> Iterator[Clamd]:
    """clamd at a socket, until the block ends."""
    with _Server(str(at), _Talk) as server:
        server.clamd = Clamd()
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server.clamd
        finally:
            server.shutdown()
            at.unlink(missing_ok=True)
