"""The operator's side of a claim: start, fill in, submit (which freezes the facts), withdraw."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.workflow import record
from facilities.models import Child, Facility
from facilities.queries import locked
from kernel import clock
from policy.law import Programme, ProgrammeKind
from policy.queries import law_in_use, programme, versions
from registration.workflow.numbers import next_number
from subsidies.enums import GRANTED, LIVE_CLAIMS, ClaimState, Payer
from subsidies.errors import ClaimedAlready, WrongState
from subsidies.models import ClaimLine, SubsidyClaim
from subsidies.queries import locked_claim
from subsidies.queries.facts import facts_now
from subsidies.queries.quoting import quote
from subsidies.queries.subjects import PERIODIC, subject_of
from subsidies.rules import Quote
from subsidies.serializers.claims import read_claim
from subsidies.tables import CLAIM
from subsidies.workflow.activity import require_active
from subsidies.workflow.evidence import require_evidence
from subsidies.workflow.trail import fresh, kept

_DEAD = (ClaimState.REJECTED, ClaimState.WITHDRAWN)


@transaction.atomic
def start_claim(
    *, by: Actor, facility_id: int, programme_id: str, facts: Mapping[str, Any], subject: str = ""
) -> SubsidyClaim:
    """Open a draft, or return the one that is open for the same subject (months, works): twice starts nothing twice.

    What the platform knows is read and not taken from `facts` (`queries.facts`). Raises FactsRefused for months that
    cannot be claimed and for more places than filed, ClaimedAlready where a month or the places are on their way or
    decided, UnknownProgramme, NotAllowed.
    """
    facility = locked(facility_id)
    allow(by, Action.CLAIM_FILL, facility)
    term = programme(facility.region_id, programme_id)[-1]
    require_active(term)
    subject = subject or subject_of(term, facts)
    found = claim_on(facility, term, subject)
    if found is not None:
        if found.state == ClaimState.DRAFT and found.subject == subject:
            return found
        raise ClaimedAlready(
            _("This is claimed already: %(number)s.") % {"number": found.number or found.subject},
            claim=found.pk,
        )
    facts = facts_now(facility, programme_id, facts, typed=True)
    claim = SubsidyClaim.objects.create(
        region_id=facility.region_id,
        facility_id=facility.pk,
        facility_name=facility.name,
        programme=programme_id,
        subject=subject,
        facts=dict(facts),
        created_at=clock.now(),
        created_by_id=by.user_id,
    )
    record(
        by=by,
        event=CLAIM.target("start", "").event,
        region=claim.region_id,
        subject=claim,
        facility_id=facility.pk,
        data={"programme": programme_id, "subject": subject},
    )
    return claim


def claim_on(facility: Facility, term: Programme, subject: str, *, but: int = 0) -> SubsidyClaim | None:
    """The claim that already asks for something of a subject: the same one, one that shares a month with it, or one for
    places of which nobody has decided yet. `but`: a claim that does not count."""
    rows = SubsidyClaim.objects.filter(
        facility_id=facility.pk, programme=term.id, corrects__isnull=True
    ).exclude(state__in=_DEAD)
    rows = rows.exclude(pk=but).order_by("id")
    asked = set(subject.split("+"))
    found = [row for row in rows if asked & set(row.subject.split("+"))]
    if not found and term.kind == ProgrammeKind.ONE_OFF_PER_PLACE:
        found = [row for row in rows if row.state in LIVE_CLAIMS - GRANTED]
    return found[0] if found else None


@transaction.atomic
def fill_claim(
    *, by: Actor, claim_id: int, facts: Mapping[str, Any], version: int | None = None
) -> SubsidyClaim:
    """Keep what the operator typed. Raises FactsRefused and ClaimedAlready as `start_claim` does, WrongState, Stale."""
    claim = locked_claim(claim_id)
    allow(by, Action.CLAIM_FILL, claim)
    fresh(claim, version)
    if claim.state not in (ClaimState.DRAFT, ClaimState.RETURNED):
        raise WrongState(_("This claim was submitted; it cannot be changed."))
    term, facility = programme(claim.region_id, claim.programme)[-1], locked(claim.facility_id)
    subject = claim.subject if term.kind in PERIODIC else subject_of(term, facts)
    if (other := claim_on(facility, term, subject, but=claim.pk)) is not None:
        number = other.number or other.subject
        raise ClaimedAlready(_("This is claimed already: %(number)s.") % {"number": number}, claim=other.pk)
    claim.facts = facts_now(facility, claim.programme, facts, typed=True)
    claim.subject = subject
    kept(claim, "facts", "subject", by=by, event="claim.filled")
    return claim


@transaction.atomic
def submit_claim(*, by: Actor, claim_id: int, version: int | None = None) -> SubsidyClaim:
    """Freeze the facts and the law of this moment (attendance corrected since the draft counts), compute every line, and hand the claim to the health officer.

    Raises FactsRefused naming every path at fault, WrongState, Stale, NotAllowed, DomainError for a claim of nothing or
    without a paper the programme asks for.
    """
    claim = locked_claim(claim_id)
    allow(by, Action.CLAIM_SUBMIT, claim)
    fresh(claim, version)
    step = CLAIM.target("submit", claim.state)
    claim.facts = facts_now(locked(claim.facility_id), claim.programme, claim.facts)
    claim.law = versions()
    answer = settle_amount(claim)
    require_evidence(claim, programme(claim.region_id, claim.programme)[-1])
    claim.state = ClaimState(step.target)
    claim.submitted_at, claim.submitted_by_id = clock.now(), by.user_id
    claim.number = claim.number or next_claim_number(claim)
    fields = ("facts", "law", "state", "submitted_at", "submitted_by", "number", *AMOUNTS)
    kept(claim, *fields, by=by, event=step.event, data={"amount": claim.amount, "code": str(answer.code)})
    return claim


def next_claim_number(claim: SubsidyClaim) -> str:
    """The next number of the year in the district of a claim."""
    year, number = next_number(region=claim.region_id, series="claim")
    return f"{claim.programme}-{claim.district // 10**6}-{year}-{number:04d}"


AMOUNTS = ("code", "amount", "shares", "quantity", "simulated")


def settle_amount(claim: SubsidyClaim) -> Quote:
    """What the frozen facts give under the frozen law: amount, shares and lines, written anew. Raises FactsRefused."""
    with law_in_use(claim.law):
        term = programme(claim.region_id, claim.programme)[-1]
        answer = quote(claim.region_id, claim.programme, read_claim(term, claim.facts))
    if not answer.lines:
        raise DomainError(_("The claim has no line: nothing is claimed."), field="facts")
    claim.code, claim.amount, claim.simulated = answer.code, answer.amount, answer.simulated
    claim.shares = payers(answer.programme, answer)
    claim.lines.all().delete()
    digests = dict(Child.objects.filter(facility_id=claim.facility_id).values_list("id", "number_digest"))
    rows = [_line(claim, n, line, digests) for n, line in enumerate(answer.lines, start=1)]
    ClaimLine.objects.bulk_create(rows)
    claim.quantity = _quantity(answer)
    return answer


def _quantity(answer: Quote) -> int:
    """Places that are paid, or how many lines pay."""
    paying = [line for line in answer.lines if line.amount]
    fresh = [step.values[3] for line in paying for step in line.steps if step.key == "places"]
    return sum(int(str(number)) for number in fresh) if fresh else len(paying)


def payers(term: Programme, answer: Quote) -> dict[str, int]:
    """Who pays how much. Where the text names nobody the county pays (our reading; it adds up all the same)."""
    if answer.amount is None:
        return {}
    shares = answer.shares or {Payer.COUNTY.value: answer.amount}
    assert sum(shares.values()) == answer.amount, term.id
    return shares


def _line(claim: SubsidyClaim, position: int, line: Any, digests: Mapping[int, bytes]) -> ClaimLine:
    month, _slash, child = line.ref.partition("/")
    child_id = int(child) if child.isdigit() else None
    return ClaimLine(
        region_id=claim.region_id,
        facility_id=claim.facility_id,
        claim=claim,
        position=position,
        ref=line.ref,
        month=f"{month}-01" if len(month) == 7 and month[4] == "-" else None,
        child_id=child_id,
        child_digest=digests.get(child_id) if child_id is not None else None,
        code=line.code,
        amount=line.amount,
    )


@transaction.atomic
def withdraw_claim(*, by: Actor, claim_id: int, version: int | None = None) -> SubsidyClaim:
    """Take back a claim that nobody of the finance office has passed yet."""
    claim = locked_claim(claim_id)
    allow(by, Action.CLAIM_SUBMIT, claim)
    fresh(claim, version)
    step = CLAIM.target("withdraw", claim.state)
    claim.state = ClaimState(step.target)
    kept(claim, "state", by=by, event=step.event)
    return claim
