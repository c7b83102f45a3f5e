"""Attendance by month: which days the facility was open, which days each child came. Signed once, then corrected openly.

Days are one integer: bit 0 is the first of the month. `bit_count` of PostgreSQL and `int.bit_count` count them.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from audit.personal.register import Personal
from facilities.enums import MonthState
from facilities.models.children import Child
from facilities.models.life import of_facility, the_person
from regions.models import Scoped, level_indexes, walls

_KEPT = "ten years, as the ground of subsidies"


class AttendanceMonth(Scoped):
    """One facility, one month (`month` is its first day).

    `children`, `attended` (child-days) and `children_before` (of the month before, None if not signed) are written when
    the month is signed, and follow its corrections.
    """

    facility_field = "facility"
    personal: ClassVar = {"signer": Personal("head", "who signed the month", _KEPT)}

    facility = of_facility("attendance_months")
    month = models.DateField()
    service_days = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=6, choices=MonthState.choices, default=MonthState.OPEN)
    signer = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = the_person()
    children = models.PositiveIntegerField(default=0)
    attended = models.PositiveIntegerField(default=0)
    children_before = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = the_person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [*level_indexes("attendance", "-month", "-id")]
        constraints = [
            *walls("attendance", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="attendance_tenant"),
            models.UniqueConstraint(fields=["facility", "month"], name="attendance_month_once"),
            models.CheckConstraint(
                condition=Q(state="OPEN") | (Q(signed_at__isnull=False) & ~Q(signer="")),
                name="attendance_signed",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="attendance_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id} {self.month:%Y-%m}"


class AttendanceRow(Scoped):
    """The days one child came in one month, never more than the service days."""

    facility_field = "facility"
    personal: ClassVar = {"days": Personal("child", "attended days, the ground of subsidies", _KEPT)}

    facility = of_facility("attendance_rows")
    sheet = models.ForeignKey(AttendanceMonth, models.PROTECT, db_constraint=False, related_name="rows")
    child = models.ForeignKey(Child, models.PROTECT, db_constraint=False, related_name="attendance")
    days = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["child"], name="attendance_row_child")]
        constraints = [
            *walls("attendance_row", facility="facility", parents=("facility", "sheet", "child")),
            models.UniqueConstraint(fields=["id", "region"], name="attendance_row_tenant"),
            models.UniqueConstraint(fields=["sheet", "child"], name="attendance_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id}: {self.days:b}"


class AttendanceCorrection(Scoped):
    """What was put in the place of what after the month had been signed, by whom and why. Never changed."""

    facility_field = "facility"
    personal: ClassVar = {
        "days_before": Personal("child", "what had been signed", _KEPT),
        "days_after": Personal("child", "what holds", _KEPT),
    }

    facility = of_facility("attendance_corrections")
    row = models.ForeignKey(AttendanceRow, models.PROTECT, db_constraint=False, related_name="corrections")
    days_before = models.PositiveIntegerField()
    days_after = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    corrected_at = models.DateTimeField()
    corrected_by = the_person()

    class Meta:
        constraints = [
            *walls("attendance_correction", facility="facility", parents=("facility", "row")),
            models.CheckConstraint(condition=~Q(reason=""), name="attendance_correction_why"),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.corrected_at:%Y-%m-%d}"
