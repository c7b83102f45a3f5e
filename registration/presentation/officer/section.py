"""What registration adds to the page of a facility: its filings, its registrations, the papers that were issued."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.models import Facility
from facilities.sections import Alert, Section
from kernel import clock
from kernel.presentation import Badge
from registration.presentation.officer.words import KINDS, PUSH_KINDS, PUSH_STATES
from registration.presentation.states import FILING
from registration.queries.facility import filings_of, open_notice, papers_of, registrations_of


@dataclass(frozen=True)
class PartLine:
    id: int
    title: str
    number: str
    badge: Badge
    at: datetime | None
    note: str


def filings_section(facility: Facility, actor: Actor) -> Section | None:
    """Filings and registrations, the newest first."""
    if not decide(actor, Action.FILING_VIEW, facility):
        return None
    filings = [
        PartLine(
            row.pk,
            str(KINDS[row.kind]),
            row.number,
            FILING[row.state],
            row.submitted_at,
            str(row.reviewer or ""),
        )
        for row in filings_of(facility.pk)
    ]
    pushes = [
        PartLine(
            row.pk,
            str(PUSH_KINDS[row.kind]),
            row.uscc,
            PUSH_STATES[row.state],
            row.pushed_at,
            row.registrar.name if row.registrar else "",
        )
        for row in registrations_of(facility.pk)
    ]
    if not filings and not pushes:
        return None
    context: dict[str, Any] = {"filings": filings, "pushes": pushes}
    count = len(filings) + len(pushes)
    return Section(
        "filings",
        _("Filings and registrations"),
        "registration/officer/_section_filings.html",
        context,
        count,
        _ordered_to_rectify(facility, actor),
    )


def _ordered_to_rectify(facility: Facility, actor: Actor) -> Alert | None:
    """The open order to rectify, with the way to the recheck."""
    notice = open_notice(facility.pk)
    if notice is None:
        return None
    late = notice.rectify_by < clock.today()
    words = _("Ordered to rectify by %(day)s: overdue") if late else _("Ordered to rectify by %(day)s")
    text = _("Notice %(number)s: %(reasons)s") % {
        "number": notice.number,
        "reasons": "；".join(notice.reasons),
    }
    may = decide(actor, Action.FILING_VERIFY, facility)
    name, action = ("visit", _("Record the recheck")) if may else ("filing", _("Open it"))
    url = reverse(f"registration:{name}", args=[notice.filing_id])
    return Alert(words % {"day": notice.rectify_by}, text, "danger", action, url)


def papers_section(facility: Facility, actor: Actor) -> Section | None:
    """Every paper that was issued to the facility, to be read and taken out."""
    papers = papers_of(facility.pk) if decide(actor, Action.DOCUMENT_VIEW, facility) else []
    if not papers:
        return None
    return Section(
        "papers", _("Papers"), "registration/officer/_section_papers.html", {"papers": papers}, len(papers)
    )
