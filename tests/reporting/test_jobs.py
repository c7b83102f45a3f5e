"""The jobs page: what runs, what waits, and what an administrator of the platform may do about it."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.models import User
from audit.models import AuditEvent
from config.logs import JsonLines, request_id
from jobs import workflow
from jobs.current import job_name
from jobs.models import Job
from jobs.queries import runs_alone, schedules
from jobs.workflow import Cancelled, pause
from kernel import clock
from regions.codes import NATION
from regions.scope import nation_scope
from reporting.jobs.wording import JOBS
from tests.cast import ZHANGGONG, Cast

pytestmark = pytest.mark.django_db
NIGHTLY, SHARED = "audit.check_chains", "messaging.deliver"


def page_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def keeper(cast: Cast) -> Actor:
    return cast.official(NATION, DepartmentKind.HEALTH, Role.ADMIN)


def all_ran() -> None:
    Job.objects.bulk_create(Job(name=name, succeeded_at=clock.now()) for name in schedules())
    Job.objects.update(succeeded_at=Now())


def test_every_scheduled_job_has_words() -> None:
    assert set(JOBS) == set(schedules())


def test_a_nightly_job_is_done_by_one_and_the_others_by_any_number() -> None:
    assert runs_alone(NIGHTLY) and runs_alone("facilities.check_standards") and not runs_alone(SHARED)
    assert workflow.begin(NIGHTLY) and workflow.begin(NIGHTLY) is None
    assert workflow.begin(SHARED) and workflow.begin(SHARED)


def test_who_lost_the_lease_writes_nothing() -> None:
    first = workflow.begin(NIGHTLY)
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    second = workflow.begin(NIGHTLY)
    assert first and second
    assert not workflow.renew(NIGHTLY, first)
    workflow.end(NIGHTLY, first, "too late")
    assert Job.objects.get(pk=NIGHTLY).lease == second
    workflow.end(NIGHTLY, second)
    row = Job.objects.get(pk=NIGHTLY)
    assert row.succeeded_at and not row.failure and not row.lease


def test_an_abandoned_job_is_rung_for_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(workflow, "ring", lambda name: [*map(rung.append, [name])])
    all_ran()
    workflow.begin(NIGHTLY)
    assert workflow.recover() == []
    Job.objects.filter(name=NIGHTLY).update(lease_until=Now() - timedelta(seconds=1))
    assert [workflow.recover(), workflow.recover()] == [[NIGHTLY], []]
    assert rung == [NIGHTLY]


def test_a_night_that_the_beat_missed_is_made_up_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "ring", lambda name: True)
    all_ran()
    assert workflow.recover() == []
    Job.objects.filter(name=NIGHTLY).update(succeeded_at=Now() - timedelta(days=1, minutes=5))
    assert workflow.recover() == []  # the beat may still come
    Job.objects.filter(name=NIGHTLY).update(succeeded_at=Now() - timedelta(days=2))
    Job.objects.filter(name="facilities.check_standards").update(succeeded_at=Now() - timedelta(days=2))
    assert [sorted(workflow.recover()), workflow.recover()] == [[NIGHTLY, "facilities.check_standards"], []]


def test_a_job_that_was_asked_to_stop_does_so_at_its_next_pause() -> None:
    workflow.begin(NIGHTLY)
    token = job_name.set(NIGHTLY)
    try:
        pause(3, 9)
        assert workflow.ask_to_stop(NIGHTLY)
        with pytest.raises(Cancelled):
            pause(4, 9)
    finally:
        job_name.reset(token)
    assert (Job.objects.get().done, Job.objects.get().total) == (4, 9)


def test_an_administrator_sees_every_job(cast: Cast) -> None:
    admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
    page = page_of(admin).get("/manage/jobs/").content.decode()
    assert "期限提醒" in page and "立即运行" not in page
    assert page_of(cast.officer).get("/manage/jobs/").status_code == 403


def test_a_county_administrator_runs_nothing(cast: Cast) -> None:
    admin = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.ADMIN)
    for address in ("run", "cancel", "messages"):  # as everything out of reach, it does not exist
        assert page_of(admin).post(f"/manage/jobs/{address}/", {"job": NIGHTLY}).status_code == 404


def test_the_keeper_of_the_platform_runs_a_job_and_the_trail_knows(keeper: Actor) -> None:
    client = page_of(keeper)
    assert "立即运行" in client.get("/manage/jobs/").content.decode()
    assert client.post("/manage/jobs/run/", {"job": NIGHTLY}).status_code == 302
    assert client.post("/manage/jobs/run/", {"job": "nonsense"}).status_code in (400, 409)
    with nation_scope(reason="test"):
        assert AuditEvent.objects.get(event="job.rung").data == {"job": NIGHTLY}


def test_the_page_costs_the_same_whatever_waits(keeper: Actor, django_assert_max_num_queries: Any) -> None:
    client = page_of(keeper)
    client.get("/manage/jobs/")
    with django_assert_max_num_queries(14):
        client.get("/manage/jobs/", headers={"HX-Request": "true"})


class TestProbes:
    def test_alive_and_ready_are_answered_without_a_session(self, db: None) -> None:
        assert Client().get("/health/live/").content == b"ok"
        assert Client().get("/health/ready/").json() == {"database": "up", "cache": "up"}

    def test_metrics_are_for_whoever_knows_the_token(self, db: None, settings: Any) -> None:
        assert Client().get("/metrics").status_code == 404
        settings.METRICS_TOKEN = "a-token"
        assert Client().get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
        told = Client().get("/metrics", headers={"Authorization": "Bearer a-token"}).content.decode()
        assert 'tuoyu_queue_oldest_seconds{queue="messaging.deliver"} 0' in told
        assert "tuoyu_duties_overdue 0" in told

    def test_each_answer_has_the_number_of_its_log_lines(self, db: None, caplog: Any) -> None:
        answer = Client().get("/sign-in/")
        assert len(answer["X-Request-ID"]) == 16

    def test_a_line_is_json_with_request_and_job(self) -> None:
        record = logging.LogRecord("x", logging.INFO, "", 1, "told %s", ("somebody",), None)
        request, job = request_id.set("r1"), job_name.set("j1")
        try:
            line = json.loads(JsonLines().format(record))
        finally:
            request_id.reset(request)
            job_name.reset(job)
        assert (line["message"], line["request"], line["job"]) == ("told somebody", "r1", "j1")
