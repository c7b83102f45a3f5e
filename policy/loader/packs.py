"""The pack files: checked against the schema, against each other and against the clause register."""

import hashlib
import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from policy import report_names
from policy.enums import Merge
from policy.errors import PackRefused
from policy.law import Document, Pack, Provision
from policy.loader.clauses import FILES, clause_ids
from policy.loader.faults import first_fault, known_keys
from policy.loader.lines import Lines, line_of, read
from policy.loader.links import dangling
from policy.loader.parse import SECTIONS, parse_pack
from policy.loader.schema import validator
from policy.rules.merging import looser

FOLDER = Path(__file__).resolve().parent.parent / "packs"


@dataclass(frozen=True)
class PackFile:
    """A sound pack file. `digest` is of the content, so comments and layout do not make a new version."""

    code: str
    content: dict[str, Any]
    digest: str
    file: str

    @property
    def version(self) -> str:
        """The label decisions store: the date of the newest value, and what the content was."""
        return f"{newest_date(self.content)}.{self.digest[:8]}"

    @property
    def status(self) -> str:
        """The status of the pack's main text: the first it lists."""
        return str(_main(self.content)["status"])

    @property
    def valid_from(self) -> str:
        return str(_main(self.content)["valid_from"])


def read_packs(folder: Path = FOLDER) -> dict[str, PackFile]:
    """Every pack of a folder by code, parents before children. Raises PackRefused with file, line and reason."""
    files: dict[str, tuple[Path, Any, Lines]] = {}
    for path in sorted(folder.glob("*.yaml")):
        content, lines = read(path)
        _check_schema(content, lines, path.name)
        if not content["sources"] and "valid_from" not in content:
            _refuse(
                _("a pack without a text of its own says from when it stands: valid_from"),
                (),
                lines,
                path.name,
            )
        if content["pack"] in files:
            _refuse(_("pack %(code)s has two files") % {"code": content["pack"]}, ("pack",), lines, path.name)
        files[content["pack"]] = (path, content, lines)
    packs: dict[str, PackFile] = {}
    parsed: dict[str, Pack] = {}
    documents: dict[str, Document] = {}
    for code in sorted(files, key=lambda c: _depth(c, files)):
        path, content, lines = files[code]
        chain = [files[c][1] for c in _lineage(code, files)]
        _check_sources(content, chain, lines, path.name)
        _check_merge(content, chain, lines, path.name)
        _check_links(content, chain, lines, path.name)
        _check_reports(content, lines, path.name)
        pack = parse_pack(content, version="", above=documents)
        _check_overlaps(pack, lines, path.name)
        _check_strictness(pack, [parsed[c] for c in _lineage(code, files) if c != code], lines, path.name)
        parsed[code] = pack
        documents |= pack.documents
        packs[code] = PackFile(code, content, digest_of(content), path.name)
    return packs


def packs_of_files(folder: Path = FOLDER) -> dict[str, Pack]:
    """The packs of a folder read into the shapes of the law, by code, parents first. Raises PackRefused."""
    packs: dict[str, Pack] = {}
    documents: dict[str, Document] = {}
    for code, file in read_packs(folder).items():
        packs[code] = parse_pack(file.content, version=file.version, above=documents)
        documents |= packs[code].documents
    return packs


def _main(content: Mapping[str, Any]) -> dict[str, Any]:
    """The text that speaks for the pack: its first, or the pack itself where the place has no text of its own."""
    alone = {"status": "IN_FORCE", "valid_from": content.get("valid_from", "")}
    return next(iter(content["sources"].values()), alone)


def digest_of(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def newest_date(content: Mapping[str, Any]) -> str:
    """The latest day from which something in the pack holds."""
    days = [content.get("valid_from", ""), *(d["valid_from"] for d in content["sources"].values())]
    days += [e["valid_from"] for _s, _n, e in entries(content) if "valid_from" in e]
    return max(days)


def entries(content: Mapping[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Every value of a pack: section, position, entry."""
    for section in SECTIONS:
        for number, entry in enumerate(content.get(section, [])):
            yield section, number, entry


def _check_schema(content: Any, lines: Lines, file: str) -> None:
    schema = validator()
    fault = first_fault(content, schema.iter_errors(content), known_keys(dict(schema.schema), SECTIONS))
    if fault is not None:
        _refuse(fault.reason, fault.path, lines, file)


def _lineage(code: str, files: Mapping[str, Any], below: tuple[str, ...] = ()) -> Iterator[str]:
    """From the nation down to the pack itself."""
    path, content, lines = files[code]
    parent = content["parent"]
    if parent is not None:
        if parent in (code, *below):
            _refuse(_("%(code)s stands above itself") % {"code": parent}, ("parent",), lines, path.name)
        if parent not in files:
            _refuse(_("parent %(code)s has no pack") % {"code": parent}, ("parent",), lines, path.name)
        yield from _lineage(parent, files, (code, *below))
    yield code


def _depth(code: str, files: Mapping[str, Any]) -> tuple[int, str]:
    return (len(list(_lineage(code, files))), code)


def _sources(
    entry: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], dict[str, str]]]:
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key == "source":
                yield (*path, key), value
            else:
                yield from _sources(value, (*path, key))
    elif isinstance(entry, list):
        for number, value in enumerate(entry):
            yield from _sources(value, (*path, number))


def _check_sources(content: Any, chain: list[Any], lines: Lines, file: str) -> None:
    """Every source names a document of this pack or of one above it, and a clause that the register holds."""
    documents = {code for each in chain for code in each["sources"]}
    for section, number, entry in entries(content):
        for path, source in _sources(entry, (section, number)):
            if reason := _source_fault(source, documents):
                _refuse(reason, path, lines, file)


def _source_fault(source: Mapping[str, str], documents: Container[str]) -> str:
    """Why a source does not hold; "" where it does."""
    words = {"doc": source["doc"], "clause": source.get("clause", "")}
    if source["doc"] not in documents:
        return _("document %(doc)s is not in this pack or above") % words
    if not words["clause"]:
        missing = source["doc"] in FILES
        return _("a value of %(doc)s names its clause in the register") % words if missing else ""
    if words["clause"] not in clause_ids():
        return _("clause %(clause)s is not in the register") % words
    if not words["clause"].startswith(f"{source['doc']}-"):
        return _("clause %(clause)s is not of document %(doc)s") % words
    return ""


def _check_merge(content: Any, chain: list[Any], lines: Lines, file: str) -> None:
    """How texts combine is said by the highest text that has the value; a lower one cannot choose otherwise."""
    said: dict[tuple[str, str], str] = {}
    for each in chain:
        for section, number, entry in entries(each):
            key = (section, str(entry[SECTIONS[section].key]))
            merge = entry.get("merge", "")
            if each is content and said.setdefault(key, merge) != merge:
                reason = _("%(key)s combines by %(said)s, not by %(merge)s") % {
                    "key": key[1],
                    "said": said[key],
                    "merge": merge,
                }
                _refuse(reason, (section, number, "merge"), lines, file)
            said.setdefault(key, merge)


def _check_links(content: Any, chain: list[Any], lines: Lines, file: str) -> None:
    """A name of another value is held by this pack or by one above it."""
    held: dict[str, set[str]] = {}
    for each in chain:
        for section, _number, entry in entries(each):
            held.setdefault(section, set()).add(str(entry[SECTIONS[section].key]))
    for section, number, entry in entries(content):
        for path, name, wanted in dangling(section, entry, held):
            reason = _("“%(name)s” is in no pack of this place (%(section)s)") % {
                "name": name,
                "section": wanted,
            }
            _refuse(reason, (section, number, *path), lines, file)


def _check_reports(content: Any, lines: Lines, file: str) -> None:
    """A report names only figures and tables that the platform can fill in."""
    for section, number, entry in entries(content):
        for position, part in enumerate(entry["sections"] if section == "report_forms" else ()):
            path = (section, number, "sections", position)
            for name in report_names.unknown(part.get("text", "")):
                words = _("the report names a figure that nobody knows: {%(name)s}") % {"name": name}
                _refuse(words, (*path, "text"), lines, file)
            for name in part.get("tables", ()):
                if name not in report_names.TABLES:
                    words = _("the report names a table that nobody knows: %(name)s") % {"name": name}
                    _refuse(words, (*path, "tables"), lines, file)


def _values(pack: Pack) -> Iterator[tuple[str, int, Provision]]:
    for section in SECTIONS:
        for number, value in enumerate(pack.of(section)):
            yield section, number, value


def _check_strictness(pack: Pack, above: list[Pack], lines: Lines, file: str) -> None:
    """Where the strictest text decides, a lower one may tighten and never loosen."""
    for section, number, value in _values(pack):
        for higher in (v for p in above for v in p.of(section) if v.key == value.key):
            if higher.merge == Merge.STRICTEST and (loose := looser(value, higher)):
                name, own, other = loose
                reason = _("%(key)s is weaker than in pack %(pack)s: %(name)s %(own)s, there %(other)s") % {
                    "key": value.key,
                    "pack": higher.pack,
                    "name": name,
                    "own": own,
                    "other": other,
                }
                _refuse(reason, (section, number), lines, file)


def _check_overlaps(pack: Pack, lines: Lines, file: str) -> None:
    """Two values of one thing are never valid on the same day; an ended text says when it ended."""
    seen: dict[tuple[str, str, bool], list[Any]] = {}
    for section, number, value in _values(pack):
        if value.status in ("EXPIRED", "REPEALED") and value.valid_to is None:
            _refuse(
                _("%(status)s without valid_to") % {"status": value.status}, (section, number), lines, file
            )
        if value.valid_to is not None and value.valid_to < value.valid_from:
            _refuse(_("valid_to is before valid_from"), (section, number), lines, file)
        others = seen.setdefault((section, value.key, value.status == "DRAFT"), [])
        for other in others:
            if other.in_window(value.valid_from) or value.in_window(other.valid_from):
                _refuse(_("%(key)s overlaps in time") % {"key": value.key}, (section, number), lines, file)
        others.append(value)


def _refuse(reason: str, path: tuple[str | int, ...], lines: Lines, file: str) -> NoReturn:
    raise PackRefused(reason, file=file, line=line_of(lines, path))
