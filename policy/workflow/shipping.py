"""What comes with the platform meets what was agreed on locally: the local decision stays until two persons change it."""

from datetime import date
from enum import Enum

from django.db import transaction

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from kernel import clock
from policy.enums import ProposalKind, ProposalState
from policy.loader.packs import PackFile
from policy.models import PackVersion, Proposal
from policy.queries.history import last_version
from policy.tables import PROPOSAL
from policy.workflow.packs import publish_pack
from policy.workflow.stamp import locked_stamp
from policy.workflow.trail import on_trail
from regions.codes import parse
from regions.scope import acting_in


class Shipped(Enum):
    KNOWN = "nothing to do"
    PUBLISHED = "published"
    PROPOSED = "waits for approval"


@transaction.atomic
def ship_pack(*, by: Actor, pack: PackFile) -> Shipped:
    """Publish a pack file of this code. A content that was published before is never published over a later one.

    Over a version that two persons agreed on it becomes a proposal, once.
    """
    allow(by, Action.POLICY_PUBLISH)
    locked_stamp()
    if PackVersion.objects.filter(code=pack.code, digest=pack.digest).exists():
        return Shipped.KNOWN
    last = last_version(pack.code)
    if last is None or last.approved_by_id is None:
        publish_pack(
            by=by,
            code=pack.code,
            content=pack.content,
            version=pack.version,
            digest=pack.digest,
            status=pack.status,
            valid_from=date.fromisoformat(pack.valid_from),
        )
        return Shipped.PUBLISHED
    return _propose(by, pack, last)


def _propose(by: Actor, pack: PackFile, last: PackVersion) -> Shipped:
    region = parse(pack.code)
    with acting_in(region, reason="the platform proposes what came with an update"):
        if Proposal.objects.filter(code=pack.code, digest=pack.digest, proposed_by=None).exists():
            return Shipped.KNOWN
        step = PROPOSAL.target("propose", "")
        row = Proposal.objects.create(
            region_id=region,
            kind=ProposalKind.PACK,
            code=pack.code,
            version=pack.version,
            digest=pack.digest,
            content=pack.content,
            file=pack.file,
            base=last.version,
            effective_on=max(clock.today(), last.effective_on),
            state=ProposalState(step.target),
            created_at=clock.now(),
            submitted_at=clock.now(),
        )
        on_trail(row, by, step.event)
    return Shipped.PROPOSED
