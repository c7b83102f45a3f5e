"""What the packs hold of the five places: every figure of the documents, every open question, and what never binds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from policy import queries
from policy.enums import Mark, Standing, Status
from policy.law import (
    Comparison,
    Conflict,
    InspectionKind,
    Pack,
    PeriodicDuty,
    PriceMode,
    StaffRole,
    StaffRule,
    Target,
    TargetTable,
)
from policy.loader.packs import packs_of_files
from policy.rules.citing import values
from policy.rules.merging import ruling
from policy.rules.target_tables import below, gaps, places_per_1000, sums
from tests.policy.places import BINJIANG, CHANGCHUN_NANGUAN, DATONG, NATION, OUHAI, ZHANGGONG

TODAY = date(2026, 5, 7)


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    return packs_of_files()


@pytest.fixture(scope="module")
def annex(packs: dict[str, Pack]) -> TargetTable:
    [table] = packs["360700"].of("target_tables")
    assert isinstance(table, TargetTable)
    return table


def target(packs: dict[str, Pack], key: str) -> Target:
    [found] = [v for v in values(packs.values()) if isinstance(v, Target) and v.id == key]
    return found


def ids(packs: dict[str, Pack], section: str) -> set[str]:
    return {v.key for pack in packs.values() for v in pack.of(section)}


def test_exactly_the_conflicts_k1_to_k28_stand_once_each_with_question_and_recommended_reading(
    packs: dict[str, Pack],
) -> None:
    found = [v for v in values(packs.values()) if isinstance(v, Conflict)]
    assert sorted((c.id for c in found), key=lambda k: int(k[1:])) == [f"K{n}" for n in range(1, 29)]
    for each in found:
        assert each.question and each.reading and each.concerns and each.recommended, each.id
        assert each.mark == Mark.R, each.id
    written = {c.id for c in found if c.in_writing}
    assert written == {"K4", "K5", "K7", "K8", "K9", "K10", "K13", "K14"}


def test_what_a_conflict_concerns_exists(packs: dict[str, Pack]) -> None:
    every = {(v.section, v.key) for v in values(packs.values())}
    sections = {section for section, _key in every}
    for each in (v for v in values(packs.values()) if isinstance(v, Conflict)):
        for name in each.concerns:
            section, _slash, key = name.partition("/")
            assert (section, key) in every if key else section in sections, (each.id, name)
        assert set(each.places) <= set(packs), each.id


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("region", "has", "lacks"),
    [
        (ZHANGGONG, {"K1", "K5", "K19", "K22", "K23", "K24"}, {"K12", "K13", "K26"}),
        (BINJIANG, {"K4", "K12", "K23", "K25"}, {"K1", "K5", "K19", "K24"}),
        (OUHAI, {"K5", "K13", "K23", "K27"}, {"K19", "K24", "K25"}),
        (CHANGCHUN_NANGUAN, {"K17", "K18", "K19", "K23", "K26"}, {"K5", "K22", "K24"}),
        (DATONG, {"K16", "K20"}, {"K5", "K19", "K23", "K24"}),
        (NATION, {"K4", "K20", "K21", "K28"}, {"K1", "K5", "K19", "K23", "K24"}),
    ],
)
def test_a_place_shows_the_open_questions_that_concern_it(
    region: int, has: set[str], lacks: set[str]
) -> None:
    found = {each.id for each in queries.conflicts(region)}
    assert has <= found and not lacks & found


def test_the_targets_and_ratios_of_every_document_are_there(packs: dict[str, Pack]) -> None:
    assert ids(packs, "targets") == {
        *(f"GZ-T{n}" for n in range(1, 7)),
        *("JL-T1", "JL-T2", "HN-T1", "OH-T1", "OH-T2", "CN-T1"),
        *(f"HZBJ-T{n}" for n in range(1, 16)),
    }
    assert ids(packs, "planning_ratios") == {
        *("GZ-PLAN-NEW", "GZ-PLAN-OLD", "HZBJ-PLAN-NEW", "HZBJ-PLAN-OLD", "HZBJ-PARK", "HZBJ-CIRCLE"),
        *("OH-PLAN-NEW", "OH-KG-CLASS", "OH-CIRCLE"),
    }
    places, pilots = target(packs, "GZ-T2"), target(packs, "JL-T1")
    assert (places.value, places.by, places.comparison) == (Decimal("4.5"), date(2025, 12, 31), "AT_LEAST")
    assert (pilots.comparison, str(pilots.value), str(pilots.up_to)) == (Comparison.BETWEEN, "3", "5")
    assert (target(packs, "OH-T2").every, target(packs, "OH-T2").by) == ("year", None)


def test_k23_certified_staff_each_place_by_its_own_threshold(packs: dict[str, Pack]) -> None:
    assert [str(target(packs, key).value) for key in ("GZ-T5", "HZBJ-T14")] == ["80", "90"]
    assert target(packs, "HZBJ-T14").status == Status.DRAFT
    rules = {v.id: v for v in values(packs.values()) if isinstance(v, StaffRule)}
    assert rules["OH-S1"].numbers == rules["JL-S1"].numbers == {"certified_percent": 100}
    assert all(target(packs, r.target) for r in rules.values() if r.target)


def test_what_is_owed_again_and_again_is_said_once(packs: dict[str, Pack]) -> None:
    duties = [v for v in values(packs.values()) if isinstance(v, PeriodicDuty)]
    assert {d.id for d in duties} == {
        *(f"GZ-D{n}" for n in range(1, 5)),
        *(f"OH-D{n}" for n in range(1, 7)),
        *("HZBJ-D1", "HZBJ-D2", "JL-D1", "JL-D2"),
        *(f"CN-D{n}" for n in range(1, 6)),
    }
    deadlines = ids(packs, "deadlines")
    assert all(d.deadline in deadlines if d.deadline else d.what and d.every for d in duties)
    checks = [v for v in values(packs.values()) if isinstance(v, InspectionKind)]
    assert len(checks) == 15 and {c.duty for c in checks} - {""} <= deadlines


def test_every_role_of_the_staff_names_its_proofs_and_their_renewal(packs: dict[str, Pack]) -> None:
    roles = {v.role: v for v in values(packs.values()) if isinstance(v, StaffRole)}
    assert set(roles) == {
        *("FACILITY_HEAD", "CAREGIVER", "HEALTH_STAFF", "SECURITY_GUARD", "KITCHEN_STAFF", "EVERYONE"),
    }
    renewed = {p.kind: p.renewed_by for p in roles["EVERYONE"].proofs}
    assert renewed == {"HEALTH_CERTIFICATE": "staff_health_check", "RECORD_CHECK": "record_check"}
    standards = ids(packs, "standards")
    assert all(r.standard in standards for r in roles.values() if r.standard)


def test_every_setting_standard_of_the_domain_is_there(packs: dict[str, Pack]) -> None:
    wanted = {
        *(f"R-CLS-{n}" for n in range(1, 5)),
        *(f"R-RATIO-{n}" for n in range(1, 7)),
        *(f"R-SITE-{n}" for n in range(1, 9)),
        *(f"R-STAFF-{n}" for n in range(1, 7)),
        *("R-SIZE-1", "R-FIRE-1", "R-FIRE-2", "R-VID-1", "R-OUT-1", "R-ENR-1", "R-JL-1", "R-INS-1"),
    }
    assert wanted <= ids(packs, "standards")


@pytest.mark.django_db
def test_u32_each_place_rates_by_its_own_scheme_and_none_is_mixed() -> None:
    ouhai, jilin = queries.rating_scheme(OUHAI, TODAY), queries.rating_scheme(CHANGCHUN_NANGUAN, TODAY)
    nation = queries.rating_scheme(DATONG, TODAY)
    assert ouhai and jilin and nation
    assert (ouhai.id, len(ouhai.dimensions), ouhai.total) == ("OH-STARS", 5, None)
    assert (jilin.id, len(jilin.dimensions), jilin.total, jilin.published) == ("JL-GRADES", 7, 1000, True)
    assert nation.id == "WST-821" and sum(d.weight or 0 for d in nation.dimensions) == nation.total == 1000
    assert not nation.mandatory and nation.veto_items == 16


def test_prices_and_tariffs_are_those_of_the_texts(packs: dict[str, Pack]) -> None:
    price = {(v.pack, v.key): v.mode for p in packs.values() for v in p.of("pricing")}  # type: ignore[attr-defined]
    assert price["360700", "NON_PROFIT"] == PriceMode.GOVERNMENT_SET
    assert price["330304", "PRIVATE"] == PriceMode.MARKET
    tariff = {(v.pack, v.key): v.price for p in packs.values() for v in p.of("utilities")}  # type: ignore[attr-defined]
    assert tariff["360700", "WATER"] == "SCHOOL" and tariff["360700", "POWER"] == "UNSTATED"
    assert {tariff["220000", s] for s in ("WATER", "POWER", "GAS")} == {"RESIDENTIAL"}


def test_u52_annex_2_keeps_its_stated_total_and_shows_the_gap_of_2023(annex: TargetTable) -> None:
    assert annex.total and len(annex.rows) == 20
    [gap] = gaps(annex)
    assert (gap.column, gap.stated, gap.computed, gap.apart) == ("2023", 34185, 34187, 2)
    assert {each.column for each in sums(annex)} == {
        *("population", "under_three", "places", "task"),
        *("2021", "2022", "2023", "2024", "2025"),
    }
    assert sums(replace(annex, total=None)) == []


def test_every_ratio_of_annex_2_is_places_by_population_and_no_target_falls(annex: TargetTable) -> None:
    for row in (*annex.rows, annex.total):
        assert row is not None
        ratio = places_per_1000(row.places, row.population)
        assert ratio is not None and abs(ratio - row.places_per_1000) <= Decimal("0.005"), row.name.zh
        assert row.task == row.yearly[2025] and list(row.yearly.values()) == sorted(row.yearly.values())
    assert places_per_1000(5, 0) is None


def test_u51_yudu_meets_its_task_though_it_stays_below_the_target(
    annex: TargetTable, packs: dict[str, Pack]
) -> None:
    wanted = target(packs, "GZ-T2").value
    under = below(annex, wanted)
    assert [row.name.zh for row in under] == [
        *("信丰县", "上犹县", "安远县", "定南县", "全南县", "宁都县", "于都县", "兴国县", "会昌县", "石城县"),
    ]
    yudu = next(row for row in under if row.name.zh == "于都县")
    ratio = places_per_1000(yudu.task, yudu.population)
    assert (yudu.task, ratio and round(ratio, 2)) == (3787, Decimal("4.18"))
    assert annex.total and annex.total not in under
    assert round(places_per_1000(annex.total.task, annex.total.population) or 0, 2) == Decimal("4.65")


def test_u53_zones_are_units_of_their_own_with_codes_of_their_own(annex: TargetTable) -> None:
    zones = {row.region: row for row in annex.rows if row.zone}
    assert set(zones) == {"360771", "360772"}
    assert len({row.region for row in annex.rows}) == 20, "nothing stands twice"
    assert [row.task for row in zones.values()] == [1600, 900]
    task = next(s for s in sums(annex) if s.column == "task")
    assert task.computed == task.stated, "the total counts each zone once, beside the districts"


@pytest.mark.django_db
def test_u50_the_health_office_of_binjiang_is_the_social_development_bureau() -> None:
    assert queries.office(BINJIANG, "HEALTH", TODAY).short_zh == "社发局"


@pytest.mark.django_db
def test_what_is_not_put_to_work_or_only_to_be_tried_never_binds() -> None:
    rules = {(r.section, r.key): r.ruling for r in queries.effective_rules(ZHANGGONG, TODAY)}
    floor = rules["programmes", "JX-OPERATING-FLOOR"]
    assert floor.chosen is None and [s for _v, s in floor.stands] == [Standing.INACTIVE]
    assert floor.stands[0][0].status == Status.NOT_ACTIVATED
    tried = {(r.section, r.key): r.ruling for r in queries.effective_rules(OUHAI, TODAY)}
    assert tried["ages", "kindergarten_registered_scope"].chosen is None
    simulated = queries.effective_rules(OUHAI, TODAY, "ages", drafts=True)
    assert next(r for r in simulated if r.key == "kindergarten_registered_scope").ruling.chosen is not None


def test_a_text_in_force_that_repeats_the_higher_one_does_not_contradict_it(packs: dict[str, Pack]) -> None:
    ban = next(v for v in packs["CN"].of("staff_rules") if v.key == "CN-S4")
    assert isinstance(ban, StaffRule)
    repeated = replace(ban, pack="360700")
    assert ruling([repeated, ban], TODAY).contradictions == ()
    other = replace(repeated, numbers={"years": 5})
    assert (
        ruling([other, ban], TODAY).contradictions == (other,) and ruling([other, ban], TODAY).chosen is ban
    )
