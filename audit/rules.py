"""The arithmetic of the chain: no database, no clock."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def data_digest(salt: str, data: Mapping[str, Any]) -> str:
    """SHA-256 of the event's data with its salt; survives the erasure of the data."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link(previous: str, fields: Mapping[str, Any]) -> str:
    """The digest of one event: the digest before it and the event's own fields in a fixed form."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
