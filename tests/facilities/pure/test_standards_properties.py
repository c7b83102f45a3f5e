"""What holds for every facility: more carers never hurt, fewer children never hurt, a stricter text never forgives."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilities.rules.standards import ClassFacts, Facts, People, Site, breaches, check, judge, site_of
from facilities.rules.standards.asks import ASKS, Kind
from facilities.rules.standards.words import page_of, remedy_of, said_of
from policy.enums import ClassKind
from tests.facilities.standing import HEAD, ON, law, with_limit

COUNTS = st.integers(0, 200)
KINDS = st.sampled_from(ClassKind.values)


def _answer(ask: Any) -> st.SearchStrategy[Any]:
    if ask.kind in (Kind.CHOICE, Kind.FLAG):
        return st.sampled_from([value for value, _w in ask.choices] or ["YES", "NO"])
    if ask.kind == Kind.DATE:
        return st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
    whole = st.integers(0, ask.largest)
    return whole if ask.kind == Kind.COUNT else whole | st.floats(0, ask.largest, allow_nan=False)


#: What a form may have kept, with rubbish among it.
STATED = st.fixed_dictionaries(
    {}, optional={ask.name: _answer(ask) | st.sampled_from([None, "", "?", -1, True]) for ask in ASKS}
)
CLASSES = st.lists(
    st.tuples(
        st.integers(1, 99),
        st.builds(
            ClassFacts,
            KINDS,
            COUNTS,
            st.none() | st.integers(0, 40),
            st.integers(0, 3),
            st.integers(0, 3),
            st.integers(0, 3),
        ),
    ),
    max_size=12,
).map(tuple)
PEOPLE = st.builds(
    People,
    carers=st.integers(0, 40),
    head=st.none() | st.just(HEAD),
    health=st.integers(0, 2),
    health_full_time=st.integers(0, 1),
    guards=st.integers(0, 2),
    cooks=st.integers(0, 4),
    unqualified=st.lists(st.integers(1, 9), max_size=2, unique=True).map(tuple),
    uncounted=st.lists(
        st.tuples(st.integers(1, 9), st.just(("MISSING:RECORD_CHECK",))), max_size=2, unique_by=lambda p: p[0]
    ).map(tuple),
)
FACILITIES = st.builds(
    Facts,
    entity_kind=st.sampled_from(["FOR_PROFIT", "KINDERGARTEN_CLASS", "FAMILY_CHILDCARE_HOME"]),
    on=st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    classes=CLASSES,
    children=COUNTS,
    unchecked=st.integers(0, 5),
    people=st.none() | PEOPLE,
    site=STATED.map(site_of),
    cooks=st.booleans(),
)


@given(KINDS, COUNTS, st.integers(0, 60))
def test_one_more_carer_never_makes_a_class_worse(kind: str, children: int, carers: int) -> None:
    before = _breached(kind, children, carers)
    assert _breached(kind, children, carers + 1) <= before


@given(KINDS, st.integers(1, 200), st.integers(0, 60))
def test_one_child_less_never_makes_a_class_worse(kind: str, children: int, carers: int) -> None:
    assert _breached(kind, children - 1, carers) <= _breached(kind, children, carers)


@given(FACILITIES)
def test_one_more_countable_carer_never_makes_a_facility_worse(of: Facts) -> None:
    if of.people is None:
        return
    more = of._replace(
        people=of.people._replace(carers=of.people.carers + 1),
        classes=tuple(
            (n, c._replace(carers=None if c.carers is None else c.carers + 1)) for n, c in of.classes
        ),
    )
    assert _keys(more) <= _keys(of)


@given(FACILITIES, st.integers(1, 2000))
def test_an_answer_holds_until_the_day_it_names(of: Facts, later: int) -> None:
    """What the night rests on when it judges only those of whom something changed."""
    found, until = judge(of, law())
    stated = [value for value in of.site if isinstance(value, date) and value >= of.on]
    for day in (of.on + timedelta(days=later), *(last + timedelta(days=1) for last in stated)):
        if until is None or day <= until:
            assert judge(of._replace(on=day), law())[0] == found


def test_a_lease_that_is_too_short_already_is_looked_at_again_when_it_ends() -> None:
    site = site_of({"tenure": "LEASE", "lease_from": "2025-01-01", "lease_to": "2026-06-30"})
    found, until = judge(Facts("FOR_PROFIT", date(2026, 5, 7), site=site), law())
    assert [each.reasons for each in found] == [("LEASE_SHORT",)]
    assert until == date(2026, 6, 30)


@given(FACILITIES, st.integers(1, 15))
def test_a_stricter_number_never_forgives(of: Facts, most: int) -> None:
    assert _keys(of) <= {each.key for each in breaches(of, with_limit("R-CLS-2", "max_children", most))}


@given(FACILITIES)
def test_every_finding_is_said_in_whole_sentences(of: Facts) -> None:
    for each in check(of, law(jilin=True)):
        said = said_of(each.reasons, each.numbers)
        remedy = remedy_of(each.reasons, each.numbers)
        assert "%(" not in said + remedy
        assert bool(each.reasons) == bool(said), each
        if each.breach:
            assert remedy and page_of(each.reasons), each


@given(FACILITIES)
def test_the_same_facts_are_found_the_same_and_nothing_twice(of: Facts) -> None:
    once = breaches(_unique(of), law(jilin=True))
    assert once == breaches(_unique(of), law(jilin=True))
    assert len({each.key for each in once}) == len(once)


@given(STATED)
def test_what_was_stated_is_read_in_its_type_or_not_at_all(stated: dict[str, Any]) -> None:
    site = site_of(stated)
    for name, value in site._asdict().items():
        assert value is None or stated[name] not in ("?", None, "")
    assert site == site_of(stated)
    assert site_of({}) == Site()


def test_a_pass_lasts_to_its_last_day_and_no_longer() -> None:
    on_last = ON
    stated = {"insured": "YES", "insured_to": on_last.isoformat()}
    facts = Facts("FOR_PROFIT", on_last, site=site_of(stated))
    after = facts._replace(on=on_last + timedelta(days=1))
    assert "R-INS-1" not in {each.rule for each in breaches(facts, law())}
    assert "R-INS-1" in {each.rule for each in breaches(after, law())}


def _unique(of: Facts) -> Facts:
    return of._replace(classes=tuple(dict(of.classes).items()))


def _breached(kind: str, children: int, carers: int) -> set[Any]:
    of = Facts("FOR_PROFIT", ON, ((1, ClassFacts(kind, children, carers)),), children)
    return {each.key for each in breaches(of, law()) if each.subject_kind}


def _keys(of: Facts) -> set[Any]:
    return {each.key for each in breaches(of, law())}
