"""What is written down when something fails: no identity number and no telephone, of staff or of children."""

import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from config.celery import app
from config.masking import MaskedFormatter
from config.services.state import State
from facilities.models import Facility
from regions.scope import nation_scope
from staff.models import StaffMember
from tests.cast import Cast
from tests.facilities.nursery import Nursery, id_number
from tests.pages import signed_in
from tests.staff.leaking import WAYS, broken_task
from tests.staff.people import BORN, number

pytestmark = [pytest.mark.urls("tests.staff.leaking"), pytest.mark.django_db]
PHONE = "13987654321"


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


@pytest.fixture
def written() -> Iterator[Callable[[], str]]:
    """What the console would show, by the handlers that the settings made."""
    ours = next(h for h in logging.getLogger().handlers if type(h).__name__ == "StreamHandler")
    kept, stream = ours.formatter, io.StringIO()
    beside = logging.StreamHandler(stream)
    beside.setFormatter(kept)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(beside)
    root.setLevel(logging.DEBUG)
    yield stream.getvalue
    root.removeHandler(beside)
    root.setLevel(level)


@pytest.fixture
def server_log() -> Iterator[Callable[[], str]]:
    """What PostgreSQL wrote into its own log during the test."""
    logs = [p for p in (State.of_checkout().logs).glob("*.log") if p.is_file()]
    before = {path: path.stat().st_size for path in logs}

    def since() -> str:
        return "".join(_after(path, size) for path, size in before.items())

    yield since


def _after(path: Path, size: int) -> str:
    with path.open("rb") as file:
        file.seek(size)
        return file.read().decode(errors="replace")


def hidden(said: str, secret: str) -> bool:
    return secret not in said and PHONE not in said


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("debug", [False, True], ids=["served", "debug"])
def test_a_failing_page_shows_and_logs_no_number(
    settings: LazySettings,
    facility: Facility,
    written: Callable[[], str],
    server_log: Callable[[], str],
    debug: bool,
    way: str,
) -> None:
    settings.DEBUG = debug
    secret = number(BORN)
    client = Client(raise_request_exception=False)
    given = {"facility": facility.pk, "id_number": secret, "phone": PHONE}
    answer = client.post(f"/broken/{way}/", given)
    page = answer.content.decode()
    assert answer.status_code == 500 and ("Traceback" in page) is debug
    assert "Traceback" in written() and f"/broken/{way}/" in written()
    assert "示例" in page or not debug, "the page of programmers shows what was typed"
    for said in (page, written(), server_log()):
        assert hidden(said, secret)


@pytest.mark.parametrize("way", WAYS)
def test_a_failing_task_logs_no_number(facility: Facility, written: Callable[[], str], way: str) -> None:
    secret = number(BORN)
    result = broken_task.apply((way, facility.pk, secret, PHONE), throw=False)
    assert result.failed() and "Traceback" in written()
    assert hidden(written(), secret)


def test_a_worker_writes_its_log_as_the_pages_do() -> None:
    before = list(logging.getLogger().handlers)
    app.log.already_setup = False
    app.log.setup_logging_subsystem(loglevel="INFO")
    assert logging.getLogger().handlers == before
    assert any(isinstance(handler.formatter, MaskedFormatter) for handler in before)
    assert [
        h
        for name in ("celery", "celery.task", "django", "django.request")
        for h in logging.getLogger(name).handlers
        if type(h) is not logging.NullHandler
    ] == []


def test_refused_forms_and_searches_log_no_number(
    cast: Cast, written: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    """Bad input, unknown pages, a sheet that is none, a look for a number: as they are logged, even unmasked."""
    caplog.set_level(logging.DEBUG)
    here = Nursery(cast)
    client, secret = signed_in(here.manager), id_number(BORN.replace(year=2024))
    child = here.child(id_number=secret, guardian_phone=PHONE)
    wrong = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    staff = f"/operator/facilities/{here.facility.pk}/staff/add/"
    asked = [
        client.get(f"/operator/children/?q={secret}"),
        client.get(f"/operator/children/{child.pk}0/?phone={PHONE}"),
        client.post("/operator/children/new/", {"id_number": wrong, "guardian_phone": PHONE}),
        client.post(staff, {"id_number": wrong, "phone": PHONE, "name": "示例·王一"}),
        client.post(f"/operator/children/{child.pk}/whole/id_number/", {"reason": ""}),
        client.post("/operator/children/import/", {"sheet": secret}),
        client.get(f"/api/v1/facilities/{here.facility.pk}/children", {"number": secret}),
        Client().post(staff, {"id_number": wrong, "phone": PHONE}),
        signed_in(cast.stranger).get(f"/operator/children/{child.pk}/?q={secret}"),
        signed_in(cast.officer).get(f"/search/?q={secret}"),
    ]
    assert {answer.status_code for answer in asked} <= {200, 302, 403, 404, 422}
    for said in (written(), caplog.text):
        assert hidden(said, secret) and wrong not in said
    with nation_scope(reason="a test looks"):
        assert not StaffMember.objects.exists()
