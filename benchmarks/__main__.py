"""`python -m benchmarks [--row N …]`: measure on servers of its own, print the table, write results.json."""

import argparse
import importlib
import json
import logging
import os
import platform
import shutil
import signal
import sys
from pathlib import Path

import django

from config.services import postgres, processes, valkey
from config.services.state import CHECKOUT, State

RESULTS = Path(__file__).parent / "results.json"
#: What docker-compose.yml gives the server: data of national size does not fit into the 128 MB it has by itself.
CACHE = {"shared_buffers": "1GB"}
#: What a write costs is measured on a server that loses none.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
ROWS = {
    "1": "facility_list",
    "2": "dashboard",
    "3": "reminders",
    "4": "due_dates",
    "5": "quotes monthly_run",
    "6": "annual_report",
    "8": "exports",
    "9": "http",
    "10": "writes",
    "11": "name_search",
    "12": "growth",
    "14": "standards",
    "16": "inspections",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--row", choices=sorted(ROWS, key=int), nargs="+", help="goals to measure; all without"
    )
    chosen = parser.parse_args().row or list(ROWS)
    state = State(CHECKOUT / f".state-bench-{os.getpid()}")
    state.prepare()
    os.environ |= {"TUOYU_STATE": str(state.root), "TUOYU_SERVICES": "running"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    tuned = {**CACHE, **(DURABLE if "10" in chosen else {})}
    servers = [
        postgres.start(state, death=signal.SIGINT, scratch=True, tuned=tuned),
        valkey.start(state, death=signal.SIGTERM, scratch=True),
    ]
    try:
        return _measure(chosen)
    finally:
        for server, soft in zip(servers, (signal.SIGINT, signal.SIGTERM), strict=True):
            processes.end(server.pid, soft=soft, child=server)
        shutil.rmtree(state.root, ignore_errors=True)


def _measure(numbers: list[str]) -> int:
    django.setup()
    _log_requests_aside()
    importlib.import_module("benchmarks.preparation").prepare()
    found = []
    for number in numbers:
        modules = [importlib.import_module(f"benchmarks.{name}") for name in ROWS[number].split()]
        for row in (row for module in modules for row in module.rows()):
            found.append(row)
            mark = "holds" if row.holds else "FAILS"
            print(
                f"{row.row:<22} {row.ours:>10.3f} {row.peer:>12.3f} {row.ratio:>10.2f}  {mark}  {row.what}: {row.limit}"
            )
    _write(found)
    return 0 if all(row.holds for row in found) else 1


def _log_requests_aside() -> None:
    """The line of each request is written as ever, but not between the rows of the table."""
    requests, handler = logging.getLogger("requests"), logging.StreamHandler(Path(os.devnull).open("w"))
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    requests.addHandler(handler)
    requests.propagate = False


def _write(found: list) -> None:
    machine = (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" load {os.getloadavg()[1]:.1f} at the last run"
    )
    earlier = json.loads(RESULTS.read_text(encoding="utf-8"))["rows"] if RESULTS.exists() else []
    fresh = {row.row for row in found}
    rows = [r for r in earlier if r["row"] not in fresh] + [row.as_json() for row in found]
    rows.sort(key=lambda r: (int(r["row"].split("-")[0]), r["row"]))
    RESULTS.write_text(
        json.dumps({"machine": machine, "rows": rows}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
