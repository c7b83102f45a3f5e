"""Reading what has to come back."""

from subsidies.enums import RecoveryState
from subsidies.models import Recovery


def unsettled(most: int) -> list[Recovery]:
    """Ordered and open recoveries of the scope, the nearest day first; at most so many."""
    rows = Recovery.objects.exclude(state__in=[RecoveryState.REFUSED, RecoveryState.SETTLED])
    return list(rows.order_by("due_on", "id")[:most])


def recovery_here(recovery_id: int) -> Recovery:
    """A recovery of the scope. Raises Recovery.DoesNotExist."""
    found: Recovery = Recovery.objects.get(pk=recovery_id)
    return found


def debts_of(facility_id: int) -> list[Recovery]:
    """What a facility has to pay back now."""
    rows = Recovery.objects.filter(facility_id=facility_id, state=RecoveryState.OPEN)
    return list(rows.order_by("due_on", "id"))
