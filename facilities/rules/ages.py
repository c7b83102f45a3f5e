"""Ages of children in completed months, the bands of classes, and the birthday that moves a child out of its band.

Months end on the corresponding day or on the month's last one (民法典 art. 202): who was born on 29 February completes
a year on 28 February of a common year (domain 7.15).
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.periods import add_months


@dataclass(frozen=True)
class Band:
    """The ages of a kind of class, half-open: from_months <= age < to_months (domain 5)."""

    from_months: int
    to_months: int

    def __contains__(self, months: int) -> bool:
        return self.from_months <= months < self.to_months


def age_in_months(born_on: date, on: date) -> int:
    """Completed months on a day; negative before the birth."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    return months if add_months(born_on, months) <= on else months - 1


def outgrown_on(born_on: date, band: Band) -> date:
    """The day on which a child completes the band: 12 months leave an infant class."""
    return add_months(born_on, band.to_months)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def warned_from(born_on: date, band: Band) -> date:
    """From when a child that outgrew its class is warned of: the end of the month, never the birthday itself (U15)."""
    birthday = outgrown_on(born_on, band)
    return max(month_end(birthday), birthday + timedelta(days=1))


def outgrown(born_on: date, band: Band, on: date) -> bool:
    """Whether a child stands in the class of a band that it should have left by now."""
    return on >= warned_from(born_on, band)


def too_young(born_on: date, band: Band, on: date) -> bool:
    return age_in_months(born_on, on) < band.from_months
