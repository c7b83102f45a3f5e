"""Proofs of a person: recorded once with their file, verified by the authority, withdrawn where they were wrong."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from documents.models import StoredFile
from kernel import clock
from staff.enums import CheckResult, ProofKind
from staff.errors import Refused, WrongState
from staff.models import Proof, StaffMember
from staff.queries.law import valid_until
from staff.workflow.checks import check_day, check_version, managed_member, on_trail
from staff.workflow.duties import renew_duties


@dataclass(frozen=True)
class Certificate:
    """What a paper says. `expires_on` only where it is printed; `result` of a record check; `hours` of a training."""

    kind: str
    issued_on: date
    expires_on: date | None = None
    grade: str = ""
    number: str = ""
    issuer: str = ""
    hours: int | None = None
    result: str = ""


@transaction.atomic
def record_proof(
    *, by: Actor, member_id: int, certificate: Certificate, file: StoredFile | None = None
) -> Proof:
    """Note a proof; until when it holds follows from the law of the place on the day of issue (CN-S1).

    A record that was found keeps the person from counting at once (MPL art. 62). Raises NotAllowed, Refused.
    """
    member = managed_member(by, member_id)
    check_certificate(certificate)
    if file is not None and (file.facility_id != member.facility_id or not file.usable):
        raise Refused(_("This file cannot be used."), code="FILE", field="file")
    row = proof_row(member, certificate, file)
    row.save()
    on_trail(by, "proof.recorded", row, kind=row.kind, valid_to=str(row.valid_to or ""), result=row.result)
    renew_duties(by=by, member=member, kind=row.kind, event="proof.recorded")
    return row


@transaction.atomic
def withdraw_proof(*, by: Actor, proof_id: int, reason: str, version: int | None = None) -> Proof:
    """A proof that was entered wrongly counts no more; the row and its reason stay."""
    row = _locked(by, proof_id, version)
    if not reason.strip():
        raise Refused(_("Say why."), code="REASON", field="reason")
    row.withdrawn_at, row.withdrawal_reason = clock.now(), reason.strip()[:200]
    row.version += 1
    row.save(update_fields=["withdrawn_at", "withdrawal_reason", "version"])
    on_trail(by, "proof.withdrawn", row, kind=row.kind)
    renew_duties(by=by, member=row.member, kind=row.kind, event="proof.withdrawn")
    return row


@transaction.atomic
def verify_proof(*, by: Actor, proof_id: int, verified_on: date, version: int | None = None) -> Proof:
    """The authority compared the certificate with the register that issued it, on a day. Raises NotAllowed, Stale."""
    row: Proof = Proof.objects.select_for_update(of=("self",)).get(pk=proof_id)
    allow(by, Action.PROOF_VERIFY, row)
    check_version(row, version)
    if row.withdrawn_at is not None:
        raise WrongState(_("This proof was withdrawn."))
    if not row.issued_on <= verified_on <= clock.today():
        raise Refused(
            _("Verified between the day of issue and today."), code="VERIFIED_ON", field="verified_on"
        )
    row.verified_on, row.verified_by_id = verified_on, by.user_id
    row.version += 1
    row.save(update_fields=["verified_on", "verified_by", "version"])
    on_trail(by, "proof.verified", row, kind=row.kind)
    return row


def acknowledge_conduct(
    *, by: Actor, member_id: int, signed_on: date, file: StoredFile | None = None
) -> Proof:
    """The person signed the conduct rules on a day: once a year (CN-S8)."""
    return record_proof(
        by=by, member_id=member_id, certificate=Certificate(ProofKind.CONDUCT, signed_on), file=file
    )


def proof_row(member: StaffMember, said: Certificate, file: StoredFile | None = None) -> Proof:
    """The row of a checked certificate, not saved."""
    return Proof(
        region_id=member.region_id,
        facility_id=member.facility_id,
        member=member,
        kind=said.kind,
        grade=said.grade.strip()[:60],
        number=said.number.strip(),
        issuer=said.issuer.strip()[:120],
        issued_on=said.issued_on,
        expires_on=said.expires_on,
        valid_to=valid_until(member.region_id, said.kind, said.issued_on, said.expires_on),
        hours=said.hours,
        result=said.result,
        file=file,
    )


def check_certificate(said: Certificate) -> None:
    """Raise Refused for days that cannot be, or a record check without its result."""
    check_day(said.issued_on, field="issued_on", latest=clock.today())
    if said.expires_on is not None and said.expires_on < said.issued_on:
        raise Refused(_("It expires before it was issued."), code="EXPIRES_BEFORE", field="expires_on")
    if said.kind == ProofKind.RECORD_CHECK and said.result not in CheckResult.values:
        raise Refused(_("Say what the check found."), code="RESULT", field="result")
    if said.kind != ProofKind.RECORD_CHECK and said.result:
        raise Refused(_("Only a record check has a result."), code="RESULT", field="result")


def _locked(by: Actor, proof_id: int, version: int | None) -> Proof:
    member_id = Proof.objects.values_list("member_id", flat=True).get(pk=proof_id)
    managed_member(by, member_id)
    row: Proof = Proof.objects.select_for_update(of=("self",)).select_related("member").get(pk=proof_id)
    check_version(row, version)
    if row.withdrawn_at is not None:
        raise WrongState(_("This proof was withdrawn."))
    return row
