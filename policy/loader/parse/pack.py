"""From the plain values of a pack to the shapes of the law."""

from collections.abc import Mapping

from policy.law import Document, Pack
from policy.loader.parse.reader import Raw, Reader, document, text
from policy.loader.parse.sections import SECTIONS


def parse_pack(content: Raw, *, version: str, above: Mapping[str, Document] | None = None) -> Pack:
    """A pack from its content. `above` holds the documents of the packs it may cite."""
    own = {code: document(code, raw) for code, raw in content["sources"].items()}
    words = {key: text(raw) for key, raw in content.get("words", {}).items()}
    values = {}
    for name, section in SECTIONS.items():
        reader = Reader(
            content["pack"], version, {**(above or {}), **own}, words, name, section.key, section.merge
        )
        values[name] = tuple(section.read(reader, raw) for raw in content.get(name, ()))
    return Pack(
        code=content["pack"],
        version=version,
        name=text(content["name"]),
        parent=content["parent"],
        documents=own,
        words=words,
        values=values,
    )
