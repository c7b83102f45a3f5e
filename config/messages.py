"""The catalogues: one folder of ``locale/`` per area, compiled here, and checked against what the source says.

An area is an app, or ``base`` for the frame, the components, kernel and config. The compiled files are not in the
repository; :func:`compile_all` makes them before a server or a test starts and costs nothing when they are fresh.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parent.parent
LOCALE = HOUSE / "locale"
BASE = "base"
#: Our wording of texts that Django itself shows.
DJANGO = "django"
#: Folders whose texts belong to the area of the same name; everything else is the frame.
_OUTSIDE = frozenset(
    {"tests", "benchmarks", "static", "docs", "locale", "staticfiles", "requirements", "node_modules"}
)
_KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Found:
    """One text of the source: where it first stands and which area owns it."""

    message: str | tuple[str, str]
    context: str | None
    place: str
    area: str

    @property
    def key(self) -> Key:
        return self.context, self.message if isinstance(self.message, str) else self.message[0]


@dataclass
class Report:
    """What `check` found. Anything but `unused` is a fault."""

    untranslated: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return self.untranslated + self.faulty


def catalogues(locale: Path = LOCALE) -> Iterator[tuple[str, Path]]:
    """(area, .po file), in the order of the areas' names."""
    for path in sorted(locale.glob("*/zh_Hans/LC_MESSAGES/django.po")):
        yield path.parents[2].name, path


def compile_all(locale: Path = LOCALE) -> int:
    """Make every .mo that is older than its .po; returns how many were made. Safe to run in several processes."""
    made = 0
    for _area, source in catalogues(locale):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
            write_mo(part, read(source))
        Path(part.name).chmod(0o644)
        Path(part.name).replace(target)
        made += 1
    return made


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


def extracted(house: Path = HOUSE) -> dict[Key, Found]:
    """Every text of Python code and templates, by context and text."""
    found: dict[Key, Found] = {}
    for path in _sources(house):
        method = "jinja2" if path.suffix == ".html" else "python"
        area = _area_of(path.relative_to(house))
        for line, message, _comments, context in extract_from_file(
            method, str(path), keywords=_KEYWORDS, options=_OPTIONS[method]
        ):
            plain = (message[0], message[1]) if isinstance(message, tuple) else str(message)
            each = Found(plain, context, f"{path.relative_to(house)}:{line}", area)
            found.setdefault(each.key, each)
    return found


_OPTIONS: dict[str, dict[str, Any]] = {
    "python": {},
    "jinja2": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", "encoding": "utf-8"},
}


def _sources(house: Path) -> Iterator[Path]:
    for folder in sorted(house.iterdir()):
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in _OUTSIDE:
            suffix = "*.html" if folder.name == "templates" else "*.py"
            yield from (path for path in sorted(folder.rglob(suffix)) if "migrations" not in path.parts)


def _area_of(path: Path) -> str:
    first = path.parts[1] if path.parts[0] == "templates" else path.parts[0]
    is_app = (HOUSE / first / "__init__.py").exists()
    return first if is_app and first not in ("kernel", "config") else BASE


def check(house: Path = HOUSE) -> Report:
    """Compare the source with the catalogues: missing, fuzzy, broken placeholders, two translations of one text."""
    report, known = Report(), dict[Key, tuple[str, Message]]()
    for area, path in catalogues(house / "locale"):
        for entry in read(path):
            if not entry.id:
                continue
            key = (entry.context, _forms(entry.id)[0])
            report.faulty += _faults_of(area, entry)
            if key in known and known[key][1].string != entry.string:
                report.faulty.append(f"{area} and {known[key][0]} translate differently: {key[1]!r}")
            known.setdefault(key, (area, entry))
    texts = extracted(house)
    for key, found in texts.items():
        if key not in known or not _text_of(known[key][1]):
            report.untranslated.append(f"{found.place}: {_shown(key)} (area {found.area})")
    report.unused = [
        f"{known[key][0]}: {_shown(key)}" for key in known.keys() - texts.keys() if known[key][0] != DJANGO
    ]
    return report


def _faults_of(area: str, entry: Message) -> Iterator[str]:
    source = _forms(entry.id)
    text = _text_of(entry)
    if entry.fuzzy:
        yield f"{area}: still fuzzy: {source[0]!r}"
    if text and _placeholders(text) - _placeholders(source[-1]):
        yield f"{area}: unknown placeholder in the translation of {source[0]!r}"
    if text and _placeholders(source[-1]) - _placeholders(text):
        yield f"{area}: a placeholder is missing in the translation of {source[0]!r}"


def _text_of(entry: Message) -> str:
    return _forms(entry.string)[0] or ""


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """The one form, or all plural forms, of a text."""
    return (text,) if isinstance(text, str) else text or ("",)


def _placeholders(text: str) -> set[str]:
    return {name or other for name, other in _PLACEHOLDER.findall(text)}


def _shown(key: Key) -> str:
    return f"{key[1]!r}" if key[0] is None else f"{key[1]!r} ({key[0]})"


def add_missing(house: Path = HOUSE) -> dict[str, int]:
    """Append what is not yet in any catalogue, empty, to the catalogue of its area; returns how many by area."""
    known = {
        (entry.context, _forms(entry.id)[0])
        for _area, path in catalogues(house / "locale")
        for entry in read(path)
    }
    added: dict[str, int] = {}
    for key, found in extracted(house).items():
        if key not in known:
            path = house / "locale" / found.area / "zh_Hans" / "LC_MESSAGES" / "django.po"
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(HEADER, "utf-8")
            with path.open("a", encoding="utf-8") as file:
                file.write("\n" + _entry(found))
            added[found.area] = added.get(found.area, 0) + 1
    return added


HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


def _entry(found: Found) -> str:
    lines = [f"msgctxt {_quoted(found.context)}"] if found.context else []
    if isinstance(found.message, tuple):
        one, many = found.message
        lines += [f"msgid {_quoted(one)}", f"msgid_plural {_quoted(many)}", 'msgstr[0] ""']
    else:
        lines += [f"msgid {_quoted(found.message)}", 'msgstr ""']
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
