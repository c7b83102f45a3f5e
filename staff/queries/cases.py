"""Cases and bans of the scope."""

from collections.abc import Mapping
from typing import Any

from regions import keyset
from regions.keyset import SIZE, Page, cursor_of
from staff.enums import BanState, CaseState
from staff.models import AbuseCase, Ban, CaseSubject

CASE_ORDER = ("-opened_on", "-id")
BAN_ORDER = ("-starts_on", "-id")


def cases_page(query: Mapping[str, str], *, state: str = "", size: int = SIZE) -> Page:
    """Cases, the newest first, with their facility and whom they name. Two queries."""
    rows = AbuseCase.objects.select_related("facility", "authority").prefetch_related("subjects")
    if state in CaseState.values:
        rows = rows.filter(state=state)
    return keyset.page(rows, order=CASE_ORDER, cursor=cursor_of(query, AbuseCase, CASE_ORDER), size=size)


def case(case_id: int) -> AbuseCase:
    found: AbuseCase = AbuseCase.objects.select_related(
        "facility", "authority", "opened_by", "closed_by"
    ).get(pk=case_id)
    return found


def open_case(facility_id: int) -> AbuseCase | None:
    """The oldest case about a facility that is open."""
    rows = AbuseCase.objects.filter(facility_id=facility_id, state=CaseState.OPEN)
    return rows.order_by("id").first()


def subjects_of(case_id: int) -> list[CaseSubject]:
    return list(CaseSubject.objects.filter(case_id=case_id).select_related("case").order_by("part", "id"))


def subject(subject_id: Any) -> CaseSubject | None:
    """The person of a case by a number typed into an address; None for anything else."""
    text = str(subject_id or "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return CaseSubject.objects.select_related("case").filter(pk=int(text)).first()


def bans_page(query: Mapping[str, str], *, state: str = "", size: int = SIZE) -> Page:
    """Bans, the newest first. One query."""
    rows = Ban.objects.select_related("authority", "proposed_by")
    if state in BanState.values:
        rows = rows.filter(state=state)
    return keyset.page(rows, order=BAN_ORDER, cursor=cursor_of(query, Ban, BAN_ORDER), size=size)


def ban(ban_id: int) -> Ban:
    found: Ban = Ban.objects.select_related(
        "authority", "document", "proposed_by", "decided_by", "revocation_proposed_by", "revoked_by"
    ).get(pk=ban_id)
    return found


def bans_of_case(case_id: int) -> list[Ban]:
    return list(Ban.objects.filter(case_id=case_id).order_by("id"))
