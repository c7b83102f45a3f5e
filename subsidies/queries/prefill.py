"""What the platform knows already for a claim: filed places, recognition, signed attendance. The operator adds the rest."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from facilities.enums import CareMode
from facilities.models import AttendanceMonth, AttendanceRow, Facility, UniversalRecognition
from facilities.queries.attendance import Attended, AttendedChild, attended
from kernel import clock
from policy.law import Programme
from regions.scope import nation_scope
from subsidies.enums import GRANTED, PAYING, ClaimState
from subsidies.models import ClaimLine, SubsidyClaim
from subsidies.queries.quoting import stacking_here

_DEAD = (ClaimState.REJECTED, ClaimState.WITHDRAWN)


def standing(facility: Facility) -> dict[str, Any]:
    """Since when the facility is filed and in which spans it was recognised as universal (K11: no record, no pay)."""
    filed = [[_text(facility.filed_on), _text(facility.ended_on)]] if facility.filed_on else []
    rows = UniversalRecognition.objects.filter(facility=facility).order_by("valid_from", "id")
    return {
        "filed": filed,
        "universal": [span for row in rows if (span := _span(row))],
        "filed_places": facility.places,
    }


def _span(row: UniversalRecognition) -> list[str | None] | None:
    end = row.valid_to
    if row.withdrawn_from is not None:
        end = min(end, row.withdrawn_from - timedelta(days=1))
    return [_text(row.valid_from), _text(end)] if end >= row.valid_from else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def open_months(facility: Facility, programme_id: str) -> list[date]:
    """Signed months that no living claim of the programme asks for yet, the oldest first."""
    signed = AttendanceMonth.objects.filter(facility=facility, state="SIGNED").order_by("month")
    taken = taken_months(facility.pk, programme_id)
    return [day for day in signed.values_list("month", flat=True) if f"{day:%Y-%m}" not in taken]


def taken_months(facility_id: int, programme_id: str) -> set[str]:
    """The months ("2025-02") for which a living claim of the programme asks."""
    claims = SubsidyClaim.objects.filter(facility_id=facility_id, programme=programme_id, corrects=None)
    subjects = claims.exclude(state__in=_DEAD).values_list("subject", flat=True)
    return {name for subject in subjects for name in subject.split("+")}


def operating_facts(facility: Facility, term: Programme, months: Iterable[date]) -> dict[str, Any]:
    """The facts of an operating claim from the signed attendance of months (their first days).

    Children whose contract the programme does not count are left out. Days at another facility are looked up in the
    whole country; what is told is only how many.
    """
    found = [attended(facility.pk, month) for month in sorted(months)]
    return {
        "claimed_on": clock.today().isoformat(),
        "facility": standing(facility),
        "months": [_month(facility, term, each) for each in found if each.signed],
    }


def _month(facility: Facility, term: Programme, month: Attended) -> dict[str, Any]:
    counted = term.texts("contract_kinds")
    children = [child for child in month.children if not counted or _care(child, counted) in counted]
    digests = [child.number_digest for child in children]
    elsewhere = days_elsewhere(facility.pk, month.month, digests)
    paid = paid_by_others(facility, term, month.month, digests)
    return {
        "month": f"{month.month:%Y-%m}",
        "service_days": month.service_days,
        "children": [
            {
                "ref": str(child.child_id),
                "born": child.born_on.isoformat(),
                "attended_days": child.days,
                "elsewhere_attended_days": elsewhere.get(child.number_digest, 0),
                "enrolled_from": min(stay.start for stay, _mode in child.spans).isoformat(),
                "enrolled_to": _text(_last(child.spans)),
                "care_mode": _care(child, counted),
                **({"paid_by": paid[child.number_digest]} if child.number_digest in paid else {}),
            }
            for child in children
        ],
    }


def _care(child: AttendedChild, counted: Collection[str]) -> str:
    """The fullest care of the contracts of a month; of those the programme counts, where there is one."""
    modes = {mode for _stay, mode in child.spans}
    order = [mode.value for mode in CareMode if mode in modes]
    return next((mode for mode in order if mode in counted), order[0])


def _last(spans: Iterable[tuple[Any, str]]) -> date | None:
    ends = [stay.end for stay, _mode in spans]
    return None if None in ends else max(ends)


def days_elsewhere(facility_id: int, month: date, digests: Collection[bytes]) -> dict[bytes, int]:
    """Digest of a child → days it came to another facility in a month; the most at one facility. One statement."""
    with nation_scope(reason="one child, one month, one facility: how many days elsewhere"):
        rows = (
            AttendanceRow.objects.filter(sheet__month=month, child__number_digest__in=list(digests))
            .exclude(facility_id=facility_id)
            .values_list("child__number_digest", "days")
        )
        found: dict[bytes, int] = {}
        for digest, days in rows:
            found[bytes(digest)] = max(found.get(bytes(digest), 0), int(days).bit_count())
        return found


def paid_by_others(
    facility: Facility, term: Programme, month: date, digests: Collection[bytes]
) -> dict[bytes, str]:
    """Digest of a child → the programme that pays its month already, anywhere; one that may not be paid beside first."""
    with nation_scope(reason="one child, one month, one programme: what pays it already"):
        rows = ClaimLine.objects.filter(
            child_digest__in=list(digests), month=month, code__in=list(PAYING), claim__state__in=GRANTED
        ).exclude(claim__programme=term.id)
        pairs = sorted(
            {(bytes(digest), name) for digest, name in rows.values_list("child_digest", "claim__programme")}
        )
    beside = stacking_here(facility.region_id, term, {name for _digest, name in pairs})
    found = {digest: name for digest, name in pairs if name in beside}
    return found | {digest: name for digest, name in pairs if name not in beside}


def places_paid(facility: Facility, programme_id: str) -> int:
    """Places that the facility, or one before it, was granted already: one place is paid once, ever (U40)."""
    with nation_scope(reason="a place is paid once, also across the facilities before this one"):
        chain, last = [facility.pk], facility.predecessor_id
        while last is not None and last not in chain:
            chain.append(last)
            last = Facility.objects.filter(pk=last).values_list("predecessor_id", flat=True).first()
        rows = SubsidyClaim.objects.filter(
            facility_id__in=chain,
            programme=programme_id,
            state__in=GRANTED,
        )
        return int(rows.aggregate(total=Sum("quantity"))["total"] or 0)
