"""Providers on this machine that speak the real protocols, and that can fail in every way a provider fails."""

import json
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Provider:
    """What arrived, by key. `fault`: how the next requests are treated; '' means well.

    "hang": no answer. "fail": refused for now. "refuse": refused for good. "garbage": nonsense instead of an answer.
    "late": accepted, and then no answer.
    """

    def __init__(self) -> None:
        self.fault = ""
        self.hang_seconds = 3.0
        self.arrived: Counter[str] = Counter()
        self.texts: dict[str, str] = {}
        self.titles: dict[str, str] = {}  # of mails
        self.port = 0
        self.naive = False  # would send the same key twice

    def accept(self, key: str, text: str, title: str = "") -> None:
        self.arrived[key] += 1
        self.texts[key], self.titles[key] = text, title


class _Smtp(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        provider: Provider = self.server.provider
        if provider.fault == "hang":
            time.sleep(provider.hang_seconds)
            return
        self.say("220 test ESMTP")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"EHLO":
                self.say("250-test\r\n250 8BITMIME")
            elif verb == b"DATA":
                if not self.data(provider):
                    return
            elif verb == b"RCPT" and provider.fault in ("fail", "refuse"):
                self.say("451 later" if provider.fault == "fail" else "550 no such person")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def data(self, provider: Provider) -> bool:
        self.say("354 go on")
        content = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            content += line
        mail = message_from_bytes(content)
        if provider.fault == "garbage":
            self.say("?????")
            return False
        payload = mail.get_payload(decode=True)
        text = payload.decode() if isinstance(payload, bytes) else ""
        provider.accept(str(mail["Message-ID"]), text, str(make_header(decode_header(mail["Subject"]))))
        if provider.fault == "late":
            time.sleep(provider.hang_seconds)
            return False
        self.say("250 accepted")
        return True

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class _Http(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        provider: Provider = self.server.provider
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = body.get("key") or body["text"]["content"]
        robot = "msgtype" in body
        if provider.fault == "hang":
            time.sleep(provider.hang_seconds)
            return
        if provider.fault in ("fail", "refuse"):
            code = {"fail": 429 if not robot else 200, "refuse": 422 if not robot else 200}[provider.fault]
            self.answer(code, {"errcode": 45009 if provider.fault == "fail" else 93000})
            return
        if provider.fault == "garbage":
            self.wfile.write(b"\x00\xff nonsense")
            return
        if not robot and not provider.naive and provider.arrived[key]:
            self.answer(409, {"id": f"n-{key}"})
            return
        provider.accept(key, body["text"] if not robot else key)
        if provider.fault == "late":
            time.sleep(provider.hang_seconds)
            return
        self.answer(200, {"errcode": 0, "errmsg": "ok"} if robot else {"id": f"n-{key}"})

    def do_GET(self) -> None:
        provider: Provider = self.server.provider
        key = self.path.rpartition("/")[2]
        self.answer(200 if provider.arrived[key] else 404, {"id": f"n-{key}"})

    def answer(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def smtp() -> Iterator[Provider]:
    with _serving(_Server(("127.0.0.1", 0), _Smtp)) as provider:
        yield provider


@contextmanager
def http() -> Iterator[Provider]:
    with _serving(ThreadingHTTPServer(("127.0.0.1", 0), _Http)) as provider:
        yield provider


@contextmanager
def _serving(server: Any) -> Iterator[Provider]:
    server.provider = provider = Provider()
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
