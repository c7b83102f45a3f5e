"""What the search for facilities looks into."""

from django.db import models

from facilities.models.facility import Facility
from regions.models import Scoped, walls


class FacilityGram(Scoped):
    """One pair of characters of a facility's name or address: equality on text is what the wall lets an index do."""

    facility_field = "facility"

    facility = models.ForeignKey(Facility, models.CASCADE, db_constraint=False, related_name="grams")
    gram = models.CharField(max_length=4)
    in_name = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["gram", name], name=f"gram_{name[:4]}")
            for name in ("province", "city", "district", "region")
        ]
        constraints = [
            *walls("gram", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["facility", "gram", "in_name"], name="gram_once"),
        ]

    def __str__(self) -> str:
        return self.gram
