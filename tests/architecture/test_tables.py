"""The workflows are tables: complete, reachable, audited, and shown in docs/reference as they are."""

import ast
from pathlib import Path

import pytest

from config.reference import stale
from kernel.transitions import Workflow
from registration.tables import TABLES

ENDS_THAT_CAN_BE_CORRECTED = {"PUSHED"}
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_state_has_an_owner_or_is_an_end(table: Workflow) -> None:
    assert table.unknown_states() == set()
    for state, owner in table.owners.items():
        left = any(state in t.sources for t in table.transitions)
        assert bool(owner) == left or state in ENDS_THAT_CAN_BE_CORRECTED, state


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_state_can_be_reached(table: Workflow) -> None:
    reached = {""}
    for _ in table.transitions:
        reached |= {t.target for t in table.transitions if reached & set(t.sources)}
    assert set(table.owners) <= reached


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_transition_is_taken_by_a_verb_that_writes_the_trail(table: Workflow) -> None:
    source = "\n".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "registration" / "workflow").glob("*.py")
    )
    asked = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {t.action for t in table.transitions} <= asked
    assert all(t.event for t in table.transitions)


def test_the_reference_pages_say_what_the_code_says() -> None:
    assert stale() == []
