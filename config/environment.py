"""Configuration from the environment. A secret may also lie in a file named by NAME_FILE."""

import os
from pathlib import Path


def read(name: str, default: str = "") -> str:
    """The value of NAME when it is not empty, else the content of the file that NAME_FILE names, else `default`.

    Raises OSError when NAME_FILE names a file that cannot be read: a missing secret must not pass silently.
    """
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return default


def read_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in read(name, default).split(",") if item.strip()]
