"""A client of the product signed in as an officer whose place is a scope."""

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import system_actor
from accounts.enums import DepartmentKind, Role
from accounts.models import User
from accounts.workflow import appoint, create_user, open_department
from regions.enums import Level
from regions.models import Region
from regions.scope import Scope

_BY = system_actor("benchmark")


def api_client(scope: Scope) -> Client:
    """Signed in by session; the first request warms whatever is cached per process."""
    code = 0 if scope.level == Level.NATION else scope.code
    username = f"bench-{code}"
    user = User.objects.filter(username=username).first() or _officer(username, code)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def statements(client: Client, url: str) -> int:
    """How many statements a request sends, session and scope included."""
    client.get(url)  # what a process reads once, such as the names of divisions, is not counted
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
        b"".join(response)
    frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(frame) for query in asked.captured_queries)


def sent_bare(read: Callable[[], object]) -> Callable[[], object]:
    """The statements that a reading sends, sent without it: what the database does for it."""
    read()
    with CaptureQueriesContext(connection) as seen:
        read()
    sent = [each["sql"] for each in seen.captured_queries]

    def work() -> None:
        with connection.cursor() as bare:
            for sql in sent:
                bare.execute(sql)
                bare.fetchall()

    return work


def _officer(username: str, code: int) -> User:
    user = create_user(
        by=_BY, username=username, name=username, password="benchmark-only-pw", must_change=False
    )
    office = open_department(
        by=_BY,
        region=Region.objects.get(pk=code),
        kind=DepartmentKind.HEALTH,
        name=f"bench {code}",
        valid_from=date(2020, 1, 1),
    )
    appoint(by=_BY, user=user, department=office, role=Role.OFFICER, valid_from=date(2020, 1, 1))
    return user
