"""What differs between two versions of a pack, value by value."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from policy.enums import Status
from policy.law import NO_TEXT, Document, Pack, Provision, Text
from policy.loader.packs import packs_of_files
from policy.rules.differences import Kind, differences
from tests.policy.build import duty

FIRST = date(2026, 6, 1)
SECTIONS = ("deadlines", "targets")


def text(code: str = "GZ", **changes: object) -> Document:
    plain = Document(
        code, Text("甲", "A"), Text("甲", "A"), "1", NO_TEXT, None, Status.IN_FORCE, date(2022, 1, 1), None
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def pack(*values: Provision, documents: tuple[Document, ...] = (), section: str = "deadlines") -> Pack:
    named = tuple(replace(v, section=section, key=v.key or "duty") for v in values)
    return Pack(
        "360700", "1", Text("赣州", "Ganzhou"), None, {d.code: d for d in documents}, {}, {section: named}
    )


def test_the_same_pack_differs_in_nothing() -> None:
    for each in packs_of_files().values():
        assert differences(each, each, each.values) == []


def test_a_first_version_is_new_in_everything_and_a_missing_value_has_ended() -> None:
    one = pack(duty("360700", days=5), documents=(text(),))
    assert [(d.section, d.kind) for d in differences(None, one, SECTIONS)] == [
        ("sources", Kind.NEW),
        ("deadlines", Kind.NEW),
    ]
    assert [(d.section, d.kind) for d in differences(one, pack(), SECTIONS)] == [
        ("sources", Kind.ENDED),
        ("deadlines", Kind.ENDED),
    ]


def test_a_changed_field_is_told_with_both_sides() -> None:
    old, new = pack(duty("360700", days=5)), pack(duty("360700", days=3))
    [found] = differences(old, new, SECTIONS)
    assert found.kind is Kind.CHANGED and not found.only_window
    assert [(c.path, c.old, c.new) for c in found.changes] == [(("days",), 5, 3)]
    assert found.in_place(FIRST), "it also answers for what began before"
    later = pack(duty("360700", days=3, valid_from=FIRST))
    [moved] = differences(old, later, SECTIONS)
    assert not moved.in_place(FIRST)


def test_a_moved_window_is_only_that() -> None:
    old, new = pack(duty("360700", days=5)), pack(duty("360700", days=5, valid_to=FIRST))
    [found] = differences(old, new, SECTIONS)
    assert found.only_window and not found.in_place(FIRST)


def test_values_that_follow_each_other_are_matched_by_their_first_day() -> None:
    first, second = (
        duty("360700", days=5, valid_to=date(2026, 5, 31)),
        duty("360700", days=3, valid_from=FIRST),
    )
    [found] = differences(pack(first), pack(first, second), SECTIONS)
    assert (found.kind, found.value.days) == (Kind.NEW, 3)


@pytest.mark.parametrize("value", [Decimal("4.6"), Decimal(5)])
def test_figures_with_a_fraction_differ_as_numbers(value: Decimal) -> None:
    target = next(t for t in packs_of_files()["360700"].of("targets") if t.key == "GZ-T2")
    changed = replace(target, value=value)  # type: ignore[call-arg]
    old, new = pack(target, section="targets"), pack(changed, section="targets")
    [found] = differences(old, new, SECTIONS)
    assert [(c.path, c.new) for c in found.changes] == [(("value",), value)]
