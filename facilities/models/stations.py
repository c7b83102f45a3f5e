"""Child growth stations (成长驿站): sites of a street that are no facilities, accepted jointly (OH 四(二)5)."""

from django.db import models
from django.db.models import Q

from accounts.models import Department
from facilities.enums import StationState, StationWorks
from facilities.models.life import the_person
from regions.models import Scoped, level_indexes, walls


class GrowthStation(Scoped):
    """One station. It counts, and may be subsidised, from the day on which all who must accept it did."""

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    works = models.CharField(max_length=9, choices=StationWorks.choices)
    area = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    built_on = models.DateField()
    state = models.CharField(max_length=8, choices=StationState.choices, default=StationState.BUILT)
    accepted_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [*level_indexes("station", "-built_on", "-id")]
        constraints = [
            *walls("station"),
            models.UniqueConstraint(fields=["id", "region"], name="station_tenant"),
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED") | Q(accepted_on__isnull=False), name="station_accepted_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StationAcceptance(Scoped):
    """What one department found on site. A later visit of the same department takes the place of its earlier one."""

    station = models.ForeignKey(
        GrowthStation, models.PROTECT, db_constraint=False, related_name="acceptances"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    visited_on = models.DateField()
    accepted = models.BooleanField()
    remark = models.CharField(max_length=500, blank=True)
    recorded_by = the_person()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walls("station_acceptance", parents=("station",)),
            models.CheckConstraint(condition=Q(accepted=True) | ~Q(remark=""), name="station_refused_why"),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.visited_on}"
