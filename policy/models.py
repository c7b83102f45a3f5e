"""The law and the calendar as the platform runs on them. Shared by all tenants: it is public law, so no wall."""

from django.db import models
from django.db.models import Q

from policy.enums import DayKind, Status


class PackVersion(models.Model):
    """One version of the pack of a jurisdiction. Rows are never changed: a decision names the version it used."""

    code = models.CharField(max_length=6)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    valid_from = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices)
    current = models.BooleanField(default=True)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="pack_version_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(current=True), name="pack_current_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class CalendarVersion(models.Model):
    """One notice on the days off of a year. Kept for ever, so that any date can be counted as it was known then."""

    label = models.CharField(max_length=12, primary_key=True)
    year = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=60, blank=True)
    published_on = models.DateField(null=True)
    known_from = models.DateField()
    content = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["year", "known_from"], name="calendar_year_known")]

    def __str__(self) -> str:
        return self.label


class CalendarDay(models.Model):
    """The calendar in effect, one row a day. `ordinal`: working days up to and including the day.

    The n-th working day after d is the working day whose ordinal is that of d plus n: one join for any number of rows.
    """

    day = models.DateField(primary_key=True)
    working = models.BooleanField()
    ordinal = models.IntegerField()
    kind = models.CharField(max_length=8, choices=DayKind.choices)
    name = models.CharField(max_length=40, blank=True)
    published = models.BooleanField()
    version = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ordinal"], condition=Q(working=True), name="calendar_ordinal"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class LawStamp(models.Model):
    """One row, counted up by every publication: how a process sees that its copy of the law is old."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
