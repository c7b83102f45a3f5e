"""What operators type, read and merged: nothing lost, nothing misread."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policy.enums import ClassKind
from registration.facts import (
    asked,
    changes_profit_type,
    facility_facts,
    form_gaps,
    material_facts,
    merge,
    places,
    read,
    same,
    statement_gaps,
    take,
)
from registration.facts.asks import QUESTIONS, Kind
from registration.facts.reading import Unreadable
from tests.filing_form import FORM


def test_a_complete_form_lacks_nothing() -> None:
    assert form_gaps(FORM) == []


@pytest.mark.parametrize(
    "name", [ask.name for ask in asked("FIRST") if ask.required and ask.kind != Kind.FLAG]
)
def test_every_required_answer_is_missed_when_it_is_empty(name: str) -> None:
    assert [gap.field for gap in form_gaps({**FORM, name: ""})] == [name]


def test_the_commitment_has_to_be_accepted() -> None:
    assert [gap.field for gap in form_gaps({**FORM, "committed": False})] == ["committed"]


def test_a_family_home_is_asked_less() -> None:
    first = {ask.name for ask in asked("FIRST")}
    family = {ask.name for ask in asked("FIRST", entity_kind="FAMILY_CHILDCARE_HOME")}
    assert first - family >= {"health_staff", "guards", "outdoor_area", "head_education"}
    assert family <= first


def test_gaps_come_in_the_order_of_the_steps() -> None:
    steps = [gap.step for gap in form_gaps({})]
    assert steps == sorted(steps, key=["basics", "premises", "people", "materials", "confirm"].index)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("name", "  示例·𠮷田托育园\u202e ", "示例·𠮷田托育园"),
        ("name", "示例 托育　园", "示例 托育 园"),
        ("head_years", "１２", 12),
        ("floor_area", "1,200.50", 1200.5),
        ("floor_area", "680", 680),
        ("floors", "0", 0),
        ("care_modes", ["HOURLY", "FULL_DAY"], ["FULL_DAY", "HOURLY"]),
        ("guards_dispatched", True, "YES"),
        ("universal", False, "NO"),
        ("street", "360702001000", 360702001000),
        (
            "classes",
            {"INFANT": {"classes": "1", "places": "10"}, "MIXED": {}},
            {"INFANT": {"classes": 1, "places": 10}},
        ),
        ("phone", "", None),
        ("phone", "   ", None),
    ],
)
def test_answers_are_read_as_they_were_meant(name: str, typed: Any, kept: Any) -> None:
    assert read(QUESTIONS[name], typed) == kept


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("name", "示例\x00托育园"),
        ("name", "长" * 121),
        ("head_years", "-1"),
        ("head_years", "五"),
        ("head_years", "1e3"),
        ("head_years", "99999"),
        ("floor_area", "nan"),
        ("floor_area", "inf"),
        ("floor_area", "-3"),
        ("floor_area", "很大"),
        ("floors", "100"),
        ("care_modes", ["NIGHT"]),
        ("meals", "YES"),
        ("street", "somewhere"),
        ("classes", {"BABY": {"classes": 1}}),
        ("classes", {"INFANT": {"classes": -1}}),
        ("classes", "many"),
    ],
)
def test_answers_that_make_no_sense_are_told_so(name: str, typed: Any) -> None:
    with pytest.raises(Unreadable):
        read(QUESTIONS[name], typed)


def test_what_cannot_be_read_is_kept_as_typed() -> None:
    values, errors = take(asked("FIRST"), {"floor_area": "六百八", "name": "示例\x00园"})
    assert values == {"floor_area": "六百八", "name": "示例园"}
    assert set(errors) == {"floor_area", "name"}


def test_an_unreadable_answer_blocks_the_submission() -> None:
    assert [(gap.step, gap.field) for gap in form_gaps({**FORM, "floor_area": "六百八"})] == [
        ("premises", "floor_area")
    ]


_NOTHING_SPECIAL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.lists(st.text(max_size=4), max_size=3),
)
_ROWS = st.dictionaries(
    st.sampled_from([*ClassKind.values, "X"]),
    st.one_of(_NOTHING_SPECIAL, st.dictionaries(st.sampled_from(["classes", "places"]), _NOTHING_SPECIAL)),
    max_size=3,
)
_FORMS = st.dictionaries(
    st.sampled_from([ask.name for ask in asked("FIRST")]), st.one_of(_NOTHING_SPECIAL, _ROWS), max_size=4
)


@given(_FORMS)
@example(form={"name": "0\x1b\n"})
def test_whatever_is_sent_is_read_and_reading_it_again_changes_nothing(form: dict[str, Any]) -> None:
    once, _errors = take(asked("FIRST"), form)
    again, _errors = take(asked("FIRST"), once)
    assert again == once
    json.dumps(once, allow_nan=False, ensure_ascii=False).encode()
    assert "\\u0000" not in json.dumps(once)
    assert form_gaps(once) is not None
    material_facts(once, {})


@given(
    stored=st.dictionaries(st.sampled_from("abc"), st.integers(0, 3)),
    mine=st.dictionaries(st.sampled_from("abc"), st.integers(0, 3)),
)
def test_a_writer_alone_never_meets_a_conflict(stored: dict[str, int], mine: dict[str, int]) -> None:
    merged, conflicts = merge(stored, stored, mine)
    assert conflicts == []
    assert all(same(merged.get(name), value) for name, value in mine.items())


def test_two_windows_on_different_questions_both_win() -> None:
    seen = {"a": 1, "b": 1}
    merged, conflicts = merge({"a": 2, "b": 1}, seen, {"a": 1, "b": 3})
    assert (merged, conflicts) == ({"a": 2, "b": 3}, [])


def test_two_windows_on_one_question_are_told() -> None:
    assert merge({"a": 2}, {"a": 1}, {"a": 3})[1] == ["a"]
    assert merge({"a": 2}, {"a": 1}, {"a": 2})[1] == []


def test_the_law_is_asked_by_its_own_names() -> None:
    facts = material_facts(
        {"floor_area": 1000.2, "guards_dispatched": True, "universal": "NO"}, {"valid_to": ""}
    )
    assert facts["floor_area"] == 1001
    assert facts["guards_dispatched"] == "YES"
    assert facts["universal"] == "NO"
    assert "valid_to" not in facts


def test_places_count_over_all_classes_and_survive_nonsense() -> None:
    assert places({"classes": {"INFANT": {"places": 10}, "SENIOR": {"places": "x"}, "MIXED": 3}}) == 10
    assert places({"classes": "many"}) == 0


def test_the_record_of_the_former_head_is_kept() -> None:
    before = {"head_name": "示例·李青", "head_education": "COLLEGE", "head_years": 4}
    facts = facility_facts({**FORM, "head_name": "示例·孙悦"}, before=before, on=date(2026, 5, 7))
    assert facts["head_name"] == "示例·孙悦"
    assert facts["profile"]["former_heads"] == [{**before, "until": "2026-05-07"}]


def test_a_second_change_of_head_keeps_both() -> None:
    before = {"head_name": "B", "former_heads": [{"head_name": "A", "until": "2025-01-01"}]}
    heads = facility_facts({**FORM, "head_name": "C"}, before=before, on=date(2026, 5, 7))["profile"][
        "former_heads"
    ]
    assert [head["head_name"] for head in heads] == ["A", "B"]


def test_the_same_head_leaves_no_former_head() -> None:
    assert "former_heads" not in facility_facts(FORM, before={"head_name": FORM["head_name"]})["profile"]


def test_for_profit_and_non_profit_do_not_exchange() -> None:
    assert changes_profit_type("FOR_PROFIT", "SOCIAL_SERVICE_ORG")
    assert changes_profit_type("SOCIAL_SERVICE_ORG", "FOR_PROFIT")
    assert not changes_profit_type("PUBLIC_INSTITUTION", "SOCIAL_SERVICE_ORG")
    assert not changes_profit_type("FOR_PROFIT", "")


def test_children_present_need_a_plan() -> None:
    form = {"on_date": "2026-06-01", "reason": "租约到期", "children": 6, "signer": "示例·李青"}
    gaps = statement_gaps(form, kind="CANCELLATION", today=date(2026, 5, 7))
    assert [gap.field for gap in gaps] == ["transfer_plan"]
    assert statement_gaps({**form, "children": 0}, kind="CANCELLATION", today=date(2026, 5, 7)) == []
    assert (
        statement_gaps(
            {**form, "transfer_plan": "转入示例托育园"}, kind="CANCELLATION", today=date(2026, 5, 7)
        )
        == []
    )


def test_a_suspension_does_not_end_before_it_begins() -> None:
    form = {
        "on_date": "2026-06-01",
        "until": "2026-05-01",
        "reason": "装修",
        "children": 0,
        "signer": "示例·李青",
    }
    assert [g.field for g in statement_gaps(form, kind="SUSPENSION", today=date(2026, 5, 7))] == ["until"]
