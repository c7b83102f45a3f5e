"""Coming in: the right people, nobody else, and nothing learnt by those who try."""

from unittest import mock  # only to count calls of Django's hasher, never to replace our own code

import pytest
from django.contrib.auth import hashers
from django.test import Client

from accounts.enums import DepartmentKind, Role
from accounts.models import User
from accounts.workflow import reset_password
from audit.models import AuditEvent
from kernel import clock
from regions.scope import nation_scope
from tests.accounts.signing import WRONG, sign_in, signed_in
from tests.cast import PASSWORD, ZHANGGONG, Cast

pytestmark = pytest.mark.django_db


def test_the_page_is_there_for_everybody(client: Client) -> None:
    answer = client.get("/sign-in/")

    assert answer.status_code == 200
    assert "登录" in answer.content.decode()


def test_right_name_and_password_open_a_session_and_are_on_the_trail(cast: Cast, client: Client) -> None:
    answer = sign_in(client, cast.officer.username)

    assert answer.status_code == 302 and answer["Location"] == "/"
    assert signed_in(client)
    with nation_scope(reason="test reads the trail"):
        event = AuditEvent.objects.get(event="session.begun")
    assert (event.actor_id, event.region_id) == (cast.officer.user_id, ZHANGGONG)


def test_capitals_and_full_width_letters_are_the_same_name(cast: Cast, client: Client) -> None:
    name = cast.user("lin-fang").username
    sign_in(client, " ＬＩＮ-Fang ")

    assert name == "lin-fang" and signed_in(client)


@pytest.mark.parametrize("username", ["known", "nobody-has-this-name", "switched-off"])
def test_every_failure_says_the_same(cast: Cast, client: Client, username: str) -> None:
    cast.user("known")
    User.objects.filter(pk=cast.user("switched-off").pk).update(is_active=False)
    password = PASSWORD if username == "switched-off" else WRONG

    answer = sign_in(client, username, password)

    assert answer.status_code == 200 and not signed_in(client)
    assert "账号或密码不对" in answer.content.decode()


def test_an_unknown_name_costs_one_hash_as_a_known_one_does(cast: Cast, client: Client) -> None:
    cast.user("known")
    hasher = hashers.get_hasher()
    for username in ("known", "nobody-has-this-name"):
        with mock.patch.object(
            type(hasher), "encode", autospec=True, side_effect=type(hasher).encode
        ) as encode:
            sign_in(client, username, WRONG)
        assert encode.call_count == 1, username


def test_the_page_that_asked_is_where_one_comes_back_to(cast: Cast, client: Client) -> None:
    refused = client.get("/account/")
    assert refused["Location"] == "/sign-in/?next=/account/"

    page = client.get(refused["Location"])
    assert 'name="next" value="/account/"' in page.content.decode()
    assert sign_in(client, cast.officer.username, next="/account/")["Location"] == "/account/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil",
        "evil",
    ],
)
def test_nobody_is_sent_to_a_foreign_page(cast: Cast, client: Client, target: str) -> None:
    assert sign_in(client, cast.officer.username, next=target)["Location"] == "/"


def test_signing_in_gives_the_session_a_new_key(cast: Cast, client: Client) -> None:
    client.post("/language/", {"language": "en"})
    session = client.session
    session["planted"] = "by somebody who knows the key"
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    sign_in(client, cast.officer.username)

    assert client.cookies["sessionid"].value != before
    stranger = Client()
    stranger.cookies["sessionid"] = before
    assert stranger.get("/account/").status_code == 302


def test_signing_out_needs_a_post_and_ends_the_session(cast: Cast, client: Client) -> None:
    sign_in(client, cast.officer.username)

    assert client.get("/sign-out/").status_code == 405 and signed_in(client)
    assert client.post("/sign-out/").status_code == 302 and not signed_in(client)


def test_a_foreign_page_cannot_post_the_sign_in(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client, cast.officer.username).status_code == 403 and not signed_in(client)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "x" * 5000, "' OR 1=1 --", "名字" * 40, "\u202eadmin"])
def test_odd_names_are_refused_politely(client: Client, text: str) -> None:
    answer = sign_in(client, text, WRONG)

    assert answer.status_code == 200 and not signed_in(client)


class TestOneTimePassword:
    def test_it_opens_only_the_page_to_choose_ones_own(self, cast: Cast, client: Client) -> None:
        admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
        user, secret = reset_password(by=admin, user=User.objects.get(pk=cast.officer.user_id))
        sign_in(client, user.username, secret)

        assert client.get("/account/")["Location"] == "/password/"
        assert client.get("/")["Location"] in ("/inbox/", "/account/")
        told = client.get("/account/", headers={"HX-Request": "true"})
        assert told.status_code == 401 and told.json()["code"] == "PASSWORD_DUE"

        own = "an old bridge over the Gan river"
        client.post("/password/", {"current": secret, "password": own, "repeat": own})
        assert client.get("/account/").status_code == 200
        assert not User.objects.get(pk=user.pk).must_change_password

    def test_it_runs_out_after_a_week(self, cast: Cast, client: Client) -> None:
        admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
        user, secret = reset_password(by=admin, user=User.objects.get(pk=cast.officer.user_id))

        with clock.frozen(clock.today().replace(day=15)):
            answer = sign_in(client, user.username, secret)
        assert not signed_in(client) and "一次性密码" in answer.content.decode()


class TestOwnPassword:
    def change(self, client: Client, current: str, new: str, repeat: str | None = None) -> str:
        data = {"current": current, "password": new, "repeat": new if repeat is None else repeat}
        return client.post("/password/", data, follow=True).content.decode()

    @pytest.mark.parametrize(
        ("new", "words"),
        [
            ("short", "至少"),
            ("1234567890", "常见"),
            ("lin-fang-1", "太相似"),
            (PASSWORD, "另外"),
        ],
    )
    def test_weak_ones_are_refused_beside_the_field(
        self, cast: Cast, client: Client, new: str, words: str
    ) -> None:
        user = cast.user("lin-fang")
        sign_in(client, user.username)

        page = self.change(client, PASSWORD, new)

        assert 'id="id_password-error"' in page and words in page
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)

    def test_it_needs_the_current_one_and_no_slip_of_the_hand(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.officer.username)

        assert "这不是您现在的密码" in self.change(client, WRONG, "an old bridge over the Gan")
        assert "两次" in self.change(
            client, PASSWORD, "an old bridge over the Gan", "an old bridge over the Gam"
        )

    def test_guessing_at_it_from_a_stolen_session_is_stopped(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.officer.username)
        for _guess in range(10):
            self.change(client, WRONG, "an old bridge over the Gan")

        self.change(client, PASSWORD, "an old bridge over the Gan")
        assert User.objects.get(pk=cast.officer.user_id).check_password(PASSWORD)
