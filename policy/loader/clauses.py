"""The clause register and the texts of the five local documents, as files of this code."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "clauses"
DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"

#: Document code → file name, for the register and for the text.
FILES = {"GZ": "ganzhou", "JL": "jilin", "HN": "huainan", "HZBJ": "binjiang", "OH": "ouhai"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def clauses() -> dict[str, dict[str, Any]]:
    """Every clause of the register by id, with the code of its document under `document`."""
    register: dict[str, dict[str, Any]] = {}
    for code, name in FILES.items():
        text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
        for row in yaml.load(text, Loader=_LOADER):
            register[row["id"]] = {**row, "document": code}
    return register


@cache
def chinese(name: str) -> dict[str, str]:
    """The register's own sentences in Chinese. `says`: clause → what it says; `served_by`: sentence → translation."""
    return dict(yaml.load((FOLDER / "chinese" / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER))


@cache
def clause_ids() -> frozenset[str]:
    return frozenset(clauses())


@cache
def document_text(code: str) -> str:
    """The text of a local document. Raises KeyError for a document whose text we do not hold."""
    return (DOCUMENTS / f"{FILES[code]}.txt").read_text(encoding="utf-8")
