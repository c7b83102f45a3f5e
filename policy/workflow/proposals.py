"""From a file to law by two persons: prepared, submitted, approved or returned, or withdrawn."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError, NotAllowed
from accounts.workflow import allow
from kernel import clock
from kernel.decision import refused
from policy.enums import ProposalKind, ProposalState
from policy.models import Proposal
from policy.tables import PROPOSAL
from policy.workflow import arrangements, versions
from policy.workflow.stamp import locked_stamp
from policy.workflow.trail import on_trail

OWN_PROPOSAL = refused(
    "OWN_PROPOSAL",
    _("You proposed this yourself; a second person decides."),
    remedy=_("Ask another policy administrator of your region or of a level above."),
)
NOT_YOURS = refused("NOT_YOURS", _("Only the person who prepared it can do this."))
#: What is done differently for a pack and for an arrangement.
_OF = {ProposalKind.PACK: versions, ProposalKind.CALENDAR: arrangements}


@transaction.atomic
def submit(
    *, by: Actor, proposal_id: int, document: str, reason: str, effective_on: date | None = None
) -> Proposal:
    """Hand a prepared proposal over to the second person.

    `effective_on` is for packs: the day it takes effect, today or later. Raises DomainError naming the field at fault.
    """
    locked_stamp()
    row = _locked(proposal_id)
    allow(by, Action.POLICY_PROPOSE, row)
    _own(by, row)
    step = PROPOSAL.target("propose", row.state)
    row.document, row.reason = document.strip() or row.document, reason.strip()
    if not row.document:
        raise DomainError(_("Name the document this rests on."), field="document")
    if not row.reason:
        raise DomainError(_("Say why the law changes."), field="reason")
    row.effective_on = effective_on
    _OF[ProposalKind(row.kind)].check(row)
    row.submitted_at = clock.now()
    return _moved(row, by, step.target, step.event)


@transaction.atomic
def approve(*, by: Actor, proposal_id: int) -> Proposal:
    """The second person agrees: the version is published, to hold from its day on; a day that has passed is today.

    Raises NotAllowed for the proposer, BaseChanged when another version came in between, PackRefused when the pack does
    not fit the packs around it any more.
    """
    locked_stamp()
    row = _locked(proposal_id)
    _second(by, row)
    step = PROPOSAL.target("approve", row.state)
    row.decided_by_id, row.decided_at = by.user_id, clock.now()
    _OF[ProposalKind(row.kind)].publish(row, by=by)
    return _moved(row, by, step.target, step.event)


@transaction.atomic
def send_back(*, by: Actor, proposal_id: int, reason: str) -> Proposal:
    """The second person does not agree and says why; nothing is published."""
    row = _locked(proposal_id)
    _second(by, row)
    step = PROPOSAL.target("return", row.state)
    if not reason.strip():
        raise DomainError(_("Say why, so that it can be mended."), field="reason")
    row.answer = reason.strip()
    row.decided_by_id, row.decided_at = by.user_id, clock.now()
    return _moved(row, by, step.target, step.event)


@transaction.atomic
def withdraw(*, by: Actor, proposal_id: int) -> Proposal:
    """Whoever prepared it takes it back, before anybody decided."""
    row = _locked(proposal_id)
    allow(by, Action.POLICY_PROPOSE, row)
    _own(by, row)
    step = PROPOSAL.target("withdraw", row.state)
    row.decided_by_id, row.decided_at = by.user_id, clock.now()
    return _moved(row, by, step.target, step.event)


def _locked(proposal_id: int) -> Proposal:
    found: Proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    return found


def _own(by: Actor, row: Proposal) -> None:
    if row.proposed_by_id is None or row.proposed_by_id != by.user_id:
        raise NotAllowed(NOT_YOURS)


def _second(by: Actor, row: Proposal) -> None:
    allow(by, Action.POLICY_APPROVE, row)
    if by.user_id is None or row.proposed_by_id == by.user_id:
        raise NotAllowed(OWN_PROPOSAL)


def _moved(row: Proposal, by: Actor, target: str, event: str, **data: Any) -> Proposal:
    row.state = ProposalState(target)
    row.save()
    on_trail(row, by, event, **data)
    return row
