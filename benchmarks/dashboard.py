"""Goal 2: the dashboard of a division with all its indicators and the divisions below, at four scopes of 120,000 facilities."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import User
from accounts.queries import posts_of
from benchmarks.duties import DAY
from benchmarks.figures import YEAR, fill_figures
from benchmarks.measure import Row, at_least, at_most, at_most_count, interleaved
from benchmarks.scopes import scopes
from benchmarks.signed_in import api_client, sent_bare, statements
from facilities.models import Breach, Enrolment, Facility, FacilityPhase, UniversalRecognition
from inspections.models import Finding, Visit
from kernel import clock
from obligations.enums import FACILITY
from obligations.models import Obligation
from regions.managers import within
from regions.queries import below
from regions.scope import Scope, scoped
from reporting.enums import Measure
from reporting.figures.counting import ON_TIME
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.board_page import dashboard_context
from reporting.figures.presentation.drawn import forget
from reporting.figures.queries.behind import total_of
from reporting.figures.queries.board import board, read
from reporting.figures.rules import year_of
from reporting.figures.views import dashboard
from staff.models import Employment, Proof

_NAMES = ("district", "city", "province", "nation")
_SAMPLE = 20
_PERIOD = year_of(DAY)
_COLUMNS = ", ".join(measure.column for measure in Measure)
#: What one would write who knows which rows the page shows: those of the period, and the way of the division itself.
_SUMS = f"""
SELECT region_id, period, {_COLUMNS} FROM reporting_regionfigure WHERE region_id = %(place)s
UNION ALL
SELECT region_id, period, {_COLUMNS} FROM reporting_regionfigure WHERE region_id = ANY(%(units)s) AND period = ANY(%(periods)s)
"""
_ENTERED = """
SELECT id, region_id, kind, key, year, value, document, page, entered_at FROM reporting_enteredfigure
 WHERE region_id = ANY(%(places)s) AND year = ANY(%(years)s) AND replaced_at IS NULL
"""
_STATE = "SELECT folded_at, rebuilt_at, differences FROM reporting_figurestate WHERE id = 1"
_CLOSED = "SELECT * FROM reporting_periodsnapshot WHERE region_id = %(place)s AND period = %(closing)s"
_OFFICES = """
SELECT rule, owner_kind, name, count(*) FILTER (WHERE fell), count(*) FILTER (WHERE fell AND status = 'MET'),
       count(*) FILTER (WHERE status = 'OPEN' AND due_on >= %(last)s)
  FROM (SELECT o.rule, o.owner_kind, o.owner_id, o.status, o.due_on,
               (o.status = 'MET' AND o.settled_on BETWEEN %(first)s AND %(last)s) OR
               (o.status IN ('OPEN', 'MET_LATE') AND o.due_on + 1 BETWEEN %(first)s AND %(last)s) AS fell
          FROM obligations_obligation o
         WHERE o.district = %(place)s AND o.rule = ANY(%(rules)s) AND o.due_status = 'FIRM'
           AND (o.status = 'OPEN' OR (NOT o.status = 'OPEN' AND o.settled_on >= %(first)s))) d
  LEFT JOIN accounts_department a ON a.id = d.owner_id
 GROUP BY rule, owner_kind, name
"""


def rows() -> Iterator[Row]:
    fill_figures()
    with clock.frozen(DAY):
        yield from measured()


def measured() -> Iterator[Row]:
    views = {}
    for name in _NAMES:
        scope = scopes()[name]
        _same(name, scope)
        client = api_client(scope)
        actor = _actor(scope)
        with scoped(scope):
            asked, hand, view, anew = interleaved(
                _asked(actor, scope), _hand(scope), _view(actor, scope), _anew(actor, scope), runs=21
            )
        page = interleaved(lambda client=client, scope=scope: _page(client, scope), runs=21)[0]
        views[name] = page
        yield at_most(
            f"2-{name}",
            f"dashboard of the {name}: database time",
            asked,
            hand,
            1.3,
            "hand-written SQL on the roll-up",
        )
        yield at_most(
            f"2-view-{name}",
            f"the view of the {name}, nobody signed in",
            view,
            hand,
            6,
            "its hand-written SQL",
        )
        yield at_most(
            f"2-anew-{name}",
            f"the view of the {name} where its figures have just changed, nobody signed in",
            anew,
            hand,
            6,
            "its hand-written SQL",
        )
        yield at_most(
            f"2-page-{name}",
            f"the whole request of the {name}, signed in",
            page,
            hand,
            9,
            "its hand-written SQL",
        )
        number = statements(client, _address(scope))
        yield at_most_count(
            f"2-queries-{name}", f"statements of a request at the {name}", number, 5, "statements"
        )
        if name == "city":
            yield _naively(scope)
    yield at_most(
        "2-scopes", "the nation's dashboard", views["nation"], views["district"], 1.5, "a district's"
    )


def _address(scope: Scope) -> str:
    return f"{reverse('figures:dashboard')}?place={scope.code:012d}"


def _page(client: Any, scope: Scope) -> None:
    response = client.get(_address(scope))
    if response.status_code != 200:
        raise RuntimeError(f"the dashboard answered {response.status_code}")


def _actor(scope: Scope) -> Actor:
    user = User.objects.get(username=f"bench-{scope.code}")
    return Actor(user_id=user.pk, name=user.name, username=user.username, post=posts_of(user.pk)[0])


def _view(actor: Actor, scope: Scope) -> Callable[[], object]:
    """The view itself, without middleware: nobody is looked up, the scope stands already."""
    request: Any = RequestFactory().get(_address(scope))
    request.actor = actor
    return lambda: dashboard(request)


def _anew(actor: Actor, scope: Scope) -> Callable[[], object]:
    """The view where the body of the page was not drawn before."""
    view = _view(actor, scope)

    def work() -> object:
        forget()
        return view()

    return work


def _asked(actor: Actor, scope: Scope) -> Callable[[], object]:
    """The statements that the page sends, sent bare: what the database does for it."""
    asked = Asked(scope.code, _PERIOD)
    return sent_bare(lambda: dashboard_context(actor, asked))


def _hand(scope: Scope) -> Callable[[], object]:
    place, units = scope.code, [code for code, _name in below(scope.code)]
    given = {
        "place": place, "units": units, "places": [place, *units], "periods": [0, DAY.year], "years": [2020, DAY.year],
        "closing": _PERIOD.closing, "first": YEAR.first, "last": YEAR.last, "rules": list(ON_TIME),
    }  # fmt: skip
    sent = [_SUMS, _ENTERED, _STATE, _CLOSED, *([_OFFICES] if within(place).keys() == {"district"} else [])]

    def work() -> None:
        with connection.cursor() as cursor:
            for sql in sent:
                cursor.execute(sql, given)
                cursor.fetchall()

    return work


def _same(name: str, scope: Scope) -> None:
    """Every figure of the place, and below a city those of its districts, against the rows themselves."""
    with scoped(scope):
        found = board(read(scope.code, _PERIOD))
        places = [scope.code, *(found.units if name == "city" else ())]
        apart = [
            (place, measure.name, found.known[place][measure.column], true)
            for place in places
            for measure in Measure
            if (true := total_of(measure, place, YEAR)) != found.known[place][measure.column]
        ]
    if apart:
        raise RuntimeError(f"the sums differ from the rows: {apart[:3]}")
    counted = sum(bool(found.known[scope.code][measure.column]) for measure in Measure)
    print(
        f"{name}: {len(places) * len(Measure)} figures equal the rows, {counted} of {len(Measure)} measures are not zero"
    )


def _naively(scope: Scope) -> Row:
    with scoped(scope):
        number = Facility.objects.filter(city=scope.code).count()
        facilities = list(Facility.objects.filter(city=scope.code).order_by("id")[:_SAMPLE])
        ours, naive = interleaved(
            lambda: board(read(scope.code, _PERIOD)),
            lambda: [_naive(each) for each in facilities],
            runs=3,
            warm=1,
        )
    naive *= number / len(facilities)
    what = f"the figures of a city of {number:,} facilities and of its districts"
    return at_least("2-naive", what, ours, naive, 1000, "a loop over its facilities")


def _naive(facility: Facility) -> dict[str, int]:
    """What a tutorial would write: one facility after the other, one count after the other."""
    phase = FacilityPhase.objects.filter(facility=facility, since__lte=DAY).order_by("-since").first()
    carers = Employment.objects.filter(facility=facility, role="CAREGIVER", ends_on=None)
    found = {
        "filed": int(phase is not None and phase.state.startswith("FILED")),
        "universal": UniversalRecognition.objects.filter(
            facility=facility, valid_from__lte=DAY, valid_to__gte=DAY
        ).count(),
        "children": Enrolment.objects.filter(facility=facility, ends_on=None).count(),
        "carers": carers.count(),
        "certified": sum(
            Proof.objects.filter(member=each.member, kind="CARE_QUALIFICATION")
            .exclude(valid_to__lt=DAY)
            .exists()
            for each in carers
        ),
        "visits": Visit.objects.filter(facility=facility, visited_on__year=DAY.year)
        .exclude(kind="SELF_CHECK")
        .count(),
        "findings": Finding.objects.filter(facility=facility, state="OPEN").count(),
        "late": Finding.objects.filter(facility=facility, state="OPEN", due_on__lt=DAY).count(),
        "breaches": Breach.objects.filter(facility=facility, cleared_on=None).count(),
        "overdue": Obligation.objects.filter(facility=facility, settled_on=None, due_on__lt=DAY).count(),
        "own": Obligation.objects.filter(facility=facility, owner_kind=FACILITY).count(),
    }
    for rule in ON_TIME:
        duties = Obligation.objects.filter(facility=facility, rule=rule, due_status="FIRM")
        found[f"{rule} in time"] = duties.filter(status="MET", settled_on__year=DAY.year).count()
        found[f"{rule} late"] = duties.filter(due_on__year=DAY.year, status__in=["OPEN", "MET_LATE"]).count()
    return found
