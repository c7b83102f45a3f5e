"""The lines of a round: who owes, who sits there, how far it is, what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from kernel import clock
from kernel.due import Due
from kernel.presentation import Badge
from obligations.models import Obligation
from obligations.presentation.dates import due_of
from regions.queries import full_name
from reporting.enums import ReportState
from reporting.models import Report
from reporting.reports.collecting.queries import people_at, people_in
from reporting.reports.permissions import may_receive
from reporting.reports.presentation import words
from reporting.reports.queries import OPEN_STATES, duties_of

UNTOUCHED = Badge(gettext_lazy("Not begun"), "circle-dashed", "mute")
RETURNED = Badge(gettext_lazy("Returned"), "rotate", "warn")
#: So many names stand beside an office; of more it says how many there are.
_NAMES = 3


@dataclass(frozen=True)
class Line:
    """Who owes one report. `paper`: nobody sits there who could write it, so what comes on paper is written down here.
    `urge`: the duty that can be urged; `receive`: whether it waits for the reader."""

    id: int
    name: str
    place: str
    office: str
    people: str
    paper: bool
    badge: Badge
    note: str
    due: Due | None
    handed_in: date | None
    duty_id: int | None
    urge: bool
    urged: date | None
    urged_count: int
    receive: bool
    version: int


def lines_of(actor: Actor, rows: list[Any]) -> list[Line]:
    """The rows with their people and duties. Three queries at most."""
    offices, facilities = (
        people_in([row.office_id for row in rows]),
        people_at([row.facility_id for row in rows]),
    )
    duties = duties_of([row.pk for row in rows])
    may_urge = bool(decide(actor, Action.OBLIGATION_URGE))
    return [
        _line(actor, row, _people(row, offices, facilities), duties.get(row.pk), may_urge) for row in rows
    ]


def _people(row: Report, offices: Mapping[int, list[str]], facilities: Mapping[int, list[str]]) -> list[str]:
    return facilities.get(row.facility_id, []) if row.facility_id else offices.get(row.office_id or 0, [])


def _line(actor: Actor, row: Any, people: list[str], duty: Obligation | None, may_urge: bool) -> Line:
    waits, done = row.state in OPEN_STATES, handed_in_on(row)
    today = clock.today()
    due = due_of(duty, today) if duty is not None else words.due_of(row, today)
    facility = row.facility if row.facility_id else None
    return Line(
        id=row.pk,
        name=facility.name if facility else row.member,
        place=full_name(row.region_id) if facility else "",
        office=row.office.name if row.office else "",
        people=_names(people),
        paper=facility is None and not people,
        badge=badge_of(row),
        note=row.returned_because if row.state == ReportState.DRAFT else "",
        due=due,
        handed_in=done,
        duty_id=duty.pk if duty else None,
        urge=bool(waits and duty is not None and people and may_urge),
        urged=clock.local_date(duty.urged_at) if duty and duty.urged_at else None,
        urged_count=duty.urged_count if duty else 0,
        receive=bool(may_receive(actor, row)),
        version=row.version,
    )


def handed_in_on(row: Report) -> date | None:
    """The day it came in; None while it is not handed in."""
    moment = row.signed_at or row.handed_in_at
    return clock.local_date(moment) if moment and row.state not in OPEN_STATES else None


def badge_of(row: Any) -> Badge:
    """How far one report is. `row.untouched` is annotated."""
    if row.state == ReportState.DRAFT and row.returned_because:
        return RETURNED
    return UNTOUCHED if row.untouched else words.badge_of(row)


def _names(people: list[str]) -> str:
    shown = _(", ").join(people[:_NAMES])
    if len(people) <= _NAMES:
        return shown
    return _("%(names)s and %(n)s more") % {"names": shown, "n": len(people) - _NAMES}
