"""When something goes wrong, the page says what and what to do, in the frame of whoever asks."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from accounts.access import public_page
from accounts.actors import ANONYMOUS
from accounts.errors import DomainError, NotAllowed, Stale
from config import refusals
from kernel import clock
from kernel.decision import refused
from tests.frontend.markup import faults

pytestmark = pytest.mark.django_db


@public_page
def broken(request):  # type: ignore[no-untyped-def]
    raise RuntimeError("a fault of ours")


urlpatterns = [path("broken/", broken)]
handler500 = "config.errors.server_error"


def page_for(exception: Exception) -> tuple[int, str]:
    request = RequestFactory().get("/somewhere/")
    request.actor = ANONYMOUS  # type: ignore[attr-defined]
    request._messages = ()  # type: ignore[attr-defined]
    answer = refusals.page(request, exception)
    assert answer is not None
    return answer.status_code, answer.content.decode()


def test_an_unknown_address_is_answered_in_chinese(client: Client) -> None:
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert "这里没有内容" in page.content.decode()
    assert faults(page.content.decode()) == []


def test_an_unknown_address_is_answered_in_english(client: Client) -> None:
    page = client.get("/no/such/page/", headers={"accept-language": "en"})
    assert "There is nothing here" in page.content.decode()


@pytest.mark.urls("tests.frontend.test_errors")
def test_a_fault_of_ours_says_so_and_shows_nothing_of_itself(client: Client) -> None:
    client.raise_request_exception = False
    page = client.get("/broken/")
    assert page.status_code == 500
    assert "a fault of ours" not in page.content.decode()
    assert faults(page.content.decode()) == []


def test_a_form_without_its_token_keeps_what_was_typed() -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/sign-in/", {"username": "x"})
    assert page.status_code == 403
    assert "您写的内容还在上一页" in page.content.decode()


def test_a_refusal_shows_its_reason_and_its_remedy() -> None:
    status, html = page_for(NotAllowed(refused("X", "Only the head may.", remedy="Ask <Li>.")))
    assert status == 403
    assert "Only the head may." in html
    assert "Ask &lt;Li&gt;." in html


def test_a_domain_error_shows_its_remedy() -> None:
    status, html = page_for(DomainError("Already filed.", remedy="Open the filing."))
    assert status == 409
    assert "Already filed." in html
    assert "Open the filing." in html
    assert faults(html) == []


def test_a_stale_write_says_who_when_and_what() -> None:
    changes = [("Name", "theirs", "yours")]
    error = Stale("Changed.", changed_by="Chen Li", changed_at=clock.now(), changes=changes)
    status, html = page_for(error)
    assert status == 409
    for part in ("Chen Li", "theirs", "yours"):
        assert part in html


def test_too_many_attempts_say_for_how_long() -> None:
    html = render_to_string("errors/429.html", {"minutes": 15})
    assert "锁定 15 分钟" in html
    assert faults(html) == []
