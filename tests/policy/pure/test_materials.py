"""What is wrong with a material on the day it is handed in, and when it is asked for at all."""

from dataclasses import replace
from datetime import date
from enum import Enum

import pytest

from policy.enums import Severity
from policy.law import Condition, MaterialRule, Problem, Text
from policy.loader.packs import read_packs
from policy.loader.parse import condition, parse_pack
from policy.rules import applicable, material_problems
from policy.rules.materials import holds
from policy.rules.merging import effective_materials
from tests.policy.build import duty

ON = date(2026, 4, 13)


@pytest.fixture(scope="module")
def rules() -> dict[str, MaterialRule]:
    return {m.code: m for m in parse_pack(read_packs()["CN"].content, version="1").of("materials")}


def found(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(p.severity.value, p.code) for p in problems]


def lease(first: str, last: str) -> dict[str, str]:
    return {"premises": "LEASE", "lease_from": first, "lease_to": last}


def test_u07_a_lease_of_24_months_blocks_and_says_until_when_it_must_run(
    rules: dict[str, MaterialRule],
) -> None:
    [short, left] = material_problems(rules["M2"], lease("2026-04-01", "2028-03-31"), ON)
    assert (short.severity, short.code) == (Severity.BLOCK, "LEASE_TERM_SHORT")
    assert short.message.zh == "租期是 24 个月，少于 3 年。"
    assert (
        short.remedy.zh
        == "请上传租到 2029 年 3 月 31 日 或更晚的合同；如果是自有房屋，把“场地来源”改成“自有”。"
    )
    assert short.remedy.en == (
        "Upload a lease that runs to 31 March 2029 or later;"
        " if you own the premises, change “Premises are” to “Owned”."
    )
    assert (short.source.code, left.code, short.field) == ("N58S", "LEASE_REMAINING_SHORT", "lease_to")


def test_u07_a_term_of_36_months_with_20_left_is_only_a_warning(rules: dict[str, MaterialRule]) -> None:
    problems = material_problems(rules["M2"], lease("2024-12-14", "2027-12-13"), ON)
    assert found(problems) == [("WARN", "LEASE_REMAINING_SHORT")]
    assert problems[0].message.en == "The lease has 20 months left, less than 36."


def test_a_full_lease_is_in_order_to_the_day(rules: dict[str, MaterialRule]) -> None:
    assert material_problems(rules["M2"], lease("2026-04-13", "2029-04-12"), ON) == []
    assert (
        found(material_problems(rules["M2"], lease("2026-04-13", "2029-04-11"), ON))[0][1]
        == "LEASE_TERM_SHORT"
    )
    assert material_problems(rules["M2"], {"premises": "OWN"}, ON) == []


def test_an_ended_lease_blocks_once(rules: dict[str, MaterialRule]) -> None:
    assert found(material_problems(rules["M2"], lease("2020-01-01", "2026-04-12"), ON)) == [
        ("BLOCK", "LEASE_ENDED")
    ]
    assert found(material_problems(rules["M2"], lease("2029-01-01", "2026-12-31"), ON)) == [
        ("BLOCK", "DATES_REVERSED"),
        ("WARN", "LEASE_REMAINING_SHORT"),
    ]


def test_missing_and_unreadable_facts_are_named_once_each(rules: dict[str, MaterialRule]) -> None:
    [tenure] = material_problems(rules["M2"], {}, ON)
    assert (tenure.code, tenure.field, tenure.message.zh) == (
        "MISSING_FACT",
        "premises",
        "请填写场地是自有还是租赁。",
    )
    bare = material_problems(rules["M2"], {"premises": "LEASE"}, ON)
    assert [(p.code, p.field) for p in bare] == [("MISSING_FACT", "lease_from"), ("MISSING_FACT", "lease_to")]
    odd = material_problems(rules["M2"], lease("soon", "2029-04-12"), ON)
    assert [(p.code, p.field) for p in odd] == [("NOT_A_DATE", "lease_from")]
    assert odd[0].message.en == "the first day of the lease is not a date."


def test_u07_a_food_licence_that_expired_yesterday_blocks_and_today_it_still_holds(
    rules: dict[str, MaterialRule],
) -> None:
    assert found(material_problems(rules["C1"], {"valid_to": date(2026, 4, 12)}, ON)) == [
        ("BLOCK", "EXPIRED")
    ]
    assert material_problems(rules["C1"], {"valid_to": date(2026, 4, 13)}, ON) == []
    assert material_problems(rules["C1"], {"valid_to": ""}, ON) == [], "no printed expiry"


def test_an_expiry_before_the_issue_is_an_error_of_its_own(rules: dict[str, MaterialRule]) -> None:
    problems = material_problems(rules["M1"], {"issued_on": "2027-01-01", "valid_to": "2026-06-30"}, ON)
    assert found(problems) == [("BLOCK", "DATES_REVERSED")]


def test_a_health_certificate_without_a_printed_end_runs_one_year_to_the_same_day(
    rules: dict[str, MaterialRule],
) -> None:
    assert material_problems(rules["M3"], {"issued_on": "2025-04-13"}, ON) == []
    assert found(material_problems(rules["M3"], {"issued_on": "2025-04-12"}, ON)) == [
        ("BLOCK", "HEALTH_CERTIFICATE_EXPIRED")
    ]
    leap = material_problems(rules["M3"], {"issued_on": "2024-02-29"}, date(2025, 3, 1))
    assert leap[0].message.zh == "健康合格证已于 2025 年 2 月 28 日 到期。"
    (neither,) = material_problems(rules["M3"], {}, ON)
    assert (neither.code, neither.field) == ("MISSING_FACT", "valid_to")
    assert (neither.message.zh, neither.message.en) == (
        "请填写到期日期或签发日期。",
        "Enter the expiry date or the date of issue.",
    )


def test_the_health_evaluation_must_be_rated_qualified(rules: dict[str, MaterialRule]) -> None:
    assert material_problems(rules["M4"], {"result": "QUALIFIED"}, ON) == []
    assert found(material_problems(rules["M4"], {"result": "UNQUALIFIED"}, ON)) == [
        ("BLOCK", "NOT_QUALIFIED")
    ]
    assert found(material_problems(rules["M4"], {}, ON)) == [("BLOCK", "MISSING_FACT")]


def test_a_recommended_standard_never_blocks(rules: dict[str, MaterialRule]) -> None:
    assert found(material_problems(rules["M5"], {"issued_on": "2025-01-01"}, ON)) == [
        ("ADVICE", "FIRE_PROOF_OLD")
    ]
    assert material_problems(rules["M5"], {"issued_on": "2025-04-13"}, ON) == []
    assert material_problems(rules["M5"], {}, ON) == []
    for rule in rules.values():
        for check in rule.checks:
            assert (check.source.kind == "standard") <= (check.severity == Severity.ADVICE)


class Meals(Enum):
    OWN = "OWN"


def test_a_condition_is_met_not_met_or_undecided() -> None:
    own, large = Condition(fact="meals", values=("OWN",)), Condition(fact="area", above=1000)
    assert holds(own, {"meals": Meals.OWN}) is True
    assert holds(Condition(fact="guards", values=("YES",)), {"guards": True}) is True
    assert holds(Condition(fact="guards", values=("YES",)), {"guards": False}) is False
    assert [holds(large, {"area": a}) for a in (1000, "1000.5", 2000, "big", "", None)] == [
        False,
        True,
        True,
        None,
        None,
        None,
    ]
    both, either = Condition(all_of=(own, large)), Condition(any_of=(own, large))
    assert holds(both, {"meals": "OWN", "area": 2000}) is True
    assert holds(both, {"meals": "OWN"}) is None
    assert holds(both, {"meals": "NONE"}) is False, "one answer decides it"
    assert holds(either, {"meals": "OWN"}) is True
    assert holds(either, {"meals": "NONE"}) is None
    assert holds(either, {"meals": "NONE", "area": 10}) is False


def test_the_question_of_an_undecided_condition_names_its_first_missing_fact() -> None:
    base = duty("CN")
    rule = MaterialRule(
        **{
            k: getattr(base, k)
            for k in ("source", "pack", "version", "status", "valid_from", "valid_to", "mark", "merge")
        },
        code="C9",
        when=Condition(all_of=(Condition(fact="meals", values=("OWN",)), Condition(fact="area", above=5))),
        question=Text("问", "ask"),
        because=Text("因为", "because"),
    )
    asked = applicable(rule, {"meals": "OWN"})
    assert (asked.applicable, asked.code, asked.fact, asked.reason.en) == (False, "UNANSWERED", "area", "ask")
    assert applicable(rule, {"meals": "OWN", "area": 6}).reason.zh == "因为"
    assert applicable(replace(rule, when=None), {}).code == "ALWAYS"
    assert not applicable(rule, {"meals": "NONE"})


def test_a_material_that_replaces_one_the_list_does_not_have_changes_nothing(
    rules: dict[str, MaterialRule],
) -> None:
    only = replace(rules["C4"], replaces=(("M1", Text("代替", "instead")),))
    assert effective_materials([only], ON) == [only]
    noted = effective_materials([only, rules["M1"]], ON)
    assert [m.code for m in noted] == ["M1", "C4"] and len(noted[0].replaced_when) == 1
    always = replace(only, when=None)
    assert effective_materials([always, rules["M1"]], ON)[0].replaced_when == ()


def test_conditions_are_read_with_all_and_any() -> None:
    leaf = {"fact": "meals", "in": ["OWN"]}
    read = condition({"all": [leaf, {"any": [leaf, {"fact": "area", "above": 3}]}]})
    assert read.all_of[0].values == ("OWN",) and read.all_of[1].any_of[1].above == 3
