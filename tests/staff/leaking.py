"""Pages and tasks that fail while they hold somebody's number and telephone, in every way a failure is written down."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from accounts.access import public_page
from config.celery import app
from facilities.models import Child, Facility
from kernel import clock
from regions.scope import nation_scope
from staff.identity import identify
from staff.models import StaffMember


def employ_twice(facility_id: int, number: str, phone: str) -> None:
    """The constraint of the database refuses the second row: its message holds the rejected values."""
    person = identify(name="示例·王一", kind="RESIDENT_ID", number=number, born_on=None, today=clock.today())
    with nation_scope(reason="a test breaks a constraint"), transaction.atomic():
        facility = Facility.objects.get(pk=facility_id)
        for _each in range(2):
            StaffMember.objects.create(
                region_id=facility.region_id, facility=facility, name=person.name, born_on=person.born_on,
                id_kind=person.kind, id_number=person.number, number_digest=person.number_digest,
                name_digest=person.name_digest, phone=phone, created_at=clock.now(),
            )  # fmt: skip


def record_half(facility_id: int, number: str, phone: str) -> None:
    """A row that breaks NOT NULL: PostgreSQL says “Failing row contains” with every value of it."""
    with nation_scope(reason="a test breaks a constraint"), transaction.atomic():
        facility = Facility.objects.get(pk=facility_id)
        Child.objects.create(
            region_id=facility.region_id, facility=facility, name="示例·小豆", id_number=number, guardian_name="示例",
            guardian_phone=phone, number_digest=b"1" * 32, name_digest=b"2" * 32, created_at=clock.now(),
        )  # fmt: skip


def say_it(facility_id: int, number: str, phone: str) -> None:
    """A careless message."""
    raise ValueError(f"cannot read {number!r} of {phone}")


WAYS = {"unique": employ_twice, "row": record_half, "message": say_it}


@public_page
@csrf_exempt
def broken(request: HttpRequest, way: str) -> HttpResponse:
    given: Any = request.POST
    WAYS[way](int(given["facility"]), given["id_number"], given["phone"])
    raise AssertionError("this way does not fail")


@app.task(name="tests.broken")
def broken_task(way: str, facility_id: int, number: str, phone: str) -> None:
    WAYS[way](facility_id, number, phone)


urlpatterns = [path("broken/<slug:way>/", broken), path("", include("config.urls"))]
