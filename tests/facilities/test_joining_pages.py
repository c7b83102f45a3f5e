"""The pages by which people come to a facility: invitation, activation, first account."""

import html
import re
from random import randrange
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from audit.models import AuditEvent
from facilities.models import Facility, FacilityGrant
from facilities.queries import granted_facilities
from kernel import clock
from regions.scope import nation_scope
from tests.accounts.signing import sign_in, signed_in
from tests.cast import PASSWORD, Cast
from tests.frontend.markup import faults

pytestmark = pytest.mark.django_db
ACCOUNT = {"name": "示例·李青", "username": "13800000001", "password": PASSWORD, "repeat": PASSWORD}
NEUTRAL = "无法开通账号"


@pytest.fixture(autouse=True)
def an_hour_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries are counted by the hour in a cache that parallel tests share: each test has an hour to itself."""
    hour = (2_000_000_000 + randrange(10**9)) // 86_400 * 86_400
    monkeypatch.setattr(clock, "wall_seconds", lambda: float(hour))


@pytest.fixture
def pushed(cast: Cast) -> Facility:
    return cast.facility(head_name="欧阳 青", phone="0797-8123456")


@pytest.fixture
def inside(cast: Cast, pushed: Facility) -> Client:
    """The browser of the facility's manager."""
    client = Client()
    sign_in(client, cast.operator(pushed, name="manager").username)
    return client


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def link_in(answer: Any) -> str:
    found = re.search(r"/invitation/[\w-]+/", text(answer))
    assert found is not None
    return found.group()


def invitation(inside: Client, pushed: Facility, role: str = "operate_facility") -> str:
    return link_in(
        inside.post(f"/operator/facilities/{pushed.pk}/invite/", {"invitee": "李老师", "role": role})
    )


class TestColleagues:
    def test_every_page_is_sound(self, cast: Cast, inside: Client, pushed: Facility, client: Client) -> None:
        link = invitation(inside, pushed)
        cast.operator(pushed, name="second")
        pages = [(inside, "/operator/colleagues/"), (inside, link), (client, link), (client, "/activate/")]
        pages += [(client, "/activate/first/"), (client, "/invitation/gone/")]
        for browser, page in pages:
            for language in ("zh-hans", "en"):
                browser.cookies["django_language"] = language
                assert faults(browser.get(page).content.decode()) == [], page

    def test_the_link_is_shown_once(self, inside: Client, pushed: Facility) -> None:
        link = invitation(inside, pushed)

        page = text(inside.get("/operator/colleagues/"))
        assert "李老师" in page and link not in page

    def test_a_new_person_opens_an_account_and_is_in(
        self, inside: Client, pushed: Facility, client: Client
    ) -> None:
        link = invitation(inside, pushed)
        assert pushed.name in text(client.get(link))
        client.post(link, ACCOUNT)

        user = User.objects.get(username="13800000001")
        assert signed_in(client) and pushed.pk in granted_facilities(user.pk)
        assert client.get(link).status_code == 404

    def test_somebody_with_an_account_signs_in_and_joins(
        self, cast: Cast, inside: Client, pushed: Facility, client: Client
    ) -> None:
        link = invitation(inside, pushed)
        sign_in(client, cast.officer.username, next=link)
        client.post(link)

        assert client.get("/account/").wsgi_request.actor.is_operator
        assert pushed.pk in granted_facilities(cast.officer.user_id or 0)

    def test_what_opens_nothing_looks_the_same(
        self, inside: Client, pushed: Facility, client: Client
    ) -> None:
        used = invitation(inside, pushed)
        client.post(used, ACCOUNT)
        one, other = Client().get(used), Client().get("/invitation/never-made/")

        assert one.status_code == other.status_code == 404

        def plain(answer: Any, address: str) -> str:
            return re.sub(r'value="\w{64}"', "", text(answer).replace(address, ""))

        assert plain(one, used) == plain(other, "/invitation/never-made/")

    def test_removing_withdrawing_and_leaving(self, cast: Cast, inside: Client, pushed: Facility) -> None:
        clerk = cast.operator(pushed, name="second")
        invitation(inside, pushed)
        row = FacilityGrant.objects.filter(user_id=clerk.user_id)
        assert (
            inside.post(f"/operator/facilities/{pushed.pk}/colleagues/{clerk.user_id}/remove/").status_code
            == 302
        )
        assert not row.exists()

        refused = inside.post(f"/operator/facilities/{pushed.pk}/leave/")
        assert refused.status_code == 422 and "唯一的管理员" in text(refused)

    def test_another_facility_does_not_exist(self, cast: Cast, inside: Client) -> None:
        foreign = cast.facility()
        person = cast.operator(foreign, name="foreign")
        base = f"/operator/facilities/{foreign.pk}"
        assert inside.get(f"/operator/colleagues/?facility={foreign.pk}").status_code == 404
        assert inside.get("/operator/colleagues/?facility=" + "9" * 5000).status_code == 200  # the own one
        for path in ("invite", "leave", f"colleagues/{person.user_id}/remove", "invitations/1/withdraw"):
            answer = inside.post(f"{base}/{path}/", {"invitee": "x", "role": "manage_facility"})
            assert answer.status_code == 404, path


class TestActivation:
    def ask(self, client: Client, facility: Facility, **changed: str) -> Any:
        given = {"uscc": facility.uscc, "head_name": "欧阳青", "phone": "07978123456", **ACCOUNT, **changed}
        return client.post("/activate/", given)

    def test_the_facility_itself_gets_its_first_account(self, pushed: Facility, client: Client) -> None:
        answer = self.ask(client, pushed)

        assert answer.status_code == 302 and signed_in(client)
        user = User.objects.get(username="13800000001")
        assert granted_facilities(user.pk)[pushed.pk] == {"manage_facility"}

    @pytest.mark.parametrize(
        "wrong", [{"head_name": "别人"}, {"phone": "13900000000"}, {"uscc": "91360702MADEM00007"}]
    )
    def test_one_wrong_detail_gets_the_neutral_answer(
        self, cast: Cast, pushed: Facility, client: Client, wrong: dict[str, str]
    ) -> None:
        answer = self.ask(client, pushed, **wrong)

        assert not signed_in(client) and not FacilityGrant.objects.exists()
        assert NEUTRAL in text(answer) or "不对" in text(answer)

    def test_a_facility_with_a_manager_gets_the_same_answer_as_an_unknown_one(
        self, cast: Cast, pushed: Facility, client: Client
    ) -> None:
        cast.operator(pushed)
        known = text(self.ask(client, pushed))
        unknown = text(self.ask(client, cast.facility(), head_name="谁"))

        assert NEUTRAL in known and NEUTRAL in unknown
        assert not User.objects.filter(username="13800000001").exists()

    def test_a_facility_pushed_without_a_telephone_is_not_opened_by_leaving_it_out(
        self, cast: Cast, client: Client
    ) -> None:
        bare = cast.facility(head_name="欧阳青", phone="")
        for phone in ("", "-", "0"):
            self.ask(client, bare, phone=phone)
        assert not signed_in(client)

    def test_an_unconfirmed_statement_of_an_operator_is_no_push(self, cast: Cast, client: Client) -> None:
        stated = cast.facility(head_name="欧阳青", phone="07978123456", confirmed=False)

        assert NEUTRAL in text(self.ask(client, stated))

    def test_a_refusal_is_on_the_trail_without_the_telephone(self, pushed: Facility, client: Client) -> None:
        self.ask(client, pushed, phone="13900000000")

        with nation_scope(reason="test reads the trail"):
            event = AuditEvent.objects.get(event="activation.refused")
        assert event.data["uscc"] == pushed.uscc and "139" not in str(event.data)

    def test_guessing_at_one_code_is_stopped_from_all_addresses(
        self, pushed: Facility, client: Client
    ) -> None:
        for number in range(5):
            client.post(
                "/activate/",
                {"uscc": pushed.uscc, "head_name": "谁", "phone": "1", **ACCOUNT},
                REMOTE_ADDR=f"192.0.2.{number}",
            )
        assert "太多" in text(self.ask(client, pushed)) and not signed_in(client)

    def test_guessing_from_one_address_is_stopped(self, cast: Cast, pushed: Facility, client: Client) -> None:
        for number in range(20):
            client.post("/activate/", {"uscc": f"guess {number}", **ACCOUNT}, REMOTE_ADDR="192.0.2.1")

        given = {"uscc": pushed.uscc, "head_name": "欧阳青", "phone": "07978123456", **ACCOUNT}
        assert "太多" in text(client.post("/activate/", given, REMOTE_ADDR="192.0.2.1"))
        assert client.post("/activate/", given, REMOTE_ADDR="192.0.2.2").status_code == 302


class TestFirstAccount:
    def test_it_has_no_right_and_says_what_to_do_next(self, client: Client) -> None:
        answer = client.post("/activate/first/", ACCOUNT, follow=True)

        assert answer.status_code == 200 and signed_in(client)
        assert client.get("/account/").wsgi_request.actor.facilities == {}

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "\u202e\u200b"),
            ("username", "ab"),
            ("username", "a b<script>"),
            ("password", "short"),
            ("repeat", "another-long-password"),
        ],
    )
    def test_faults_stand_beside_their_field(self, client: Client, field: str, value: str) -> None:
        given = {**ACCOUNT, field: value, **({"repeat": value} if field == "password" else {})}
        page = text(client.post("/activate/first/", given))

        assert f'id="id_{field}-error"' in page and not signed_in(client)

    def test_a_taken_name_is_refused(self, cast: Cast, client: Client) -> None:
        cast.user("13800000001")
        assert "已有人使用" in text(client.post("/activate/first/", ACCOUNT))
