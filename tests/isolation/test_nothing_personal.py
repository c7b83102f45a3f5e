"""Numbers of people and telephones stand in no answer of any address: pages, sheets, papers, the interface, the log."""

import io
import logging
import zipfile
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pypdf import PdfReader

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from facilities.models import Child
from facilities.workflow.children import add_child
from regions.scope import nation_scope
from staff.models import Ban, CaseSubject, StaffMember
from tests.cast import GANZHOU, ZHANGGONG, Cast, as_actor
from tests.facilities.nursery import facts
from tests.isolation.inventory import Endpoint, endpoints
from tests.isolation.matrix import Report, addresses_of, tenant_endpoints
from tests.isolation.world import World
from tests.staff.people import employed, somebody

K, R = DepartmentKind, Role
_POSTS = (
    (ZHANGGONG, K.HEALTH, R.OFFICER),
    (ZHANGGONG, K.HEALTH, R.HEAD),
    (ZHANGGONG, K.HEALTH, R.AUDITOR),
    (ZHANGGONG, K.MARKET, R.REGISTRAR),
    (ZHANGGONG, K.FINANCE, R.FINANCE_CHECKER),
    (GANZHOU, K.HEALTH, R.OFFICER),
)
PHONE, GUARDIAN = "13987654321", "13912345678"


@pytest.fixture
def world(db: None, cast: Cast) -> World:
    """One of everything in one place, and somebody with a telephone, and a child whose guardian has one."""
    found = World(cast, (ZHANGGONG,)).build()
    operator = found.operators[ZHANGGONG]
    (facility_id,) = operator.facilities
    with nation_scope(reason="a test looks"):
        facility = Child.objects.get(facility_id=facility_id).facility
    member = employed(operator, facility, somebody("示例·王一"), phone=PHONE)
    with as_actor(operator):
        given = facts(date(2024, 8, 1), guardian_phone=GUARDIAN, name="示例·小红")
        child = add_child(by=operator, facility_id=facility_id, facts=given)
    found.ids["member"][ZHANGGONG].append(member.pk)
    found.ids["child"][ZHANGGONG].append(child.pk)
    return found


def secrets() -> set[str]:
    """Every number of a person and every telephone of people that is on record."""
    with nation_scope(reason="a test discloses what nobody may be shown"):
        numbers = [
            row.id_number for model in (StaffMember, Child, CaseSubject, Ban) for row in model.objects.all()
        ]
        phones = [row.phone for row in StaffMember.objects.all()]
        phones += [row.guardian_phone for row in Child.objects.all()]
        return {text for each in (*numbers, *phones) if (text := str(each.disclosed(to="a test")))}


def said(response: Any) -> str:
    """An answer as text: the sheets of a workbook unpacked, a paper read."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    if body[:4] == b"%PDF":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "ignore")


def addresses() -> list[Endpoint]:
    """Everything that shows a tenant's rows, and the public pages that need no name of a thing."""
    public = [e for e in endpoints() if e.access is not None and e.access.kind == "public" and not e.kwargs]
    return [*tenant_endpoints(), *public]


def test_the_scan_sees_a_number_that_is_shown(world: World, cast: Cast) -> None:
    """Whoever gives a reason is shown one number: the scan below would find it."""
    officer = cast.official(ZHANGGONG, K.HEALTH, R.OFFICER)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=officer.user_id))
    member = world.ids["member"][ZHANGGONG][-1]
    asked = client.get(f"/staff/{member}/number/")
    assert [each for each in secrets() if each in said(asked)] == []
    answer = client.post(f"/staff/{member}/number/", {"reason": "核对证件"})
    assert len([each for each in secrets() if each in said(answer)]) == 1


@pytest.mark.slow
def test_no_address_answers_anybody_with_a_number_or_a_telephone(
    world: World, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hidden, report = secrets(), Report()
    assert len(hidden) >= 6 and {PHONE, GUARDIAN} <= hidden
    actors: list[Actor] = [world.operators[ZHANGGONG], *(cast.official(*post) for post in _POSTS)]
    shown, answered, sheets = [], set(), 0
    for actor in actors:
        client = Client()
        client.force_login(get_user_model().objects.get(pk=actor.user_id))
        for endpoint in addresses():
            for url, _district in addresses_of(endpoint, world, report):
                response = client.get(url)
                answer = said(response)
                answered |= {endpoint.name} if response.status_code == 200 else set()
                sheets += "spreadsheetml" in response.headers.get("Content-Type", "")
                shown += [f"{actor.username} {url}" for each in hidden if each in answer]
    assert shown == []
    assert report.unmapped == set()
    for address in ("facilities:jumps", "facilities:doubles", "facilities:stations", "facilities:doubles_export",
                    "facilities:jumps_export", "staff:export", "facilities:children_export", "subsidies:claim_file",
                    "inspections:visit"):  # fmt: skip
        assert address in answered, address
    assert sheets >= 10
    assert [each for each in hidden if each in caplog.text] == []
