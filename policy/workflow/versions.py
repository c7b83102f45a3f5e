"""Proposing a version of a pack: from a file, or an earlier version again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.permissions import decide
from accounts.workflow import allow
from accounts.workflow.rights import Place
from kernel import clock
from policy.enums import ProposalKind, ProposalState
from policy.errors import BaseChanged, PackRefused
from policy.loader.packs import PackFile
from policy.loader.uploaded import code_of, uploaded_pack
from policy.loader.writing import written
from policy.models import PackVersion, Proposal
from policy.queries.history import last_contents, last_version, versions_since
from policy.tables import PROPOSAL
from policy.workflow.packs import FROM_EVER, append
from policy.workflow.trail import on_trail
from regions.codes import parse
from regions.models import Region


@transaction.atomic
def draft_pack(*, by: Actor, name: str, data: bytes) -> Proposal:
    """Prepare a proposal from a pack file, checked as it would stand among the packs in force.

    Raises PackRefused with file, line and reason; then nothing is kept.
    """
    allow(by, Action.POLICY_PROPOSE)
    code, line = code_of(name, data)
    region = parse(code)
    if not Region.objects.filter(pk=region).exists():
        reason = _("there is no division %(code)s") % {"code": code}
        raise PackRefused(str(reason), file=name, line=line)
    if not decide(by, Action.POLICY_PROPOSE, Place(region)):
        reason = _("the pack is of %(code)s, outside your region") % {"code": code}
        raise PackRefused(str(reason), file=name, line=line)
    pack = uploaded_pack(name, data, last_contents())
    last = last_version(code)
    if last is not None and last.digest == pack.digest:
        reason = _("the file says what version %(version)s says; nothing would change") % {
            "version": last.version
        }
        raise PackRefused(str(reason), file=name, line=1)
    return _draft(by, pack, last)


@transaction.atomic
def draft_again(*, by: Actor, version_id: int) -> Proposal:
    """Prepare a proposal with the content of an earlier version: going back is going on with a new version."""
    row = PackVersion.objects.get(pk=version_id)
    allow(by, Action.POLICY_PROPOSE, Place(parse(row.code)))
    last = last_version(row.code)
    if last is not None and last.digest == row.digest:
        raise DomainError(_("This is what the last version says; nothing would change."), code="SAME_CONTENT")
    pack = PackFile(row.code, row.content, row.digest, f"{row.code} {row.version}")
    return _draft(by, pack, last)


def _draft(by: Actor, pack: PackFile, last: PackVersion | None) -> Proposal:
    step = PROPOSAL.target("draft", "")
    row = Proposal(
        region_id=parse(pack.code),
        kind=ProposalKind.PACK,
        code=pack.code,
        version=pack.version,
        digest=pack.digest,
        content=pack.content,
        file=pack.file[:120],
        base=last.version if last else "",
        state=ProposalState(step.target),
        proposed_by_id=by.user_id,
        created_at=clock.now(),
    )
    row.save(force_insert=True)
    on_trail(row, by, step.event)
    return row


def check(row: Proposal) -> None:
    """Before a second person sees it. Raises DomainError naming the field at fault, or BaseChanged."""
    last = _unchanged_base(row)
    if row.effective_on is None:
        raise DomainError(_("Say from which day it takes effect."), field="effective_on")
    if row.effective_on < clock.today():
        raise DomainError(_("It takes effect today or later."), field="effective_on")
    if last is not None and row.effective_on < last.effective_on:
        raise DomainError(
            _("Version %(version)s takes effect on %(day)s; another one cannot begin before it.")
            % {"version": last.version, "day": last.effective_on},
            field="effective_on",
        )


def publish(row: Proposal, *, by: Actor) -> PackVersion:
    """Make an approved proposal a version."""
    last = _unchanged_base(row)
    checked = uploaded_pack(row.file or f"{row.code}.yaml", _as_file(row), last_contents())
    row.effective_on = max(
        row.effective_on or clock.today(), clock.today(), last.effective_on if last else FROM_EVER
    )
    version = PackVersion(
        code=row.code,
        version=row.version,
        digest=row.digest,
        content=row.content,
        valid_from=date.fromisoformat(checked.valid_from),
        status=checked.status,
        effective_on=row.effective_on,
        document=row.document,
        reason=row.reason,
        proposed_by_id=row.proposed_by_id,
        approved_by_id=row.decided_by_id,
    )
    append(version, by=by, proposal=row)
    row.version = version.version
    return version


def _as_file(row: Proposal) -> bytes:
    return written(row.content).encode()


def _unchanged_base(row: Proposal) -> PackVersion | None:
    last = last_version(row.code)
    if (last.version if last else "") == row.base:
        return last
    since = versions_since(row.code, row.base)
    names = _(", ").join(f"{each.version} ({each.effective_on})" for each in since)
    raise BaseChanged(
        _("Another version came in between: %(versions)s. Compare with it and propose anew.")
        % {"versions": names},
        since=since,
    )
