"""No URL without an answer to the question who may call it."""

from tests.isolation.inventory import endpoints


def test_every_url_is_classified() -> None:
    assert [e.route for e in endpoints() if e.access is None] == []


def test_only_pages_meant_for_everybody_are_public() -> None:
    public = {e.name for e in endpoints() if e.access is not None and e.access.kind == "public"}
    secret = {
        name for name in public if any(word in name for word in ("manage", "filing", "inbox", "operator"))
    }
    assert secret == set()
