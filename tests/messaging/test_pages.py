"""The pages of messages: mine and nobody else's, and how I want to be told."""

from typing import Any

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import User
from audit.models import AuditEvent
from facilities.models import Facility
from kernel.clock import wall_seconds
from messaging.models import Choice, Message
from obligations.workflow import urge
from regions.scope import nation_scope
from tests.cast import Cast, as_actor
from tests.obligations.rows import duty

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


def urged(cast: Cast, facility: Facility) -> Message:
    """The officer urges what the facility owes; its operator is told."""
    row = duty(facility)
    with as_actor(cast.officer):
        urge(by=cast.officer, obligation_id=row.pk)
    with nation_scope(reason="test"):
        found: Message = Message.objects.get(event="urged")
        return found


def test_an_urged_facility_finds_it_on_its_bell_and_in_its_list(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    message = urged(cast, facility)
    page = signed_in(operator).get("/messages/")
    assert facility.name in page.content.decode() and "催办" in page.content.decode()
    assert 'class="ty-dot">1<' in page.content.decode()
    opened = signed_in(operator).get(f"/messages/{message.pk}/")
    assert opened.status_code == 302
    assert 'class="ty-dot"' not in signed_in(operator).get("/messages/unread/").content.decode()


def test_nobody_else_opens_it(cast: Cast, facility: Facility) -> None:
    cast.operator(facility)
    message = urged(cast, facility)
    for other in (cast.officer, cast.neighbour, cast.stranger):
        assert signed_in(other).get(f"/messages/{message.pk}/").status_code == 404
    with nation_scope(reason="test"):
        assert Message.objects.get().read_at is None


def test_all_are_read_at_once(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    urged(cast, facility)
    client = signed_in(operator)
    client.post("/messages/read/")
    assert 'class="ty-dot"' not in client.get("/messages/").content.decode()


def test_asking_for_the_number_does_not_keep_a_session_awake(cast: Cast, facility: Facility) -> None:
    client = signed_in(cast.officer)
    session = client.session
    session["began"] = session["seen"] = seen = int(wall_seconds()) - 300
    session.save()
    client.get("/messages/unread/", headers={"X-Quiet": "1"})
    assert client.session["seen"] == seen
    client.get("/messages/unread/")
    assert client.session["seen"] > seen


class TestChannels:
    @pytest.fixture(autouse=True)
    def channels(self, settings: Any) -> None:
        settings.MESSAGE_CHANNELS = dict.fromkeys(
            ("EMAIL", "SMS", "WECOM"), "messaging.channels.mailbox.Mailbox"
        )

    def post(self, cast: Cast, **data: str) -> Any:
        return signed_in(cast.officer).post("/messages/channels/", {"language": "zh-hans"} | data)

    def test_a_number_is_sealed_and_shown_masked(self, cast: Cast) -> None:
        assert self.post(cast, channel="SMS", mode="AT_ONCE", address="13812345678").status_code == 302
        page = signed_in(cast.officer).get("/messages/channels/").content.decode()
        assert "138****5678" in page and "13812345678" not in page
        assert b"13812345678" not in bytes(Choice.objects.get().address.token)

    def test_an_empty_field_keeps_the_known_number(self, cast: Cast) -> None:
        self.post(cast, channel="SMS", mode="AT_ONCE", address="13812345678")
        assert self.post(cast, channel="SMS", mode="DIGEST", address="").status_code == 302
        assert Choice.objects.get().mode == "DIGEST" and Choice.objects.get().address == "13812345678"

    @pytest.mark.parametrize(
        ("channel", "address"),
        [("SMS", "12345"), ("SMS", ""), ("WECOM", "http://x"), ("EMAIL", "nobody"), ("EMAIL", "")],
    )
    def test_what_cannot_work_is_refused_beside_its_field(
        self, cast: Cast, channel: str, address: str
    ) -> None:
        page = self.post(cast, channel=channel, mode="AT_ONCE", address=address)
        assert page.status_code == 200 and "has-error" in page.content.decode()
        assert not Choice.objects.exists()

    def test_the_language_stands_beside_each_channel_and_is_kept(self, cast: Cast) -> None:
        self.post(cast, channel="SMS", mode="AT_ONCE", address="13812345678", language="en")
        assert Choice.objects.get().language == "en"
        page = signed_in(cast.officer).get("/messages/channels/").content.decode()
        assert page.count('value="en" selected') == 1 and page.count('value="zh-hans" selected') == 2
        with nation_scope(reason="test"):
            event = AuditEvent.objects.get(event="channel.chosen")
        assert event.data["language"] == "en"

    def test_a_language_that_is_not_spoken_is_refused_and_nothing_typed_is_lost(self, cast: Cast) -> None:
        page = self.post(cast, channel="SMS", mode="AT_ONCE", address="13812345678", language="fr")
        assert page.status_code == 200 and "has-error" in page.content.decode()
        assert 'value="13812345678"' in page.content.decode() and not Choice.objects.exists()

    def test_an_unknown_channel_changes_nothing(self, cast: Cast) -> None:
        assert self.post(cast, channel="NOTICE", mode="OFF").status_code == 200
        assert not Choice.objects.exists()
