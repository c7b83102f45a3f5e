"""A person's authenticator: set up with the password and a first code, each code once, taken away by an administrator."""

import re

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from accounts.models import SecondFactor, User
from accounts.workflow import begin_factor, confirm_factor, prove_presence, reset_factor
from kernel import clock
from kernel.totp import STEP_SECONDS, code_at, new_secret
from tests.authenticator import code_of
from tests.cast import PASSWORD, ZHANGGONG, Cast
from tests.pages import signed_in, text


@pytest.fixture
def payer(cast: Cast) -> Actor:
    return cast.official(ZHANGGONG, DepartmentKind.FINANCE, Role.FINANCE_PAYER)


def _code(actor: Actor) -> str:
    secret = SecondFactor.objects.get(user_id=actor.user_id).secret.disclosed(to="a test")
    return code_at(secret, int(clock.wall_seconds()) // STEP_SECONDS)


@pytest.mark.django_db
class TestSettingUp:
    def test_needs_the_password_and_a_first_code(self, payer: Actor) -> None:
        with pytest.raises(DomainError) as refused:
            begin_factor(by=payer, password="another-password")
        assert refused.value.field == "password"
        begin_factor(by=payer, password=PASSWORD)
        with pytest.raises(DomainError) as early:
            prove_presence(by=payer, code=_code(payer))
        assert early.value.code == "FACTOR_NEEDED"
        confirm_factor(by=payer, code=_code(payer))
        assert SecondFactor.objects.get(user_id=payer.user_id).confirmed_at

    def test_a_second_phone_is_not_added_beside_the_first(self, payer: Actor) -> None:
        code_of(payer)
        with pytest.raises(DomainError) as refused:
            begin_factor(by=payer, password=PASSWORD)
        assert refused.value.code == "FACTOR_THERE"

    def test_a_code_is_used_once_and_a_wrong_one_never(self, payer: Actor) -> None:
        code = code_of(payer)
        prove_presence(by=payer, code=code)
        for again in (code, "000000", ""):
            with pytest.raises(DomainError) as refused:
                prove_presence(by=payer, code=again)
            assert (refused.value.code, refused.value.field) == ("WRONG_CODE", "code")

    def test_guessing_is_stopped(self, payer: Actor) -> None:
        code_of(payer)
        for _try in range(10):
            with pytest.raises(DomainError):
                prove_presence(by=payer, code="000000")
        with pytest.raises(DomainError):
            prove_presence(by=payer, code=code_of(payer))

    def test_the_secret_is_sealed(self, payer: Actor) -> None:
        secret = new_secret()
        row = SecondFactor.objects.create(user_id=payer.user_id, secret=secret)
        assert secret not in f"{row.secret} {row.secret!r}"
        assert secret.encode() not in bytes(SecondFactor.objects.get(pk=row.pk).secret.token)


@pytest.mark.django_db
def test_an_administrator_of_the_place_takes_a_lost_one_away_and_nobody_else(
    payer: Actor, cast: Cast
) -> None:
    code_of(payer)
    user = User.objects.get(pk=payer.user_id)
    admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
    with pytest.raises(NotAllowed):
        reset_factor(by=cast.stranger, user=user)
    with pytest.raises(DomainError):
        reset_factor(by=payer, user=user)
    reset_factor(by=admin, user=user)
    assert not SecondFactor.objects.filter(user=user).exists()


@pytest.mark.django_db
def test_the_page_shows_picture_and_key_until_the_first_code(payer: Actor) -> None:
    client = signed_in(payer)
    assert 'name="password"' in text(client.get("/account/authenticator/"))
    wrong = client.post("/account/authenticator/begin/", {"password": "wrong-password"})
    assert wrong.status_code == 422
    client.post("/account/authenticator/begin/", {"password": PASSWORD})
    page = text(client.get("/account/authenticator/"))
    assert "<svg" in page
    secret = re.findall(r'ty-factor-key">([A-Z2-7 ]+)<', page)[0].replace(" ", "")
    assert client.post("/account/authenticator/confirm/", {"code": "000000"}).status_code == 422
    code = code_at(secret, int(clock.wall_seconds()) // STEP_SECONDS)
    client.post("/account/authenticator/confirm/", {"code": code})
    assert secret not in text(client.get("/account/authenticator/")).replace(" ", "")


@pytest.mark.django_db
def test_a_page_that_is_no_longer_right_says_so_and_shows_the_form_that_is(payer: Actor) -> None:
    client = signed_in(payer)
    early = client.post("/account/authenticator/confirm/", {"code": "123456"})
    assert early.status_code == 422 and 'name="password"' in early.content.decode()
    client.post("/account/authenticator/begin/", {"password": PASSWORD})
    again = client.post("/account/authenticator/begin/", {"password": ""})
    assert again.status_code == 422 and 'name="code"' in again.content.decode()
