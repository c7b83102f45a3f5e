"""Identity numbers and telephones stand in no page source, log, export or error."""

import io
import logging
from datetime import date

import openpyxl
import pytest
from django.test import Client

from accounts.actors import Actor
from audit.models import AuditEvent
from facilities.models import Facility
from regions.scope import nation_scope
from staff.models import Absence, AbuseCase, Ban
from staff.workflow import Named, open_case
from tests.cast import Cast, as_actor
from tests.pages import signed_in
from tests.staff.people import employed, number, somebody
from tests.staff.test_pages import new_person

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


@pytest.fixture
def operator(cast: Cast, facility: Facility) -> Actor:
    return cast.operator(facility)


@pytest.fixture
def client(operator: Actor) -> Client:
    return signed_in(operator)


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def test_no_number_and_no_telephone_in_any_page_export_error_or_log(
    cast: Cast,
    client: Client,
    officer: Client,
    operator: Actor,
    facility: Facility,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    secret, phone = number(), "13987654321"
    member = employed(operator, facility, somebody("示例·王一", number=secret), phone=phone)
    with as_actor(cast.officer):
        case = open_case(
            by=cast.officer,
            facility_id=facility.pk,
            account="示例",
            named=[Named(somebody("示例·王一", number=secret))],
        )
    pages = [
        *(
            (client, a)
            for a in (
                "/operator/",
                "/operator/staff/",
                f"/staff/{member.pk}/",
                f"/operator/staff/{member.pk}/data/",
            )
        ),
        (client, f"/operator/staff/{member.pk}/identity/"),
        *(
            (officer, a)
            for a in (
                "/inbox/",
                "/staff/?days=90",
                "/staff/twice/",
                "/cases/",
                f"/cases/{case.pk}/",
                "/bans/",
            )
        ),
        (officer, f"/facilities/{facility.pk}/?tab=staff"),
        (officer, f"/facilities/{facility.pk}/?tab=history"),
        (officer, f"/staff/{member.pk}/"),
        (client, f"/api/v1/facilities/{facility.pk}/staff"),
        (client, f"/api/v1/staff/{member.pk}"),
        (officer, f"/staff/{member.pk}/nowhere/"),
    ]
    for who, address in pages:
        source = who.get(address).content.decode()
        assert secret not in source and secret[6:14] not in source.replace("1990-03-01", ""), address
        assert phone not in source, address
    again = new_person(name="示例·王二", id_number=secret)
    typed = client.post(f"/operator/facilities/{facility.pk}/staff/add/", again).content.decode()
    assert "已登记在另一姓名下" in typed
    for who, address in (
        (client, f"/operator/facilities/{facility.pk}/staff/export/"),
        (officer, "/staff/export/?days=90"),
    ):
        book = openpyxl.load_workbook(io.BytesIO(b"".join(who.get(address).streaming_content)))
        cells = " ".join(str(c.value) for row in book.active.iter_rows() for c in row)
        assert secret not in cells and phone not in cells
    assert secret not in caplog.text and phone not in caplog.text
    with nation_scope(reason="the whole trail of a test"):
        trail = str(list(AuditEvent.objects.values_list("data", "reason")))
        assert Absence.objects.exists() and AbuseCase.objects.exists() and not Ban.objects.exists()
    assert secret not in trail and phone not in trail
