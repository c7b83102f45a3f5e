"""Goal 9: pages over HTTP, from the server that `make run` starts, beside an empty page of the same server.

All pages are asked for by somebody who is signed in, the empty one by nobody; whoever asks waits for one answer at a time.
"""

import http.client
import os
import signal
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from benchmarks.duties import DAY
from benchmarks.figures import fill_figures
from benchmarks.measure import Row, at_most
from benchmarks.scopes import scopes
from benchmarks.signed_in import api_client
from config.services import children, processes
from config.services.state import CHECKOUT, State

_ASKED, _WARM = 200, 20
_LIST = "facilities?state=FILED_VERIFIED&kind=FOR_PROFIT"
#: What is asked for, and how many empty pages it may cost.
_PAGES = {
    "dashboard": ("/dashboard/", 7.0),
    "json": (f"/api/v1/{_LIST}", 9.0),
    "html": (f"/{_LIST.replace('?', '/?')}", 12.0),
}
_EMPTY = "/empty/"


def rows() -> Iterator[Row]:
    fill_figures()
    for name in ("city", "nation"):
        session = api_client(scopes()[name]).cookies[settings.SESSION_COOKIE_NAME].value
        with _server() as port:
            times = _asked(port, session)
        empty = statistics.median(times["empty"])
        for page, (_address, goal) in _PAGES.items():
            half, most = statistics.median(times[page]), statistics.quantiles(times[page], n=20)[-1]
            yield at_most(
                f"9-{page}-{name}", f"{page} of the {name}: p50 over HTTP", half, empty, goal, "an empty page"
            )
            yield at_most(
                f"9-{page}-{name}-p95", f"{page} of the {name}: p95", most, half, 2.5, "its own p50"
            )


@contextmanager
def _server() -> Iterator[int]:
    """gunicorn on a port of its own, with the servers of the benchmark behind it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OWNER_DATABASE_")}
    env = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "benchmarks.serving",
        "SECRET_KEY": settings.SECRET_KEY,
        "TUOYU_TODAY": DAY.isoformat(),
        "TUOYU_WITHOUT_OWNER": "1",
    }
    line = [sys.executable, "-m", *children.web_line(f"127.0.0.1:{port}")]
    server = processes.spawn(State.of_checkout(), "web", line, death=signal.SIGTERM, env=env, cwd=CHECKOUT)
    try:
        _await(port)
        yield port
    finally:
        processes.end(server.pid, soft=signal.SIGTERM, child=server)


def _await(port: int) -> None:
    for _turn in range(600):
        try:
            _ask(port, "/health/live/", "")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _asked(port: int, session: str) -> dict[str, list[float]]:
    """Milliseconds of every answer, the pages in turn."""
    addresses = {
        "empty": (_EMPTY, ""),
        **{page: (address, session) for page, (address, _g) in _PAGES.items()},
    }
    times: dict[str, list[float]] = {page: [] for page in addresses}
    for turn in range(_WARM + _ASKED):
        for page, (address, who) in addresses.items():
            start = time.perf_counter()
            _ask(port, address, who)
            if turn >= _WARM:
                times[page].append((time.perf_counter() - start) * 1000)
    return times


def _ask(port: int, address: str, session: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "GET", address, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
