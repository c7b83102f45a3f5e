"""Payment batches: built from approved claims, frozen with a digest, released by a third person."""

import hashlib
import json
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow, prove_presence
from accounts.workflow.factors import FactorNeeded, WrongCode
from accounts.workflow.rights import Place
from audit.models import Outcome
from audit.workflow import record
from kernel import clock
from regions.codes import ancestor
from regions.enums import Level
from registration.workflow.numbers import next_number
from subsidies.enums import BankResult, BatchState, ClaimState, JournalKind, RecoveryState
from subsidies.errors import SamePerson, WrongState
from subsidies.models import BatchLine, PayeeAccount, PaymentBatch, Recovery, SubsidyClaim
from subsidies.tables import BATCH
from subsidies.workflow.crediting import answered, reconcile_if_done
from subsidies.workflow.ledger import post
from subsidies.workflow.trail import fresh, kept


def locked_batch(batch_id: int) -> PaymentBatch:
    found: PaymentBatch = PaymentBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    return found


@transaction.atomic
def build_batch(
    *, by: Actor, region: int, programme: str, claim_ids: Sequence[int] | None = None
) -> PaymentBatch:
    """Put approved claims of one programme and district together; without `claim_ids` all that wait for payment.

    Raises DomainError where nothing waits or a facility has no confirmed account (`problems` names each).
    """
    district = ancestor(region, Level.DISTRICT)
    allow(by, Action.BATCH_BUILD, Place(district))
    claims = _waiting(district, programme, claim_ids)
    payees = _payees(claims)
    year, number = next_number(region=district, series="batch")
    batch = PaymentBatch.objects.create(
        region_id=district,
        programme=programme,
        number=f"{year}-{number:03d}",
        year=year,
        built_by_id=by.user_id,
        built_at=clock.now(),
    )
    rows = [_line(batch, n, claim, payees[claim.facility_id]) for n, claim in enumerate(claims, start=1)]
    BatchLine.objects.bulk_create(rows)
    record(
        by=by,
        event=BATCH.target("build", "").event,
        region=district,
        subject=batch,
        data={"lines": len(rows), "amount": sum(row.amount for row in rows)},
    )
    return batch


def _waiting(district: int, programme: str, claim_ids: Sequence[int] | None) -> list[SubsidyClaim]:
    rows = (
        SubsidyClaim.objects.select_for_update(of=("self",))
        .filter(district=district, programme=programme, state=ClaimState.APPROVED)
        .exclude(pk__in=BatchLine.objects.values("claim_id"))
        .order_by("facility_name", "id")
    )
    claims = list(rows if claim_ids is None else rows.filter(pk__in=claim_ids))
    if not claims or (claim_ids is not None and len(claims) != len(set(claim_ids))):
        raise DomainError(
            _("Only approved claims of one programme that are in no batch yet can be paid together."),
            code="NOTHING_TO_PAY",
        )
    return claims


def _payees(claims: Sequence[SubsidyClaim]) -> dict[int, PayeeAccount]:
    rows = PayeeAccount.objects.filter(
        facility_id__in={claim.facility_id for claim in claims},
        replaced_at=None,
        confirmed_at__isnull=False,
    )
    found = {row.facility_id: row for row in rows}
    missing = [claim for claim in claims if claim.facility_id not in found]
    if missing:
        problems = [
            DomainError(
                _("%(name)s has no confirmed account.") % {"name": claim.facility_name}, field=claim.number
            )
            for claim in missing
        ]
        raise DomainError(problems[0].message, code="PAYEE_MISSING", problems=problems)
    return found


def _line(batch: PaymentBatch, position: int, claim: SubsidyClaim, payee: PayeeAccount) -> BatchLine:
    assert claim.amount is not None
    return BatchLine(
        region_id=claim.region_id,
        facility_id=claim.facility_id,
        batch_id=batch.pk,
        claim_id=claim.pk,
        position=position,
        amount=claim.amount,
        net=claim.amount,
        shares=claim.shares,
        bank=payee.bank,
        holder=payee.holder,
        account_number=payee.account_number,
    )


@transaction.atomic
def freeze_batch(*, by: Actor, batch_id: int, version: int | None = None) -> PaymentBatch:
    """Nothing of the batch changes any more. What facilities owe is kept back, each level in its share."""
    batch = locked_batch(batch_id)
    allow(by, Action.BATCH_BUILD, batch)
    fresh(batch, version)
    step = BATCH.target("freeze", batch.state)
    lines = _lines(batch)
    if not lines:
        raise WrongState(_("The batch is empty."))
    owed = _owed({line.facility_id for line in lines}, batch.programme)
    for line in lines:
        line.offsets = _kept_back(owed.get(line.facility_id, {}), line.shares)
        line.net = line.amount - sum(line.offsets.values())
        line.save(update_fields=["offsets", "net"])
    batch.state, batch.digest = BatchState(step.target), digest_of(lines)
    batch.frozen_by_id, batch.frozen_at = by.user_id, clock.now()
    kept(
        batch,
        "state",
        "digest",
        "frozen_by",
        "frozen_at",
        by=by,
        event=step.event,
        data={"digest": batch.digest, "net": sum(line.net for line in lines)},
    )
    return batch


def _lines(batch: PaymentBatch) -> list[BatchLine]:
    rows = BatchLine.objects.select_for_update(of=("self",)).filter(batch_id=batch.pk)
    return list(rows.order_by("position"))


def digest_of(lines: Sequence[BatchLine]) -> str:
    """SHA-256 over position, claim, payee and amounts of every line. The account goes in as its sealed digits."""
    content = [
        [
            line.position,
            line.claim_id,
            line.facility_id,
            line.amount,
            line.net,
            sorted(line.shares.items()),
            sorted(line.offsets.items()),
            line.bank,
            line.holder,
            line.account_number.disclosed(to="the digest of the frozen batch"),
        ]
        for line in lines
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _owed(facilities: set[int], programme: str) -> dict[int, dict[str, int]]:
    """Facility → payer → fen still to come back. A facility's lines use it up in their order."""
    rows = Recovery.objects.filter(facility_id__in=facilities, state=RecoveryState.OPEN)
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        due = found.setdefault(row.facility_id, {})
        for payer, part in row.shares.items():
            due[payer] = due.get(payer, 0) + part - row.recovered.get(payer, 0)
    return found


def _kept_back(owed: dict[str, int], shares: dict[str, int]) -> dict[str, int]:
    found = {payer: min(part, owed.get(payer, 0)) for payer, part in shares.items()}
    for payer, part in found.items():
        owed[payer] = owed.get(payer, 0) - part
    return {payer: part for payer, part in found.items() if part}


@transaction.atomic
def release_batch(*, by: Actor, batch_id: int, code: str, version: int | None = None) -> PaymentBatch:
    """The payer, who neither built it nor passed or checked one of its claims, sends the batch to the bank.

    `code` is a fresh one of the payer's authenticator. Raises SamePerson, FactorNeeded, WrongCode, WrongState where
    anything differs from what was frozen.
    """
    batch = locked_batch(batch_id)
    allow(by, Action.PAYMENT_RELEASE, batch)
    fresh(batch, version)
    step = BATCH.target("release", batch.state)
    if by.user_id in (batch.built_by_id, batch.frozen_by_id):
        raise SamePerson(_("You built this batch; another person has to release it."))
    lines = _lines(batch)
    if digest_of(lines) != batch.digest:
        raise WrongState(_("The batch differs from what was frozen: dissolve it and build it anew."))
    claims = SubsidyClaim.objects.select_for_update(of=("self",)).in_bulk([line.claim_id for line in lines])
    if any(by.user_id in (c.made_by_id, c.checked_by_id, c.facts_by_id) for c in claims.values()):
        raise SamePerson(_("You passed a claim of this batch; another person has to release it."))
    if any(claim.state != ClaimState.APPROVED for claim in claims.values()):
        raise WrongState(_("A claim of this batch is no longer approved."))
    prove_presence(by=by, code=code)
    _offset(by, lines, claims)
    SubsidyClaim.objects.filter(pk__in=claims).update(paid_by_id=by.user_id)
    batch.state = BatchState(step.target)
    batch.released_by_id, batch.released_at = by.user_id, clock.now()
    kept(batch, "state", "released_by", "released_at", by=by, event=step.event, data={"digest": batch.digest})
    for line in lines:
        if not line.net:  # kept back whole: the bank has nothing to pay and will not answer
            answered(by=by, line=line, result=BankResult.PAID)
    return reconcile_if_done(by=by, batch=batch)


@transaction.atomic
def note_refused_code(*, by: Actor, batch_id: int, refusal: DomainError) -> None:
    """Put it on the trail that a release was refused for the code of the authenticator; another refusal is no concern of it.

    Called after the refused release was undone. The code itself is not kept.
    """
    if refusal.code not in (WrongCode.code, FactorNeeded.code):
        return
    batch = locked_batch(batch_id)
    data = {"code": refusal.code}
    record(
        by=by,
        event="batch.code_refused",
        region=batch.region_id,
        subject=batch,
        data=data,
        outcome=Outcome.REFUSED,
    )


def _offset(by: Actor, lines: Sequence[BatchLine], claims: dict[int, SubsidyClaim]) -> None:
    for line in lines:
        if not line.offsets:
            continue
        claim = claims[line.claim_id]
        key = f"offset:{line.pk}"
        post(by=by, kind=JournalKind.OFFSET, key=key, claim=claim, parts=line.offsets)
        _settle_recoveries(line.facility_id, dict(line.offsets))


def _settle_recoveries(facility_id: int, parts: dict[str, int]) -> None:
    rows = Recovery.objects.select_for_update(of=("self",)).filter(
        facility_id=facility_id, state=RecoveryState.OPEN
    )
    for row in rows.order_by("id"):
        for payer, due in row.shares.items():
            part = min(parts.get(payer, 0), due - row.recovered.get(payer, 0))
            row.recovered[payer] = row.recovered.get(payer, 0) + part
            parts[payer] = parts.get(payer, 0) - part
        close_if_settled(row)
    if any(parts.values()):
        raise WrongState(_("Meanwhile a facility paid back: dissolve the batch and build it anew."))


def close_if_settled(row: Recovery) -> None:
    """Saves what came back; all of it settles the recovery."""
    if sum(row.recovered.values()) == row.amount:
        row.state, row.settled_at = RecoveryState.SETTLED, clock.now()
    row.version += 1
    row.save(update_fields=["recovered", "state", "settled_at", "version"])


@transaction.atomic
def dissolve_batch(*, by: Actor, batch_id: int, reason: str, version: int | None = None) -> PaymentBatch:
    """Take a batch apart that nobody released; its claims can be paid in another one."""
    batch = locked_batch(batch_id)
    allow(by, Action.BATCH_BUILD, batch)
    fresh(batch, version)
    step = BATCH.target("dissolve", batch.state)
    if not reason.strip():
        raise DomainError(_("Say why the batch is taken apart."), field="reason")
    BatchLine.objects.filter(Q(batch_id=batch.pk)).delete()
    batch.state = BatchState(step.target)
    kept(batch, "state", by=by, event=step.event, reason=reason)
    return batch
