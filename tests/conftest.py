"""What every test may ask for: the divisions and the law are there, a day to stand on, a cast of people."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command, get_commands
from django.utils import translation
from hypothesis import HealthCheck, settings

from config.messages import compile_all
from kernel import clock
from policy.queries import forget
from regions import queries as region_names
from regions.divisions import divisions
from regions.models import Region
from tests.cast import Cast

#: Thursday; 1–5 May were off and Saturday 9 May is a working day: the day of the design's pictures.
A_THURSDAY = datetime(2026, 5, 7, 10, tzinfo=clock.ZONE)


def pytest_configure() -> None:
    """The translations a test reads are those of the catalogues as they stand."""
    compile_all()


# A busy machine is no failure of the code: properties are judged by their answers, not by how long they take.
settings.register_profile("tuoyu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tuoyu")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    if os.environ.get("TUOYU_TEST_TEMPLATE"):
        return  # the database was copied with everything in it (tests/ground.py)
    with django_db_blocker.unblock():
        for command in ("load_divisions", "load_packs", "load_calendar"):
            if command in get_commands():
                call_command(command, verbosity=0)


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """A request leaves its language behind in the process; every test begins in the default one."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def today() -> Iterator[datetime]:
    """Stand on the day of the pictures."""
    with clock.frozen(A_THURSDAY):
        yield A_THURSDAY


@pytest.fixture
def cast(db: None, today: datetime) -> Cast:
    """The people and offices of two neighbouring districts, a third elsewhere, and the levels above."""
    return Cast()


@pytest.fixture
def world(ground_again: None, transactional_db: None) -> Iterator[Cast]:
    """A cast in a database that keeps what is committed; the ground is laid again when the test is over."""
    places = [d for d in divisions() if d.level != "street" or d.id // 10**8 == 3607]
    Region.objects.bulk_create(
        (
            Region(id=d.id, name=d.name, level=d.level, parent_id=d.parent, full_name=d.full_name)
            for d in places
        ),
        ignore_conflicts=True,
    )
    with clock.frozen(A_THURSDAY):
        yield Cast()


@pytest.fixture(scope="module")
def ground_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transactional test ends with a flush, which takes the divisions, the packs and the calendar along."""
    yield
    with django_db_blocker.unblock():
        for command in ("load_divisions", "load_packs", "load_calendar"):
            call_command(command, verbosity=0)
    forget()
    region_names.forget()
