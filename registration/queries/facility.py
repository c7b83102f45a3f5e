"""What registration knows of one facility."""

from dataclasses import fields

from documents.models import Paper
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


def open_notice(facility_id: int) -> NoncomplianceNotice | None:
    """The newest order to rectify that is not closed."""
    rows = NoncomplianceNotice.objects.filter(facility_id=facility_id, closed_at=None)
    return rows.order_by("-id").first()
