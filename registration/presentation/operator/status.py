"""A filing after its submission: where it stands, both clocks, what the officer asked, papers, what happened."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import DepartmentKind
from accounts.queries import department_for
from audit.queries import of_subject
from audit.wording import timeline_event, told
from kernel import clock
from kernel.due import Due, due_by
from kernel.presentation import Cell
from obligations.enums import Status
from obligations.models import Obligation
from obligations.presentation import clause_of, due_of
from obligations.presentation.dates import due_shown
from obligations.wording import STATUS
from policy.queries import materials, working_days_between
from registration.enums import FilingState, Verdict
from registration.models import Filing
from registration.presentation.operator.answers import answers_of
from registration.presentation.operator.duty import authority
from registration.presentation.operator.progress import day as day_words
from registration.presentation.operator.slots import Slots, slots_of
from registration.presentation.states import FILING as BADGES
from registration.queries import operator as read
from registration.queries.review import latest_notice
from registration.workflow.material_list import WITH_MATERIALS

#: The authority's clocks as the facility reads them.
CLOCKS: dict[str, Any] = {
    "filing_receipt": gettext_lazy("Receipt"),
    "noncompliance_notice": gettext_lazy("Notice if something does not conform"),
}


def status_context(filing: Filing) -> dict[str, Any]:
    """Everything the page of one filing shows."""
    clocks = read.clocks_of(filing)
    office = department_for(filing.region_id, (DepartmentKind.HEALTH,))
    notice = latest_notice(filing)
    return {
        "filing": filing,
        "facility": filing.facility,
        "facility_name": filing.facility.name,
        "title": filing.get_kind_display(),
        "badge": BADGES[filing.state],
        "office": office,
        "authority": authority(filing.region_id),
        "running": [clock_of(row) for row in clocks if row.status == Status.OPEN],
        "clock_names": CLOCKS,
        "past_clocks": [
            (row, STATUS[row.status], due_shown(row, clock.today()))
            for row in clocks
            if row.status != Status.OPEN
        ],
        "request_open": request_of(filing),
        "receipt": getattr(filing, "receipt", None),
        "notice_row": notice,
        "proofs": read.proofs_of(notice) if notice else [],
        "rectify_due": rectify_due(notice.rectify_by) if notice and notice.closed_at is None else None,
        "events": [timeline_event(event) for event in reversed(told(of_subject(filing)))],
        "groups": answers_of(filing),
        "materials": slots_of(filing) if filing.kind in WITH_MATERIALS else Slots([]),
        "withdrawable": filing.state in (FilingState.SUBMITTED, FilingState.SUPPLEMENT_REQUESTED),
    }


def clock_of(row: Obligation) -> dict[str, Any]:
    """A running clock with the arguments of the clock component: one cell a working day."""
    today = clock.today()
    days = [date.fromisoformat(text) for text in row.counted_days]
    source = clause_of(row.source, days=row.days, due_status=row.due_status)
    return {
        "title": CLOCKS[row.rule],
        "due": due_of(row, today),
        "cells": [Cell(day, day <= today, day == today) for day in days],
        "start_words": _("received on %(day)s, counted from the next day")
        % {"day": day_words(row.trigger_on)},
        "note": _("runs on after the receipt") if row.rule == "noncompliance_notice" else _("at the latest"),
        "source": source.short,
        "explain_url": reverse("obligations:explanation", args=[row.pk]),
        "target": f"why-{row.pk}",
    }


def rectify_due(by: date) -> Due:
    """The day an officer set for putting things right; what is left counts in working days, as everywhere."""
    today = clock.today()
    return due_by(by, today=today, left=working_days_between(today, by))


def request_of(filing: Filing) -> dict[str, Any] | None:
    """The open request for supplements: each item with exactly what the officer wrote, and whether it was changed."""
    if filing.state != FilingState.SUPPLEMENT_REQUESTED:
        return None
    row = read.latest_request(filing)
    if row is None:
        return None
    rules = {rule.code: rule for rule in materials(filing.region_id, clock.today())}
    states = read.verdicts_of(filing)
    items = [
        {
            "code": item["code"],
            "name": str(rules[item["code"]].name) if item["code"] in rules else item["code"],
            "reason": item["reason"],
            "answered": states.get(item["code"]) != Verdict.SUPPLEMENT,
        }
        for item in row.items
    ]
    return {"row": row, "items": items, "left": sum(not item["answered"] for item in items)}
