"""What comes back every year for each person is shown as its day draws near, not a year long."""

from datetime import date, timedelta

from django.db.models import Q

YEARLY = ("staff_health_check", "record_check")
_NEAR = timedelta(days=60)


def at_hand(today: date) -> Q:
    """The condition of duties that lists show: all but yearly renewals of people that are more than 60 days away."""
    return ~Q(rule__in=YEARLY, due_on__gt=today + _NEAR)
