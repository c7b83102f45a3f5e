"""What is past its use is removed, and nobody is put out when the cache is down."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db.models import F
from django.test import Client
from redis.exceptions import RedisError

from accounts.models import Appointment
from accounts.tasks import tidy
from accounts.throttle import allowed
from accounts.workflow import issue_token
from tests.accounts.signing import WRONG, sign_in, signed_in
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_cache(settings: Any) -> Any:
    """Nothing listens where the cache should be."""
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}
    with pytest.raises(RedisError):
        caches["default"].get("x")


def test_people_sign_in_and_work_while_the_cache_is_down(no_cache: None, cast: Cast, client: Client) -> None:
    sign_in(client, cast.officer.username)

    assert signed_in(client) and client.get("/account/").status_code == 200
    assert client.post("/sign-out/").status_code == 302


def test_systems_call_while_the_cache_is_down(no_cache: None, cast: Cast, client: Client) -> None:
    row = Appointment.objects.get(user_id=cast.registrar.user_id)
    _token, secret = issue_token(by=cast.registrar, appointment=row, name="x", days=1)

    answer = client.get("/api/v1/registrations", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code in (200, 405)


def test_guessing_at_secrets_waits_for_the_cache(no_cache: None, client: Client) -> None:
    assert not allowed("activation", "x", limit=5, seconds=60)
    assert allowed("api-key", "x", limit=5, seconds=60, without_cache=True)
    page = client.post("/activate/", {"uscc": "x", "password": PASSWORD}).content.decode()
    assert "太多" in page


def test_old_sessions_and_sign_in_records_go_new_ones_stay(cast: Cast, settings: Any) -> None:
    settings.AXES_ENABLED = True
    for number in range(2):
        sign_in(Client(), cast.officer.username)
        sign_in(Client(), f"guess-{number}", WRONG)
    first = Session.objects.order_by("session_key").first()
    assert first is not None
    Session.objects.filter(pk=first.pk).update(expire_date=F("expire_date") - timedelta(days=9))
    for model in (AccessFailureLog, AccessLog):
        model.objects.filter(pk=model.objects.earliest("pk").pk).update(
            attempt_time=F("attempt_time") - timedelta(days=365)
        )

    tidy()
    assert not Session.objects.filter(pk=first.pk).exists()
    assert (Session.objects.count(), AccessFailureLog.objects.count(), AccessLog.objects.count()) == (1, 1, 1)
