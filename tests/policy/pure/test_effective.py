"""The law of the five places as it binds: who registers, which office, which materials, and what a draft may not do."""

from datetime import date

import pytest
from django.utils.translation import override

from accounts.enums import DepartmentKind
from policy import queries
from policy.enums import ClassKind, EntityKind, Severity, Status
from policy.errors import RuleNotInForce, UnknownRule
from tests.policy.places import (
    A_STREET_IN_ZHANGGONG,
    BINJIANG,
    CHANGCHUN_NANGUAN,
    DATONG,
    GANZHOU,
    HUAINAN,
    JILIN,
    NATION,
    OUHAI,
    ZHANGGONG,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 7)
E = EntityKind


def kinds(region: int, entity: EntityKind, on: date = TODAY) -> list[str]:
    return [r.kind for r in queries.registrars(region, entity, on)]


@pytest.mark.parametrize(
    ("place", "entity", "offices"),
    [
        (ZHANGGONG, E.PUBLIC_INSTITUTION, ["STAFFING_OFFICE"]),
        (ZHANGGONG, E.SOCIAL_SERVICE_ORG, ["ADMIN_APPROVAL"]),
        (ZHANGGONG, E.FOR_PROFIT, ["ADMIN_APPROVAL", "MARKET"]),
        (CHANGCHUN_NANGUAN, E.SOCIAL_SERVICE_ORG, ["CIVIL_AFFAIRS"]),
        (CHANGCHUN_NANGUAN, E.FOR_PROFIT, ["MARKET"]),
        (DATONG, E.SOCIAL_SERVICE_ORG, ["CIVIL_AFFAIRS"]),
        (DATONG, E.FOR_PROFIT, ["MARKET"]),
        (BINJIANG, E.PUBLIC_INSTITUTION, ["STAFFING_OFFICE"]),
        (BINJIANG, E.FOR_PROFIT, ["MARKET"]),
        (OUHAI, E.SOCIAL_SERVICE_ORG, ["CIVIL_AFFAIRS"]),
        (OUHAI, E.FAMILY_CHILDCARE_HOME, ["MARKET"]),
        (NATION, E.PUBLIC_INSTITUTION, ["STAFFING_OFFICE"]),
    ],
)
def test_u01_each_kind_of_entity_has_its_registrar(
    place: int, entity: EntityKind, offices: list[str]
) -> None:
    assert kinds(place, entity) == offices


def test_a_registrar_is_named_by_its_real_office_and_its_source() -> None:
    approval, market = queries.registrars(A_STREET_IN_ZHANGGONG, E.FOR_PROFIT, TODAY)
    assert (approval.name_zh, market.name_zh) == ("行政审批局", "市场监督管理局")
    assert approval.source.clause == "GZ-3.3.1-c"
    with override("zh-hans"):
        assert str(approval.source.short) == "赣州方案 三（三）1" and str(approval.name) == "行政审批局"
    with override("en"):
        assert str(approval.source.short) == "Ganzhou plan 三（三）1"
        assert str(approval.name) == "Administrative Approval Bureau"


def test_u05_a_kindergarten_class_in_jilin_files_without_registration_and_the_reason_is_said() -> None:
    rule = queries.registrar_rule(CHANGCHUN_NANGUAN, E.KINDERGARTEN_CLASS, TODAY)
    assert queries.registrars(CHANGCHUN_NANGUAN, E.KINDERGARTEN_CLASS, TODAY) == ()
    assert rule.files_directly and "持相应审批手续" in rule.reason.zh and rule.source.clause == "JL-4-e"
    elsewhere = queries.registrar_rule(ZHANGGONG, E.KINDERGARTEN_CLASS, TODAY)
    assert not elsewhere.files_directly and elsewhere.source.code == "N25"


def test_before_the_ganzhou_plan_social_service_organisations_registered_with_civil_affairs() -> None:
    assert kinds(ZHANGGONG, E.SOCIAL_SERVICE_ORG, date(2022, 2, 17)) == ["CIVIL_AFFAIRS"]


def test_a_family_home_had_no_registrar_before_its_measures_and_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(RuleNotInForce):
        queries.registrars(ZHANGGONG, E.FAMILY_CHILDCARE_HOME, date(2023, 10, 15))
    with pytest.raises(ValueError, match="NOTHING"):
        queries.registrars(ZHANGGONG, "NOTHING", TODAY)


def test_u50_the_health_authority_of_binjiang_is_the_social_development_bureau() -> None:
    office = queries.office(BINJIANG, DepartmentKind.HEALTH)
    assert (office.name_zh, office.short_zh) == ("区社会发展局", "社发局")
    assert str(queries.office(OUHAI, "HEALTH").name.zh) == "区卫生健康局"
    assert queries.office(GANZHOU, "HEALTH").short_zh == "卫健委"
    assert queries.office(DATONG, "EDUCATION").short_zh == "教体局"
    assert queries.office(JILIN, "FINANCE").name_zh == "财政部门", "from the national list"
    assert {queries.office(NATION, kind).name_zh for kind in DepartmentKind}, "every role has a name"
    with pytest.raises(UnknownRule):
        queries.office(NATION, "NOBODY")


def test_the_draft_of_binjiang_binds_nobody_and_can_be_simulated() -> None:
    national = queries.deadline_rule(BINJIANG, "filing", TODAY)
    simulated = queries.deadline_rule(BINJIANG, "filing", TODAY, drafts=True)
    assert (national.pack, national.status) == ("CN", "IN_FORCE")
    assert (simulated.pack, simulated.status) == ("330108", "DRAFT")
    assert queries.registrar_rule(BINJIANG, E.FOR_PROFIT, TODAY).pack == "CN"
    assert queries.registrar_rule(BINJIANG, E.FOR_PROFIT, TODAY, drafts=True).pack == "330108"
    assert queries.ages(BINJIANG, "kindergarten_nursery_class", TODAY) is None
    shown = queries.drafts(BINJIANG)
    assert shown and {value.source.code for value in shown} == {"HZBJ"}
    assert queries.drafts(ZHANGGONG) == []


def test_a_national_only_duty_stays_national_even_when_a_draft_is_simulated() -> None:
    rule = queries.deadline_rule(BINJIANG, "staff_health_check", TODAY, drafts=True)
    assert (rule.pack, rule.owner) == ("CN", "FACILITY")


def test_the_trial_plan_of_ouhai_binds_and_says_that_it_is_a_trial() -> None:
    visit = queries.deadline_rule(OUHAI, "instructor_visit", TODAY)
    assert (visit.pack, visit.status, visit.owner) == ("330304", "TRIAL", "MCH")
    with pytest.raises(RuleNotInForce):
        queries.deadline_rule(OUHAI, "instructor_visit", date(2023, 3, 29))


def test_huainan_follows_the_nation_and_says_that_the_base_text_is_missing() -> None:
    assert queries.deadline_rule(HUAINAN, "filing", TODAY).pack == "CN"
    interpretation = queries.document("HN")
    assert interpretation is not None and interpretation.base_text_missing
    assert "K16" in {each.id for each in queries.conflicts(HUAINAN)}


def test_prompt_duties_may_carry_a_service_target_that_is_no_legal_limit() -> None:
    push = queries.deadline_rule(JILIN, "registration_push", TODAY)
    assert (push.kind, push.days, push.service_target_days) == ("PROMPT", None, 5)
    assert queries.deadline_rule(GANZHOU, "registration_push", TODAY).service_target_days is None


def test_the_national_receipt_and_notice_hold_in_every_place() -> None:
    for place in (GANZHOU, JILIN, HUAINAN, BINJIANG, OUHAI):
        assert queries.deadline_rule(place, "filing_receipt", TODAY).days == 5
        notice = queries.deadline_rule(place, "noncompliance_notice", TODAY)
        assert (notice.days, notice.parallel_to, notice.owner) == (15, "filing_receipt", "HEALTH")
        assert queries.contradictions(place, TODAY) == []


def test_the_duties_of_a_place_are_listed_by_number() -> None:
    names = [rule.name for rule in queries.deadline_rules(ZHANGGONG, TODAY)]
    assert names[:4] == ["registration_push", "filing", "filing_receipt", "noncompliance_notice"]
    assert "joint_meeting_report" in names and "instructor_visit" not in names


def test_u04_the_food_licence_is_asked_for_when_food_is_provided() -> None:
    def food(facts: dict[str, object]) -> tuple[bool, str]:
        asked = {m.code: a for m, a in queries.material_list(ZHANGGONG, facts, TODAY)}["C1"]
        return asked.applicable, asked.code

    assert food({"meals": "OWN"}) == (True, "CONDITION_MET")
    assert food({"meals": "NONE"}) == (False, "CONDITION_NOT_MET")
    assert food({}) == (False, "UNANSWERED")


def test_the_material_list_is_the_union_of_all_texts_in_order() -> None:
    national = [m.code for m in queries.materials(ZHANGGONG, TODAY)]
    assert national == ["M0", "M1", "M2", "M3", "M4", "M5", "M6", "C1", "C2", "C4", "C5", "C6", "C7"]
    assert [m.code for m in queries.materials(CHANGCHUN_NANGUAN, TODAY)] == [
        *national[:9],
        "C3",
        *national[9:],
    ]


def test_u05_a_kindergarten_class_in_jilin_hands_in_its_school_licence_instead_of_a_business_licence() -> (
    None
):
    asked = {
        m.code: a
        for m, a in queries.material_list(CHANGCHUN_NANGUAN, {"entity_kind": E.KINDERGARTEN_CLASS}, TODAY)
    }
    assert asked["C3"].applicable
    assert (asked["M1"].applicable, asked["M1"].code) == (False, "REPLACED")
    assert "办学许可证" in asked["M1"].reason.zh
    company = {
        m.code: a for m, a in queries.material_list(CHANGCHUN_NANGUAN, {"entity_kind": "FOR_PROFIT"}, TODAY)
    }
    assert company["M1"].applicable and not company["C3"].applicable


def test_the_setting_standards_carry_their_numbers_and_severity() -> None:
    held = {s.id: s for s in queries.standards(ZHANGGONG, TODAY)}
    assert {c: held[f"R-CLS-{n}"].limits["max_children"].value for n, c in enumerate("ITSM", 1)} == {
        "I": 10,
        "T": 15,
        "S": 20,
        "M": 18,
    }
    assert [held[f"R-RATIO-{n}"].limits["children_per_caregiver"].value for n in (1, 2, 3, 4, 5)] == [
        3,
        5,
        7,
        5,
        3,
    ]
    assert held["R-RATIO-4"].recommended and held["R-RATIO-4"].severity == Severity.WARN
    assert held["R-VID-1"].limits["min_days"].value == 90
    assert all(s.severity == Severity.ADVICE for s in held.values() if s.source.code == "WST")
    assert "R-JL-1" not in held
    jilin = {s.id: s for s in queries.standards(CHANGCHUN_NANGUAN, TODAY)}
    assert jilin["R-JL-1"].severity == Severity.WARN


def test_kinds_of_classes_have_half_open_ages_and_two_spellings() -> None:
    rules = queries.class_kinds(JILIN, TODAY)
    assert {k: (r.from_months, r.to_months) for k, r in rules.items()} == {
        ClassKind.INFANT: (6, 12),
        ClassKind.TODDLER: (12, 24),
        ClassKind.SENIOR: (24, 36),
        ClassKind.MIXED: (18, 36),
    }
    for word in ("托小班", "小托班"):
        assert queries.class_kind_named(word, JILIN, TODAY) == ClassKind.TODDLER
    assert queries.class_kind_named("小托班", GANZHOU, TODAY) is None
    assert queries.class_kind_named("没有的班", JILIN, TODAY) is None


def test_the_business_scope_of_a_kind_of_entity_must_state_its_words() -> None:
    family = queries.entity_kind_rule(ZHANGGONG, E.FAMILY_CHILDCARE_HOME, TODAY)
    company = queries.entity_kind_rule(ZHANGGONG, E.FOR_PROFIT, TODAY)
    assert family is not None and (family.scope_word, family.name_word) == ("家庭托育服务", "托育")
    assert company is not None and (company.scope_word, company.name_word) == ("托育服务", "")
    assert queries.entity_kind_rule(ZHANGGONG, E.FOR_PROFIT, date(2019, 1, 1)) is None


def test_kindergarten_classes_take_children_of_two_where_a_text_says_so() -> None:
    ages = queries.ages(ZHANGGONG, "kindergarten_nursery_class", TODAY)
    assert ages is not None and (ages.from_years, ages.to_years) == (2, 3)
    assert queries.ages(OUHAI, "kindergarten_registered_scope", TODAY) is None, "it is only to be tried"
    explored = queries.ages(OUHAI, "kindergarten_registered_scope", TODAY, drafts=True)
    assert explored is not None and explored.status == Status.EXPLORATORY


def test_the_ganzhou_plan_and_the_national_measures_are_cited_as_people_cite_them() -> None:
    plan, measures = queries.document("GZ"), queries.document("N25")
    assert plan is not None and plan.short.zh == "赣州方案"
    assert measures is not None and measures.short.zh == "国卫办人口发〔2019〕25号"
    assert queries.document("nothing") is None


def test_a_clause_is_found_with_its_words_and_its_paragraph() -> None:
    clause = queries.clause("GZ-3.3.1-f")
    assert clause is not None and clause.text == "应于10个工作日内向卫生健康部门备案"
    passage = queries.passage(clause)
    assert passage.words == clause.text and "5个工作日" in passage.before
    assert queries.clause("GZ-0") is None
    broken = queries.clause("GZ-F1-civil-b")
    assert broken is not None and queries.passage(broken).before, "its words run over two paragraphs"
    assert queries.document_text("N25") == []
