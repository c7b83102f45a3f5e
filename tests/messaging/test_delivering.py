"""Messages leave once: by real protocols, through every way in which a provider fails."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from accounts.models import User
from facilities.models import Facility
from kernel import clock
from messaging.channels import http as http_call
from messaging.channels import sms, wecom
from messaging.enums import Channel, Mode, State
from messaging.models import Choice, Message
from messaging.workflow import deliver, delivering
from obligations.models import Obligation
from obligations.workflow.reminding import remind
from regions.scope import nation_scope
from tests.cast import Cast
from tests.messaging import servers
from tests.messaging.servers import Provider
from tests.obligations.rows import duty

pytestmark = pytest.mark.django_db
NUMBER, ROBOT = "13812345678", "0123456789abcdef-0123456789"


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


@pytest.fixture
def gateway(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setattr(sms, "_SECONDS", 0.4)
    with servers.http() as provider:
        settings.SMS_URL, settings.SMS_TOKEN = f"http://127.0.0.1:{provider.port}/sms", "secret"
        settings.MESSAGE_CHANNELS = {"SMS": "messaging.channels.sms.SmsGateway"}
        yield provider


@pytest.fixture
def robot(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setattr(wecom, "_SECONDS", 0.4)
    with servers.http() as provider:
        settings.WECOM_ROBOT_URL = f"http://127.0.0.1:{provider.port}/cgi-bin/webhook/send"
        settings.MESSAGE_CHANNELS = {"WECOM": "messaging.channels.wecom.WecomRobot"}
        yield provider


@pytest.fixture
def post(settings: Any) -> Iterator[Provider]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with servers.smtp() as provider:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", provider.port, 0.4
        settings.MESSAGE_CHANNELS = {"EMAIL": "messaging.channels.smtp.Smtp"}
        yield provider


def wants(cast: Cast, channel: Channel, mode: Mode = Mode.AT_ONCE) -> None:
    address = {Channel.SMS: NUMBER, Channel.WECOM: ROBOT}.get(channel, "")
    Choice.objects.create(user_id=cast.officer.user_id, channel=channel, mode=mode, address=address)
    User.objects.filter(pk=cast.officer.user_id).update(email="officer@example.org")


def owed(cast: Cast, facility: Facility, number: int = 1) -> list[Obligation]:
    begun = {"owner_kind": "HEALTH", "owner_id": cast.officer.department_id, "trigger_on": clock.today()}
    day = clock.today() + timedelta(5)
    return [duty(facility, subject_id=n + 1, due_on=day, **begun) for n in range(number)]


def states() -> list[str]:
    with nation_scope(reason="test"):
        rows = Message.objects.exclude(channel="NOTICE").order_by("id")
        return list(rows.values_list("state", flat=True))


def later() -> None:
    """The pause before the next attempt is over."""
    with nation_scope(reason="test"):
        Message.objects.filter(state=State.WAITING).update(lease_until=Now() - timedelta(seconds=1))


class TestByTextMessage:
    def test_it_arrives_once_with_the_words_and_nobodys_data(
        self, cast: Cast, facility: Facility, gateway: Provider
    ) -> None:
        wants(cast, Channel.SMS)
        owed(cast, facility)
        remind()
        assert [deliver(), deliver()] == [1, 0]
        assert states() == ["SENT"] and sum(gateway.arrived.values()) == 1
        (text,) = gateway.texts.values()
        assert facility.name in text and cast.officer.name not in text

    @pytest.mark.parametrize("fault", ["hang", "fail", "garbage", "late"])
    def test_whatever_goes_wrong_it_arrives_exactly_once(
        self, cast: Cast, facility: Facility, gateway: Provider, fault: str
    ) -> None:
        wants(cast, Channel.SMS)
        owed(cast, facility, 3)
        remind()
        gateway.fault = fault
        assert deliver() == 0 and set(states()) == {"WAITING"}
        gateway.fault = ""
        later()
        deliver()
        assert (
            set(states()) == {"SENT"} and set(gateway.arrived.values()) == {1} and len(gateway.arrived) == 3
        )

    def test_what_is_refused_for_good_is_not_tried_again(
        self, cast: Cast, facility: Facility, gateway: Provider
    ) -> None:
        wants(cast, Channel.SMS)
        owed(cast, facility)
        remind()
        gateway.fault = "refuse"
        deliver()
        assert states() == ["FAILED"]

    def test_nothing_listens_and_it_waits(
        self, cast: Cast, facility: Facility, gateway: Provider, settings: Any
    ) -> None:
        wants(cast, Channel.SMS)
        owed(cast, facility)
        remind()
        settings.SMS_URL = "http://127.0.0.1:1/"
        deliver()
        with nation_scope(reason="test"):
            row = Message.objects.get(channel="SMS")
        assert (row.state, row.begun_at, row.tries) == ("WAITING", None, 1)

    def test_after_the_last_attempt_it_has_failed(
        self, cast: Cast, facility: Facility, gateway: Provider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(delivering, "MAX_ATTEMPTS", 2)
        wants(cast, Channel.SMS)
        owed(cast, facility)
        remind()
        gateway.fault = "fail"
        deliver()
        later()
        deliver()
        assert states() == ["FAILED"]

    def test_a_right_that_ended_withdraws_what_waits(
        self, cast: Cast, facility: Facility, gateway: Provider
    ) -> None:
        wants(cast, Channel.SMS)
        owed(cast, facility)
        remind()
        User.objects.get(pk=cast.officer.user_id).appointments.update(
            valid_to=date(2026, 5, 6), ended_at=clock.now()
        )
        deliver()
        assert states() == ["WITHDRAWN"] and not gateway.arrived

    def test_what_was_done_meanwhile_is_not_sent(
        self, cast: Cast, facility: Facility, gateway: Provider
    ) -> None:
        wants(cast, Channel.SMS)
        owed(cast, facility)
        remind()
        with nation_scope(reason="test"):
            Obligation.objects.update(status="MET", settled_at=clock.now(), settled_on=clock.today())
        deliver()
        assert states() == ["WITHDRAWN"] and not gateway.arrived

    def test_a_worker_that_slept_past_its_lease_writes_nothing(
        self, cast: Cast, facility: Facility, gateway: Provider
    ) -> None:
        wants(cast, Channel.SMS)
        owed(cast, facility)
        remind()
        (asleep,) = delivering._claim()
        later()
        deliver()
        assert not delivering._begin(asleep)
        assert delivering._settle(asleep, State.FAILED) == 0
        assert states() == ["SENT"]


class TestByRobot:
    def test_it_is_posted(self, cast: Cast, facility: Facility, robot: Provider) -> None:
        wants(cast, Channel.WECOM)
        owed(cast, facility)
        remind()
        deliver()
        assert states() == ["SENT"] and sum(robot.arrived.values()) == 1

    @pytest.mark.parametrize("fault", ["late", "garbage", "hang"])
    def test_what_may_have_arrived_is_not_posted_twice_but_shown_as_not_certain(
        self, cast: Cast, facility: Facility, robot: Provider, fault: str
    ) -> None:
        wants(cast, Channel.WECOM)
        owed(cast, facility)
        remind()
        robot.fault = fault
        deliver()
        robot.fault = ""
        later()
        deliver()
        assert states() == ["UNCERTAIN"] and sum(robot.arrived.values()) <= 1

    @pytest.mark.parametrize(("fault", "state"), [("fail", "SENT"), ("refuse", "FAILED")])
    def test_too_fast_waits_and_a_wrong_key_fails(
        self, cast: Cast, facility: Facility, robot: Provider, fault: str, state: str
    ) -> None:
        wants(cast, Channel.WECOM)
        owed(cast, facility)
        remind()
        robot.fault = fault
        deliver()
        robot.fault = ""
        later()
        deliver()
        assert states() == [state]


class TestByMail:
    @pytest.mark.parametrize("fault", ["", "hang", "fail", "garbage", "late"])
    def test_one_mail_however_often_it_is_tried(
        self, cast: Cast, facility: Facility, post: Provider, fault: str
    ) -> None:
        wants(cast, Channel.EMAIL)
        owed(cast, facility)
        remind()
        post.fault = fault
        deliver()
        post.fault = ""
        later()
        deliver()
        assert states() == ["SENT"]
        assert len(post.arrived) == 1  # one Message-ID: the receiving server drops the second copy

    def test_a_digest_is_one_mail_a_day(self, cast: Cast, facility: Facility, post: Provider) -> None:
        wants(cast, Channel.EMAIL, Mode.DIGEST)
        with clock.frozen(date(2026, 5, 7)):
            owed(cast, facility, 50)
            remind()
            assert deliver() == 0  # opened during the day: tomorrow at half past eight
        with clock.frozen(datetime(2026, 5, 8, 0, 5, tzinfo=clock.ZONE)):
            remind()  # the next stage has come in the night and takes the place of the first
            assert deliver() == 0
        with clock.frozen(datetime(2026, 5, 8, 8, 31, tzinfo=clock.ZONE)):
            assert deliver() == 50
        assert sum(post.arrived.values()) == 1
        (text,) = post.texts.values()
        assert "30." in text and "20" in text

    def test_a_digest_names_only_what_the_person_may_still_see(
        self, cast: Cast, facility: Facility, post: Provider
    ) -> None:
        wants(cast, Channel.EMAIL, Mode.DIGEST)
        elsewhere = cast.facility(cast.neighbour.region_id + 1000, name="示例·别处托育园")
        with clock.frozen(date(2026, 5, 7)):
            owed(cast, facility, 2)
            duty(elsewhere, subject_id=9, owner_kind="HEALTH", owner_id=cast.officer.department_id)
            remind()
        with clock.frozen(date(2026, 5, 8)):
            deliver()
        (text,) = post.texts.values()
        assert facility.name in text and "别处" not in text
        assert sorted(states()) == ["SENT", "SENT", "WITHDRAWN"]


def test_a_provider_cannot_send_the_platform_elsewhere(gateway: Provider) -> None:
    """A redirection is an answer like any other, not an order."""
    assert http_call._Straight().redirect_request(None, None, 302, "", {}, "http://127.0.0.1:1/") is None  # type: ignore[func-returns-value]
