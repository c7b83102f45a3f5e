"""A session is read together with the person and the posts it stands for, and says what reading them one by one says."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import DepartmentKind, Role
from accounts.models import Appointment, Department, User
from accounts.queries import posts_of
from accounts.session_store import SessionStore
from accounts.workflow import appoint
from kernel import clock
from tests.accounts.signing import sign_in
from tests.cast import _SETUP, NANKANG, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(cast: Cast, client: Client) -> Client:
    sign_in(client, cast.officer.username)
    return client


def read(client: Client) -> SessionStore:
    session = client.session
    store = SessionStore(session.session_key)
    store.load()
    return store


def test_the_person_and_the_posts_are_those_that_reading_them_one_by_one_gives(
    cast: Cast, inside: Client
) -> None:
    user = User.objects.get(pk=cast.officer.user_id)
    day = clock.today()
    appoint(
        by=_SETUP, user=user, department=cast.department(NANKANG, DepartmentKind.HEALTH), role=Role.OFFICER
    )
    for number, (valid_from, valid_to, ended) in enumerate(
        [
            (day, day, None),
            (day + timedelta(1), None, None),
            (day - timedelta(9), day - timedelta(1), None),
            (day - timedelta(9), day, clock.now()),
        ]
    ):
        office = Department.objects.create(
            region_id=NANKANG,
            kind=DepartmentKind.HEALTH,
            name=f"office {number}",
            valid_from=date(2020, 1, 1),
        )
        Appointment.objects.create(
            user=user,
            department=office,
            role=Role.OFFICER,
            valid_from=valid_from,
            valid_to=valid_to,
            ended_at=ended,
        )
    closed = Department.objects.create(
        region_id=NANKANG,
        kind=DepartmentKind.HEALTH,
        name="closed",
        valid_from=date(2020, 1, 1),
        valid_to=day - timedelta(1),
    )
    Appointment.objects.create(user=user, department=closed, role=Role.OFFICER, valid_from=date(2020, 1, 1))

    store = read(inside)

    assert store.person == user and vars(store.person)["password"] == user.password
    assert store.posts == posts_of(user.pk) and len(store.posts) == 3


def test_a_row_whose_two_names_differ_stands_for_nobody(cast: Cast, inside: Client) -> None:
    row = Session.objects.get(pk=inside.session.session_key)
    row.session_data = f"{cast.neighbour.user_id}~{row.session_data.partition('~')[2]}"
    row.save()

    assert read(inside).person is None
    assert inside.get("/account/").wsgi_request.actor.user_id == cast.officer.user_id  # Django's own reading


def test_a_session_written_before_this_form_is_still_read(cast: Cast, inside: Client) -> None:
    row = Session.objects.get(pk=inside.session.session_key)
    row.session_data = row.session_data.partition("~")[2]
    row.save()

    assert read(inside).person is None
    assert inside.get("/account/").wsgi_request.actor.user_id == cast.officer.user_id


@pytest.mark.parametrize("changes", [{"is_active": False}, {"session_round": 7}, {"password": "md5$x$y"}])
def test_what_ends_a_session_ends_it_however_it_is_read(
    cast: Cast, inside: Client, changes: dict[str, object]
) -> None:
    User.objects.filter(pk=cast.officer.user_id).update(**changes)

    assert inside.get("/account/").status_code == 302


def test_an_altered_text_is_no_session(inside: Client) -> None:
    row = Session.objects.get(pk=inside.session.session_key)
    row.session_data = row.session_data[:-3] + "abc"
    row.save()

    assert inside.get("/account/").status_code == 302


def test_a_signed_in_request_reads_session_person_and_posts_in_one_statement(inside: Client) -> None:
    inside.get("/api/v1/facilities")
    with CaptureQueriesContext(connection) as queries:
        answer = inside.get("/api/v1/facilities")
    own = [q["sql"] for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(own) <= 4, own
    assert get_user(answer.wsgi_request).pk == answer.wsgi_request.actor.user_id
