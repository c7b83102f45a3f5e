"""The setting standards on worked examples (domain 5): who passes, who does not, and what nobody can tell."""

from datetime import date
from typing import Any

import pytest

from facilities.rules.standards import ClassFacts, Head, Verdict, breaches, check, head_finding
from facilities.rules.standards.classes import carers_needed, end_of_month
from facilities.rules.standards.findings import CLASS, STAFF
from policy.enums import ClassKind, Severity
from tests.facilities.standing import (
    FACTS,
    HEAD,
    PEOPLE,
    facts,
    family,
    finding,
    group,
    law,
    rules_of,
    with_limit,
    without,
)

PASS, BREACH, NOT_STATED = Verdict.PASS, Verdict.BREACH, Verdict.NOT_STATED


def test_a_facility_in_order_passes_everything() -> None:
    assert {each.verdict for each in check(FACTS, law())} == {PASS}
    assert breaches(FACTS, law()) == []


def test_sixteen_toddlers_with_three_carers_breach_size_and_ratio() -> None:
    """U14."""
    found = {each.rule: each for each in breaches(group("TODDLER", 16, 3), law())}
    size, ratio = found["R-CLS-2"], found["R-RATIO-2"]
    assert (size.severity, size.reasons, size.numbers["over"]) == (Severity.BLOCK, ("TOO_MANY_CHILDREN",), 1)
    assert (ratio.severity, ratio.numbers["needed"], ratio.numbers["missing"]) == (Severity.BLOCK, 4, 1)
    assert (ratio.subject_kind, ratio.subject_id) == (CLASS, 1)


@pytest.mark.parametrize(
    ("kind", "children", "needed"),
    [("TODDLER", 16, 4), ("INFANT", 10, 4), ("SENIOR", 20, 3), ("MIXED", 18, 4)],
)
def test_the_worked_ratios_of_the_reference(kind: str, children: int, needed: int) -> None:
    rule = {"TODDLER": "R-RATIO-2", "INFANT": "R-RATIO-1", "SENIOR": "R-RATIO-3", "MIXED": "R-RATIO-4"}[kind]
    few, enough = group(kind, children, needed - 1), group(kind, children, needed)
    assert finding(rule, few).numbers["needed"] == needed
    assert (finding(rule, few).verdict, finding(rule, enough).verdict) == (BREACH, PASS)


@pytest.mark.parametrize(
    ("rule", "kind", "most"),
    [
        ("R-CLS-1", "INFANT", 10),
        ("R-CLS-2", "TODDLER", 15),
        ("R-CLS-3", "SENIOR", 20),
        ("R-CLS-4", "MIXED", 18),
    ],
)
def test_a_class_may_be_full_and_not_fuller(rule: str, kind: str, most: int) -> None:
    assert finding(rule, group(kind, most, 9)).verdict == PASS
    assert finding(rule, group(kind, most + 1, 9)).verdict == BREACH


def test_the_mixed_ratio_is_our_reading_and_can_be_configured() -> None:
    assert finding("R-RATIO-4", group("MIXED", 18, 3)).severity == Severity.WARN
    six = with_limit("R-RATIO-4", "children_per_caregiver", 6)
    assert finding("R-RATIO-4", group("MIXED", 18, 3), six).verdict == PASS


def test_a_class_without_children_needs_nobody_and_one_without_carers_needs_all() -> None:
    assert finding("R-RATIO-2", group("TODDLER", 0, 0)).verdict == PASS
    assert finding("R-RATIO-2", group("TODDLER", 0, None)).verdict == PASS
    assert finding("R-RATIO-2", group("TODDLER", 1, 0)).numbers["missing"] == 1
    assert carers_needed(0, 5) == 0


def test_carers_nobody_recorded_are_neither_a_pass_nor_a_breach() -> None:
    assert finding("R-RATIO-2", group("TODDLER", 5, None)).reasons == ("STAFF",)
    assert finding("R-RATIO-2", group("TODDLER", 5, None)).verdict == NOT_STATED


def test_a_birthday_is_no_warning_before_the_month_ends() -> None:
    """U15: until the end of the month the child may stay, and the page says until when."""
    turning = finding("R-CLS-2", group("TODDLER", 10, 3, turning=1))
    assert (turning.verdict, turning.due_on, turning.reasons) == (PASS, date(2026, 5, 31), ("TURNING",))
    later = finding("R-CLS-2", group("TODDLER", 10, 3, too_old=1))
    assert (later.verdict, later.severity, later.reasons) == (BREACH, Severity.WARN, ("TOO_OLD",))
    assert end_of_month(date(2028, 2, 1)) == date(2028, 2, 29)


def test_a_child_too_young_weighs_what_the_law_says_of_the_class() -> None:
    assert finding("R-CLS-2", group("TODDLER", 10, 3, too_young=1)).severity == Severity.WARN
    assert finding("R-CLS-4", group("MIXED", 10, 3, too_young=1)).severity == Severity.BLOCK


def test_a_kind_without_a_band_is_judged_by_its_size_alone() -> None:
    bare = law()
    without_bands = type(bare)(bare.rules)
    assert "from" not in finding("R-CLS-2", group("TODDLER", 16, 4), without_bands).numbers


@pytest.mark.parametrize(
    ("kind", "area", "found"),
    [
        ("FOR_PROFIT", 6, {}),
        ("FOR_PROFIT", 5.9, {"R-SITE-6": "BLOCK"}),
        ("KINDERGARTEN_CLASS", 12, {}),
        ("KINDERGARTEN_CLASS", 6, {"R-SITE-9": "WARN"}),
        ("KINDERGARTEN_CLASS", 5.9, {"R-SITE-6": "BLOCK", "R-SITE-9": "WARN"}),
    ],
)
def test_k21_the_room_of_a_kindergarten_is_larger_and_only_warns(
    kind: str, area: float, found: dict[str, str]
) -> None:
    """6 m² is the legal minimum of childcare; 12 m² is the norm of kindergartens, whose text is not verified."""
    given = FACTS._replace(entity_kind=kind, site=FACTS.site._replace(health_room_area=area))
    told = {each.rule: each.severity for each in breaches(given, law())}
    assert {rule: told[rule] for rule in told if rule in ("R-SITE-6", "R-SITE-9")} == found


def test_a_family_home_is_judged_by_its_own_standard_only() -> None:
    found = set(rules_of(check(family(4, 2), law())))
    assert found >= {"R-RATIO-5", "R-SITE-8"}
    assert not found & {"R-CLS-2", "R-RATIO-2", "R-SITE-6", "R-STAFF-1", "R-STAFF-5"}


@pytest.mark.parametrize(
    ("children", "carers", "reasons"),
    [
        (3, 1, ()),
        (4, 1, ("TOO_FEW_CARERS",)),
        (5, 2, ()),
        (6, 2, ("TOO_MANY_IN_HOME",)),
        (7, 1, ("TOO_MANY_IN_HOME", "TOO_FEW_CARERS")),
    ],
)
def test_a_family_home_has_three_children_a_carer_and_five_in_all(
    children: int, carers: int, reasons: tuple[str, ...]
) -> None:
    assert finding("R-RATIO-5", family(children, carers)).reasons == reasons


def test_a_family_home_whose_carers_nobody_recorded_can_still_be_too_full() -> None:
    assert finding("R-RATIO-5", family(3, 1)._replace(people=None)).verdict == NOT_STATED
    assert finding("R-RATIO-5", family(6, 1)._replace(people=None)).reasons == ("TOO_MANY_IN_HOME",)


def test_the_size_of_a_facility_is_a_warning() -> None:
    many = tuple((n, ClassFacts("TODDLER", 1, 1)) for n in range(11))
    assert finding("R-SIZE-1", facts(classes=many[:10])).verdict == PASS
    assert finding("R-SIZE-1", facts(classes=many)).severity == Severity.WARN


def test_jilin_wants_all_three_kinds_as_a_warning() -> None:
    assert "R-JL-1" not in rules_of(check(FACTS, law()))
    found = finding("R-JL-1", FACTS, law(jilin=True))
    assert (found.verdict, found.severity) == (BREACH, Severity.WARN)
    assert found.numbers["missing_kinds"] == "INFANT,SENIOR"
    three = tuple((n, ClassFacts(kind, 1, 1)) for n, kind in enumerate(("INFANT", "TODDLER", "SENIOR")))
    assert finding("R-JL-1", facts(classes=three), law(jilin=True)).verdict == PASS
    kindergarten = facts(entity_kind="KINDERGARTEN_CLASS")
    assert "R-JL-1" not in rules_of(check(kindergarten, law(jilin=True)))


def test_without_a_class_nothing_of_classes_can_be_told() -> None:
    found = check(facts(classes=()), law(jilin=True))
    unsaid = {each.rule for each in found if each.reasons == ("CLASSES",)}
    assert unsaid == {
        "R-CLS-1", "R-CLS-2", "R-CLS-3", "R-CLS-4", "R-RATIO-1", "R-RATIO-2", "R-RATIO-3", "R-RATIO-4", "R-SIZE-1", "R-JL-1",
    }  # fmt: skip


#: Rule, what is changed, the reasons it is a breach for; none: it passes.
CHANGES: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("R-SITE-1", {"tenure": "OWN", "lease_to": None}, ()),
    ("R-SITE-1", {"lease_to": date(2027, 12, 31)}, ()),
    ("R-SITE-1", {"lease_to": date(2027, 12, 30)}, ("LEASE_SHORT",)),
    (
        "R-SITE-1",
        {"lease_from": date(2022, 1, 1), "lease_to": date(2026, 5, 6)},
        ("LEASE_ENDED",),
    ),
    ("R-SITE-1", {"lease_to": date(2024, 1, 1)}, ("LEASE_ENDED", "LEASE_SHORT")),
    ("R-SITE-2", {"highest_floor": 3}, ()),
    ("R-SITE-2", {"highest_floor": 4}, ("TOO_HIGH",)),
    ("R-SITE-2", {"below_ground": True}, ("BELOW_GROUND",)),
    ("R-SITE-2", {"mixed_use": True, "steel_panels": True}, ("MIXED_USE", "STEEL_PANELS")),
    ("R-SITE-2", {"highest_floor": 5, "mixed_use": None}, ("TOO_HIGH",)),
    ("R-SITE-3", {"highest_floor": 1, "younger_upstairs": None}, ()),
    ("R-SITE-3", {"highest_floor": 3}, ("ABOVE_SECOND",)),
    ("R-SITE-3", {"younger_upstairs": True}, ("YOUNGER_UPSTAIRS",)),
    ("R-SITE-3", {"children_upstairs": 61}, ("TOO_MANY_UPSTAIRS",)),
    ("R-SITE-3", {"children_upstairs": 60}, ()),
    ("R-SITE-4", {"outdoor_area": 45}, ()),
    ("R-SITE-4", {"outdoor_area": 44.5}, ("OUTDOOR_SMALL",)),
    ("R-SITE-4", {"outdoor_area": 0, "public_outdoor": True}, ()),
    ("R-SITE-5", {"window_percent": 19.9}, ("WINDOWS_SMALL",)),
    ("R-SITE-5", {"sun_rooms": False, "window_percent": None}, ()),
    ("R-SITE-6", {"health_room_area": 5.9}, ("HEALTH_ROOM_SMALL",)),
    ("R-SITE-6", {"health_room_area": None, "health_beds": 0}, ("BEDS_FEW",)),
    ("R-SITE-7", {"air": "NOT_QUALIFIED"}, ("AIR_BAD",)),
    ("R-FIRE-1", {"floor_area": 401}, ("EXTINGUISHERS_FEW",)),
    ("R-FIRE-1", {"extinguisher_kg": 4}, ("EXTINGUISHERS_LIGHT",)),
    ("R-FIRE-1", {"extinguishers_at_point": 1, "alarm": "NONE"}, ("POINT_FEW", "NO_ALARM")),
    ("R-FIRE-1", {"floor_area": None, "alarm": "NONE"}, ("NO_ALARM",)),
    ("R-FIRE-2", {"last_drill_on": date(2025, 11, 7)}, ()),
    ("R-FIRE-2", {"last_drill_on": date(2025, 11, 6)}, ("DRILL_OLD",)),
    ("R-VID-1", {"video_days": 89}, ("VIDEO_SHORT",)),
    ("R-VID-1", {"video_days": 30, "video_everywhere": False}, ("VIDEO_GAPS", "VIDEO_SHORT")),
    ("R-OUT-1", {"outdoor_hours": 1.5}, ("OUTDOORS_SHORT",)),
    ("R-ENR-1", {"unchecked": 2}, ("UNCHECKED",)),
    ("R-INS-1", {"insured": False}, ("UNINSURED",)),
    ("R-INS-1", {"insured_to": date(2026, 5, 6)}, ("INSURANCE_ENDED",)),
    ("R-INS-1", {"insured_to": None}, ()),
    ("R-STAFF-1", {"head": None}, ("NO_HEAD",)),
    ("R-STAFF-1", {"head": Head(False, 2, False)}, ("HEAD_DEGREE", "HEAD_YEARS", "HEAD_UNTRAINED")),
    ("R-STAFF-1", {"head": Head(None, 2, None)}, ("HEAD_YEARS",)),
    ("R-STAFF-3", {"health": 0}, ("HEALTH_STAFF_FEW",)),
    ("R-STAFF-4", {"children": 149}, ()),
    ("R-STAFF-4", {"children": 150}, ("HEALTH_FULL_TIME",)),
    ("R-STAFF-4", {"children": 150, "health_full_time": 1}, ()),
    ("R-STAFF-5", {"guards": 0}, ("GUARDS_FEW",)),
    ("R-STAFF-5", {"guard_company": False}, ("GUARD_COMPANY",)),
    ("R-STAFF-6", {"children": 51}, ("COOKS_FEW",)),
    ("R-STAFF-6", {"children": 80, "meals_a_day": 2}, ()),
    ("R-STAFF-6", {"children": 81, "meals_a_day": 2}, ("COOKS_FEW",)),
    ("R-STAFF-6", {"children": 900, "cooks": False}, ()),
    ("R-STAFF-6", {"children": 900, "meals_a_day": 0}, ()),
    ("R-STAFF-7", {"head": HEAD._replace(hours=59)}, ("TRAINING_SHORT",)),
]


@pytest.mark.parametrize(("rule", "changes", "reasons"), CHANGES)
def test_what_breaches_a_standard_and_what_does_not(
    rule: str, changes: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    found = finding(rule, facts(**changes))
    assert (found.verdict, found.reasons) == (BREACH if reasons else PASS, reasons)


@pytest.mark.parametrize(
    ("rule", "changes", "missing"),
    [
        ("R-SITE-1", {"tenure": None}, ("tenure",)),
        ("R-SITE-1", {"lease_to": None}, ("lease_to",)),
        ("R-SITE-2", {"mixed_use": None}, ("mixed_use",)),
        ("R-SITE-3", {"highest_floor": None}, ("highest_floor",)),
        ("R-SITE-3", {"children_upstairs": None}, ("children_upstairs",)),
        ("R-SITE-4", {"outdoor_area": None}, ("outdoor_area",)),
        ("R-SITE-4", {"outdoor_area": 1, "public_outdoor": None}, ("public_outdoor",)),
        ("R-SITE-5", {"sun_rooms": None}, ("sun_rooms",)),
        ("R-SITE-5", {"window_percent": None}, ("window_percent",)),
        ("R-SITE-6", {"health_beds": None}, ("health_beds",)),
        ("R-SITE-7", {"air": None}, ("air",)),
        ("R-SITE-7", {"air": "NOT_TESTED"}, ("air",)),
        ("R-FIRE-1", {"alarm": None}, ("alarm",)),
        ("R-FIRE-2", {"last_drill_on": None}, ("last_drill_on",)),
        ("R-VID-1", {"video_days": None}, ("video_days",)),
        ("R-OUT-1", {"outdoor_hours": None}, ("outdoor_hours",)),
        ("R-INS-1", {"insured": None}, ("insured",)),
        ("R-STAFF-1", {"head": Head(True, 3, None)}, ("head_trained",)),
        ("R-STAFF-5", {"guard_company": None}, ("guard_company",)),
        ("R-STAFF-6", {"meals_a_day": None}, ("meals_a_day",)),
        ("R-STAFF-7", {"head": HEAD._replace(hours=None)}, ("head_hours",)),
        ("R-STAFF-7", {"head": None}, ("HEAD",)),
    ],
)
def test_what_nobody_stated_is_neither_a_pass_nor_a_breach(
    rule: str, changes: dict[str, Any], missing: tuple[str, ...]
) -> None:
    found = finding(rule, facts(**changes))
    assert (found.verdict, found.reasons) == (NOT_STATED, missing)


def test_without_recorded_staff_nothing_of_staff_can_be_told() -> None:
    found = check(facts(people=None, children=150, classes=((1, ClassFacts("TODDLER", 9, None)),)), law())
    unsaid = {each.rule for each in found if each.reasons == ("STAFF",)}
    assert unsaid == {
        "R-RATIO-2", "R-RATIO-6", "R-STAFF-1", "R-STAFF-2", "R-STAFF-3", "R-STAFF-4", "R-STAFF-5", "R-STAFF-6", "R-STAFF-7",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "name", "of"),
    [
        ("R-CLS-2", "max_children", FACTS),
        ("R-RATIO-2", "children_per_caregiver", FACTS),
        ("R-RATIO-5", "max_children", family(3, 1)),
        ("R-SIZE-1", "max_classes", FACTS),
        ("R-JL-1", "min_class_kinds", FACTS),
        ("R-SITE-1", "min_lease_months", FACTS),
        ("R-SITE-2", "max_floor", FACTS),
        ("R-SITE-3", "max_children_second_floor", FACTS),
        ("R-SITE-4", "min_outdoor_m2_per_child", FACTS),
        ("R-SITE-5", "min_window_percent", FACTS),
        ("R-SITE-6", "min_beds", FACTS),
        ("R-SITE-8", "min_area_m2_per_child", family(3, 1)),
        ("R-SITE-9", "min_health_room_m2", FACTS._replace(entity_kind="KINDERGARTEN_CLASS")),
        ("R-FIRE-1", "min_per_point", FACTS),
        ("R-FIRE-2", "min_drills_per_half_year", FACTS),
        ("R-VID-1", "min_days", FACTS),
        ("R-OUT-1", "min_outdoor_hours", FACTS),
        ("R-STAFF-1", "min_management_years", FACTS),
        ("R-STAFF-3", "min_health_staff", FACTS),
        ("R-STAFF-4", "full_time_from_children", FACTS),
        ("R-STAFF-5", "min_guards", FACTS),
        ("R-STAFF-6", "children_per_cook_three_meals", FACTS),
        ("R-STAFF-7", "min_training_hours", FACTS),
    ],
)
def test_a_number_missing_from_the_law_is_not_zero(rule: str, name: str, of: Any) -> None:
    found = finding(rule, of, without(rule, name))
    assert (found.verdict, found.reasons) == (NOT_STATED, ("LIMIT",))


def test_the_home_of_a_family_has_nine_square_metres_a_child() -> None:
    assert finding("R-SITE-8", family(5, 2, floor_area=45)).verdict == PASS
    assert finding("R-SITE-8", family(5, 2, floor_area=44)).reasons == ("HOME_SMALL",)
    assert finding("R-SITE-8", family(5, 2, floor_area=None)).verdict == NOT_STATED


def test_who_does_not_count_and_who_is_not_qualified_is_named() -> None:
    people = PEOPLE._replace(uncounted=((7, ("EXPIRED:HEALTH_CERTIFICATE",)),), unqualified=(8, 9))
    found = breaches(facts(people=people), law())
    assert [(each.rule, each.subject_kind, each.subject_id) for each in found] == [
        ("R-RATIO-6", STAFF, 7),
        ("R-STAFF-2", STAFF, 8),
        ("R-STAFF-2", STAFF, 9),
    ]


def test_a_recommended_standard_only_ever_advises() -> None:
    """WST is never shown as a breach of law, whatever weight a pack gives it."""
    for rule in ("R-INS-1", "R-STAFF-7"):
        known = law().rules[rule]
        assert known.source.code == "WST"
    uninsured = finding("R-INS-1", facts(insured=False))
    assert (uninsured.verdict, uninsured.severity) == (BREACH, Severity.ADVICE)


def test_every_standard_of_the_packs_is_checked() -> None:
    found = check(FACTS, law(jilin=True)) + check(family(3, 1), law(jilin=True))
    assert not [each for each in found if "OFFICER" in each.reasons]
    kinds = tuple((n, ClassFacts(kind.value, 1, 1)) for n, kind in enumerate(ClassKind))
    found += check(facts(classes=kinds), law(jilin=True))
    found += check(FACTS._replace(entity_kind="KINDERGARTEN_CLASS"), law(jilin=True))
    assert {each.rule for each in found} == set(law(jilin=True).rules)


def test_a_standard_nobody_can_compute_is_looked_at_on_site() -> None:
    known = law()
    rule = known.rules["R-SITE-7"]
    more = type(known).of(
        [*known.rules.values(), type(rule)(**{**vars(rule), "id": "R-SITE-99"})], known.kinds
    )
    assert finding("R-SITE-99", FACTS, more).reasons == ("OFFICER",)


def test_a_head_to_be_is_judged_by_the_same_rule() -> None:
    """U11."""
    rule = law().rules["R-STAFF-1"]
    assert head_finding(rule, Head(True, 3, True)).verdict == PASS
    assert head_finding(rule, Head(True, 2, True)).reasons == ("HEAD_YEARS",)
