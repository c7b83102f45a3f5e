"""The workflows are tables: complete, reachable, audited, and shown in docs/reference as they are."""

import ast
from pathlib import Path

import pytest

from config.reference import stale
from inspections import tables as inspections
from kernel.transitions import Workflow
from registration import tables as registration
from staff import tables as staff
from subsidies import tables as subsidies
from tests.sources import tree

ENDS_THAT_CAN_BE_CORRECTED = {"PUSHED"}
ROOT = Path(__file__).parents[2]
#: Every table with the app whose verbs take its transitions.
TABLES = [
    *((table, "registration") for table in registration.TABLES),
    *((table, "inspections") for table in inspections.TABLES),
    *((table, "staff") for table in staff.TABLES),
    *((table, "subsidies") for table in subsidies.TABLES),
]
EACH = pytest.mark.parametrize(("table", "app"), TABLES, ids=lambda value: getattr(value, "name", value))


@EACH
def test_every_state_has_an_owner_or_is_an_end(table: Workflow, app: str) -> None:
    assert table.unknown_states() == set()
    for state, owner in table.owners.items():
        left = any(state in t.sources for t in table.transitions)
        assert bool(owner) == left or state in ENDS_THAT_CAN_BE_CORRECTED, state


@EACH
def test_every_state_can_be_reached(table: Workflow, app: str) -> None:
    reached = {""}
    for _ in table.transitions:
        reached |= {t.target for t in table.transitions if reached & set(t.sources)}
    assert set(table.owners) <= reached


@EACH
def test_every_transition_is_taken_by_a_verb_that_writes_the_trail(table: Workflow, app: str) -> None:
    asked = {
        node.value
        for path in (ROOT / app / "workflow").glob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {t.action for t in table.transitions} <= asked
    assert all(t.event for t in table.transitions)


def test_the_reference_pages_say_what_the_code_says() -> None:
    assert stale() == []
