"""How reports are made: who owes them, what their sections say, which steps they pass."""

from dataclasses import dataclass

from policy.law.base import NO_TEXT, Provision, Text


@dataclass(frozen=True)
class ReportSection:
    """One section. `text` is official Chinese with figures as `{places}`; empty where the author begins with nothing.
    `tables`: what stands below it, by name; a figure or a table that nobody knows is refused with the pack."""

    code: str
    title: Text
    text: str = ""
    tables: tuple[str, ...] = ()
    hint: Text = NO_TEXT
    required: bool = True


@dataclass(frozen=True)
class ReportMember:
    """Who owes a report of its own: an office of a kind; `name` tells several of one kind apart, `task` is its part."""

    kind: str
    name: Text
    task: Text = NO_TEXT


@dataclass(frozen=True)
class ReportForm(Provision):
    """One report that a place makes. `owed_by`: the OFFICE of health of the place, its MEMBERS, or each FACILITY.

    `deadline` names the duty with the last day; without one nobody owes it and it is begun by hand. `every`: YEAR or
    QUARTER. `opens_before`: so many days before the last day it begins. `steps` after the author has handed it in: REVIEW
    (the author's office, another person), COUNTERSIGN (the members of `countersigned_by`), SIGN (the head); a member's
    and a facility's report is then received by the office of health. `title` may name {place}, {member}, {facility},
    {year} and {quarter}.
    """

    id: str = ""
    name: Text = NO_TEXT
    title: str = ""
    addressee: str = ""
    owed_by: str = "OFFICE"
    every: str = "YEAR"
    deadline: str = ""
    opens_before: int = 45
    steps: tuple[str, ...] = ()
    countersigned_by: str = ""
    members: tuple[ReportMember, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    note: Text = NO_TEXT
