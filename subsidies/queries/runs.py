"""Reading monthly runs and what they proposed."""

from collections.abc import Mapping

from facilities.models import Facility
from regions.keyset import Page, cursor_of, page
from regions.models import Region
from subsidies.models import MonthlyRun, ProposedClaim
from subsidies.queries.prefill import taken_months

ORDER = ("-started_at", "-id")


def parts_of(region: int) -> list[int]:
    """The divisions right below a region, which a run takes one after the other; the region itself where none is."""
    below = Region.objects.filter(parent_id=region).exclude(level="street").order_by("id")
    return list(below.values_list("id", flat=True)) or [region]


def runs_page(query: Mapping[str, str]) -> Page:
    """The runs of the scope, the newest first."""
    return page(MonthlyRun.objects.all(), order=ORDER, cursor=cursor_of(query, MonthlyRun, ORDER))


def run_of(run_id: int) -> MonthlyRun:
    """Raises MonthlyRun.DoesNotExist outside the scope."""
    found: MonthlyRun = MonthlyRun.objects.get(pk=run_id)
    return found


def region_names(codes: list[int]) -> dict[int, str]:
    """Code → name."""
    return dict(Region.objects.filter(pk__in=codes).values_list("id", "name"))


def first_proposals(run_id: int, most: int) -> list[ProposedClaim]:
    """What a run proposed, the first that it wrote; at most so many."""
    return list(ProposedClaim.objects.filter(run_id=run_id).order_by("id")[:most])


def facility_names(ids: list[int]) -> dict[int, str]:
    """Facility id → name."""
    return dict(Facility.objects.filter(pk__in=ids).values_list("id", "name"))


def proposals_of(facility_id: int, programme: str) -> list[ProposedClaim]:
    """What was proposed to a facility and is not claimed yet, the oldest month first."""
    rows = ProposedClaim.objects.filter(facility_id=facility_id, programme=programme).order_by("month")
    taken = taken_months(facility_id, programme)
    return [row for row in rows if f"{row.month:%Y-%m}" not in taken]
