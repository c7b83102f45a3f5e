"""The API's door: keys, sessions, refusals in one shape, and nothing left behind by a refusal."""

from datetime import timedelta
from random import randrange
from typing import Any

import pytest
from django.test import Client

from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from accounts.models import ApiToken, Appointment, Department, User
from accounts.workflow import disable_user, end_appointment, issue_token, revoke_token
from audit.models import AuditEvent
from kernel import clock
from regions.scope import nation_scope
from tests.accounts.signing import sign_in
from tests.cast import _SETUP, GANZHOU, NANKANG, ZHANGGONG, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.api_urls")]


def key_of(cast: Cast, days: int = 30) -> tuple[ApiToken, str]:
    by = cast.registrar
    row = Appointment.objects.get(user_id=by.user_id)
    return issue_token(by=by, appointment=row, name="one-stop system", days=days)


def call(client: Client, secret: str, method: str = "get", path: str = "/api/thing/", **extra: Any) -> Any:
    headers = {"Authorization": f"Bearer {secret}", **extra.pop("headers", {})}
    return getattr(client, method)(path, headers=headers, content_type="application/json", **extra)


@pytest.fixture
def secret(cast: Cast) -> str:
    return key_of(cast)[1]


class TestKeys:
    def test_a_key_acts_in_its_holders_appointment_and_scope(
        self, cast: Cast, client: Client, secret: str
    ) -> None:
        own, foreign = cast.facility(), cast.facility(region=NANKANG)

        assert call(client, secret, path=f"/api/facilities/{own.pk}/").status_code == 200
        assert call(client, secret, path=f"/api/facilities/{foreign.pk}/").status_code == 404

    def test_only_its_digest_is_stored(self, cast: Cast) -> None:
        token, secret = key_of(cast)

        assert secret not in str(ApiToken.objects.filter(pk=token.pk).values().get())
        assert token.prefix == secret[:12] and len(secret) >= 48

    @pytest.mark.parametrize(
        "header",
        ["Bearer", "Bearer ", "Bearer tuoyu_wrong", "Bearer {secret}x", "Bearer \u00e9", "bearer wrong"],
    )
    def test_a_wrong_key_is_refused(self, client: Client, secret: str, header: str) -> None:
        answer = client.get("/api/thing/", headers={"Authorization": header.replace("{secret}", secret)})

        assert answer.status_code == 401 and answer.json()["code"] in ("KEY_REFUSED", "SIGN_IN")
        assert answer["WWW-Authenticate"].startswith("Bearer")

    def test_a_revoked_key_stops_with_the_next_call(self, cast: Cast, client: Client) -> None:
        token, secret = key_of(cast)
        assert call(client, secret, "post", data={"name": "a"}).status_code == 201

        revoke_token(by=cast.registrar, token=token)
        assert call(client, secret, "post", data={"name": "b"}).status_code == 401

    def test_it_runs_out(self, cast: Cast, client: Client) -> None:
        _token, secret = key_of(cast, days=3)

        with clock.frozen(clock.now() + timedelta(days=4)):
            assert call(client, secret).status_code == 401

    def test_it_ends_with_the_appointment(self, cast: Cast, client: Client, secret: str) -> None:
        end_appointment(by=_SETUP, appointment=Appointment.objects.get(user_id=cast.registrar.user_id))

        assert call(client, secret).status_code == 401

    def test_it_ends_with_the_account(self, cast: Cast, client: Client, secret: str) -> None:
        disable_user(by=_SETUP, user=User.objects.get(pk=cast.registrar.user_id), reason="left")

        assert call(client, secret).status_code == 401

    def test_it_ends_with_the_department(self, cast: Cast, client: Client, secret: str) -> None:
        Department.objects.filter(pk=cast.registrar.department_id).update(
            valid_to=clock.today() - timedelta(days=1)
        )

        assert call(client, secret).status_code == 401

    def test_it_opens_no_page(self, client: Client, secret: str) -> None:
        assert call(client, secret, path="/account/").status_code == 302

    def test_it_does_no_more_than_keys_may(self, cast: Cast, client: Client) -> None:
        admin = cast.official(ZHANGGONG, DepartmentKind.MARKET, Role.ADMIN)
        row = Appointment.objects.get(user_id=admin.user_id)
        _token, secret = issue_token(by=admin, appointment=row, name="x", days=1)

        answer = call(client, secret, "delete")
        assert answer.status_code == 403 and answer.json()["code"] == "NOT_BY_KEY"

    def test_a_session_beside_it_does_not_count(self, cast: Cast, client: Client, secret: str) -> None:
        sign_in(client, cast.officer.username)  # may view facilities, the key's holder may not

        assert call(client, secret).status_code == 403

    def test_the_day_of_its_last_use_is_noted_once_a_day(
        self, cast: Cast, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        token, secret = key_of(cast)
        call(client, secret)
        token.refresh_from_db()
        assert token.last_used_on == clock.today()

        with django_assert_max_num_queries(20) as queries:
            call(client, secret)
        assert not [q for q in queries if q["sql"].startswith('UPDATE "accounts_apitoken"')]

    def test_nobody_issues_a_key_for_somebody_else(self, cast: Cast) -> None:
        admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
        row = Appointment.objects.get(user_id=cast.registrar.user_id)
        with pytest.raises(DomainError) as refusal:
            issue_token(by=admin, appointment=row, name="x", days=1)
        assert refusal.value.code == "NOT_YOUR_APPOINTMENT"

    @pytest.mark.parametrize("days", [0, -1, 366, 100000])
    def test_no_key_lives_longer_than_a_year(self, cast: Cast, days: int) -> None:
        with pytest.raises(DomainError):
            key_of(cast, days=days)

    def test_its_region_s_administrator_revokes_it_another_s_does_not(self, cast: Cast) -> None:
        token, _secret = key_of(cast)
        stranger = cast.official(NANKANG, DepartmentKind.HEALTH, Role.ADMIN)
        colleague = cast.official(ZHANGGONG, DepartmentKind.MARKET, Role.REGISTRAR)
        for by in (stranger, colleague):
            with pytest.raises(NotAllowed):
                revoke_token(by=by, token=token)

        revoke_token(by=cast.official(GANZHOU, DepartmentKind.HEALTH, Role.ADMIN), token=token)
        assert ApiToken.objects.get(pk=token.pk).revoked_at is not None


class TestSessions:
    def test_a_page_may_call_with_its_csrf_token_only(self, cast: Cast) -> None:
        client = Client(enforce_csrf_checks=True)
        page = client.get("/sign-in/")
        token = page.cookies["csrftoken"].value
        sign_in(client, cast.registrar.username, headers={"X-CSRFToken": token})
        data, kind = {"name": "a"}, "application/json"

        refused = client.post("/api/thing/", data, kind)
        assert refused.status_code == 403
        fresh = client.cookies["csrftoken"].value
        assert client.post("/api/thing/", data, kind, headers={"X-CSRFToken": fresh}).status_code == 201

    def test_nobody_is_asked_to_sign_in(self, client: Client) -> None:
        answer = client.get("/api/thing/")

        assert answer.status_code == 401 and answer.json()["code"] == "SIGN_IN"

    def test_a_role_without_the_action_is_told_why(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.registrar.username)

        answer = client.get("/api/thing/")
        assert answer.status_code == 403
        assert answer.json()["code"] == "NOT_GRANTED" and "管理员" in answer.json()["remedy"]

    def test_a_one_time_password_opens_no_call(self, cast: Cast, client: Client) -> None:
        User.objects.filter(pk=cast.officer.user_id).update(must_change_password=True)
        sign_in(client, cast.officer.username)

        assert client.get("/api/thing/").json()["code"] == "PASSWORD_DUE"


class TestDoor:
    def test_a_view_that_says_nothing_is_closed(self, cast: Cast, client: Client, secret: str) -> None:
        assert client.get("/api/silent/").status_code == 401
        assert call(client, secret, path="/api/silent/").status_code == 403

    def test_a_public_view_is_open(self, client: Client) -> None:
        assert client.get("/api/open/").json() == {"hello": "everybody"}

    def test_a_method_nobody_declared_is_closed(self, cast: Cast, client: Client, secret: str) -> None:
        assert call(client, secret, "patch").status_code == 403

    def test_head_asks_as_get_does(self, cast: Cast, client: Client, secret: str) -> None:
        assert call(client, secret, "head").status_code == 403

    def test_calls_are_counted_by_key_person_and_address(
        self, cast: Cast, client: Client, secret: str, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        minute = randrange(2 * 10**9, 3 * 10**9) // 60 * 60  # one that no other test counts in
        monkeypatch.setattr(clock, "wall_seconds", lambda: minute + 20.0)
        settings.API_RATES = {"key": 2, "person": 2, "address": 1}

        assert [call(client, secret, "post", data={"name": n}).status_code for n in "abc"] == [201, 201, 429]
        answers = [client.get("/api/open/", REMOTE_ADDR=ip).status_code for ip in ("192.0.2.1",) * 2]
        assert answers == [200, 429]
        assert client.get("/api/open/", REMOTE_ADDR="192.0.2.2").status_code == 200
        refused = call(client, secret, "post", data={"name": "d"})
        assert refused.json()["code"] == "TOO_MANY" and 0 < int(refused["Retry-After"]) <= 61


class TestRefusals:
    @pytest.mark.parametrize(
        ("kind", "status", "code"),
        [
            ("domain", 400, "WRONG"),
            ("many", 400, "REFUSED"),
            ("stale", 412, "STALE"),
            ("missing", 404, "NOT_FOUND"),
            ("absent", 404, "NOT_FOUND"),
            ("shape", 400, "INVALID"),
        ],
    )
    def test_each_has_its_status_and_leaves_nothing_written(
        self, cast: Cast, client: Client, secret: str, kind: str, status: int, code: str
    ) -> None:
        answer = call(client, secret, "post", data={"name": "written", "refuse": kind})

        assert answer.status_code == status and answer.json()["code"] == code
        assert set(answer.json()) == {"code", "message", "field", "remedy", "problems"}
        assert not Department.objects.filter(name="written").exists()

    def test_problems_are_flat_and_name_their_field(self, client: Client, secret: str) -> None:
        many = call(client, secret, "post", data={"name": "w", "refuse": "many"}).json()["problems"]
        shape = call(client, secret, "post", data={"name": "w", "refuse": "shape"}).json()["problems"]

        assert [p["field"] for p in many] == ["name", "uscc", "uscc"]
        assert shape == [{"field": "items.1.uscc", "message": "no"}]

    def test_what_is_foreign_answers_byte_for_byte_as_what_is_not(
        self, cast: Cast, client: Client, secret: str
    ) -> None:
        foreign = cast.facility(region=NANKANG)
        one = call(client, secret, path=f"/api/facilities/{foreign.pk}/")
        none = call(client, secret, path="/api/facilities/999999999/")

        assert (one.status_code, one.content) == (none.status_code, none.content)
        for answer in (one, none):
            assert len(answer.headers["X-Request-ID"]) == 16  # by chance, of every answer anew
            del answer.headers["X-Request-ID"]
        assert dict(one.headers) == dict(none.headers)

    def test_a_refused_object_is_on_the_trail(self, cast: Cast, client: Client, secret: str) -> None:
        foreign = cast.facility(region=NANKANG)
        call(client, secret, path=f"/api/facilities/{foreign.pk}/")

        with nation_scope(reason="test reads the trail"):
            event = AuditEvent.objects.get(event="access.refused")
        assert event.actor_id == cast.registrar.user_id and event.data["ids"] == {"pk": str(foreign.pk)}

    @pytest.mark.parametrize(
        "body",
        [
            b"{",
            b'{"name": NaN}',
            b'{"name": "a", "name": "b"}',
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"n": ' + b"9" * 5000 + b"}",
        ],
    )
    def test_a_body_that_is_not_honest_json_is_refused(
        self, client: Client, secret: str, body: bytes
    ) -> None:
        answer = call(client, secret, "post", data=body)

        assert answer.status_code == 400 and answer.json()["code"] == "INVALID"

    def test_a_huge_body_is_refused(self, client: Client, secret: str, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

        assert call(client, secret, "post", data={"name": "x" * 2000}).status_code == 413

    @pytest.mark.parametrize(("header", "status"), [('"7"', 200), ('W/"7"', 200), ("", 428), ('"x"', 428)])
    def test_a_change_says_which_version_it_is_based_on(
        self, client: Client, secret: str, header: str, status: int
    ) -> None:
        answer = call(client, secret, "put", headers={"If-Match": header} if header else {})

        assert answer.status_code == status
