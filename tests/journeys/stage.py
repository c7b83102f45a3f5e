"""What journeys share: signing in as a person does, the day the server stands on, filings in a state, a phone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from regions.scope import nation_scope
from registration.models import Filing
from tests.cast import PASSWORD
from tests.filing import picture
from tests.frontend.markup import faults
from tests.pages import signed_in

PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
Day = Callable[[str], None]


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Put the server on another day; it starts on the Thursday of the pictures. Its threads see no frozen clock."""

    def stand_on(iso: str) -> None:
        monkeypatch.setenv("TUOYU_TODAY", iso)

    stand_on("2026-05-07")
    return stand_on


def enter(context: BrowserContext, server: LiveServer, actor: Actor) -> None:
    """The browser holds the session of this person."""
    session = signed_in(actor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])


def sign_in(page: Page, actor: Actor, password: str = PASSWORD) -> None:
    """Type name and password on the sign-in page that is open."""
    page.get_by_label("账号或手机号").fill(actor.username)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def another(browser: Browser, server: LiveServer, actor: Actor | None = None) -> Page:
    """A second browser, signed in as somebody or as nobody."""
    context = browser.new_context(base_url=server.url, locale="zh-CN", viewport=DESKTOP)  # type: ignore[arg-type]
    if actor is not None:
        enter(context, server, actor)
    return context.new_page()


def stored(filing_id: int) -> Filing:
    with nation_scope(reason="a test looks"):
        return Filing.objects.select_related("facility", "receipt").get(pk=filing_id)


def sound(page: Page) -> None:
    """The page is valid, names its controls, and does not scroll sideways."""
    assert faults(page.content()) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def item(page: Page, code: str) -> Locator:
    """One material of the list."""
    return page.locator(f"#material-{code}")


def give_file(page: Page, code: str, name: str = "证明.png", *, more: bool = False) -> None:
    """Choose a file for a material, in place of its first one or as one more, and wait until it is in."""
    slot = item(page, code)
    if more:
        slot.get_by_text("再加一个文件").click()
    place = slot.locator("input[type=file]")
    (place.last if more else place.first).set_input_files(
        {"name": name, "mimeType": "image/png", "buffer": picture()}
    )
    expect(slot.get_by_role("link", name=f"查看 {name}", exact=True)).to_be_visible()


def answer(page: Page, question: str, choice: str) -> None:
    """Choose one of the answers of a question."""
    page.get_by_role("group", name=question).get_by_role("radio", name=choice, exact=True).check()


@contextmanager
def saved(page: Page) -> Iterator[None]:
    """What is typed inside is on the server when this ends."""
    with page.expect_response(lambda answer: answer.url.endswith("/save/") and answer.status in (200, 422)):
        yield
