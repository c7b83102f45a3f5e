"""The public pages log in as `portal`, a login that can read the public projection and nothing else."""

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from facilities.models import Facility
from inspections.workflow import publish_facilities
from tests.cast import Cast
from tests.inspections.complaining import complained, published
from tests.pages import text

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "portal"])
READS = {"facilities_publicfacility", "facilities_publicreceipt", "regions_region"}


@pytest.fixture
def facility(world: Cast, settings: Any) -> Iterator[Facility]:
    settings.PORTAL_DATABASE = "portal"
    cache.clear()
    found = published(world)
    publish_facilities()
    yield found
    connections["portal"].close()


@pytest.fixture
def portal(facility: Facility) -> Iterator[psycopg2.extensions.cursor]:
    """A session of the login itself, beside the application."""
    given = connections["portal"].settings_dict
    session = psycopg2.connect(
        dbname=connection.settings_dict["NAME"], user="portal", host=given["HOST"], port=given["PORT"]
    )
    session.autocommit = True
    yield session.cursor()
    session.close()


def test_the_pages_of_the_public_are_read_as_portal(facility: Facility) -> None:
    with connections["portal"].cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('default_transaction_read_only')")
        assert cursor.fetchone() == ("portal", "on")
    for address in (
        reverse("public:facilities"),
        reverse("public:facilities") + "?view=map",
        reverse("public:facility", args=[facility.pk]),
        reverse("public:notices"),
        reverse("inspections:complain") + "?q=小树苗",
    ):
        page = text(Client().get(address))
        assert facility.name in page or "map" in address or "notices" in address, address
    assert configured.DATABASES["portal"]["USER"] == "portal"


def test_portal_can_read_nothing_else_of_any_table(
    facility: Facility, portal: psycopg2.extensions.cursor
) -> None:
    complained(facility, text="绝密内容")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
        )
        tables = {row[0] for row in cursor.fetchall()}
    assert {"inspections_complaint", "facilities_facility", "staff_staffmember", "facilities_child"} <= tables
    readable = set()
    for table in tables:
        try:
            portal.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            readable.add(table)
        except psycopg2.errors.InsufficientPrivilege:
            continue
    assert readable == READS


def test_portal_writes_nothing_and_becomes_nobody_else(portal: psycopg2.extensions.cursor) -> None:
    for statement in (
        "UPDATE facilities_publicfacility SET name = 'x'",
        "DELETE FROM facilities_publicreceipt",
        "INSERT INTO regions_region (id, name, level, full_name) VALUES (1, 'x', 'street', 'x')",
        "SET ROLE app",
        "CREATE TABLE mine (id int)",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            portal.execute(statement)
    portal.execute("SELECT count(*) FROM facilities_publicfacility")
    assert portal.fetchone() == (1,)
