"""What changed since a claim was granted: the facts of today beside those that were frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from facilities.models import AttendanceCorrection, Child, Facility, UniversalRecognition
from policy.queries import law_in_use, programme
from subsidies.enums import GRANTED, ClaimState, RecoveryState
from subsidies.models import ClaimLine, CorrectionProposal, Recovery, SubsidyClaim
from subsidies.queries.facts import facts_now
from subsidies.queries.quoting import quote
from subsidies.queries.subjects import BY_MONTH
from subsidies.rules import Quote
from subsidies.serializers.claims import read_claim

_DECIDED_NOT = (ClaimState.REJECTED, ClaimState.WITHDRAWN)


@dataclass(frozen=True)
class Changed:
    """One line of a correction: what it gives today less what it was granted, in fen."""

    ref: str
    code: str
    amount: int

    @property
    def child_id(self) -> int:
        child = self.ref.partition("/")[2]
        return int(child) if child.isdigit() else 0


@dataclass(frozen=True)
class Change:
    """`granted`: the claim as it was corrected so far, up and down; `quote`: what today's facts give.

    What somebody ordered back by hand (fraud) is not part of it: no correction gives it back.
    """

    facts: dict[str, Any]
    quote: Quote
    granted: int
    lines: list[Changed]
    digests: Mapping[int, bytes]
    status_changed: bool
    undecided: bool

    @property
    def difference(self) -> int:
        """Fen that are owed more; negative: that have to come back."""
        return (self.quote.amount or 0) - self.granted


def change_of(claim: SubsidyClaim) -> Change | None:
    """Today's facts of a claim under the law that it was granted by; None for programmes whose facts people type.

    Raises FactsRefused. The claim is one that was granted, not a correction.
    """
    facility = Facility.objects.filter(pk=claim.facility_id).first()
    with law_in_use(claim.law):
        terms = programme(claim.region_id, claim.programme)
        if terms[-1].kind not in BY_MONTH or facility is None:
            return None
        facts = facts_now(facility, claim.programme, claim.facts) | {"claimed_on": claim.facts["claimed_on"]}
        answer = quote(claim.region_id, claim.programme, read_claim(terms[-1], facts))
    rows = SubsidyClaim.objects.filter(corrects=claim).exclude(state__in=_DECIDED_NOT)
    corrections = list(rows.defer("facts"))
    rows_back = Recovery.objects.filter(claim_id=claim.pk).exclude(state=RecoveryState.REFUSED)
    back = [row for row in rows_back if row.lines]
    before = _before([claim, *corrections], back)
    return Change(
        facts=facts,
        quote=answer,
        granted=sum(before.values()),
        lines=_lines(before, answer),
        digests=dict(Child.objects.filter(facility=facility).values_list("id", "number_digest")),
        status_changed=facts["facility"] != claim.facts["facility"],
        undecided=any(each.state not in GRANTED for each in corrections)
        or any(each.state == RecoveryState.ORDERED for each in back),
    )


def _before(claims: list[SubsidyClaim], back: list[Recovery]) -> dict[str, int]:
    """Line → fen as granted and corrected so far."""
    found: dict[str, int] = {}
    for ref, amount in ClaimLine.objects.filter(claim__in=claims).values_list("ref", "amount"):
        found[ref] = found.get(ref, 0) + (amount or 0)
    for row in back:
        for ref, amount in row.lines.items():
            found[ref] = found.get(ref, 0) - amount
    return found


def _lines(before: Mapping[str, int], answer: Quote) -> list[Changed]:
    now = {line.ref: (str(line.code), line.amount or 0) for line in answer.lines}
    gone = [Changed(ref, "NOT_FILED", -amount) for ref, amount in before.items() if ref not in now and amount]
    changed = [
        Changed(ref, code, amount - before.get(ref, 0))
        for ref, (code, amount) in now.items()
        if amount != before.get(ref, 0)
    ]
    return [*changed, *gone]


def changed_since_granted(most: int) -> list[SubsidyClaim]:
    """Granted claims of the scope whose attendance was corrected since they were submitted, or whose facility lost its
    standing, and that nobody has corrected: worth a look. One statement; at most so many."""
    of_facility = {"facility_id": OuterRef("facility_id")}
    corrected = AttendanceCorrection.objects.filter(corrected_at__gt=OuterRef("submitted_at"), **of_facility)
    lost = UniversalRecognition.objects.filter(withdrawn_from__isnull=False, **of_facility)
    ended = Facility.objects.filter(pk=OuterRef("facility_id"), ended_on__isnull=False)
    settled = Recovery.objects.filter(claim_id=OuterRef("pk")).exclude(state=RecoveryState.REFUSED)
    rows = (
        SubsidyClaim.objects.filter(state__in=[ClaimState.APPROVED, ClaimState.PAID], corrects=None)
        .filter(Exists(corrected) | Exists(lost) | Exists(ended))
        .exclude(Exists(settled))
        .exclude(Exists(CorrectionProposal.objects.filter(claim=OuterRef("pk"))))
        .exclude(Exists(SubsidyClaim.objects.filter(corrects=OuterRef("pk")).exclude(state__in=_DECIDED_NOT)))
    )
    return list(rows.defer("facts").order_by("-submitted_at", "-id")[:most])


_LATE = """
SELECT k.id, count(*)
FROM facilities_attendancecorrection c
JOIN facilities_attendancerow r ON r.id = c.row_id
JOIN facilities_attendancemonth s ON s.id = r.sheet_id
JOIN subsidies_subsidyclaim k ON k.facility_id = c.facility_id AND k.corrects_id IS NULL AND k.state = ANY(%s)
 AND c.corrected_at >= k.submitted_at AND strpos(k.subject, to_char(s.month, 'YYYY-MM')) > 0
LEFT JOIN subsidies_correctionproposal p ON p.claim_id = k.id
GROUP BY k.id, p.seen
HAVING count(*) <> COALESCE(p.seen, 0)
ORDER BY k.id
"""


def corrected_late() -> list[tuple[int, int]]:
    """Granted claims whose signed attendance was corrected after they were submitted, and how often; those whose proposal
    says so already are left out. One statement over the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_LATE, [[ClaimState.APPROVED.value, ClaimState.PAID.value]])
        found: list[tuple[int, int]] = cursor.fetchall()
    return found


def open_proposals(most: int) -> list[CorrectionProposal]:
    """Differences of the scope that nobody has settled, with their claims, the newest first; at most so many."""
    rows = CorrectionProposal.objects.filter(settled_at=None).exclude(difference=0)
    return list(rows.select_related("claim").defer("claim__facts").order_by("-found_at", "-id")[:most])
