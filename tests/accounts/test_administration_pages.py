"""The administrator's pages: they do what they say, say what is wrong, and show no other place."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.models import ApiToken, Appointment, Department, User
from accounts.queries import posts_of
from accounts.workflow import appoint
from tests.accounts.signing import sign_in, signed_in
from tests.cast import _SETUP, NANKANG, PASSWORD, ZHANGGONG, Cast
from tests.frontend.markup import faults

pytestmark = pytest.mark.django_db
K, R = DepartmentKind, Role


@pytest.fixture
def admin(cast: Cast, client: Client) -> Actor:
    """The administrator of 章贡区, signed in at `client`."""
    actor = cast.official(ZHANGGONG, K.HEALTH, R.ADMIN)
    sign_in(client, actor.username)
    return actor


def to(name: str, *args: Any) -> str:
    return reverse(f"accounts:{name}", args=args)


def text(answer: Any) -> str:
    return answer.content.decode()


def test_every_page_is_sound(cast: Cast, admin: Actor, client: Client) -> None:
    office, person = admin.department_id, cast.officer.user_id
    pages = ["/account/", "/password/", "/manage/departments/", "/manage/people/", "/manage/keys/"]
    pages += [to("department", office), to("department_new"), to("person_new", office), to("person", person)]
    pages += ["/manage/people/?find=nobody", "/manage/people/?q=nobody", "/manage/departments/?kind=TAX"]

    for page in pages:
        for language in ("zh-hans", "en"):
            client.cookies["django_language"] = language
            answer = client.get(page)
            assert answer.status_code == 200, page
            assert faults(text(answer)) == [], page


def test_public_pages_are_sound(client: Client) -> None:
    for page in ("/sign-in/", "/forgotten-password/"):
        assert faults(text(client.get(page))) == [], page


def test_opening_changing_and_closing_an_office(admin: Actor, client: Client) -> None:
    facts = {"name": "区教育局", "name_en": "Education bureau", "phone": "0797-000-0000", "hours": ""}
    client.post(to("department_new"), {"region": ZHANGGONG, "kind": "EDUCATION", **facts})
    office = Department.objects.get(name="区教育局")
    assert "区教育局" in text(client.get("/manage/departments/"))

    client.post(to("department", office.pk), {**facts, "name": "区教体局", "version": 1})
    assert Department.objects.get(pk=office.pk).name == "区教体局"
    stale = client.post(to("department", office.pk), {**facts, "name": "别的", "version": 1})
    assert stale.status_code == 422 and "有人改过" in text(stale)

    client.post(to("department_close", office.pk), {"on": "2026-05-07"})
    assert Department.objects.get(pk=office.pk).valid_to is not None


def test_somebody_new_gets_an_account_a_role_and_a_password_shown_once(
    cast: Cast, admin: Actor, client: Client
) -> None:
    data = {"name": "示例·周敏", "username": "zhou-min", "role": "OFFICER", "valid_from": "2026-05-07"}
    answer = client.post(to("person_new", admin.department_id), data)

    user = User.objects.get(username="zhou-min")
    secret = text(answer).split("<code>")[1].split("</code>")[0]
    assert user.check_password(secret) and "no-store" in answer["Cache-Control"]
    assert [post.role for post in posts_of(user.pk)] == [R.OFFICER]
    assert secret not in text(client.get(to("person", user.pk)))
    newcomer = Client()
    sign_in(newcomer, "zhou-min", secret)
    assert signed_in(newcomer)


def test_faults_stand_beside_their_field(cast: Cast, admin: Actor, client: Client) -> None:
    data = {
        "name": "a\x07",
        "username": cast.officer.username,
        "role": "FINANCE_PAYER",
        "valid_from": "1899-01-01",
    }
    page = text(client.post(to("person_new", admin.department_id), data))
    for name in ("name", "role", "valid_from"):
        assert f'id="id_{name}-error"' in page, name

    taken = {**data, "name": "示例·周敏", "role": "OFFICER", "valid_from": "2026-05-07"}
    assert "已有人使用" in text(client.post(to("person_new", admin.department_id), taken))


def test_appointing_by_account_name(cast: Cast, admin: Actor, client: Client) -> None:
    def ask(username: str, role: str = "HEAD") -> Any:
        data = {"username": username, "role": role, "valid_from": "2026-05-07"}
        return client.post(to("appoint", admin.department_id), data)

    assert ask(cast.officer.username).status_code == 302
    assert "已担任该角色" in text(ask(cast.officer.username))
    unknown, foreign = ask("nobody-has-this"), ask(cast.neighbour.username)
    assert "本地区没有" in text(unknown) and "本地区没有" in text(foreign)
    assert "不能给自己任命" in text(ask(admin.username))


def test_what_can_be_done_with_an_account(cast: Cast, admin: Actor, client: Client) -> None:
    user = User.objects.get(pk=cast.officer.user_id)
    elsewhere = Client()
    sign_in(elsewhere, user.username)

    client.post(to("person", user.pk), {"name": "示例·改名"})
    assert User.objects.get(pk=user.pk).name == "示例·改名"
    client.post(to("person_sign_out", user.pk))
    assert elsewhere.get("/account/").status_code == 302
    assert client.post(to("person_disable", user.pk), {"reason": ""}).status_code == 422
    client.post(to("person_disable", user.pk), {"reason": "离职"})
    assert not User.objects.get(pk=user.pk).is_active
    client.post(to("person_enable", user.pk))
    assert User.objects.get(pk=user.pk).is_active
    shown = client.post(to("person_reset", user.pk))
    secret = text(shown).split("<code>")[1].split("</code>")[0]
    assert User.objects.get(pk=user.pk).check_password(secret)
    client.post(to("appointment_end", Appointment.objects.get(user=user).pk))
    assert posts_of(user.pk) == []


def test_the_only_administrator_is_told_why_not(cast: Cast, admin: Actor, client: Client) -> None:
    answer = client.post(to("appointment_end", Appointment.objects.get(user_id=admin.user_id).pk))

    assert answer.status_code == 422 and "唯一的管理员" in text(answer)


def test_another_place_does_not_exist(cast: Cast, admin: Actor, client: Client) -> None:
    office, person = cast.department(NANKANG, K.HEALTH), cast.neighbour
    row = Appointment.objects.get(user_id=person.user_id)
    for page in (to("department", office.pk), to("person", person.user_id), to("person_new", office.pk)):
        assert client.get(page).status_code == 404
        assert client.post(page, {"name": "x", "version": 1}).status_code == 404
    for page in (
        to("department_close", office.pk),
        to("appoint", office.pk),
        to("person_reset", person.user_id),
        to("person_disable", person.user_id),
        to("person_enable", person.user_id),
        to("person_sign_out", person.user_id),
        to("appointment_end", row.pk),
    ):
        assert client.post(page, {"reason": "x"}).status_code == 404
    assert f">{office.name}<" not in text(client.get(f"/manage/departments/?in={NANKANG}"))
    assert f">{person.name}<" not in text(client.get(f"/manage/people/?in={NANKANG}&q=health"))
    assert User.objects.get(pk=person.user_id).check_password(PASSWORD)


def test_an_officer_has_no_administration(cast: Cast, client: Client) -> None:
    sign_in(client, cast.officer.username)
    for page in ("/manage/departments/", "/manage/people/", "/manage/keys/", to("department_new")):
        assert client.get(page).status_code == 403


class TestKeyPage:
    def test_a_registrar_issues_one_and_sees_it_once(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.registrar.username)
        post = cast.registrar.post
        assert post is not None
        answer = client.post("/manage/keys/", {"appointment": post.id, "name": "一窗通", "days": 90})

        secret = text(answer).split("<code>")[1].split("</code>")[0]
        assert secret.startswith("tuoyu_") and "no-store" in answer["Cache-Control"]
        page = text(client.get("/manage/keys/"))
        assert "一窗通" in page and secret not in page
        assert client.get("/api/none", headers={"Authorization": f"Bearer {secret}"}).status_code == 404

        client.post(to("token_revoke", ApiToken.objects.get().pk))
        assert ApiToken.objects.get().revoked_at is not None

    def test_nobody_chooses_anothers_appointment(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.registrar.username)
        other = Appointment.objects.get(user_id=cast.officer.user_id)
        client.post("/manage/keys/", {"appointment": other.pk, "name": "x", "days": 9})

        assert not ApiToken.objects.exists()


class TestManyRows:
    """A list costs the same number of queries with 3 rows as with 60."""

    def fill(self, cast: Cast, numbers: range) -> None:
        for number in numbers:
            office = Department.objects.create(
                region_id=ZHANGGONG, kind=K.TAX, name=f"示例·{number}", valid_from="2020-01-01"
            )
            appoint(by=_SETUP, user=cast.user(f"person-{number}"), department=office, role=R.AUDITOR)

    @pytest.mark.parametrize("page", ["/manage/departments/", "/manage/people/"])
    def test_no_query_per_row(
        self, cast: Cast, admin: Actor, client: Client, page: str, django_assert_max_num_queries: Any
    ) -> None:
        counts = []
        for numbers in (range(3), range(3, 60)):
            self.fill(cast, numbers)
            client.get(page)
            with django_assert_max_num_queries(30) as queries:
                answer = client.get(page)
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert "after=" in text(answer)
