"""The yearly duties that a person's proofs bring: health check and record check (DL-13, DL-14)."""

from accounts.actors import Actor
from kernel import clock
from obligations.models import Obligation
from obligations.workflow import cancel, open_obligation, open_row, settle, supersede
from staff.enums import CheckResult, ProofKind
from staff.models import Proof, StaffMember
from staff.queries.law import demand


def renew_duties(*, by: Actor, member: StaffMember, kind: str, event: str) -> Obligation | None:
    """The duty to renew a kind of proof follows the proof that holds longest; a later one settles the duty before.

    The facility owes it until the last day of the proof. Without a proof, or with a record found, nothing can be renewed.
    """
    asked = demand(member.region_id, kind, clock.today())
    if asked is None or not asked.renewed_by:
        return None
    rule, proof = asked.renewed_by, _longest(member, kind)
    before = open_row(member, rule)
    if proof is None or proof.valid_to is None:
        cancel(by=by, subject=member, rule=rule, event=event)
        return None
    if before is not None and before.due_on == proof.valid_to:
        return before
    if before is not None and (before.due_on is None or before.due_on < proof.valid_to):
        settle(by=by, subject=member, rule=rule, event=event)
    else:
        supersede(by=by, subject=member, rule=rule, event=event)
    return open_obligation(
        by=by,
        rule=rule,
        subject=member,
        trigger=proof.issued_on,
        trigger_event="staff_health_check_passed" if rule == "staff_health_check" else "record_check_done",
        facility_id=member.facility_id,
        named_day=proof.valid_to if proof.expires_on else None,
        counted=False,
        replaces=before,
    )


def renew_all(*, by: Actor, member: StaffMember, event: str) -> None:
    """The duties of somebody who works there (again)."""
    for kind in RENEWED:
        renew_duties(by=by, member=member, kind=kind, event=event)


def drop_duties(*, by: Actor, member: StaffMember, event: str) -> None:
    """Somebody who works there no longer needs no proof renewed."""
    for rule in RENEWALS:
        cancel(by=by, subject=member, rule=rule, event=event)


#: Duties of the law that concern one person, and the proofs that the law may have renewed.
RENEWALS = ("staff_health_check", "record_check")
RENEWED = (ProofKind.HEALTH_CERTIFICATE, ProofKind.RECORD_CHECK)


def _longest(member: StaffMember, kind: str) -> Proof | None:
    rows = list(
        Proof.objects.filter(member=member, kind=kind, withdrawn_at__isnull=True).order_by("issued_on", "id")
    )
    if not rows or rows[-1].result == CheckResult.HIT:
        return None
    return next((row for row in rows if row.valid_to is None), None) or max(rows, key=lambda r: r.valid_to)
