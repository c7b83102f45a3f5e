"""Values that name other values: a duty that comes again names its deadline, a role its standard."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

#: Section → key that names another value → the section that has to hold it.
_NAMES = {
    "deadlines": {"parallel_to": "deadlines"},
    "periodic_duties": {"deadline": "deadlines"},
    "report_forms": {"deadline": "deadlines", "countersigned_by": "report_forms"},
    "inspection_kinds": {"duty": "deadlines"},
    "checklist_items": {"standard": "standards"},
    "staff_roles": {"standard": "standards", "renewed_by": "deadlines"},
    "staff_rules": {"target": "targets"},
}

Path = tuple[str | int, ...]


def dangling(
    section: str, entry: Mapping[str, Any], held: Mapping[str, Iterable[str]]
) -> Iterator[tuple[Path, str, str]]:
    """Every name in a value that nothing answers to: (its path in the value, the name, the section it should be in).

    `held`: section → the names that the pack and those above it hold.
    """
    for path, name, wanted in _named(entry, _NAMES.get(section, {}), ()):
        if name not in held.get(wanted, ()):
            yield path, name, wanted


def _named(entry: Any, links: Mapping[str, str], path: Path) -> Iterator[tuple[Path, str, str]]:
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key in links:
                yield (*path, key), value, links[key]
            else:
                yield from _named(value, links, (*path, key))
    elif isinstance(entry, list):
        for number, value in enumerate(entry):
            yield from _named(value, links, (*path, number))
