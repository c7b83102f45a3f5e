"""What the platform knows already for a claim: filed places, recognition, signed attendance. The operator adds the rest."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from facilities.models import AttendanceMonth, AttendanceRow, Facility, UniversalRecognition
from facilities.queries.attendance import Attended, attended
from kernel import clock
from policy.law import Programme
from regions.scope import nation_scope
from subsidies.enums import ClaimState
from subsidies.models import SubsidyClaim
from subsidies.queries.subjects import BY_MONTH

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
    claims = SubsidyClaim.objects.filter(facility_id=facility.pk, programme=programme_id).exclude(
        state__in=_DEAD
    )
    taken = {name for subject in claims.values_list("subject", flat=True) for name in subject.split("+")}
    return [day for day in signed.values_list("month", flat=True) if f"{day:%Y-%m}" not in taken]


def operating_facts(facility: Facility, term: Programme, months: Iterable[date]) -> dict[str, Any]:
    """The facts of an operating claim from the signed attendance of months (their first days).

    Children whose contract the programme does not count are left out. Days at another facility are looked up in the
    whole country; what is told is only how many.
    """
    counted = set(term.texts("contract_kinds"))
    found = [attended(facility.pk, month) for month in sorted(months)]
    return {
        "claimed_on": clock.today().isoformat(),
        "facility": standing(facility),
        "months": [_month(facility.pk, each, counted) for each in found if each.signed],
    }


def facts_now(facility: Facility, term: Programme, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a claim as they are now: what the platform knows is read anew, what the operator typed stays.

    Months that are not signed here (children counted elsewhere) are left as they stand.
    """
    if term.kind not in BY_MONTH:
        return dict(facts)
    rows = facts.get("months")
    names = {row.get("month") for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    signed = AttendanceMonth.objects.filter(facility=facility, state="SIGNED").values_list("month", flat=True)
    months = [month for month in signed if f"{month:%Y-%m}" in names]
    return dict(facts) if len(months) != len(names) or not names else operating_facts(facility, term, months)


def _month(facility_id: int, month: Attended, counted: Collection[str]) -> dict[str, Any]:
    children = [
        child
        for child in month.children
        if not counted or any(care_mode in counted for _stay, care_mode in child.spans)
    ]
    elsewhere = days_elsewhere(facility_id, month.month, [child.number_digest for child in children])
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
            }
            for child in children
        ],
    }


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
            state__in=[ClaimState.CHECKING, ClaimState.APPROVED, ClaimState.PAID],
        )
        return int(rows.aggregate(total=Sum("quantity"))["total"] or 0)
