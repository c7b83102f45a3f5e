"""Guessing is stopped by name and address, by name from everywhere, and never by address alone."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.db.models import F
from django.test import Client

from accounts.enums import DepartmentKind, Role
from accounts.lockout import LONG_LIMIT
from accounts.models import User
from accounts.workflow import reset_password
from tests.accounts.signing import WRONG, sign_in, signed_in
from tests.cast import ZHANGGONG, Cast

pytestmark = pytest.mark.django_db
OFFICE = "198.51.100.20"  # everybody in the county building comes from here


@pytest.fixture(autouse=True)
def lock_on(settings: object) -> None:
    settings.AXES_ENABLED = True  # type: ignore[attr-defined]


def guess(times: int, username: str, ip: str = OFFICE, browser: str = "") -> None:
    for _try in range(times):
        sign_in(Client(), username, WRONG, ip=ip, HTTP_USER_AGENT=browser)


def test_five_wrong_passwords_lock_the_name_from_that_address(cast: Cast, client: Client) -> None:
    name = cast.user("liu-min").username
    guess(4, name)
    assert sign_in(Client(), name, WRONG, ip=OFFICE).status_code == 429

    answer = sign_in(client, name, ip=OFFICE)
    assert answer.status_code == 429 and not signed_in(client)
    assert "15 分钟" in answer.content.decode()


def test_another_browser_does_not_help(cast: Cast, client: Client) -> None:
    name = cast.user("liu-min").username
    for number in range(5):
        guess(1, name, browser=f"browser {number}")

    assert sign_in(client, name, ip=OFFICE).status_code == 429


def test_colleagues_behind_the_same_address_go_on_working(cast: Cast, client: Client) -> None:
    for number in range(8):
        guess(5, f"somebody-{number}")
    guess(5, cast.user("liu-min").username)

    sign_in(client, cast.user("chen-jie").username, ip=OFFICE)
    assert signed_in(client)


def test_the_person_at_home_is_not_locked_by_guesses_at_the_office(cast: Cast, client: Client) -> None:
    name = cast.user("liu-min").username
    guess(6, name)

    sign_in(client, name, ip="203.0.113.5")
    assert signed_in(client)


def test_an_unknown_name_is_locked_alike() -> None:
    guess(5, "nobody-has-this-name")

    assert sign_in(Client(), "nobody-has-this-name", WRONG, ip=OFFICE).status_code == 429


def test_the_lock_opens_after_fifteen_minutes_even_if_somebody_went_on_trying(
    cast: Cast, client: Client
) -> None:
    name = cast.user("liu-min").username
    guess(5, name)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    guess(3, name)
    assert sign_in(client, name, ip=OFFICE).status_code == 429

    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=2))
    sign_in(client, name, ip=OFFICE)
    assert signed_in(client)


def test_a_success_forgets_the_slips_before_it(cast: Cast) -> None:
    name = cast.user("liu-min").username
    guess(4, name)
    sign_in(Client(), name, ip=OFFICE)
    guess(4, name)

    again = Client()
    sign_in(again, name, ip=OFFICE)
    assert signed_in(again)


def test_guessing_from_many_addresses_locks_the_name_everywhere(cast: Cast, client: Client) -> None:
    name = cast.user("liu-min").username
    for number in range(LONG_LIMIT):
        guess(1, name, ip=f"203.0.113.{number}")

    answer = sign_in(client, name, ip="203.0.113.99")
    assert answer.status_code == 429 and not signed_in(client)
    AccessFailureLog.objects.update(attempt_time=F("attempt_time") - timedelta(hours=7))
    sign_in(client, name, ip="203.0.113.99")
    assert signed_in(client)


def test_a_new_password_from_the_administrator_lifts_both_locks(cast: Cast, client: Client) -> None:
    admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
    user = User.objects.get(pk=cast.officer.user_id)
    guess(5, user.username)
    for number in range(LONG_LIMIT):
        guess(1, user.username, ip=f"203.0.113.{number}")

    _user, secret = reset_password(by=admin, user=user)
    sign_in(client, user.username, secret, ip=OFFICE)
    assert signed_in(client)


def test_a_made_up_forwarding_header_does_not_change_the_address(cast: Cast) -> None:
    name = cast.user("liu-min").username
    for number in range(5):
        sign_in(Client(), name, WRONG, ip=OFFICE, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")

    assert sign_in(Client(), name, ip=OFFICE, HTTP_X_FORWARDED_FOR="203.0.113.77").status_code == 429


def test_the_lock_itself_never_carries_a_session(cast: Cast, client: Client) -> None:
    client.force_login(cast.user("liu-min"))

    assert client.get("/account/").status_code == 200
