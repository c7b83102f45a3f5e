"""Every template compiles and keeps the rules of the house; the gallery shows every component, faultlessly."""

import re
from pathlib import Path

import pytest
from django.test import Client

from config.gallery.pages import EXAMPLES
from config.jinja import pages
from tests.frontend.markup import faults

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
PAGES = ["/design/", *(f"/design/{name}/" for name in EXAMPLES)]
_TAG = re.compile(r"<([a-z]+)\b([^>]*)>", re.I)
_FORBIDDEN = re.compile(r"""\s(style|on[a-z]+|hx-on[a-z:-]*)\s*=""", re.I)
#: Pieces that components share; not components themselves.
_SHARED = {"_top.html", "_phone_nav.html", "_side_nav.html", "_page_tools.html", "_keys.html"}


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(name: str) -> None:
    pages().get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_inline_script_style_or_handler(name: str) -> None:
    source = re.sub(r"{#.*?#}", "", (TEMPLATES / name).read_text("utf-8"), flags=re.S)
    for tag, attributes in _TAG.findall(source):
        assert not _FORBIDDEN.search(f" {attributes}"), f"<{tag}{attributes}>"
        assert tag.lower() != "style"
        assert tag.lower() != "script" or "src=" in attributes
        assert tag.lower() != "img" or "alt=" in attributes, f"picture without alt: <{tag}{attributes}>"


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith("components/") and Path(name).name not in _SHARED]
)
def test_a_component_says_what_it_takes(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    macros = [m for m in re.findall(r"{% macro (\w+)\(", source) if not m.startswith("_")]
    assert macros
    assert "{#" in source.split("{% macro")[0] or f"{{# {macros[0]}" in source


def test_the_gallery_shows_every_component() -> None:
    shown = "".join(path.read_text("utf-8") for path in (TEMPLATES / "design").glob("*.html"))
    for name in NAMES:
        if name.startswith("components/") and Path(name).name not in _SHARED:
            assert f'"{name}"' in shown, name


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_an_example_page_is_valid_named_and_free_of_inline_code(
    client: Client, address: str, language: str
) -> None:
    page = client.get(address, headers={"accept-language": language})

    assert page.status_code == 200
    assert faults(page.content.decode()) == []


def test_the_linter_notices_what_it_is_for() -> None:
    bad = (
        "<!doctype html><html><body onload='x()'><img src=a><input name=b><script>x</script>"
        "<p id=c></p><p id=c style='x'></p><a href='#d'></a><label for=e>f</label></html>"
    )
    said = " ".join(faults(bad))
    for part in (
        "onload",
        "without alt",
        "without label",
        "inline script",
        "id twice",
        "style on",
        "#d leads nowhere",
        "for=e",
    ):
        assert part in said
