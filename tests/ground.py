"""The ground every test database stands on: the schema, the divisions and the law, made once and copied afterwards.

Making it takes ten seconds, copying it a fraction of one. The copy is kept per checkout under a name that follows
from everything it was made from, so a changed migration or pack makes a new one.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.services.state import CHECKOUT, State

_KEPT = CHECKOUT / ".state-cache"
_MADE_FROM = (
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "kernel/**/*",
    "regions/**/*",
    "policy/**/*",
    "config/settings/*.py",
    "config/services/*.py",
    "config/preparation.py",
    "requirements/base.lock",
)


def restore(state: State) -> bool:
    """Put the kept data folder into a fresh state folder. False when there is none of today's making."""
    kept = _KEPT / _name()
    if not kept.is_dir():
        return False
    _copy(kept, state.data)
    return True


def make(state: State) -> None:
    """Fill the database of a running test server. Raises CalledProcessError with the output of the failure."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.development", "DEMO": "0"}
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"the test databases cannot be made:\n{done.stdout}{done.stderr}")


def keep(state: State) -> None:
    """Keep the data folder of a server that was stopped; older ones go."""
    half = _KEPT / f"new-{os.getpid()}"
    _KEPT.mkdir(mode=0o700, exist_ok=True)
    _copy(state.data, half)
    for old in _KEPT.iterdir():
        if old != half and not old.name.startswith("new-"):
            shutil.rmtree(old, ignore_errors=True)
    try:
        half.rename(_KEPT / _name())
    except OSError:  # another run was faster
        shutil.rmtree(half)


def _name() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _MADE_FROM for path in CHECKOUT.glob(pattern)}):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True)
