"""The demo's people: every role in every place, made once, never outside a demo."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actors import system_actor
from accounts.demo import PASSWORD, PLACES, create_people, operator_names, people
from accounts.enums import DepartmentKind, Role
from accounts.models import Appointment, Department, User
from regions.codes import level_of
from tests.accounts.signing import sign_in, signed_in

pytestmark = pytest.mark.django_db
BY = system_actor("test")


def test_every_place_has_every_role() -> None:
    """A province registers nothing; a street officer works in a street of the place or in its guidance centre."""
    create_people(by=BY)
    for place in PLACES:
        rows = Appointment.objects.filter(department__region_id__in=[place.region, *place.streets])
        lacking = set(Role) - {Role(role) for role in rows.values_list("role", flat=True)}
        assert lacking == ({Role.REGISTRAR} if level_of(place.region) == "province" else set()), place.key


def test_every_county_has_a_manager_and_a_clerk_of_facilities() -> None:
    counties = [place.key for place in PLACES if level_of(place.region) == "district"]
    assert operator_names() == [f"{key}-{word}" for key in counties for word in ("operator", "clerk")]


def test_real_offices_differ_from_place_to_place() -> None:
    create_people(by=BY)

    def office(region: int, kind: DepartmentKind) -> str:
        return Department.objects.get(region_id=region, kind=kind).name

    assert office(330108000000, DepartmentKind.HEALTH) == "滨江区社会发展局"
    assert office(360702000000, DepartmentKind.ADMIN_APPROVAL) == "章贡区行政审批局"
    assert not Department.objects.filter(region_id=360702000000, kind=DepartmentKind.CIVIL_AFFAIRS).exists()


def test_a_second_run_changes_nothing() -> None:
    first = create_people(by=BY)
    count = User.objects.count(), Appointment.objects.count(), Department.objects.count()

    assert first == len(list(people())) and create_people(by=BY) == 0
    assert (User.objects.count(), Appointment.objects.count(), Department.objects.count()) == count


def test_every_account_of_the_table_signs_in(settings: Any) -> None:
    settings.DEMO = True
    create_people(by=BY)
    out = StringIO()
    call_command("demo_accounts", "--json", stdout=out)

    listed = json.loads(out.getvalue())
    assert len(listed) == len(list(people()))
    for account in listed[:: len(listed) // 8]:
        client = Client()
        sign_in(client, account["username"], account["password"])
        assert signed_in(client), account


def test_the_table_for_people_names_the_password(settings: Any) -> None:
    settings.DEMO = True
    create_people(by=BY)
    out = StringIO()
    call_command("demo_accounts", stdout=out)

    assert PASSWORD in out.getvalue() and "zhanggong-officer" in out.getvalue()


def test_a_real_installation_shows_no_account(settings: Any, client: Client) -> None:
    settings.DEMO = False
    create_people(by=BY)
    with pytest.raises(CommandError):
        call_command("demo_accounts", stdout=StringIO())
    assert PASSWORD not in client.get("/sign-in/").content.decode()


def test_an_empty_installation_gets_its_first_administrator(client: Client) -> None:
    out = StringIO()
    arguments = (
        "--region",
        "360000",
        "--department",
        "江西省卫生健康委员会",
        "--username",
        "first",
        "--name",
        "示例·甲",
    )
    call_command("first_admin", *arguments, stdout=out)

    sign_in(client, "first", out.getvalue().split(": ")[1].strip())
    assert signed_in(client)
    with pytest.raises(CommandError):
        call_command("first_admin", *arguments, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("first_admin", "--region", "999999", *arguments[2:], stdout=StringIO())
