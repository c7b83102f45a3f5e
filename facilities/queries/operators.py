"""Reading who operates a facility. Grants and invitations carry no wall; the facility they name does."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.enums import FacilityRole
from accounts.models import User
from facilities.enums import ENDED_STATES
from facilities.models import Facility, FacilityGrant, Invitation
from kernel import clock
from regions.scope import nation_scope

#: (facility_id, user_id) of those who operate on the day `%(today)s`: for statements over all facilities.
OPERATORS_SQL = """
    SELECT DISTINCT g.content_object_id AS facility_id, g.user_id
      FROM facilities_facilitygrant g JOIN accounts_user u ON u.id = g.user_id AND u.is_active
     WHERE g.granted_on <= %(today)s AND coalesce(g.until, %(today)s) >= %(today)s
"""


@dataclass(frozen=True)
class Colleague:
    """A person with their strongest role at a facility."""

    user_id: int
    name: str
    username: str
    role: FacilityRole
    since: object


def _grants(facility_id: int) -> QuerySet[FacilityGrant]:
    today = clock.today()
    return FacilityGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today),
        content_object_id=facility_id,
        granted_on__lte=today,
        user__is_active=True,
        permission__codename__in=FacilityRole.values,
    )


def colleagues(facility_id: int) -> list[Colleague]:
    """Who operates a facility today, managers first. One query."""
    found: dict[int, Colleague] = {}
    rows = _grants(facility_id).select_related("user", "permission").order_by("granted_on", "id")
    for grant in rows:
        role = FacilityRole(grant.permission.codename)
        if role == FacilityRole.MANAGER or grant.user_id not in found:
            user = grant.user
            found[user.pk] = Colleague(user.pk, user.name, user.username, role, grant.granted_on)
    return sorted(found.values(), key=lambda c: (c.role != FacilityRole.MANAGER, c.name))


def managers(facility_id: int) -> set[int]:
    """The users who manage a facility today."""
    rows = _grants(facility_id).filter(permission__codename=FacilityRole.MANAGER.value)
    return set(rows.values_list("user_id", flat=True))


def acts_for(user_id: int, facility_id: int) -> bool:
    """Whether a person holds a grant on a facility today, as its manager or clerk."""
    return _grants(facility_id).filter(user_id=user_id).exists()


def open_invitations(facility_id: int, now: datetime) -> list[Invitation]:
    """Invitations somebody may still accept, the newest first."""
    rows = Invitation.objects.filter(
        facility_id=facility_id, accepted_at=None, revoked_at=None, expires_at__gt=now
    )
    return list(rows.order_by("-id"))


def regions_operated(user_id: int) -> set[int]:
    """The regions of the facilities a person operates: who keeps their account must reach them all."""
    ids = FacilityGrant.objects.filter(
        user_id=user_id, permission__codename__in=FacilityRole.values
    ).values_list("content_object_id", flat=True)
    if not (held := list(ids)):
        return set()
    with nation_scope(reason="an account is kept by whoever reaches every facility it operates"):
        return set(Facility.objects.filter(pk__in=held).values_list("region_id", flat=True))


@dataclass(frozen=True)
class Offer:
    """What an invitation says to whoever holds its code."""

    facility_id: int
    facility: str
    role: FacilityRole
    inviter: str
    expires_at: datetime


def offer_of(digest: str, now: datetime) -> Offer | None:
    """The offer behind an invitation that can still be used; None for any other code."""
    row = Invitation.objects.filter(
        digest=digest, accepted_at=None, revoked_at=None, expires_at__gt=now
    ).first()
    if row is None or row.invited_by_id not in managers(row.facility_id):
        return None
    with nation_scope(reason="whoever holds an invitation sees the name of the facility"):
        facility = Facility.objects.filter(pk=row.facility_id).exclude(state__in=ENDED_STATES).first()
    if facility is None:
        return None
    inviter = User.objects.values_list("name", flat=True).get(pk=row.invited_by_id)
    return Offer(facility.pk, facility.name, FacilityRole(row.role), inviter, row.expires_at)
