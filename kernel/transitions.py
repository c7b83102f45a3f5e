"""A workflow is a table: which action leads from which states to which state, and who owns each state.

The table is data: the verb asks it, the diagram in docs/reference is printed from it, the tests walk it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class IllegalTransition(Exception):
    """The object's state does not allow the action."""

    def __init__(self, table: str, action: str, state: str) -> None:
        super().__init__(f"{table}: {action} is not possible in state {state}")
        self.table, self.action, self.state = table, action, state


@dataclass(frozen=True)
class Transition:
    """`event` is the audit event the verb must record."""

    action: str
    sources: tuple[str, ...]
    target: str
    event: str


@dataclass(frozen=True)
class Workflow:
    """A named transition table. `owners` says for every state who has to act next ('' = nobody, terminal)."""

    name: str
    transitions: tuple[Transition, ...]
    owners: Mapping[str, str]

    def target(self, action: str, state: str) -> Transition:
        """The transition of `action` from `state`; raises IllegalTransition."""
        for transition in self.transitions:
            if transition.action == action and state in transition.sources:
                return transition
        raise IllegalTransition(self.name, action, state)

    def actions(self, state: str) -> tuple[str, ...]:
        """Every action the table offers in a state, in table order."""
        return tuple(t.action for t in self.transitions if state in t.sources)

    def states(self) -> tuple[str, ...]:
        return tuple(self.owners)

    def unknown_states(self) -> set[str]:
        """States a transition names but nobody owns; empty in a sound table."""
        named = {s for t in self.transitions for s in (*t.sources, t.target) if s}
        return named - set(self.owners)

    def mermaid(self, labels: Mapping[str, str] | None = None) -> str:
        """The table as a Mermaid state diagram."""
        return "\n".join(self._lines(labels or {}))

    def _lines(self, labels: Mapping[str, str]) -> Iterable[str]:
        yield "stateDiagram-v2"
        for state, owner in self.owners.items():
            note = labels.get(state, state)
            yield f"    {state}: {note}" + (f" ({owner})" if owner else "")
        for t in self.transitions:
            for source in t.sources:
                yield f"    {source or '[*]'} --> {t.target}: {t.action}"
        for state, owner in self.owners.items():
            if not owner:
                yield f"    {state} --> [*]"
