"""Starting one job in its own process and reading its answer."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from documents.sandbox.errors import Rejected

MEMORY_BYTES = 300 * 2**20
SECONDS = 10
_ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from documents.sandbox.child import main; main()"
#: Workbooks that came from outside are read by the hardened parser, also where lxml is there.
_ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OPENPYXL_LXML": "False"}
logger = logging.getLogger(__name__)


def run(job: str, *, memory: int = MEMORY_BYTES, seconds: int = SECONDS, **arguments: Any) -> Any:
    """The result of a job of `child.JOBS`, at most `memory` bytes of address space and `seconds` of time.

    Raises Rejected with the job's own code; TOO_COMPLEX when a limit was hit; DAMAGED when the parser broke down.
    """
    request = {"job": job, "arguments": arguments, "memory": memory, "seconds": seconds}
    try:
        # -I: no site of the user, no PYTHON* variables; the environment holds no secret of the platform.
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=seconds,
            env=_ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Rejected("TOO_COMPLEX") from None
    return _result(job, done)


def _result(job: str, done: "subprocess.CompletedProcess[bytes]") -> Any:
    if done.returncode != 0:
        text = done.stderr.decode(errors="replace")
        logger.warning("sandbox job %s ended with %s: %s", job, done.returncode, text[-500:])
        raise Rejected("TOO_COMPLEX" if _out_of_limits(done.returncode, text) else "DAMAGED")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Rejected(answer["refused"], **answer["facts"])
    return answer["result"]


def _out_of_limits(code: int, stderr: str) -> bool:
    """Killed for time (SIGXCPU, SIGKILL) or file size, or a C library aborted for want of memory."""
    return code in (-24, -9, -25, -6, -5) or "MemoryError" in stderr or "bad_alloc" in stderr
