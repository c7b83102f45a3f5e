"""What a facility is found by: the table behind the search."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from facilities.models.facility import Facility
from regions.models import Scoped, walls
from regions.walls import NarrowedTo


class FacilitySearch(Scoped):
    """One row a facility: numbers of the pairs of characters of its name and address, and of its place (ADR 0015).

    Reading shows only rows that hold all marks the transaction asks for (`facilities.queries.search.ASKED`).
    """

    facility_field = "facility"

    facility = models.OneToOneField(
        Facility, models.CASCADE, primary_key=True, db_constraint=False, related_name="+"
    )
    marks = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["marks"], name="search_marks", fastupdate=False)]
        constraints = [
            *walls("search", facility="facility", parents=("facility",)),
            NarrowedTo(name="search_asked", version=1, column="marks", setting="tuoyu.asked"),
        ]

    def __str__(self) -> str:
        return str(self.facility_id)
