"""The list of written reports: what has to be written, what waits for one's review or word, what is finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.workflow.rights import Place
from kernel import clock
from kernel.due import Due
from kernel.presentation import Badge, Clause
from obligations.presentation import clause_of
from reporting.enums import ReportState
from reporting.models import Report
from reporting.reports import law
from reporting.reports.begun import known
from reporting.reports.permissions import may_decide
from reporting.reports.presentation.words import badge_of, due_of, term_words

#: So many finished reports are listed; older ones are found by their period.
FINISHED = 50


@dataclass(frozen=True)
class Line:
    row: Report
    title: str
    period: str
    who: str
    badge: Badge
    due: Due | None
    clause: Clause | None
    note: str = ""

    @property
    def url(self) -> str:
        return reverse("reports:report", args=[self.row.pk])


def line_of(row: Report, today: date, note: str = "") -> Line:
    facts = known(row).facts
    who = row.facility.name if row.facility else row.member or (row.office.name if row.office else "")
    return Line(
        row, law.name_of(facts) or row.form, term_words(row.period), who, badge_of(row), due_of(row, today),
        clause_of(facts["source"]) if facts.get("source") else None, note,
    )  # fmt: skip


def list_context(
    actor: Actor, own: Sequence[Report], asked: Sequence[Report], on_paper: Sequence[Report]
) -> dict[str, Any]:
    """The tables of the list, each in the order of its due dates."""
    today = clock.today()
    write = [row for row in own if row.state == ReportState.DRAFT]
    under_way = [row for row in [*own, *on_paper] if row.state == ReportState.IN_STEPS]
    waits = [row for row in under_way if may_decide(actor, row)]
    others = [row for row in under_way if row not in waits]
    finished = [row for row in own if row.state not in (ReportState.DRAFT, ReportState.IN_STEPS)]
    return {
        "write": [line_of(row, today, row.returned_because) for row in _by_due(write)],
        "waits": [line_of(row, today) for row in _by_due(waits)],
        "asked": [line_of(row, today) for row in _by_due(asked)],
        "others": [line_of(row, today, _why_not(actor, row)) for row in _by_due(others)],
        "finished": [line_of(row, today) for row in finished[:FINISHED]],
        "cut": len(finished) > FINISHED,
        "may_begin": may_begin(actor),
        "may_collect": bool(decide(actor, Action.REPORT_RECEIVE)),
    }


def _by_due(rows: Sequence[Report]) -> list[Report]:
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.pk))


def _why_not(actor: Actor, row: Report) -> str:
    """Why a report that is under way does not wait for this person: said where they might think it does."""
    decision = may_decide(actor, row)
    return f"{decision.reason} {decision.remedy}".strip() if decision.code == "SAME_PERSON" else ""


def may_begin(actor: Actor) -> bool:
    """Whether a report can be begun by hand: by the health authority of a place whose law knows one."""
    if actor.post is None or actor.post.kind != "HEALTH":
        return False
    return bool(decide(actor, Action.REPORT_WRITE, Place(actor.region_id))) and bool(forms_of(actor))


def forms_of(actor: Actor) -> list[tuple[str, str]]:
    """The reports that an office can begin by hand: (id, name with how often)."""
    every = {"YEAR": _("yearly"), "QUARTER": _("quarterly")}
    found = law.forms_at(actor.region_id, clock.today())
    return [
        (form.id, f"{form.name} · {every[form.every]}") for form in found.values() if form.owed_by == "OFFICE"
    ]
