"""The navigation shows what an actor may open, and marks where they are."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path

from accounts.access import public_page
from accounts.actions import Action
from accounts.actors import Actor, Post
from accounts.enums import DepartmentKind, FacilityRole, Role
from config.context import base_template
from config.navigation import CAP, OFFICE, OPERATOR, Entry, Navigation, Section
from regions.models import Region


@public_page
def page(request):  # type: ignore[no-untyped-def]
    return HttpResponse("")


urlpatterns = [
    path("inbox/", page, name="inbox"),
    path("inbox/done/", page, name="done"),
    path("keys/", page, name="keys"),
]
TABLE = (
    Section(
        "",
        (
            Entry(
                "Inbox", "inbox", "inbox", (Action.INBOX_VIEW,), "tests.frontend.test_navigation.seven", True
            ),
            Entry("Done", "check", "done", (Action.INBOX_VIEW,)),
            Entry("Not built yet", "x", "nowhere", (Action.INBOX_VIEW,)),
        ),
    ),
    Section("Administration", (Entry("Keys", "key", "keys", (Action.TOKEN_MANAGE,)),)),
)
pytestmark = pytest.mark.urls("tests.frontend.test_navigation")


def seven(actor: Actor) -> int:
    return 7


def everybody(actor: Actor) -> QuerySet[Region]:
    return Region.objects.all()


def nobody(actor: Actor) -> QuerySet[Region]:
    return Region.objects.filter(pk=-1)


def official(role: Role, kind: DepartmentKind) -> Actor:
    post = Post(1, role, 1, "Office", kind, 360702000000, "District")
    return Actor(user_id=1, name="Somebody", post=post)


OFFICER = official(Role.OFFICER, DepartmentKind.HEALTH)


def test_an_officer_sees_the_entries_of_their_role_that_exist() -> None:
    groups = list(Navigation(OFFICER, "/", TABLE))
    assert [[str(item.label) for item in group.links] for group in groups] == [["Inbox", "Done"]]


def test_an_administrator_sees_other_entries() -> None:
    groups = list(Navigation(official(Role.ADMIN, DepartmentKind.HEALTH), "/", TABLE))
    assert [str(item.label) for group in groups for item in group.links] == ["Keys"]


@pytest.mark.parametrize(
    ("address", "current"),
    [("/inbox/", "Inbox"), ("/inbox/12/", "Inbox"), ("/inbox/done/3/", "Done"), ("/keys/", None)],
)
def test_the_longest_matching_entry_is_current(address: str, current: str | None) -> None:
    links = [item for group in Navigation(OFFICER, address, TABLE) for item in group.links]
    assert next((str(item.label) for item in links if item.active), None) == current


def test_a_count_is_asked_of_the_queries() -> None:
    links = [item for group in Navigation(OFFICER, "/", TABLE) for item in group.links]
    assert [item.count for item in links] == [7, None]


@pytest.mark.django_db
def test_rows_are_counted_all_in_one_statement() -> None:
    entries = [
        Entry("Inbox", "inbox", name, (Action.INBOX_VIEW,), f"tests.frontend.test_navigation.{rows}")
        for name, rows in (("inbox", "everybody"), ("done", "nobody"))
    ]
    with CaptureQueriesContext(connection) as queries:
        [group] = Navigation(OFFICER, "/", (Section("", tuple(entries)),))
    assert [item.count for item in group.links] == [min(Region.objects.count(), CAP), 0]
    assert len(queries) == 1


def test_a_phone_shows_at_most_four_places() -> None:
    assert [str(item.label) for item in Navigation(OFFICER, "/", TABLE).phone] == ["Inbox"]
    for table in (OFFICE, OPERATOR):
        assert sum(entry.phone for section in table for entry in section.entries) >= 4


def test_each_audience_has_its_frame() -> None:
    operator = Actor(user_id=2, facilities={1: frozenset({FacilityRole.MANAGER})})
    assert base_template(OFFICER) == "base_officer.html"
    assert base_template(operator) == "base_operator.html"
    assert base_template(Actor()) == "base_public.html"
