"""The sections a pack may have: what tells its values apart, how they combine, and who reads them.

A new section is a shape in `policy/law`, a reader here, its schema in `policy/loader/schema`, and one line below.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policy.enums import Merge
from policy.law import Provision
from policy.loader.parse.duties import deadline
from policy.loader.parse.materials import material
from policy.loader.parse.offices import office, registrar
from policy.loader.parse.programmes import programme
from policy.loader.parse.reader import Reader
from policy.loader.parse.standards import age, alias, class_kind, entity_kind, reading, standard


@dataclass(frozen=True)
class Section:
    """`key`: the field that names a value; `merge`: how values combine that do not say otherwise (domain 8.2)."""

    key: str
    merge: Merge
    read: Callable[[Reader, Any], Provision]


SECTIONS: dict[str, Section] = {
    "deadlines": Section("name", Merge.OVERRIDE_BY_LOCAL, deadline),
    "registrars": Section("entity_kind", Merge.OVERRIDE_BY_LOCAL, registrar),
    "offices": Section("kind", Merge.OVERRIDE_BY_LOCAL, office),
    "materials": Section("code", Merge.UNION, material),
    "standards": Section("id", Merge.STRICTEST, standard),
    "entity_kinds": Section("kind", Merge.OVERRIDE_BY_LOCAL, entity_kind),
    "class_kinds": Section("kind", Merge.OVERRIDE_BY_LOCAL, class_kind),
    "aliases": Section("word", Merge.UNION, alias),
    "ages": Section("scope", Merge.OVERRIDE_BY_LOCAL, age),
    "programmes": Section("id", Merge.OVERRIDE_BY_LOCAL, programme),
    "readings": Section("id", Merge.UNION, reading),
}
