"""Files of the law that somebody hands in: judged as text first, then like the files of this code."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import yaml
from django.utils.translation import gettext as _

from policy.errors import PackRefused
from policy.loader.lines import line_of, not_yaml, read
from policy.loader.packs import PackFile, read_packs

#: The largest pack of the platform has a tenth of this.
MOST_BYTES = 1024 * 1024
#: How deep a value may stand; the packs of the platform need nine levels.
MOST_DEPTH = 30
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ODD = re.compile(r"[^\w.\-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def uploaded_text(name: str, data: bytes) -> str:
    """The text of a file that is harmless to read: not too long, UTF-8, not too deep, nothing that repeats itself.

    Raises PackRefused with file, line and reason.
    """
    if len(data) > MOST_BYTES:
        sizes = {"bytes": f"{len(data):,}", "most": f"{MOST_BYTES:,}"}
        _refuse(_("the file has %(bytes)s bytes; %(most)s are allowed") % sizes, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(_("the file is not UTF-8 text"), name, data[: error.start].count(b"\n") + 1)
    _check_events(text, name)
    return text


def code_of(name: str, data: bytes) -> tuple[str, int]:
    """The code that a file gives its pack, and the line of it. Raises PackRefused."""
    text = uploaded_text(name, data)
    with TemporaryDirectory() as folder:
        own = Path(folder) / _file_name(name)
        own.write_text(text, encoding="utf-8")
        try:
            content, lines = read(own)
        except PackRefused as refused:
            raise PackRefused(refused.reason, file=name, line=refused.line) from refused
    if not isinstance(content, dict):
        _refuse(_("this is no pack: it has no keys"), name)
    code, line = content.get("pack"), line_of(lines, ("pack",))
    if not isinstance(code, str) or not re.fullmatch(r"CN|\d{6}", code, re.ASCII):
        _refuse(_("key “pack” must hold CN or a code of six digits"), name, line)
    return code, line


def uploaded_pack(name: str, data: bytes, packs: Mapping[str, Mapping[str, Any]]) -> PackFile:
    """A pack as somebody hands it in, checked together with the packs it will stand among (code → content).

    Its own version among `packs` is replaced by it. Raises PackRefused: also where a lower pack would lose a text that
    it cites.
    """
    code, _at = code_of(name, data)
    with TemporaryDirectory() as folder:
        own = Path(folder) / _file_name(name)
        own.write_text(data.decode("utf-8-sig"), encoding="utf-8")
        for other, content in packs.items():
            if other != code:
                beside = Path(folder) / f"{_BESIDE}{other}.yaml"
                beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        try:
            return replace(read_packs(Path(folder))[code], file=name)
        except PackRefused as refused:
            if refused.file == own.name:
                raise PackRefused(refused.reason, file=name, line=refused.line) from refused
            other = refused.file.removeprefix(_BESIDE).removesuffix(".yaml")
            words = {"pack": other, "reason": refused.reason}
            _refuse(_("pack %(pack)s, which is in force, would not hold any more: %(reason)s") % words, name)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise PackRefused(_("a value of this file cannot be read"), file=name, line=1) from error


_BESIDE = "in-force-"


def _file_name(name: str) -> str:
    stem = _ODD.sub("-", Path(name).stem)[:60] or "pack"
    return f"uploaded-{stem}.yaml"


def _check_events(text: str, name: str) -> None:
    """Walk over the file without building anything: references and depth are told before they can hurt."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                _refuse(_("references inside the file (& and *) are not read"), name, line)
            if isinstance(event, yaml.ScalarEvent) and _CONTROL.search(event.value):
                _refuse(_("a control character stands in the text"), name, line)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MOST_DEPTH:
                    _refuse(_("the values stand more than %(n)s levels deep") % {"n": MOST_DEPTH}, name, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        _refuse(not_yaml(), name, line)
    except yaml.YAMLError as error:
        before = text[: getattr(error, "position", 0) or 0]
        _refuse(not_yaml(), name, before.count("\n") + 1)


def _refuse(reason: str, name: str, line: int = 1) -> NoReturn:
    raise PackRefused(reason, file=name, line=line)
