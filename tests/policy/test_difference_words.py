"""A difference speaks like people: of every section every field that can differ, in both languages, and no word of the file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from django.utils import translation

from policy.law import Pack, Provision, Source, Text
from policy.loader.packs import packs_of_files, read_packs
from policy.loader.parse import SECTIONS
from policy.presentation.differences import difference_groups

pytestmark = pytest.mark.django_db
FIRST = date(2026, 6, 1)
_FILE_WORDS = {
    "zh-hans": re.compile(r"[A-Za-z_][A-Za-z_0-9]+"),
    "en": re.compile(r"\w+_\w+|\b[A-Z]{3,}\b"),
}
#: What a text numbers itself (GZ-T2, DL-08, K5, M1), grades and units.
_NUMBERED = re.compile(r"\b[A-Z]{1,5}(-[A-Z0-9]+)+\b|\b[A-Z]{1,4}\d+[a-c]?\b|\bkg\b")


@cache
def _peoples_words() -> frozenset[str]:
    """Words of the texts themselves: ABC powder, WS/T, NHC."""
    said = " ".join(_texts([file.content for file in read_packs().values()]))
    return frozenset(re.findall(r"[A-Za-z]+", said))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("zh", "article") and isinstance(each, str):
                yield each
            elif key == "en":
                yield from re.findall(r"\b[A-Z]{2,}\b", each)
            else:
                yield from _texts(each)


@cache
def _values(section: str) -> tuple[Provision, ...]:
    return tuple(value for pack in packs_of_files().values() for value in pack.of(section))


def _pairs(section: str) -> Iterator[tuple[Provision, Provision]]:
    """Each value beside each other one of its section, as if it were its next version: whatever can differ does."""
    key = SECTIONS[section].key
    for one in _values(section):
        yield one, _changed(one)
        for other in _values(section):
            if one is not other:
                yield one, replace(other, key=one.key, pack=one.pack, **{key: getattr(one, key)})


def _changed(value: Any) -> Any:
    """The value with every figure, day and sentence another one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, date):
        return date.fromordinal(value.toordinal() + 1)
    if isinstance(value, Text):
        return Text(f"改：{value.zh}", f"changed: {value.en}") if value else value
    if isinstance(value, tuple):
        return tuple(map(_changed, value))
    if isinstance(value, Mapping):
        return {name: _changed(each) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, Source | type):
        return replace(
            value,
            **{f.name: _changed(getattr(value, f.name)) for f in fields(value) if f.name != "month_day"},
        )
    return value


def _pack(section: str, *values: Provision) -> Pack:
    return Pack("CN", "1", Text("国家", "Nation"), None, {}, {}, {section: values})


def _told(section: str, old: tuple[Provision, ...], new: tuple[Provision, ...]) -> Iterator[str]:
    for group in difference_groups(_pack(section, *old), _pack(section, *new), FIRST):
        yield str(group.title)
        for item in group.items:
            yield from (str(item.title), item.key)
            for line in item.lines:
                yield from (line.label, line.old, line.new)


def _file_words(language: str, said: str) -> list[str]:
    found = _FILE_WORDS[language].findall(_NUMBERED.sub(" ", said))
    return [word for word in found if word not in _peoples_words()]


@pytest.mark.parametrize("language", _FILE_WORDS)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_difference_of_any_section_shows_no_word_of_the_file(section: str, language: str) -> None:
    raw: dict[str, str] = {}
    with translation.override(language):
        for one, other in _pairs(section):
            for said in (
                *_told(section, (one,), (other,)),
                *_told(section, (), (one,)),
                *_told(section, (one,), ()),
            ):
                raw |= dict.fromkeys(_file_words(language, said), said)
    assert raw == {}


def test_the_pairs_are_not_trivial() -> None:
    """Every section has some, and together they show far more fields than one shape has."""
    labels: set[str] = set()
    for section in SECTIONS:
        own = {
            line.label
            for one, other in _pairs(section)
            for group in difference_groups(_pack(section, one), _pack(section, other), FIRST)
            for item in group.items
            for line in item.lines
        }
        assert own, section
        labels |= own
    assert len(labels) > 150
