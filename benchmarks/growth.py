"""Goal 12: what pages cost with 1,000, 10,000 and 120,000 facilities, and what jobs cost a row: three databases of one server."""

from collections.abc import Callable, Iterator
from statistics import median

from django.test import Client

from benchmarks.duties import DAY
from benchmarks.figures import fill_figures
from benchmarks.measure import Row, at_most, interleaved
from benchmarks.monthly_run import empty_proposals, fill_month, pay_everybody, run_month
from benchmarks.national import FACILITIES, OPEN_DUTIES, fill
from benchmarks.preparation import GROUND, copied, database
from benchmarks.reminders import undone
from benchmarks.signed_in import api_client
from kernel import clock
from obligations.models import Obligation
from obligations.workflow.reminding import remind
from regions.enums import Level
from regions.scope import Scope, nation_scope
from subsidies.models import ProposedClaim

_SIZES = [size for size in (1_000, 10_000) if size < FACILITIES] + [FACILITIES]
_NATION = Scope(Level.NATION)
_PAGES = {
    "json": "/api/v1/facilities?state=FILED_VERIFIED&kind=FOR_PROFIT",
    "list": "/facilities/?state=FILED_VERIFIED&kind=FOR_PROFIT",
    "dashboard": "/dashboard/",
}
_TURNS = 9


def rows() -> Iterator[Row]:
    clients: dict[int, Client] = {}
    for size in _SIZES:
        copied(GROUND, _name(size))
        with database(_name(size)):
            _fill(size)
            clients[size] = api_client(_NATION)
    with clock.frozen(DAY):
        for page, address in _PAGES.items():
            yield _grown(page, f"{page} of the nation, signed in", _paged(clients, address))
        yield _grown("scan", "the scan of duties, a duty", _each(_scan))
        pay_everybody()
        yield _grown("run", "a monthly run, a claim", _each(_run))


def _name(size: int) -> str:
    return f"bench_{size}"


def _fill(size: int) -> None:
    fill(size)
    fill_figures(OPEN_DUTIES * size // FACILITIES)
    fill_month()


def _grown(row: str, what: str, times: dict[int, float]) -> Row:
    """The largest beside the smallest; those between are told."""
    told = ", ".join(f"{size:,}: {times[size]:.4g} ms" for size in _SIZES)
    smallest = f"with {_SIZES[0]:,} facilities"
    return at_most(f"12-{row}", f"{what} ({told})", times[_SIZES[-1]], times[_SIZES[0]], 1.3, smallest)


def _paged(clients: dict[int, Client], address: str) -> dict[int, float]:
    """Milliseconds of a page at each size, the sizes in turn."""
    times: dict[int, list[float]] = {size: [] for size in _SIZES}
    for _turn in range(_TURNS):
        for size, client in clients.items():
            with database(_name(size)):
                times[size] += [interleaved(lambda client=client: _page(client, address), runs=5)[0]]
    return {size: median(found) for size, found in times.items()}


def _page(client: Client, address: str) -> None:
    if (code := client.get(address).status_code) != 200:
        raise RuntimeError(f"{address} answered {code}")


def _each(work: Callable[[], tuple[float, int]]) -> dict[int, float]:
    """Milliseconds a row at each size."""
    found = {}
    for size in _SIZES:
        with database(_name(size)):
            spent, number = work()
            found[size] = spent / number
    return found


def _scan() -> tuple[float, int]:
    with nation_scope(reason="benchmark data"):
        number = Obligation.objects.filter(status="OPEN").count()
    return interleaved(lambda: undone(remind), runs=3, warm=1)[0], number


def _run() -> tuple[float, int]:

    spent = []
    for _turn in range(3):
        empty_proposals()
        spent.append(interleaved(run_month, runs=1, warm=0)[0])
    with nation_scope(reason="benchmark data"):
        return median(spent), ProposedClaim.objects.count()
