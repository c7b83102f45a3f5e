"""No operation shows or changes what belongs to another place, with any one of the walls taken away."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from accounts.actors import ANONYMOUS, Actor
from accounts.enums import DepartmentKind, Role
from policy.models import PackVersion, Proposal
from policy.queries import forget
from policy.workflow.stamp import locked_stamp, published
from regions.scope import nation_scope
from tests.cast import GANZHOU, JIANGXI, JIEFANG_STREET, NANKANG, OUHAI, ZHANGGONG, Cast
from tests.isolation.matrix import Report, run, tenant_endpoints
from tests.isolation.walls import managers_off, policy_off, row_security_off
from tests.isolation.world import World

K, R = DepartmentKind, Role
_POSTS = {
    "officer": (ZHANGGONG, K.HEALTH, R.OFFICER),
    "head": (ZHANGGONG, K.HEALTH, R.HEAD),
    "street officer": (JIEFANG_STREET, K.STREET, R.STREET_OFFICER),
    "registrar": (ZHANGGONG, K.MARKET, R.REGISTRAR),
    "finance maker": (ZHANGGONG, K.FINANCE, R.FINANCE_MAKER),
    "finance checker": (ZHANGGONG, K.FINANCE, R.FINANCE_CHECKER),
    "payer": (ZHANGGONG, K.FINANCE, R.FINANCE_PAYER),
    "admin": (ZHANGGONG, K.HEALTH, R.ADMIN),
    "policy admin": (ZHANGGONG, K.HEALTH, R.POLICY_ADMIN),
    "auditor": (ZHANGGONG, K.HEALTH, R.AUDITOR),
    "city officer": (GANZHOU, K.HEALTH, R.OFFICER),
    "province officer": (JIANGXI, K.HEALTH, R.OFFICER),
    "neighbour": (NANKANG, K.HEALTH, R.OFFICER),
    "stranger": (OUHAI, K.HEALTH, R.HEAD),
}


#: Everybody who walks through the whole house, in pieces that two workers of the tests can share.
PIECES = {
    "the county's offices": ("officer", "head", "street officer", "registrar"),
    "its money and its accounts": ("finance maker", "finance checker", "payer", "admin"),
    "the law, the trail, the levels above": ("policy admin", "auditor", "city officer", "province officer"),
    "people from elsewhere": ("neighbour", "stranger", "operator", "anonymous"),
}
#: Who walks through the house with a wall missing: one of each way to reach rows.
WITHOUT_A_WALL = ("officer", "registrar", "city officer", "stranger", "operator")


@pytest.fixture
def world(transactional_db: None, cast: Cast) -> Iterator[World]:
    """The law is never emptied between tests, so what a policy administrator of this world published is taken back."""
    yield World(cast, (ZHANGGONG, NANKANG, OUHAI)).build()
    with nation_scope(reason="what a test published is taken back"):
        Proposal.objects.all().delete()
        PackVersion.objects.filter(approved_by__isnull=False).delete()
        published(locked_stamp())
    forget()


@pytest.fixture
def actors(world: World) -> dict[str, Actor]:
    people = {name: world.cast.official(*post) for name, post in _POSTS.items()}
    return people | {"operator": world.operators[ZHANGGONG], "anonymous": ANONYMOUS}


def matrix(world: World, actors: dict[str, Actor]) -> Report:
    """Reads first, then writes."""
    read, written = run(world, actors, write=False), run(world, actors, write=True)
    return Report(
        cells=read.cells + written.cells,
        visited=read.visited | written.visited,
        leaks=read.leaks + written.leaks,
        errors=read.errors + written.errors,
        unmapped=read.unmapped | written.unmapped,
    )


def test_everybody_stands_in_one_piece() -> None:
    assert sorted(name for piece in PIECES.values() for name in piece) == sorted(
        [*_POSTS, "operator", "anonymous"]
    )


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_nothing_leaks_and_nothing_foreign_changes(
    piece: str, world: World, actors: dict[str, Actor]
) -> None:
    whole = matrix(world, {name: actors[name] for name in PIECES[piece]})
    assert whole.unmapped == set()
    assert whole.errors == []
    assert whole.leaks == []
    operations = {endpoint.name for endpoint in tenant_endpoints()}
    assert {(name, each) for name in PIECES[piece] for each in operations} - whole.visited == set()
    assert whole.cells > 1000


@pytest.mark.slow
@pytest.mark.parametrize("down", ["policy", "managers", "row security"])
def test_nothing_leaks_with_one_wall_down(
    down: str, world: World, actors: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = {
        "policy": lambda: policy_off(monkeypatch),
        "managers": lambda: managers_off(monkeypatch),
        "row security": row_security_off,
    }[down]
    with wall():
        assert matrix(world, {name: actors[name] for name in WITHOUT_A_WALL}).leaks == []


@pytest.mark.slow
def test_with_all_walls_down_the_matrix_goes_red(
    world: World, actors: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        for wall in (policy_off(monkeypatch), managers_off(monkeypatch), row_security_off()):
            stack.enter_context(wall)
        report = matrix(world, {"stranger": actors["stranger"], "operator": actors["operator"]})
    assert report.leaks
