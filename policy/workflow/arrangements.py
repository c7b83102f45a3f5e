"""Proposing a State Council arrangement: from the form or from a file."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from accounts.workflow.rights import Place
from kernel import clock
from policy.enums import ProposalKind, ProposalState
from policy.errors import ArrangementRefused, BaseChanged
from policy.loader.packs import digest_of
from policy.loader.uploaded_calendar import UploadedArrangement
from policy.models import CalendarVersion, Proposal
from policy.queries.history import festivals, known_of, latest_arrangement, next_label
from policy.rules.arrangements import Notice, Span, faults
from policy.rules.fault_words import fault_words
from policy.tables import PROPOSAL
from policy.workflow.calendars import add, version_of
from policy.workflow.trail import on_trail
from regions.codes import NATION


@transaction.atomic
def draft_calendar(*, by: Actor, notice: Notice) -> Proposal:
    """Prepare a proposal from a notice as the form states it; without a label it gets the next of its year.

    Raises ArrangementRefused with every fault in `extra["faults"]`.
    """
    allow(by, Action.POLICY_PROPOSE, Place(NATION))
    found = faults(notice, known_of(notice.year), clock.today())
    if found:
        raise ArrangementRefused(str(fault_words(found[0], festivals())), faults=found)
    return _draft(by, notice, file="")


@transaction.atomic
def draft_calendar_file(*, by: Actor, name: str, data: bytes) -> Proposal:
    """Prepare a proposal from a file with one entry of the calendar file. Raises PackRefused with file, line, reason."""
    allow(by, Action.POLICY_PROPOSE, Place(NATION))
    words = festivals()
    given = UploadedArrangement(name, data, frozenset(words))
    notice = given.notice(next_label(given.entry["year"]))
    for fault in faults(notice, known_of(notice.year), clock.today()):
        given.refuse(fault, str(fault_words(fault, words)))
    return _draft(by, notice, file=name, known_from=given.entry.get("known_from"))


def _draft(by: Actor, notice: Notice, *, file: str, known_from: str | None = None) -> Proposal:
    step, last = PROPOSAL.target("draft", ""), latest_arrangement(notice.year)
    published = notice.published_on.isoformat() if notice.published_on else None
    content = {
        "label": notice.label,
        "year": notice.year,
        "document": notice.document.strip(),
        "published_on": published,
        "known_from": known_from or published,
        "off": {name: [_text(span) for span in spans] for name, spans in notice.off.items() if spans},
        "work": {name: [day.isoformat() for day in days] for name, days in notice.work.items() if days},
    }
    row = Proposal(
        region_id=NATION,
        kind=ProposalKind.CALENDAR,
        code=str(notice.year),
        version=notice.label,
        digest=digest_of(content),
        content=content,
        file=file[:120],
        base=last.label if last else "",
        document=notice.document.strip(),
        state=ProposalState(step.target),
        proposed_by_id=by.user_id,
        created_at=clock.now(),
    )
    row.save(force_insert=True)
    on_trail(row, by, step.event)
    return row


def _text(span: Span) -> str:
    start, end = span
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def check(row: Proposal) -> None:
    """Before a second person sees it: nothing came in between. An arrangement takes effect when it is approved."""
    row.document, row.effective_on = row.content["document"], None
    _unchanged_base(row)


def publish(row: Proposal, *, by: Actor) -> CalendarVersion:
    """Make an approved proposal the arrangement of its year."""
    _unchanged_base(row)
    row.effective_on = clock.today()
    version = version_of(row.content)
    version.reason, version.proposed_by_id = row.reason, row.proposed_by_id
    version.approved_by_id = row.decided_by_id
    add([version], by=by, reason=row.reason)
    return version


def _unchanged_base(row: Proposal) -> None:
    last = latest_arrangement(int(row.code))
    taken = CalendarVersion.objects.filter(label=row.version).exists()
    if (last.label if last else "") == row.base and not taken:
        return
    facts: dict[str, Any] = {"label": last.label if last else row.version}
    raise BaseChanged(
        _("Another arrangement of this year came in between: %(label)s. Compare with it and propose anew.")
        % facts,
        since=[last] if last else [],
    )
