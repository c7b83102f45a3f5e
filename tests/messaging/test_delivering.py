"""Messages leave once: by real protocols, through every way in which a provider fails."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from accounts.actors import Actor
from accounts.enums import Role
from accounts.models import Department, User
from accounts.workflow import appoint
from facilities.models import Facility
from kernel import clock
from messaging.channels import http as http_call
from messaging.channels import sms, wecom
from messaging.enums import Channel, Language, Mode, State
from messaging.models import Choice, Message
from messaging.workflow import choose, deliver, delivering
from obligations.models import Obligation
from obligations.workflow.reminding import remind
from regions.scope import nation_scope
from tests.cast import _SETUP, Cast
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


class TestLanguages:
    """Two colleagues of one office are told of the same matter, each in the language they chose."""

    @pytest.fixture
    def colleagues(self, cast: Cast) -> None:
        """The officer chose English; the colleague chose a channel and no language."""
        second = cast.user("colleague")
        post = cast.officer.post
        assert post is not None
        office = Department.objects.get(pk=post.department_id)
        appoint(by=_SETUP, user=second, department=office, role=Role.OFFICER, valid_from=date(2020, 1, 1))
        for user_id in (cast.officer.user_id, second.pk):
            User.objects.filter(pk=user_id).update(email=f"{user_id}@example.org")

    def choose(self, cast: Cast, mode: Mode) -> None:
        by = cast.officer
        choose(by=by, channel=Channel.EMAIL, mode=mode, language=Language.ENGLISH)
        colleague = Actor(user_id=cast.user("colleague").pk, name="", username="colleague", post=by.post)
        choose(by=colleague, channel=Channel.EMAIL, mode=mode)

    def mails(self, post: Provider) -> tuple[str, str]:
        """What arrived, whole: the English mail and the Chinese one."""
        assert len(post.texts) == 2
        whole = [f"{post.titles[key]}\n{text}" for key, text in post.texts.items()]
        chinese, english = sorted(whole, key=lambda text: "working day" in text or "matters" in text)
        return english, chinese

    def test_one_matter_is_told_in_english_to_one_and_in_chinese_to_the_other(
        self, cast: Cast, facility: Facility, post: Provider, colleagues: None
    ) -> None:
        self.choose(cast, Mode.AT_ONCE)
        owed(cast, facility)
        remind()
        assert deliver() == 2
        english, chinese = self.mails(post)
        assert facility.name in english and facility.name in chinese
        assert "working days left" in english and "工作日" not in english
        assert "工作日" in chinese and "working day" not in chinese

    def test_a_digest_speaks_the_language_of_its_reader(
        self, cast: Cast, facility: Facility, post: Provider, colleagues: None
    ) -> None:
        self.choose(cast, Mode.DIGEST)
        with clock.frozen(date(2026, 5, 7)):
            owed(cast, facility, 40)
            remind()
        with clock.frozen(datetime(2026, 5, 8, 8, 31, tzinfo=clock.ZONE)):
            assert deliver() == 80
        english, chinese = self.mails(post)
        assert english.startswith("40 matters of childcare supervision\n1. ")
        assert "and 10 more, in the list of messages" in english and "工作日" not in english
        assert "40 项" in chinese and "另有 10 项" in chinese and "working day" not in chinese

    def test_the_list_inside_the_product_speaks_the_language_of_the_page(
        self, cast: Cast, facility: Facility, post: Provider, colleagues: None
    ) -> None:
        self.choose(cast, Mode.AT_ONCE)
        owed(cast, facility)
        remind()
        client = Client()
        client.force_login(User.objects.get(pk=cast.officer.user_id))
        assert "工作日" in client.get("/messages/").content.decode()
        client.cookies["django_language"] = "en"
        assert "working days left" in client.get("/messages/").content.decode()


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

    def test_a_digest_whose_head_is_not_worth_telling_leaves_under_another_head(
        self, cast: Cast, facility: Facility, post: Provider
    ) -> None:
        wants(cast, Channel.EMAIL, Mode.DIGEST)
        with clock.frozen(date(2026, 5, 7)):
            owed(cast, facility, 3)
            remind()
        with nation_scope(reason="test"):
            first = Message.objects.filter(channel="EMAIL").earliest("not_before", "id")
            row = Obligation.objects.filter(pk=first.subject_id)
            row.update(status="MET", settled_at=clock.now(), settled_on=clock.today())
        with clock.frozen(date(2026, 5, 8)):
            deliver()
        assert states().count("SENT") == 2 and len(post.arrived) == 1
        with nation_scope(reason="test"):
            assert Message.objects.get(pk=first.pk).state == "WITHDRAWN"

    def test_a_channel_that_was_turned_off_withdraws_the_digest_at_once(
        self, cast: Cast, facility: Facility, post: Provider
    ) -> None:
        wants(cast, Channel.EMAIL, Mode.DIGEST)
        with clock.frozen(date(2026, 5, 7)):
            owed(cast, facility, 3)
            remind()
        Choice.objects.update(mode=Mode.OFF)
        with clock.frozen(date(2026, 5, 8)):
            deliver()
        assert set(states()) == {"WITHDRAWN"} and not post.arrived


def test_a_provider_cannot_send_the_platform_elsewhere(gateway: Provider) -> None:
    """A redirection is an answer like any other, not an order."""
    assert http_call._Straight().redirect_request(None, None, 302, "", {}, "http://127.0.0.1:1/") is None  # type: ignore[func-returns-value]
