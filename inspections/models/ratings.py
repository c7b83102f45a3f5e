"""The rating of a facility by one scheme: its items with the facility's own points, the panel, its scores, the decision."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from audit.personal.register import Personal
from documents.models import StoredFile
from facilities.models import KEPT_WITH_FACILITY
from facilities.models.life import of_facility, the_person
from inspections.enums import RatingState
from regions.models import Scoped, level_indexes, walls

_RUNNING = ["SELF", "SUBMITTED", "ASSESSING", "SCORED", "DECIDED"]


def _of_rating(name: str = "+") -> Any:
    return models.ForeignKey("inspections.Rating", models.PROTECT, db_constraint=False, related_name=name)


class Rating(Scoped):
    """One rating. It keeps the scheme it began with (`facts`: name, dimensions, lines of the grades, source, version).

    `points` is the mean of the panel, of `out_of`. `vetoed`: the items that a member of the panel found failed. `proposed`
    is the grade that points and veto give; the head may decide otherwise with a reason.
    """

    facility_field = "facility"

    facility = of_facility("ratings")
    scheme = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    office = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=RatingState.choices, default=RatingState.SELF)
    began_at = models.DateTimeField()
    began_by = the_person()
    out_of = models.PositiveSmallIntegerField()
    self_points = models.PositiveSmallIntegerField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    sent_back_because = models.CharField(max_length=500, blank=True)
    points = models.PositiveSmallIntegerField(null=True)
    vetoed = models.JSONField(default=list)
    proposed = models.CharField(max_length=8, blank=True)
    grade = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = the_person()
    published_on = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("rating", "state", "-id"),
            models.Index(fields=["facility", "-id"], name="rating_facility"),
            models.Index(fields=["valid_to"], condition=Q(state="PUBLISHED"), name="rating_valid"),
        ]
        constraints = [
            *walls("rating", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="rating_tenant"),
            models.UniqueConstraint(
                fields=["facility", "scheme"], condition=Q(state__in=_RUNNING), name="rating_running_once"
            ),
            models.UniqueConstraint(
                fields=["facility", "scheme"], condition=Q(state="PUBLISHED"), name="rating_published_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="PUBLISHED")
                | (
                    Q(published_on__isnull=False)
                    & Q(valid_to__isnull=False)
                    & Q(decided_by__isnull=False)
                    & ~Q(grade="")
                ),
                name="rating_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("published_on")), name="rating_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.facility_id}"


class RatingItem(Scoped):
    """One item as the rating began with it (`asked`), with the facility's own points and words."""

    facility_field = "facility_id"
    personal: ClassVar = {
        "self_note": Personal(
            "staff", "the facility's own words, which may name somebody", KEPT_WITH_FACILITY
        )
    }

    facility_id = models.BigIntegerField()
    rating = _of_rating("items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    dimension = models.CharField(max_length=20)
    asked = models.JSONField()
    most = models.PositiveSmallIntegerField()
    self_points = models.PositiveSmallIntegerField(null=True)
    self_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            *walls("rating_item", facility="facility_id", parents=("rating",)),
            models.UniqueConstraint(fields=["id", "region"], name="rating_item_tenant"),
            models.UniqueConstraint(fields=["rating", "code"], name="rating_item_once"),
            models.CheckConstraint(
                condition=Q(self_points=None) | Q(self_points__lte=F("most")), name="rating_item_points"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class RatingFile(Scoped):
    """A proof of one item."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    item = models.ForeignKey(RatingItem, models.PROTECT, db_constraint=False, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, db_constraint=False, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [*walls("rating_file", facility="facility_id", parents=("item", "file"))]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.file_id}"


class RatingAssessor(Scoped):
    """A member of the panel, for the department of their appointment. `submitted_at`: their scores are final."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    rating = _of_rating("assessors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *walls("rating_assessor", facility="facility_id", parents=("rating",)),
            models.UniqueConstraint(fields=["id", "region"], name="rating_assessor_tenant"),
            models.UniqueConstraint(fields=["rating", "user"], name="rating_assessor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id}/{self.user_id}"


class RatingScore(Scoped):
    """What one member of the panel gives one item."""

    facility_field = "facility_id"
    personal: ClassVar = {
        "note": Personal("staff", "an assessor's words, which may name somebody", KEPT_WITH_FACILITY)
    }

    facility_id = models.BigIntegerField()
    item = models.ForeignKey(RatingItem, models.PROTECT, db_constraint=False, related_name="scores")
    assessor = models.ForeignKey(RatingAssessor, models.PROTECT, db_constraint=False, related_name="scores")
    points = models.PositiveSmallIntegerField(null=True)
    failed = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            *walls("rating_score", facility="facility_id", parents=("item", "assessor")),
            models.UniqueConstraint(fields=["item", "assessor"], name="rating_score_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.points}"
