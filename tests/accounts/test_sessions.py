"""A session ends when it should, and rights follow the appointments of this very moment."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.enums import DepartmentKind, Role
from accounts.models import Appointment, User
from accounts.queries import post_of
from accounts.sessions import AS_OPERATOR, BEGAN, CHOSEN_POST, SEEN
from accounts.workflow import appoint, disable_user, enable_user, end_appointment, reset_password
from tests.accounts.signing import sign_in, signed_in
from tests.cast import _SETUP, NANKANG, PASSWORD, ZHANGGONG, Cast

pytestmark = pytest.mark.django_db
IN_ANOTHER_TAB = "an old bridge over the Gan river"


@pytest.fixture
def inside(cast: Cast, client: Client) -> Client:
    """The browser of the officer of 章贡区, signed in."""
    sign_in(client, cast.officer.username)
    return client


def age(client: Client, *, began: int = 0, seen: int = 0) -> None:
    """Let the session have begun, and been used last, so many seconds earlier."""
    session = client.session
    session[BEGAN], session[SEEN] = session[BEGAN] - began, session[SEEN] - seen
    session.save()


class TestTime:
    def test_half_an_hour_without_work_ends_it(self, inside: Client) -> None:
        age(inside, seen=settings.SESSION_IDLE_SECONDS - 5)
        assert inside.get("/account/").status_code == 200

        age(inside, seen=settings.SESSION_IDLE_SECONDS + 5)
        assert inside.get("/account/").status_code == 302 and not signed_in(inside)

    def test_every_page_begins_the_half_hour_anew(self, inside: Client) -> None:
        age(inside, seen=1000)
        inside.get("/account/")
        age(inside, seen=1000)

        assert inside.get("/account/").status_code == 200

    def test_twelve_hours_end_it_even_with_work(self, inside: Client) -> None:
        age(inside, began=12 * 3600 + 5)

        assert inside.get("/account/").status_code == 302 and not signed_in(inside)

    def test_a_session_of_unknown_age_is_over(self, inside: Client) -> None:
        session = inside.session
        del session[BEGAN]
        session.save()

        assert inside.get("/account/").status_code == 302

    def test_a_stolen_cookie_is_dead_afterwards(self, inside: Client) -> None:
        stolen = inside.session.session_key
        age(inside, seen=3600)
        inside.get("/account/")

        thief = Client()
        thief.cookies["sessionid"] = stolen
        assert thief.get("/account/").status_code == 302


class TestAccount:
    def test_a_new_password_ends_all_others_and_keeps_this_one(self, cast: Cast, inside: Client) -> None:
        elsewhere = Client()
        sign_in(elsewhere, cast.officer.username)
        before = inside.session.session_key

        data = {"current": PASSWORD, "password": IN_ANOTHER_TAB, "repeat": IN_ANOTHER_TAB}
        inside.post("/password/", data)

        assert inside.get("/account/").status_code == 200 and inside.session.session_key != before
        assert elsewhere.get("/account/").status_code == 302

    def test_sign_out_everywhere_else(self, cast: Cast, inside: Client) -> None:
        elsewhere = Client()
        sign_in(elsewhere, cast.officer.username)

        inside.post("/account/sign-out-elsewhere/")

        assert inside.get("/account/").status_code == 200
        assert elsewhere.get("/account/").status_code == 302

    def test_a_disabled_account_is_out_with_the_next_request_and_stays_out(
        self, cast: Cast, inside: Client
    ) -> None:
        admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
        user = User.objects.get(pk=cast.officer.user_id)
        disable_user(by=admin, user=user, reason="left the office")
        assert inside.get("/account/").status_code == 302

        enable_user(by=admin, user=user)
        assert inside.get("/account/").status_code == 302

    def test_a_password_reset_ends_it(self, cast: Cast, inside: Client) -> None:
        admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
        reset_password(by=admin, user=User.objects.get(pk=cast.officer.user_id))

        assert inside.get("/account/").status_code == 302


class TestRights:
    def test_an_ended_appointment_is_gone_with_the_next_request(self, cast: Cast, inside: Client) -> None:
        assert "360702000000 HEALTH" in inside.get("/account/").content.decode()

        row = Appointment.objects.get(user_id=cast.officer.user_id)
        end_appointment(by=_SETUP, appointment=row)

        assert "360702000000 HEALTH" not in inside.get("/account/").content.decode()

    def test_a_new_one_is_there_with_the_next_request(self, cast: Cast, inside: Client) -> None:
        appoint(
            by=_SETUP,
            user=User.objects.get(pk=cast.officer.user_id),
            department=cast.department(ZHANGGONG, DepartmentKind.GUIDANCE_CENTRE),
            role=Role.STREET_OFFICER,
        )

        assert "360702000000 GUIDANCE_CENTRE" in inside.get("/account/").content.decode()


class TestHats:
    def second_post(self, cast: Cast) -> Appointment:
        return appoint(
            by=_SETUP,
            user=User.objects.get(pk=cast.officer.user_id),
            department=cast.department(NANKANG, DepartmentKind.HEALTH),
            role=Role.OFFICER,
        )

    def test_somebody_with_two_posts_chooses(self, cast: Cast, inside: Client) -> None:
        row = self.second_post(cast)

        inside.post(f"/post/{row.pk}/")

        assert inside.session[CHOSEN_POST] == row.pk
        response = inside.get("/account/")
        assert response.wsgi_request.actor.post == post_of(row)

    def test_the_switch_of_the_top_bar_posts_a_field(self, cast: Cast, inside: Client) -> None:
        row = self.second_post(cast)

        assert inside.post("/post/", {"post": row.pk}).status_code == 302
        assert inside.session[CHOSEN_POST] == row.pk

    @pytest.mark.parametrize("text", ["", "x", "-1", "99999999999999999999", "0"])
    def test_what_is_not_a_post_is_not_found(self, inside: Client, text: str) -> None:
        assert inside.post("/post/", {"post": text}).status_code == 404

    def test_nobody_takes_a_colleagues_post(self, cast: Cast, inside: Client) -> None:
        other = Appointment.objects.get(user_id=cast.neighbour.user_id)

        assert inside.post(f"/post/{other.pk}/").status_code == 404
        assert CHOSEN_POST not in inside.session

    def test_a_chosen_post_that_ended_falls_back_to_the_first(self, cast: Cast, inside: Client) -> None:
        row = self.second_post(cast)
        inside.post(f"/post/{row.pk}/")
        end_appointment(by=_SETUP, appointment=row)

        post = inside.get("/account/").wsgi_request.actor.post
        assert post is not None and post.region_id == ZHANGGONG

    def test_an_official_who_also_runs_a_facility_changes_hats(self, cast: Cast, inside: Client) -> None:
        facility = cast.facility(region=NANKANG)
        cast.operator(facility, name=cast.officer.username)

        inside.post("/post/", {"post": AS_OPERATOR})
        actor = inside.get("/account/").wsgi_request.actor

        assert actor.is_operator and list(actor.facilities) == [facility.pk]


class TestTheEndInTheMiddleOfWork:
    @pytest.mark.parametrize(
        "headers",
        [
            {"HX-Request": "true"},
            {"Sec-Fetch-Dest": "empty"},
            {"X-Requested-With": "XMLHttpRequest"},
            {"Accept": "application/json"},
        ],
    )
    def test_a_script_is_told(self, client: Client, headers: dict[str, str]) -> None:
        answer = client.post("/account/sign-out-elsewhere/", headers=headers)

        assert answer.status_code == 401 and answer["HX-Trigger"] == "session-ended"
        assert answer.json()["code"] == "SESSION_ENDED"

    def test_a_form_leads_back_to_the_page_it_stood_on(self, client: Client) -> None:
        answer = client.post(
            "/account/sign-out-elsewhere/", headers={"Referer": "http://testserver/account/?tab=2"}
        )

        assert answer["Location"] == "/sign-in/?next=/account/%3Ftab%3D2"

    def test_a_form_from_a_foreign_page_leads_home(self, client: Client) -> None:
        answer = client.post(
            "/account/sign-out-elsewhere/", headers={"Referer": "https://evil.example/account/"}
        )

        assert answer["Location"] == "/sign-in/?next=/"
