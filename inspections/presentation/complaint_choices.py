"""What the forms of the office offer for one complaint."""

from collections.abc import Sequence
from typing import Any

from inspections.models import Complaint
from inspections.presentation.words import part_label, spoken
from inspections.queries import law
from inspections.queries.complaints import facility_of
from kernel import clock
from staff.models import StaffMember


def item_choices(row: Complaint) -> list[tuple[str, Any]]:
    """The items of the checklists of the place that bind this facility, by part, with their clause."""
    facility = facility_of(row)
    if facility is None:
        return []
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in law.orderable(facility, clock.today()):
        words = spoken({"zh": item.text.zh, "en": item.text.en})
        groups.setdefault(str(part_label(item.part)), []).append((item.code, words))
    return list(groups.items())


def persons_initial(row: Complaint, people: Sequence[StaffMember]) -> dict[str, list[str]]:
    """Those of the staff whose name the report says, ticked beforehand: the officer looks and decides."""
    said = "".join(
        each.disclosed(to="the officer who opens the case, to tick the names it says")
        for each in (row.about, row.text)
        if each
    )
    return {"members": [str(each.pk) for each in people if _bare(each.name) in said]}


def _bare(name: str) -> str:
    """A name without the mark of demo data."""
    return name.removeprefix("示例·")
