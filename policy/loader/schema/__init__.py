"""The schema of a pack, put together from the files of this folder: the frame, one file a section, the shared parts."""

from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from policy.loader.lines import read
from policy.loader.parse import SECTIONS

FOLDER = Path(__file__).resolve().parent


@cache
def validator() -> Draft202012Validator:
    frame, defs = _file("pack"), _file("shared")
    for name in SECTIONS:
        items = _file(name)
        defs |= items.pop("$defs", {})
        frame["properties"][name] = {"type": "array", "items": items}
    return Draft202012Validator({**frame, "$defs": defs}, format_checker=FormatChecker(["date"]))


def _file(name: str) -> dict[str, Any]:
    content, _lines = read(FOLDER / f"{name}.yaml")
    return dict(content)
