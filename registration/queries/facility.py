"""What registration knows of one facility."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields

from documents.models import Paper
from facilities.enums import FacilityState
from facilities.models import Facility
from facilities.rectifying import Rectification
from registration.enums import FilingState
from registration.models import Filing, NoncomplianceNotice, Registration
from registration.rules import RegistrationFacts


def filings_of(facility_id: int) -> list[Filing]:
    """The filings that were handed in, the newest first."""
    rows = Filing.objects.filter(facility_id=facility_id).exclude(submitted_at=None)
    return list(rows.select_related("reviewer").order_by("-created_at", "-id"))


def registrations_of(facility_id: int) -> list[Registration]:
    """What was pushed or stated, the newest first."""
    rows = Registration.objects.filter(facility_id=facility_id)
    return list(rows.select_related("registrar").order_by("-id"))


def facts_of(row: Registration, *, to: str) -> RegistrationFacts:
    """What a registration says, with its telephone number, which is disclosed `to` somebody for a reason."""
    names = [each.name for each in fields(RegistrationFacts) if each.name != "phone"]
    return RegistrationFacts(**{name: getattr(row, name) for name in names}, phone=row.phone.disclosed(to=to))


def papers_of(facility_id: int) -> list[Paper]:
    """The papers issued to the facility, the newest first."""
    return list(Paper.objects.filter(facility_id=facility_id).order_by("-id"))


def open_orders(facility_ids: Collection[int]) -> dict[int, list[Rectification]]:
    """Facility of the scope → the orders to rectify of its filings that are not closed, in one query."""
    rows = NoncomplianceNotice.objects.filter(facility_id__in=list(facility_ids), closed_at=None)
    found: dict[int, list[Rectification]] = defaultdict(list)
    for row in rows.select_related("filing").order_by("id"):
        text = "；".join(row.reasons)
        reported = row.filing.state == FilingState.RECHECK
        order = Rectification("notice", row.pk, text, row.rectify_by, reported=reported)
        found[row.facility_id].append(order)
    return found


def open_notice(facility_id: int) -> NoncomplianceNotice | None:
    """The newest order to rectify that is not closed."""
    rows = NoncomplianceNotice.objects.filter(facility_id=facility_id, closed_at=None)
    return rows.order_by("-id").first()


def state_by_filings(facility: Facility) -> FacilityState:
    """What its filings made of a facility: an open order to rectify and a passed verification outlive a pause."""
    states = set(Filing.objects.filter(facility=facility).values_list("state", flat=True))
    if states & {FilingState.NONCOMPLIANCE_NOTIFIED, FilingState.RECHECK}:
        return FacilityState.NONCOMPLIANT
    return FacilityState.FILED_VERIFIED if FilingState.VERIFIED in states else FacilityState.FILED
