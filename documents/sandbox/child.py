"""The other end: sets its own limits, then parses. Imports nothing of Django and knows no password."""

import importlib
import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any

from documents.sandbox.errors import Rejected

#: The closed list of jobs. A parser is imported only when its job is asked for, and after the limits stand.
JOBS = {
    "pdf": "documents.inspection.pdf:inspect",
    "image": "documents.inspection.images:inspect",
    "workbook": "documents.inspection.workbooks:inspect",
    "page": "documents.inspection.pages:draw",
    "rows": "documents.inspection.rows:read",
}
_OUTPUT_BYTES = 64 * 2**20


def main() -> None:
    """One job from standard input, one answer on standard output."""
    request = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a C library prints must not look like an answer
    _limit(memory=request["memory"], seconds=request["seconds"])
    answer = _answer(_job(request["job"]), request["arguments"])
    json.dump(answer, out, ensure_ascii=False)
    out.close()


def _limit(*, memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_OUTPUT_BYTES, _OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _job(name: str) -> Callable[..., Any]:
    module, function = JOBS[name].split(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _answer(job: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"result": job(**arguments)}
    except Rejected as rejected:
        return {"refused": rejected.code, "facts": rejected.facts}
    except (MemoryError, RecursionError):
        return {"refused": "TOO_COMPLEX", "facts": {}}
