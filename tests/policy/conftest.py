"""What the tests of versions, proposals and arrangements share: who proposes, who decides, and a law that is read anew."""

from collections.abc import Iterator

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from policy import queries
from tests.cast import GANZHOU, JIANGXI, Cast


@pytest.fixture
def law_of_the_database() -> Iterator[None]:
    """What a test publishes is rolled back; this process must forget it too. Modules that publish ask for it."""
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def proposer(cast: Cast) -> Actor:
    """The policy administrator of the city, who prepares its pack."""
    return cast.official(GANZHOU, DepartmentKind.HEALTH, Role.POLICY_ADMIN)


@pytest.fixture
def second(cast: Cast) -> Actor:
    """The one of the province, who decides."""
    return cast.official(JIANGXI, DepartmentKind.HEALTH, Role.POLICY_ADMIN)
