"""Findings as lists and pages show them: the day, what is left of it, how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from inspections.enums import FindingState, ReferralState, Stage
from inspections.filters import TABS, FindingFilters
from inspections.models import Finding, FindingFile, FindingStep, Referral
from inspections.presentation.words import FINDINGS, REFERRALS, SEVERITIES, STEPS, kind_label, spoken
from inspections.queries import findings as read
from kernel import clock
from kernel.due import Due, due_by, due_done
from kernel.presentation import Badge, Clause, Event
from obligations.presentation import clause_of
from policy.enums import Severity
from policy.queries import working_days_between
from regions.keyset import Page
from regions.queries import below, name

TAB_LABELS = {
    "all": lambda: _("Waiting to be put right"),
    "open": lambda: _("Rectifying"),
    "overdue": lambda: _("Overdue"),
    "today": lambda: _("Due today"),
    "recheck": lambda: _("Waiting for the recheck"),
    "closed": lambda: _("Put right and closed"),
}


@dataclass(frozen=True)
class FindingLine:
    """One finding in a list."""

    row: Finding
    place: str
    clause: Clause
    severity: Badge
    due: Due
    badge: Badge
    progress: str


def line_of(row: Finding) -> FindingLine:
    return FindingLine(
        row,
        name(row.region_id),
        clause_of(row.source),
        SEVERITIES[row.severity],
        due_of(row),
        FINDINGS[row.state],
        _progress(row),
    )


def due_of(row: Finding) -> Due:
    """What is left of the day that the facility has; the chip of a closed one says whether it was in time."""
    today = clock.today()
    done = row.closed_on or (clock.local_date(row.reported_at) if row.reported_at else None)
    if row.state != FindingState.OPEN and done is not None:
        return due_done(row.due_on, done_on=done)
    return due_by(row.due_on, today=today, left=working_days_between(today, row.due_on))


def _progress(row: Finding) -> str:
    if row.state == FindingState.REPORTED and row.reported_at is not None:
        return _("reported %(day)s") % {"day": clock.local_date(row.reported_at).isoformat()}
    if row.state == FindingState.CLOSED:
        return _("closed %(day)s") % {"day": row.closed_on}
    if row.escalated_on is not None:
        return _("told to the level above on %(day)s") % {"day": row.escalated_on}
    if row.extended:
        return _("extended %(n)s times") % {"n": row.extended}
    return _("nothing handed in yet") if row.state == FindingState.OPEN else ""


def tracking_context(
    filters: FindingFilters, page: Page, counts: Mapping[str, int], actor: Actor
) -> dict[str, Any]:
    """The tracking list: numbers on top, tabs, filters, lines."""
    address = reverse("inspections:findings")
    return {
        "lines": [line_of(row) for row in page.rows],
        "stats": _stats(counts),
        "tabs": [_tab(tab, filters, counts, address) for tab in TABS],
        "bar": _bar(filters, actor),
        "filters": filters,
        "export": joined(reverse("inspections:findings_export"), filters.query()),
        **paged(page, address, filters.query()),
    }


def _stats(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": TAB_LABELS["open"](), "value": counts["open"]},
        {"label": TAB_LABELS["overdue"](), "value": counts["overdue"], "alarm": _("told upwards") if counts["overdue"] else ""},
        {"label": TAB_LABELS["today"](), "value": counts["today"]},
        {"label": TAB_LABELS["recheck"](), "value": counts["recheck"]},
        {"label": TAB_LABELS["closed"](), "value": counts["closed"]},
    ]  # fmt: skip


def _tab(tab: str, filters: FindingFilters, counts: Mapping[str, int], address: str) -> dict[str, Any]:
    query = {name: value for name, value in filters.query().items() if name != "tab"}
    query |= {"tab": tab} if tab != "all" else {}
    return {
        "label": TAB_LABELS[tab](),
        "url": joined(address, query),
        "count": counts[tab],
        "alarm": tab == "overdue" and counts[tab] > 0,
        "current": filters.tab == tab,
    }


def _bar(filters: FindingFilters, actor: Actor) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    kinds = [
        (kind, kind_label(kind)) for kind in ("PATROL", "SPOT_CHECK", "JOINT_INSPECTION", "ANNUAL_INSPECTION")
    ]
    severities = [(each, SEVERITIES[each].label) for each in (Severity.BLOCK.value, Severity.WARN.value)]
    bar: list[dict[str, Any]] = [
        {"name": "severity", "label": _("Severity"), "options": [everything, *severities], "value": filters.severity},
        {"name": "kind", "label": _("Found by"), "options": [everything, *kinds], "value": filters.kind},
    ]  # fmt: skip
    if actor.post and (places := below(actor.post.region_id)):
        bar.insert(0, {"name": "place", "label": _("Division"), "options": [everything, *places], "value": filters.place})  # fmt: skip
    return bar


def joined(address: str, query: Mapping[str, str]) -> str:
    text = "&".join(f"{name}={value}" for name, value in query.items() if value)
    return f"{address}?{text}" if text else address


def paged(page: Page, address: str, query: Mapping[str, str]) -> dict[str, Any]:
    """The pager of a list with its filters."""
    return {
        "next_url": joined(address, {**query, "after": page.next}) if page.next else "",
        "previous_url": joined(address, {**query, "before": page.previous}) if page.previous else "",
    }


def finding_context(row: Finding, actor: Actor) -> dict[str, Any]:
    """One finding with its way, its pictures, its referrals, and what this person can do."""
    files, referrals = read.files_of(row.pk), read.referrals_of(row.pk)
    order = read.suspension_of(row.facility_id)
    return {
        "line": line_of(row),
        "finding": row,
        "facility": row.facility,
        "facility_name": row.facility.name,
        "text": spoken(row.text),
        "pictures": {stage: [_picture(row, each) for each in files if each.stage == stage] for stage in Stage.values},
        "events": events_of(row, read.steps_of(row.pk)),
        "referrals": [(each, REFERRALS[each.state]) for each in referrals],
        "suspension": order if order and order.finding_id == row.pk else None,
        "acts": acts_of(row, actor, referrals, stopped=order is not None),
        "standard": row.source.get("kind") == "standard",
    }  # fmt: skip


def _picture(row: Finding, each: FindingFile) -> dict[str, Any]:
    return {
        "url": reverse("inspections:finding_file", args=[row.pk, each.pk]),
        "name": each.file.original_name,
        "taken_at": each.taken_at,
    }


def events_of(row: Finding, steps: Sequence[FindingStep]) -> list[Event]:
    """The timeline, the newest first; what is still to come stands on top."""
    events = [_event(step) for step in reversed(steps)]
    if row.state == FindingState.OPEN:
        events.insert(0, Event(_("To be put right by %(day)s") % {"day": row.due_on}, None, "", "to_come"))
    if row.state == FindingState.REPORTED:
        events.insert(0, Event(_("Recheck by another person"), None, row.office.name, "to_come"))
    return events


def _event(step: FindingStep) -> Event:
    title, state = STEPS.get(step.event, (step.event, "done"))
    meta = " · ".join(part for part in (step.by_name, step.text) if part)
    if step.due_on is not None:
        meta += " · " + _("until %(day)s") % {"day": step.due_on}
    return Event(title, step.at, meta, state)  # type: ignore[arg-type]


def acts_of(row: Finding, actor: Actor, referrals: Sequence[Referral], *, stopped: bool) -> set[str]:
    """What this person can do to a finding now: names of pages."""
    acts: set[str] = set()
    open_, reported = row.state == FindingState.OPEN, row.state == FindingState.REPORTED
    if open_ and (
        decide(actor, Action.RECTIFICATION_REPORT, row) or decide(actor, Action.INSPECTION_RECORD, row)
    ):
        acts.add("report")
    if reported and decide(actor, Action.RECTIFICATION_VERIFY, row) and actor.user_id != row.reported_by_id:
        acts |= {"verify", "reject"}
    if decide(actor, Action.RECTIFICATION_DECIDE, row):
        acts |= {"extend"} if open_ else set()
        acts |= {"withdraw", "refer"} if open_ or reported else set()
        acts |= {"reopen"} if row.state == FindingState.CLOSED else set()
        if any(each.state == ReferralState.SENT for each in referrals):
            acts.add("take_back")
    blocking = row.severity == Severity.BLOCK and (open_ or reported)
    if decide(actor, Action.SUSPENSION_ORDER, row):
        if blocking and not stopped:
            acts.add("suspend")
        if stopped and not (open_ or reported):
            acts.add("lift")
    return acts
