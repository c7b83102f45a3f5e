"""What every page must keep: valid HTML, strict CSP, names for controls and pictures, ids once, references that lead
somewhere. Returns sentences; an empty list means that the page is in order. Other tests use it on real pages."""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator

import html5lib

_CONTROLS = {"input", "select", "textarea"}
_UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
_REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for")


def faults(source: str, *, fragment: bool = False) -> list[str]:
    """Everything wrong with a page, or with a fragment of one."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(source) if fragment else parser.parse(source)
    found = [
        f"line {at[0]}: {code} {details}"
        for at, code, details in parser.errors
        if not _harmless(code, fragment)
    ]
    elements = list(_walk(tree))
    return [*found, *_policy(elements), *_names(elements), *_ids(elements, fragment)]


def _harmless(code: str, fragment: bool) -> bool:
    return fragment and code in {"expected-doctype-but-got-start-tag", "expected-doctype-but-got-chars"}


def _walk(tree: ET.Element) -> Iterator[ET.Element]:
    return (element for element in tree.iter() if isinstance(element.tag, str))


def _policy(elements: list[ET.Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "script" and not element.get("src"):
            yield "inline script"
        if element.tag == "style":
            yield "inline style element"
        for name in element.attrib:
            if name == "style" or (isinstance(name, str) and name.startswith(("on", "hx-on"))):
                yield f"{name} on <{element.tag}>"


def _names(elements: list[ET.Element]) -> Iterator[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    inside = {id(child) for label in elements if label.tag == "label" for child in _walk(label)}
    for element in elements:
        if element.tag == "img" and element.get("alt") is None:
            yield f"picture without alt: {element.get('src')}"
        if element.tag in _CONTROLS and element.get("type") not in _UNLABELLED_TYPES:
            named = element.get("aria-label") or element.get("aria-labelledby")
            if not (named or element.get("id") in labelled or id(element) in inside):
                yield f"control without label: {element.get('name') or element.get('id')}"
        if element.tag in ("button", "a", "summary") and not _spoken(element):
            yield f"<{element.tag}> without a name: {element.get('href') or element.get('class')}"
        if element.tag == "html" and not element.get("lang"):
            yield "page without lang"


def _spoken(element: ET.Element) -> bool:
    if element.get("aria-label") or "".join(element.itertext()).strip():
        return True
    return any(child.get("aria-label") or child.get("alt") for child in _walk(element))


def _ids(elements: list[ET.Element], fragment: bool) -> Iterator[str]:
    counted = Counter(element.get("id") for element in elements if element.get("id"))
    yield from (f"id twice: {name}" for name, times in counted.items() if times > 1)
    if fragment:
        return
    for element in elements:
        for reference in _REFERENCES:
            for name in (element.get(reference) or "").split():
                if name not in counted:
                    yield f"{reference}={name} leads nowhere"
        target = element.get("href") or ""
        if element.tag == "a" and len(target) > 1 and target.startswith("#") and target[1:] not in counted:
            yield f"{target} leads nowhere"
