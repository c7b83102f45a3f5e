"""What every test may ask for: the divisions and the law are there, a day to stand on, a cast of people."""

import os
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.management import call_command, get_commands
from django.utils import translation
from hypothesis import HealthCheck, settings

from config.messages import compile_all
from kernel import clock
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
