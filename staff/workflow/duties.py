"""The yearly duties that a person's proofs bring: health check and record check (DL-13, DL-14)."""

from collections import defaultdict
from collections.abc import Sequence

from accounts.actors import Actor
from kernel import clock
from obligations.models import Obligation
from obligations.workflow import (
    Opening,
    cancel,
    cancel_rows,
    open_all,
    open_rows,
    settle_all,
    supersede_all,
)
from staff.enums import CheckResult, ProofKind
from staff.models import Proof, StaffMember
from staff.queries.law import demand


def renew_duties(*, by: Actor, member: StaffMember, kind: str, event: str) -> None:
    """The duty to renew a kind of proof of one person: see `renew_all`."""
    _renew(by, [member], kind, event)


def renew_all(*, by: Actor, members: Sequence[StaffMember], event: str) -> None:
    """The duties of people who work at one facility (again): a handful of statements, however many people.

    The duty to renew a kind of proof follows the proof that holds longest; a later one settles the duty before. The
    facility owes it until the last day of the proof. Without a proof, or with a record found, nothing can be renewed.
    """
    for kind in RENEWED:
        _renew(by, members, kind, event)


def drop_duties(*, by: Actor, member: StaffMember, event: str) -> None:
    """Somebody who works there no longer needs no proof renewed."""
    for rule in RENEWALS:
        cancel(by=by, subject=member, rule=rule, event=event)


def _renew(by: Actor, members: Sequence[StaffMember], kind: str, event: str) -> None:
    asked = demand(members[0].region_id, kind, clock.today()) if members else None
    if asked is None or not asked.renewed_by:
        return
    rule, held, open_now = asked.renewed_by, _longest(members, kind), open_rows(members, asked.renewed_by)
    fallen: list[Obligation] = []
    done: list[Obligation] = []
    replaced: list[Obligation] = []
    openings: list[Opening] = []
    for member in members:
        proof, before = held.get(member.pk), open_now.get(member.pk)
        if proof is None or proof.valid_to is None:
            fallen += [before] if before else []
            continue
        if before is not None and before.due_on == proof.valid_to:
            continue
        if before is not None:
            later = before.due_on is None or before.due_on < proof.valid_to
            (done if later else replaced).append(before)
        openings.append(_opening(member, rule, proof, before))
    cancel_rows(by=by, rows=fallen, event=event)
    settle_all(by=by, rows=done, event=event)
    supersede_all(by=by, rows=replaced, event=event)
    open_all(by=by, rule=rule, openings=openings)


def _opening(member: StaffMember, rule: str, proof: Proof, before: Obligation | None) -> Opening:
    return Opening(
        subject=member,
        trigger=proof.issued_on,
        trigger_event="staff_health_check_passed" if rule == "staff_health_check" else "record_check_done",
        facility_id=member.facility_id,
        named_day=proof.valid_to if proof.expires_on else None,
        counted=False,
        replaces=before,
    )


#: Duties of the law that concern one person, and the proofs that the law may have renewed.
RENEWALS = ("staff_health_check", "record_check")
RENEWED = (ProofKind.HEALTH_CERTIFICATE, ProofKind.RECORD_CHECK)


def _longest(members: Sequence[StaffMember], kind: str) -> dict[int, Proof]:
    """Person → the proof of a kind that holds longest; nobody whose last one found a record."""
    rows = Proof.objects.filter(
        member__in=[member.pk for member in members], kind=kind, withdrawn_at__isnull=True
    )
    of_each: dict[int, list[Proof]] = defaultdict(list)
    for row in rows.order_by("issued_on", "id"):
        of_each[row.member_id].append(row)
    return {
        number: max(proofs, key=lambda row: (row.valid_to is None, row.valid_to or row.issued_on))
        for number, proofs in of_each.items()
        if proofs[-1].result != CheckResult.HIT
    }
