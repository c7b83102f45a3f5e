"""Makes .venv (and .venv-compose) from a pinned lock file. Runs on a bare Python: only the standard library is imported.

python3 -m config.bootstrap base|dev
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)


def main(kind: str) -> None:
    """Leave .venv with everything that the lock `kind` names; do nothing when it has it already."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"Tuoyu needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11"
        )
    venv = CHECKOUT / (".venv-compose" if kind == "compose" else ".venv")
    lock = CHECKOUT / "requirements" / f"{kind}.lock"
    if venv.is_symlink():
        return  # somebody shares one environment between checkouts and looks after it
    with Path(__file__).open("rb") as door:
        fcntl.flock(door, fcntl.LOCK_EX)  # two commands at once make one environment
        _bring_up_to_date(venv, lock, kind)


def _bring_up_to_date(venv: Path, lock: Path, kind: str) -> None:
    stamp = venv / "tuoyu-locks.json"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    have = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    if have.get(kind) == digest and (venv / "bin/python").exists():
        return
    began = time.monotonic()
    print(f"• environment: {venv.name} from requirements/{kind}.lock …", flush=True)
    _create(venv)
    _install(venv, lock)
    have[kind] = digest
    if kind == "dev":  # dev.lock contains everything of base.lock
        have["base"] = hashlib.sha256((lock.parent / "base.lock").read_bytes()).hexdigest()
    stamp.write_text(json.dumps(have), encoding="utf-8")
    print(f"  environment ready in {time.monotonic() - began:.0f} s", flush=True)


def _create(venv: Path) -> None:
    """An empty environment; one whose Python has vanished is made anew."""
    python = venv / "bin/python"
    if python.exists() and subprocess.run([python, "-c", ""], check=False).returncode == 0:
        return
    shutil.rmtree(venv, ignore_errors=True)
    if uv := shutil.which("uv"):
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(venv)])
        return
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        shutil.rmtree(venv, ignore_errors=True)
        sys.exit(
            f"{sys.executable} cannot make an environment:\n{made.stdout}{made.stderr}"
            "On Debian and Ubuntu: apt-get install python3-venv. Or install uv."
        )


def _install(venv: Path, lock: Path) -> None:
    """A lock is complete, so nothing beside it is looked for (--no-deps)."""
    python, exactly = str(venv / "bin/python"), ["--require-hashes", "--no-deps", "-r", str(lock)]
    if uv := shutil.which("uv"):
        _run([uv, "pip", "install", "--quiet", "--python", python, *exactly])
        return
    _run([python, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-compile", *exactly])


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False, env={**os.environ, "VIRTUAL_ENV": ""}).returncode:
        sys.exit(f"failed: {' '.join(command)}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "base")
