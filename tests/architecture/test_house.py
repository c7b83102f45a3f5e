"""The house style as code: sizes, names, pure rules, translators for views, clean locks."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.services.state import CHECKOUT
from tests.sources import tree

LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 60  # lines of a body: a screen
LONGEST_VIEW = 20
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "misc"}
#: What a rule may not reach for: rules compute from facts and parameters that they are given.
IMPURE = ("django.db", "kernel.clock", "datetime.now", "requests", "random")
#: What asks the database: managers, and the steps by which a statement is put together.
READS = {
    "objects", "filter", "exclude", "order_by", "select_related", "prefetch_related", "values_list", "annotate",
    "aggregate", "in_bulk", "exists", "iterator", "earliest", "latest", "cursor",
}  # fmt: skip


def _tracked(*patterns: str) -> list[Path]:
    """The files of the repository, without generated migrations."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [CHECKOUT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and "migrations" not in path.parts]


PYTHON = _tracked("*.py")


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length of the body of every function; its docstring does not count."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            yield f"{path.relative_to(CHECKOUT)}:{node.lineno} {node.name}", length


def test_no_file_is_longer_than_anybody_reads() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    assert {str(p.relative_to(CHECKOUT)): n for p, n in lengths.items() if n > LONGEST_FILE} == {}


def test_a_function_fits_a_screen() -> None:
    assert {name: n for path in PYTHON for name, n in _functions(path) if n > LONGEST_FUNCTION} == {}


def test_a_view_translates_and_nothing_else() -> None:
    views = [path for path in PYTHON if path.name == "views.py" or "views" in path.parts]
    assert len(views) > 5
    assert {name: n for path in views for name, n in _functions(path) if n > LONGEST_VIEW} == {}


def test_nothing_is_called_utils() -> None:
    assert [str(path) for path in PYTHON if path.stem in FORBIDDEN_NAMES] == []


def test_rules_are_pure() -> None:
    rules = [path for path in PYTHON if path.name == "rules.py" or path.parent.name == "rules"]
    assert len(rules) > 3
    impure = []
    for path in rules:
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            impure += [(path.parent.name, name) for name in names if name.startswith(IMPURE)]
    assert impure == []


def test_presentation_reads_nothing_itself() -> None:
    """Every read stands in queries, presentation shapes words; it may walk what a query fetched with a row (`.all()`)."""
    shaping = [p for p in PYTHON if "presentation" in (*p.relative_to(CHECKOUT).parts, p.stem)]
    shaping = [path for path in shaping if "tests" not in path.parts]
    assert len(shaping) > 80
    reads = [
        f"{path.relative_to(CHECKOUT)}:{node.lineno} {node.attr}"
        for path in shaping
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in READS
    ]
    assert reads == []


@pytest.mark.parametrize("lock", sorted(path.name for path in (CHECKOUT / "requirements").glob("*.lock")))
def test_a_lock_names_versions_and_digests_and_no_place(lock: str) -> None:
    text = (CHECKOUT / "requirements" / lock).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z])", text.strip())
    assert len(packages) > 10
    for package in packages:
        assert re.match(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+ ", package), package
        assert "--hash=sha256:" in package, package
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|@ ", text)


def test_a_later_lock_contains_the_earlier_one() -> None:
    def pins(kind: str) -> set[str]:
        text = (CHECKOUT / "requirements" / f"{kind}.lock").read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9.-]+==\S+)", text, flags=re.M))

    assert pins("server") < pins("base") < pins("dev")
