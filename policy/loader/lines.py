"""YAML that remembers on which line each value stands, and refuses what the law must not hold."""

from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from policy.errors import PackRefused

Path_ = tuple[str | int, ...]
Lines = dict[Path_, int]

_INT = "tag:yaml.org,2002:int"
_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_FLOAT = "tag:yaml.org,2002:float"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(file: Path) -> tuple[Any, Lines]:
    """The content of a file as plain JSON values (dates stay text) and the line of every path in it.

    Raises PackRefused on bad YAML, on a repeated key and on a number with a fraction: amounts are integers.
    """
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackRefused(not_yaml(), file=file.name, line=line) from error
    if node is None:
        raise PackRefused(_("the file is empty"), file=file.name, line=1)
    lines: Lines = {}
    return _value(node, (), lines, file.name), lines


def not_yaml() -> str:
    """Why a file cannot be read at all. The parser's own words are English and speak of tokens, so they are not told."""
    return _("this is not YAML from here on: check the colons, quotes, brackets and the indentation")


def line_of(lines: Lines, path: Path_) -> int:
    """The line of a path, or of the nearest thing around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _value(node: yaml.Node, path: Path_, lines: Lines, file: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, file)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, n), lines, file) for n, item in enumerate(node.value)]
    return _scalar(node, lines[path], file)


def _mapping(node: yaml.MappingNode, path: Path_, lines: Lines, file: str) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            raise PackRefused(
                _("key “%(key)s” stands twice") % {"key": key}, file=file, line=key_node.start_mark.line + 1
            )
        result[key] = _value(value_node, (*path, key), lines, file)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return result


def _scalar(node: yaml.Node, line: int, file: str) -> Any:
    if node.tag == _FLOAT:
        raise PackRefused(
            _("%(value)s is not a whole number; the law counts in whole units") % {"value": node.value},
            file=file,
            line=line,
        )
    if node.tag == _INT:
        try:
            return int(str(node.value).replace("_", ""), 0)
        except ValueError as error:
            words = _("%(value)s is not written as a whole number") % {"value": node.value[:40]}
            raise PackRefused(words, file=file, line=line) from error
    if node.tag == _BOOL:
        return str(node.value).lower() in ("true", "yes", "on")
    return None if node.tag == _NULL else str(node.value)
