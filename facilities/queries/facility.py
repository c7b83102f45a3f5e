"""Reading facilities. Everything but the grants runs inside the caller's scope."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet

from accounts.enums import FacilityRole
from facilities.enums import ENDED_STATES, INSPECT
from facilities.models import Facility, FacilityGrant, Premises
from kernel import clock
from regions.scope import nation_scope


def granted_facilities(user_id: int) -> Mapping[int, frozenset[FacilityRole]]:
    """The facilities a person operates today, with their roles. Read before the scope exists: one query."""
    rows = _grants(user_id).filter(permission__codename__in=FacilityRole.values)
    held = rows.values_list("content_object_id", "permission__codename")
    roles: dict[int, set[FacilityRole]] = defaultdict(set)
    for facility_id, codename in held:
        roles[facility_id].add(FacilityRole(codename))
    return {facility_id: frozenset(found) for facility_id, found in roles.items()}


def opened_facilities(user_id: int) -> frozenset[int]:
    """The facilities opened today to an official of another department, for a joint inspection. One query."""
    rows = _grants(user_id).filter(permission__codename=INSPECT)
    return frozenset(rows.values_list("content_object_id", flat=True))


def _grants(user_id: int) -> QuerySet[FacilityGrant]:
    today = clock.today()
    return FacilityGrant.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), user_id=user_id, granted_on__lte=today
    )


def locked(facility_id: int) -> Facility:
    """The facility, locked for a verb. Raises Facility.DoesNotExist outside the scope."""
    return Facility.objects.select_for_update(of=("self",)).get(pk=facility_id)


def live_with_uscc(uscc: str) -> Facility | None:
    """The facility that stands under a credit code anywhere in the country, cancelled ones aside.

    The caller may be told no more than that it exists.
    """
    with nation_scope(reason="one credit code, one facility: look across all places"):
        return Facility.objects.filter(uscc=uscc).exclude(state__in=ENDED_STATES).order_by("id").first()


def live_among(usccs: Collection[str]) -> dict[str, tuple[int, bool]]:
    """Which credit codes stand for a facility anywhere in the country: its region, and whether a push confirmed it.

    For checking many at once; what is said of another place is that it exists.
    """
    with nation_scope(reason="one credit code, one facility: look across all places"):
        rows = (
            Facility.objects.filter(uscc__in=list(usccs))
            .exclude(state__in=ENDED_STATES)
            .order_by("-id")
            .values_list("uscc", "region_id", "registration_confirmed")
        )
        return {uscc: (region, confirmed) for uscc, region, confirmed in rows}


def my_facilities() -> list[Facility]:
    """The facilities of the operator, those that ended last."""
    rows = Facility.objects.select_related("region").order_by("name", "id")
    return sorted(rows, key=lambda facility: facility.ended_on is not None)


def facility_here(facility_id: int) -> Facility:
    """A facility of the scope. Raises Facility.DoesNotExist."""
    found: Facility = Facility.objects.get(pk=facility_id)
    return found


def premises_of(facility_id: int) -> Premises | None:
    """What a facility stated of its premises; None while it stated nothing."""
    return Premises.objects.filter(facility_id=facility_id).first()


def facility_names(facility_ids: Collection[int | None]) -> dict[int, str]:
    """Facility of the scope → its name. One query, none without facilities."""
    wanted = [number for number in facility_ids if number is not None]
    return dict(Facility.objects.filter(pk__in=wanted).values_list("id", "name")) if wanted else {}
