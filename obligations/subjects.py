"""What duties are about, told by the apps that own it: they stand to the right and register how to name their objects."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Subject:
    """`name` is what a list shows where no facility exists yet."""

    name: str


class About(Protocol):
    @property
    def subject_type(self) -> str: ...

    @property
    def subject_id(self) -> int: ...


Namer = Callable[[Collection[int]], Mapping[int, Subject]]
_namers: dict[str, Namer] = {}


def register(subject_type: str, namer: Namer) -> None:
    """From now on `namer` tells the names of objects of a type, by their numbers, in one query in the caller's scope."""
    _namers[subject_type] = namer


def subjects_of(rows: Iterable[About]) -> dict[tuple[str, int], Subject]:
    """The subjects of rows, one query a type; those of unregistered types are left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.subject_type].add(row.subject_id)
    return {
        (kind, number): subject
        for kind, numbers in wanted.items()
        if kind in _namers
        for number, subject in _namers[kind](numbers).items()
    }


def subject(subject_type: str, numbers: Collection[int]) -> Mapping[int, Subject]:
    """The subjects of one type by number; empty for an unregistered type or no numbers."""
    return _namers[subject_type](numbers) if numbers and subject_type in _namers else {}
