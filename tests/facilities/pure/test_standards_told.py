"""How findings of the setting standards are told: their order, until when they hold, by which text (domain 5)."""

from datetime import date

from facilities.rules.standards import People, Verdict, breaches, check
from facilities.rules.standards.asks import asked
from tests.facilities.standing import (
    FACTS,
    PEOPLE,
    facts,
    finding,
    law,
    rules_of,
)

PASS, BREACH, NOT_STATED = Verdict.PASS, Verdict.BREACH, Verdict.NOT_STATED


def test_the_heaviest_comes_first_and_what_passes_last() -> None:
    found = check(facts(insured=False, air=None, outdoor_hours=1, video_days=1), law())
    assert rules_of(found[:4]) == ["R-VID-1", "R-OUT-1", "R-INS-1", "R-SITE-7"]
    assert found[-1].verdict == PASS


def test_a_pass_that_ends_says_until_when() -> None:
    assert finding("R-SITE-1", FACTS).due_on == date(2028, 12, 31)
    assert finding("R-FIRE-2", FACTS).due_on == date(2026, 9, 2)
    assert finding("R-INS-1", FACTS).due_on == date(2026, 12, 31)
    assert finding("R-INS-1", facts(insured_to=None)).due_on is None


def test_an_empty_facility_breaches_nothing() -> None:
    empty = FACTS._replace(classes=(), children=0, people=None, site=type(FACTS.site)())
    assert breaches(empty, law(jilin=True)) == []
    assert People() == People(0, None)


def test_a_family_home_is_asked_less_about_its_premises() -> None:
    home, all_of_them = {ask.name for ask in asked(family=True)}, {ask.name for ask in asked(family=False)}
    assert all_of_them - home >= {"outdoor_area", "health_beds", "guard_company"}
    assert home < all_of_them


def test_a_missing_proof_is_cited_by_the_text_that_asks_for_it() -> None:
    known = law()
    asked = known.rules["R-SITE-1"].source
    given = type(known)(known.rules, known.kinds, {"HEALTH_CERTIFICATE": asked})
    people = PEOPLE._replace(
        uncounted=((7, ("MISSING:RECORD_CHECK", "EXPIRED:HEALTH_CERTIFICATE")), (8, ("BLOCKED",)))
    )
    first, second = breaches(facts(people=people), given)
    assert (given.source(first), given.source(second)) == (asked, known.rules["R-RATIO-6"].source)
