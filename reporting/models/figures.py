"""Figures of divisions: what was touched, what each place adds, the sums at every level, what is entered, what is closed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from facilities.models.life import the_person
from regions.models import Scoped, walls
from reporting.enums import EnteredKind


def _count() -> "models.BigIntegerField[int, int]":
    return models.BigIntegerField(default=0)


class FigureTouch(Scoped):
    """Something of a facility (0: of none) was written: its figures are counted anew, and with `division` the division's own.

    Append-only, written by triggers in the scope of whoever writes; a fold takes the rows away.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField(default=0)
    division = models.BooleanField(default=False)

    class Meta:
        constraints = [*walls("touch", facility="facility_id")]

    def __str__(self) -> str:
        return f"{self.region_id}/{self.facility_id}"


class FigureSheet(Scoped):
    """What one facility (or, with 0, the division itself) adds to which measure on which day, as it was counted last.

    The three arrays belong together, item by item. Days to come stand in it too: a recognition that will end. `next_on`:
    the first day that the sums do not hold yet.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField(default=0)
    measures = ArrayField(models.SmallIntegerField())
    days = ArrayField(models.DateField())
    amounts = ArrayField(models.BigIntegerField())
    next_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_on"], condition=Q(next_on__isnull=False), name="figure_sheet_next")
        ]
        constraints = [
            *walls("figure_sheet", facility="facility_id"),
            models.UniqueConstraint(fields=["facility_id", "region"], name="figure_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}/{self.facility_id}"


class RegionFigure(Scoped):
    """The sums of a division at any level. `period` 0: everything until now; 2026: what that year added; 202605: that month.

    A column for each measure (reporting.enums.Measure); money in fen.
    """

    period = models.IntegerField()
    registered = _count()
    filed = _count()
    places = _count()
    universal = _count()
    universal_places = _count()
    public = _count()
    public_universal = _count()
    kindergartens = _count()
    covered_streets = _count()
    served_streets = _count()
    children = _count()
    caregivers = _count()
    certified = _count()
    stations = _count()
    overdue = _count()
    findings = _count()
    late_findings = _count()
    ratio_breaches = _count()
    breaches = _count()
    filings = _count()
    new_places = _count()
    push_due = _count()
    push_on_time = _count()
    filing_due = _count()
    filing_on_time = _count()
    receipt_due = _count()
    receipt_on_time = _count()
    notice_due = _count()
    notice_on_time = _count()
    inspections = _count()
    rectified_due = _count()
    rectified_on_time = _count()
    claims = _count()
    payments = _count()
    paid = _count()
    complaints = _count()
    complaints_answered = _count()

    class Meta:
        constraints = [
            *walls("region_figure"),
            models.UniqueConstraint(fields=["region", "period"], name="region_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period}"


class FigureState(models.Model):
    """How far the sums are: one row for the platform, no tenant's. `folded_to`: the day until which they hold.

    `differences`: how many sums the last rebuild had to put right; `differed_at`: when that last happened.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    folded_at = models.DateTimeField(null=True)
    folded_to = models.DateField(null=True)
    rebuilt_at = models.DateTimeField(null=True)
    differences = models.IntegerField(default=0)
    differed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.folded_to}"


class EnteredFigure(Scoped):
    """A figure that no row of the platform gives: residents, a surveyed rate, a target. With the document it stands in.

    A correction is a new row; the old one keeps the moment at which it was replaced, and is never changed otherwise.
    """

    kind = models.CharField(max_length=10, choices=EnteredKind.choices)
    key = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=15, decimal_places=2)
    document = models.CharField(max_length=200)
    page = models.CharField(max_length=40, blank=True)
    entered_at = models.DateTimeField()
    entered_by = the_person()
    reason = models.CharField(max_length=300, blank=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["region", "year", "key"], name="entered_figure_year")]
        constraints = [
            *walls("entered_figure"),
            models.UniqueConstraint(fields=["id", "region"], name="entered_figure_tenant"),
            models.UniqueConstraint(
                fields=["region", "kind", "key", "year"],
                condition=Q(replaced_at__isnull=True),
                name="entered_figure_once",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="entered_figure_not_negative"),
            models.CheckConstraint(condition=~Q(document=""), name="entered_figure_has_document"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}: {self.value}"


class PeriodSnapshot(Scoped):
    """The figures of a division as they stood when a quarter was closed. Never changed: later ones are corrections.

    `period` is the last month, 202603. `standing`: measure → its sum at the end; `during`: measure → what the year had
    added by then; `entered`: key/year → the figure entered by then.
    """

    period = models.IntegerField()
    standing = models.JSONField()
    during = models.JSONField()
    entered = models.JSONField(default=dict)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walls("period_snapshot"),
            models.UniqueConstraint(fields=["region", "period"], name="period_snapshot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period}"
