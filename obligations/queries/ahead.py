"""What comes back every year is shown as its day draws near, not a year long."""

from datetime import date, timedelta

from django.db.models import Q

YEARLY = ("staff_health_check", "record_check")
#: Duties of a whole period of a facility or a place.
RECURRING = (
    "instructor_visit",
    "instructor_lecture",
    "instructor_review",
    "parenting_groups",
    "staff_training",
    "annual_inspection",
    "practice_revalidation",
)
_NEAR = timedelta(days=60)


def at_hand(today: date) -> Q:
    """The condition of duties that lists show: all but what comes back by the period and is more than 60 days away."""
    return ~Q(rule__in=(*YEARLY, *RECURRING), due_on__gt=today + _NEAR)
