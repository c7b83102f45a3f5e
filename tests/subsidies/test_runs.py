"""The monthly run proposes what the calculator gives, for every facility once, however often and by whomever it runs."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from kernel import clock
from messaging.models import Message
from messaging.wording import told
from policy.law import Programme
from policy.queries import programme
from regions.scope import Scope, nation_scope, scoped
from subsidies.enums import Code, RunState
from subsidies.models import MonthlyRun, ProposedClaim, SubsidyClaim
from subsidies.queries.proposing import Terms, pays, statement
from subsidies.queries.runs import proposals_of
from subsidies.workflow import cancel_run, start_claim, start_run, submit_claim
from subsidies.workflow.runs import propose, waiting_runs, work_on
from tests.cast import GANZHOU, NANKANG, ZHANGGONG, Cast
from tests.racing import together
from tests.subsidies.build import with_parameter
from tests.subsidies.money import PROGRAMME, Office, here
from tests.subsidies.runs_world import MAY, Country, country, expected, waiting_run

pytestmark = pytest.mark.django_db

READINGS: dict[str, list[Any]] = {
    "partial_month_mode": ["MIN_HALF", "HALF_STEP", "PRO_RATA_CALENDAR", "ANY_DAY"],
    "facility_status_rule": ["WHOLE_MONTH", "FIRST_DAY", "ANY_DAY"],
    "age_rule": ["UNDER_3_ON_FIRST_DAY", "UNTIL_TERM_END"],
    "one_facility_per_child_month": ["MORE_DAYS_ELSE_REVIEW", "ALWAYS_REVIEW", "NOT_TESTED"],
    "half_day_counts": ["WHOLE", "HALF"],
    "rounding": ["HALF_UP_ONCE_PER_CLAIM", "HALF_UP_PER_LINE", "DOWN_ONCE_PER_CLAIM"],
    "contract_kinds": [("FULL_DAY", "HALF_DAY"), ("HALF_DAY",), ("FULL_DAY",), None],
    "share_rest_to": ["county", "city", None],
    "rate": [20000, 20001, 33333, 199],
    "presence_min_pct": [50, 33, 100],
}


@pytest.fixture
def land(cast: Cast) -> Country:
    return country(cast)


def _reading(values: dict[str, Any], weights: tuple[int, int]) -> Programme:
    term = with_parameter(programme(ZHANGGONG, PROGRAMME)[-1], "term_ends", ("07-15", "01-20"))
    for name, value in values.items():
        term = with_parameter(term, name, value)
    for party, weight in zip(("city", "county"), weights, strict=True):
        term = with_parameter(term, "share", weight, party=party)
    return term


def _proposed(term: Programme) -> dict[int, ProposedClaim]:
    """What the statement writes for the district by a wording, and nothing a second time."""
    text, values = statement(Terms(term, frozenset(), [ZHANGGONG]), MAY)
    for turn in range(2):
        with connection.cursor() as cursor:
            cursor.execute(text, values | {"run": 1, "now": clock.now()})
            (number, _months, _fen) = cursor.fetchone()
        assert turn == 0 or number == 0
    return {row.facility_id: row for row in ProposedClaim.objects.filter(run_id=1)}


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(
    values=st.fixed_dictionaries({name: st.sampled_from(each) for name, each in READINGS.items()}),
    weights=st.sampled_from([(2, 8), (1, 2), (8, 2), (1, 1), (3, 7)]),
)
def test_every_amount_is_the_calculators_under_every_reading(
    land: Country, values: dict[str, Any], weights: tuple[int, int]
) -> None:
    class Undo(Exception):
        pass

    term = _reading(values, weights)
    with (
        pytest.raises(Undo),
        transaction.atomic(),
        nation_scope(reason="a test holds both against each other"),
    ):
        found = _proposed(term)
        for facility in land.facilities[:-1]:
            quote, row = expected(facility, term), found.pop(facility.pk, None)
            paying = [line for line in quote.lines if line.code == Code.OK and line.amount]
            review = [line for line in quote.lines if line.code == Code.MANUAL_REVIEW]
            if row is None:
                assert not paying
                assert not review
                continue
            assert (row.amount, row.to_review) == (quote.amount, len(review))
            assert {"city": row.city_part, "county": row.county_part} == quote.shares
            assert (row.children, row.child_months) == (len(quote.lines), len(paying))
        assert not found, "a month that nobody signed is not proposed"
        raise Undo


def test_the_little_country_has_every_reason(land: Country) -> None:
    """So that the test above is worth something."""
    with nation_scope(reason="a test looks"):
        term = programme(ZHANGGONG, PROGRAMME)[-1]
        codes = {line.code for each in land.facilities[:-1] for line in expected(each, term).lines}
    wanted = {"OK", "AGE_3", "UNDER_HALF", "DUPLICATE_CHILD", "MANUAL_REVIEW", "NOT_UNIVERSAL"}
    assert wanted <= {str(code) for code in codes}


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _run(by: Any, region: int = ZHANGGONG, month: date = MAY) -> MonthlyRun:
    with scoped(Scope.of_region(region)):
        return start_run(by=by, region=region, month=month)


def _again(run: MonthlyRun) -> MonthlyRun:
    with nation_scope(reason="a test looks"):
        return MonthlyRun.objects.get(pk=run.pk)


def _rows() -> list[tuple[int, int]]:
    with nation_scope(reason="a test looks"):
        return list(ProposedClaim.objects.order_by("id").values_list("id", "amount"))


def test_a_run_of_the_district_proposes_and_a_run_again_adds_nothing(office: Office, land: Country) -> None:
    run = _run(office.maker)
    assert not work_on(run.pk)
    run = _again(run)
    before = _rows()
    assert run.state == RunState.DONE
    assert run.totals[0] == len(before) > 0
    assert run.totals[2] == sum(amount for _pk, amount in before)
    other = _run(office.maker)
    assert other.pk != run.pk
    work_on(other.pk)
    assert _again(other).totals == (0, 0, 0)
    assert _rows() == before


def test_a_run_of_the_city_goes_part_by_part_and_goes_on_where_it_stood(
    office: Office, land: Country
) -> None:
    run = _run(office.city_maker, GANZHOU)
    assert len(run.parts) > 10
    assert work_on(run.pk, seconds=0)
    assert _again(run).done == 1
    assert waiting_runs() == [run.pk]
    while work_on(run.pk, seconds=0):
        pass
    assert (_again(run).state, _again(run).done) == (RunState.DONE, len(run.parts))
    assert set(_again(run).counts) == {str(part) for part in run.parts}


def test_whoever_began_a_run_is_told_when_it_is_through(office: Office, land: Country) -> None:
    run = _run(office.maker)
    while work_on(run.pk):
        pass
    with nation_scope(reason="test"):
        rows = list(Message.objects.filter(event="run_through"))
        words = told(rows)
    assert [row.user_id for row in rows] == [office.maker.user_id]
    assert words[rows[0].pk].path == f"/claims/runs/{run.pk}/"


def test_beginning_twice_begins_once(office: Office, land: Country) -> None:
    assert _run(office.maker).pk == _run(office.maker).pk


def test_a_cancelled_run_stops_and_keeps_what_it_proposed(office: Office, land: Country) -> None:
    run = _run(office.city_maker, GANZHOU)
    work_on(run.pk, seconds=0)
    before = _rows()
    with scoped(Scope.of_region(GANZHOU)):
        cancel_run(by=office.city_maker, run_id=run.pk)
    assert not work_on(run.pk)
    assert (_again(run).state, _again(run).done, _rows()) == (RunState.CANCELLED, 1, before)


def test_only_a_month_that_has_ended_is_run(office: Office) -> None:
    for month in (clock.today().replace(day=1), date(2024, 5, 2)):
        with pytest.raises(DomainError):
            _run(office.maker, month=month)


def test_who_may_begin_a_run(office: Office, cast: Cast) -> None:
    payer = cast.official(NANKANG, DepartmentKind.FINANCE, Role.FINANCE_PAYER)
    other = cast.official(NANKANG, DepartmentKind.FINANCE, Role.FINANCE_MAKER)
    for actor, region in ((payer, NANKANG), (other, ZHANGGONG)):
        with scoped(Scope.of_region(region)), pytest.raises(NotAllowed):
            start_run(by=actor, region=region, month=MAY)
    assert _run(cast.officer).region_id == ZHANGGONG


def test_a_month_outside_the_window_proposes_nothing(office: Office, land: Country) -> None:
    assert not pays(programme(ZHANGGONG, PROGRAMME)[-1], date(2025, 3, 1))
    with nation_scope(reason="a test runs a part"):
        assert propose(ZHANGGONG, date(2025, 3, 1), run_id=1) == [0, 0, 0]


def test_what_is_claimed_already_is_not_proposed_and_a_proposal_is_claimed_by_its_facility(
    office: Office,
) -> None:
    claim = office.submitted("2024-05")
    office.draft("2024-06")
    with scoped(Scope.of_facilities((office.facility.pk,))):
        SubsidyClaim.objects.filter(subject="2024-06").update(state="WITHDRAWN")
    for month in (MAY, date(2024, 6, 1)):
        work_on(_run(office.maker, month=month).pk)
    with scoped(Scope.of_facilities((office.facility.pk,))):
        (proposal,) = proposals_of(office.facility.pk, PROGRAMME)
        assert (f"{proposal.month:%Y-%m}", proposal.amount) == ("2024-06", 3 * 20000)
        facts = {"months": [{"month": "2024-06"}]}
        started = start_claim(
            by=office.operator, facility_id=claim.facility_id, programme_id=PROGRAMME, facts=facts
        )
        assert submit_claim(by=office.operator, claim_id=started.pk).amount == proposal.amount
        assert proposals_of(office.facility.pk, PROGRAMME) == []


def test_another_district_sees_no_proposal(office: Office, land: Country) -> None:
    work_on(_run(office.maker).pk)
    with scoped(Scope.of_region(NANKANG)):
        assert not ProposedClaim.objects.exists()
        assert not MonthlyRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_two_runs_at_once_propose_what_one_proposes(world: Cast) -> None:
    country(world)
    with pytest.raises(ZeroDivisionError), nation_scope(reason="a test runs a part"):
        alone = propose(ZHANGGONG, MAY, run_id=1)
        raise ZeroDivisionError
    one, two = waiting_run(ZHANGGONG), waiting_run(GANZHOU)
    together(*(lambda pk=pk: work_on(pk) for pk in (one.pk, one.pk, two.pk, two.pk)))  # type: ignore[misc]
    for run in (one, two):
        while _again(run).state == RunState.RUNNING:
            work_on(run.pk)
    with here():
        assert ProposedClaim.objects.count() == alone[0]
    total = [sum(pair) for pair in zip(_again(one).totals, _again(two).totals, strict=True)]
    assert total == alone


def test_every_combination_of_readings_is_a_sound_statement(land: Country) -> None:
    names = ("partial_month_mode", "facility_status_rule", "one_facility_per_child_month", "half_day_counts")
    with nation_scope(reason="a test runs every wording"):
        for chosen in product(*(READINGS[name] for name in names)):
            term = _reading(dict(zip(names, chosen, strict=True)), (2, 8))
            text, values = statement(Terms(term, frozenset(), [NANKANG]), MAY)
            with connection.cursor() as cursor:
                cursor.execute(text, values | {"run": 1, "now": clock.now()})
