"""Journeys: a real Chromium against a real server. Without a Chromium they fail and say what to do."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import browser

# The browser's driver runs an event loop in the test's thread; the tests themselves stay synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_CHECKOUT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey, so that `make test-fast` can leave it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    program = browser.find()
    if program is None:
        pytest.fail(browser.MISSING, pytrace=False)
    return {
        "executable_path": program,
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
        "env": {**os.environ, "FONTCONFIG_FILE": str(_fonts(tmp_path_factory.mktemp("fonts")))},
    }


def _fonts(folder: Path) -> Path:
    """A font configuration that names our vendored Chinese font: without one every picture shows boxes."""
    places = sorted({str(path.parent) for path in _CHECKOUT.glob("*/**/*.ttf") if ".venv" not in path.parts})
    listed = "".join(f"<dir>{escape(place)}</dir>" for place in [*places, "/usr/share/fonts"])
    file = folder / "fonts.conf"
    file.write_text(
        f"<?xml version='1.0'?><fontconfig>{listed}<cachedir>{escape(str(folder))}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def browser_context_args(live_server: LiveServer) -> dict[str, Any]:
    return {
        "base_url": live_server.url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page whose script errors, and refusals by the content policy, fail the journey."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if _is_trouble(message) else None)
    page.set_default_timeout(10_000)
    yield page
    assert troubles == []


def _is_trouble(message: Any) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text
