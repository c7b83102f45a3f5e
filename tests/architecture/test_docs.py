"""What the documents name exists: files, make targets, management commands, environment variables, numbers of decisions."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.services.state import CHECKOUT

DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")], key=lambda path: path.as_posix())
ADRS = sorted(CHECKOUT.glob("docs/adr/*.md"))
#: Roots of a path in backticks; other words with a slash are addresses, dates or alternatives.
_ROOMS = {path.name for path in CHECKOUT.iterdir() if path.is_dir() and not path.name.startswith(".")}
_PATH = re.compile(r"`([A-Za-z0-9_./-]+/[A-Za-z0-9_./-]*)`")
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
_MAKE = re.compile(r"(?:`|^)(?:[A-Z_]+=\S+ )*make ([a-z][a-z-]*)", re.M)
_MANAGE = re.compile(r"manage\.py ([a-z_]+)")
_VARIABLE = re.compile(r"""(?:\bread(?:_list)?\(|environ(?:\.get\(|\[))\s*["']([A-Z_]+)["']""")
#: Set by our own programs for their children, or by the system.
_INNER = {
    "DJANGO_SETTINGS_MODULE", "MAKELEVEL", "OWNER_DATABASE_URL", "TUOYU_SERVICES", "TUOYU_WITHOUT_OWNER",
    "TUOYU_ROOT_ROUTE", "TUOYU_TEST_RUN", "TUOYU_TEST_TEMPLATE", "XDG_RUNTIME_DIR", "PATH", "HOME",
}  # fmt: skip


def _name(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = [link for link in _LINK.findall(document.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_path_in_backticks_exists(document: Path) -> None:
    named = {path for path in _PATH.findall(document.read_text("utf-8")) if path.split("/")[0] in _ROOMS}
    assert sorted(path for path in named if not (CHECKOUT / path).exists()) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_command_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.M))
    assert set(_MAKE.findall(text)) - targets == set()
    assert set(_MANAGE.findall(text)) - set(get_commands()) == set()


def test_the_number_of_a_decision_is_the_number_of_its_file() -> None:
    told = [re.match(r"# (\d+)\. ", path.read_text("utf-8")) for path in ADRS]
    assert [int(found[1]) if found else None for found in told] == [int(path.name[:4]) for path in ADRS]
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))


def test_every_environment_variable_is_described() -> None:
    described = (CHECKOUT / "docs/reference/settings.md").read_text("utf-8")
    read = {
        name
        for folder in ("accounts", "audit", "config", "documents", "kernel", "policy", "regions")
        for path in (CHECKOUT / folder).rglob("*.py")
        for name in _VARIABLE.findall(path.read_text("utf-8"))
    }
    assert len(read) > 15
    assert sorted(name for name in read - _INNER if f"`{name}`" not in described) == []
