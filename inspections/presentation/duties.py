"""Recurring duties in words and numbers: which period, how often, by whom, what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from inspections.enums import ActState, DutyState
from inspections.filters import DUTY_TABS, DutyFilters
from inspections.models import DutyAct, DutyPeriod
from inspections.permissions import may_record_act
from inspections.presentation.findings import joined, paged
from inspections.presentation.words import ACTS, DUTIES
from inspections.queries import duties as read
from inspections.queries.duty_law import DutyLaw, duties_of, duty_of, late_entry
from kernel import clock
from kernel.due import Due, due_by, due_done
from kernel.presentation import Badge, Clause
from obligations.presentation import clause_of
from policy.presentation import names
from policy.queries import working_days_between
from regions.keyset import Page
from regions.queries import below, name


@dataclass(frozen=True)
class DutyLine:
    """One duty of one period in a list. `who` owes it; `place` or the facility is what it is about."""

    row: DutyPeriod
    title: str
    subject: str
    period: str
    count: str
    who: str
    badge: Badge
    due: Due
    clause: Clause


def line_of(row: DutyPeriod) -> DutyLine:
    return DutyLine(
        row,
        duty_title(row.rule),
        row.facility.name if row.facility else row.region.name,
        period_words(row.starts_on, row.ends_on),
        _("%(done)s of %(needed)s") % {"done": row.done, "needed": row.needed},
        row.office.name if row.office else _("The facility"),
        DUTIES[row.state],
        due_of(row),
        clause_of(row.source),
    )


def duty_title(rule: str) -> str:
    return str(names.DUTIES.get(rule, rule))


def due_of(row: DutyPeriod) -> Due:
    """What is left until the last day by the text; of a met one whether it was in time."""
    today = clock.today()
    if row.state == DutyState.MET and row.met_on is not None:
        return due_done(row.last_on, done_on=row.met_on)
    return due_by(row.last_on, today=today, left=working_days_between(today, row.last_on))


def period_words(starts_on: date, ends_on: date) -> str:
    """A period as people say it: 2026 Q3, first half of 2026, 2026."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
    if months == 3:
        return _("quarter %(n)s of %(year)s") % {"n": (starts_on.month + 2) // 3, "year": starts_on.year}
    if months == 6:
        first = starts_on.month == 1
        return (_("first half of %(year)s") if first else _("second half of %(year)s")) % {
            "year": starts_on.year
        }
    if months == 12:
        return _("the year %(year)s") % {"year": starts_on.year}
    return f"{starts_on.isoformat()} – {ends_on.isoformat()}"


TAB_LABELS = {"missed": lambda: _("Missed"), "open": lambda: _("Open"), "met": lambda: _("Done")}


def duties_context(
    filters: DutyFilters, page: Page, counts: Mapping[str, int], actor: Actor
) -> dict[str, Any]:
    """The officer's list: tabs, filters, lines; and what is off because no text gives a period."""
    address = reverse("inspections:duties")
    region, today = actor.region_id, clock.today()
    laws = duties_of(region, today)
    return {
        "lines": [line_of(row) for row in page.rows],
        "tabs": [_tab(tab, filters, counts, address) for tab in DUTY_TABS],
        "bar": _bar(filters, laws, actor, today),
        "off": [
            (duty_title(each.rule.name), clause_of(each.value.source.as_json())) for each in laws if each.off
        ],
        "export": joined(reverse("inspections:duties_export"), filters.query()),
        "tab": filters.tab,
        **paged(page, address, filters.query()),
    }


def _tab(tab: str, filters: DutyFilters, counts: Mapping[str, int], address: str) -> dict[str, Any]:
    query = {name: value for name, value in filters.query().items() if name != "tab"}
    query |= {"tab": tab} if tab != "missed" else {}
    return {
        "label": TAB_LABELS[tab](),
        "url": joined(address, query),
        "count": counts[tab],
        "alarm": tab == "missed" and counts[tab] > 0,
        "current": filters.tab == tab,
    }


def _bar(filters: DutyFilters, laws: Sequence[DutyLaw], actor: Actor, today: date) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    duties = [(each.id, duty_title(each.rule.name)) for each in laws if not each.off]
    if filters.duty and filters.duty not in dict(duties):
        duties.append((filters.duty, filters.duty))
    years = [(str(year), str(year)) for year in range(today.year, today.year - 4, -1)]
    bar: list[dict[str, Any]] = [
        {"name": "duty", "label": _("Duty"), "options": [everything, *duties], "value": filters.duty},
        {
            "name": "year",
            "label": _("Year"),
            "options": [everything, *years],
            "value": str(filters.year or ""),
        },
    ]
    if actor.post and (places := below(actor.post.region_id)):
        bar.insert(0, {"name": "place", "label": _("Division"), "options": [everything, *places], "value": filters.place})  # fmt: skip
    return bar


def duty_context(row: DutyPeriod, actor: Actor) -> dict[str, Any]:
    """One duty of one period: what counts for it, what was done, what this person can do."""
    law = duty_of(row.region_id, row.duty, clock.today())
    acts = read.acts_of(row)
    return {
        "line": line_of(row),
        "duty": row,
        "facility": row.facility,
        "facility_name": row.facility.name if row.facility else "",
        "place": name(row.region_id),
        "action": str(law.rule.action) if law else "",
        "note": str(law.rule.note or law.value.note) if law else "",
        "act_name": str(law.act) if law else "",
        "rows": [_act(row, each) for each in acts],
        "surplus": max(row.done - row.needed, 0),
        "lacking": max(row.needed - row.done, 0),
        "acts": acts_possible(row, actor, law),
        "withdrawable": {each.pk for each in acts if _may_withdraw(each, actor)},
    }


def _act(row: DutyPeriod, each: DutyAct) -> dict[str, Any]:
    inside = row.late or row.counts_from <= each.done_on <= row.last_on
    counts = each.state == ActState.RECORDED and each.result != "FAILED" and inside
    return {
        "row": each,
        "badge": ACTS["COUNTS" if counts else each.state if each.state == ActState.WITHDRAWN else "OUTSIDE"]
        if each.result != "FAILED" or each.state == ActState.WITHDRAWN
        else ACTS["FAILED"],
        "by": " · ".join(
            part
            for part in (str(each.recorded_by or ""), each.department.name if each.department else "")
            if part
        ),
        "file": reverse("documents:download", args=[each.file_id]) if each.file_id else "",
    }


def acts_possible(row: DutyPeriod, actor: Actor, law: DutyLaw | None) -> set[str]:
    """What this person can do to a duty now: names of pages."""
    acts: set[str] = set()
    over = row.state in (DutyState.LOST, DutyState.FELL_AWAY)
    if law is not None and not over and may_record_act(actor, row, law.value.by):
        acts.add("record")
    missed = row.state in (DutyState.MISSED, DutyState.LOST) and row.finding_id is None
    own = row.facility_id is not None and row.office_id is None
    if missed and own and decide(actor, Action.RECTIFICATION_DECIDE, row):
        acts.add("order")
    return acts


def _may_withdraw(each: DutyAct, actor: Actor) -> bool:
    if each.state != ActState.RECORDED or not decide(actor, Action.DUTY_RECORD, each):
        return False
    return each.recorded_by_id == actor.user_id or (actor.post is not None and actor.post.kind == "HEALTH")


def facility_duties(rows: Sequence[DutyPeriod]) -> dict[str, Any]:
    """The duties of one facility, what is open and what was missed first."""
    lines = [line_of(row) for row in rows]
    return {
        "missed": [line for line in lines if line.row.state in (DutyState.MISSED, DutyState.LOST)],
        "open": sorted(
            (line for line in lines if line.row.state == DutyState.OPEN), key=lambda each: each.row.last_on
        ),
        "met": [line for line in lines if line.row.state == DutyState.MET],
    }


def entry_note(row: DutyPeriod) -> str:
    """How late an act can be entered."""
    free, most = late_entry(row.region_id, clock.today())
    if row.late:
        return ""
    return _("The day decides for which period it counts. After %(free)s days give a reason; after %(most)s it is too late.") % {
        "free": free,
        "most": most,
    }  # fmt: skip
