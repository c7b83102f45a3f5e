"""Every duty of a document becomes a row: owner, trigger, due date, the days counted, the clause, how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Department
from obligations.enums import DueStatus, Status
from regions.models import Scoped, walls


class Obligation(Scoped):
    """What is owed, by whom, until when, under which clause.

    The due date is derived from trigger, rule version and calendar version, and stored with the days that
    counted. `subject` is what the duty is about (a filing, a registration). `moved_from`, `moved_at` and `moved_by`: the
    date announced before, and the arrangement of working days that last changed it or made it firm; `moved_counted` is
    the day that arrangement gives, earlier than `due_on` where a facility keeps its announced date.
    """

    facility_field = "facility"

    facility = models.ForeignKey(
        "facilities.Facility", models.PROTECT, null=True, db_constraint=False, related_name="obligations"
    )
    rule = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    owner_kind = models.CharField(max_length=20)
    owner = models.ForeignKey(Department, models.PROTECT, null=True, related_name="obligations")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    trigger_event = models.CharField(max_length=60)
    trigger_at = models.DateTimeField()
    trigger_on = models.DateField()
    days = models.SmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    due_status = models.CharField(max_length=14, choices=DueStatus.choices)
    missing_years = models.JSONField(default=list)
    counted_days = models.JSONField(default=list)
    source = models.JSONField(default=dict)
    pack = models.CharField(max_length=12)
    pack_version = models.CharField(max_length=40)
    calendar_version = models.CharField(max_length=40, blank=True)

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_on = models.DateField(null=True)
    settled_event = models.CharField(max_length=60, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, db_constraint=False, related_name="replaced_by"
    )
    moved_from = models.DateField(null=True)
    moved_at = models.DateTimeField(null=True)
    moved_by = models.CharField(max_length=12, blank=True)
    moved_counted = models.DateField(null=True)
    urged_at = models.DateTimeField(null=True)
    urged_count = models.SmallIntegerField(default=0)

    class Meta:
        indexes = [
            *(
                models.Index(fields=[*cols, "due_on", "id"], condition=Q(status="OPEN"), name=f"due_{name}")
                for name, cols in {
                    "province": ["province"],
                    "city": ["city"],
                    "district": ["district"],
                    "street": ["region"],
                    "nation": [],
                    "owner": ["owner"],
                    "facility": ["facility"],
                }.items()
            ),
            models.Index(fields=["subject_type", "subject_id"], name="due_subject"),
            *(
                models.Index(
                    fields=[*cols, "-moved_at", "-id"],
                    condition=Q(moved_at__isnull=False),
                    name=f"moved_{name}",
                )
                for name, cols in {
                    "province": ["province"],
                    "city": ["city"],
                    "district": ["district"],
                    "street": ["region"],
                    "nation": [],
                    "facility": ["facility"],
                }.items()
            ),
            *(
                models.Index(
                    fields=[*cols, "-settled_on", "-id"], condition=~Q(status="OPEN"), name=f"done_{name}"
                )
                for name, cols in {
                    "province": ["province"],
                    "city": ["city"],
                    "district": ["district"],
                    "street": ["region"],
                    "nation": [],
                }.items()
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "region"], name="obligation_tenant"),
            *walls("obligation", facility="facility", parents=("facility", "replaces")),
            models.UniqueConstraint(
                fields=["region", "subject_type", "subject_id", "rule"],
                condition=Q(status="OPEN"),
                name="obligation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN", settled_at=None)
                | (~Q(status="OPEN") & Q(settled_at__isnull=False)),
                name="obligation_settled_pair",
            ),
            models.CheckConstraint(
                condition=Q(due_status__in=["FIRM", "PROVISIONAL"], due_on__isnull=False)
                | Q(due_status__in=["PROMPT", "NOT_COMPUTABLE"], due_on=None),
                name="obligation_due_coherent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_type}#{self.subject_id} {self.due_on or self.due_status}"


class Recount(models.Model):
    """One publication of working days, and how far the open due dates of the country have been counted anew.

    The row is the job. `cursor`: the last duty looked at in this pass; `pass_at`: when the pass began. The numbers say
    what became of the dates: later, earlier (an authority's only), the same day but firm now, and of these the facility's
    dates that were kept although an earlier one was counted.
    """

    labels = models.JSONField()
    created_at = models.DateTimeField()
    pass_at = models.DateTimeField(null=True)
    cursor = models.BigIntegerField(default=0)
    later = models.IntegerField(default=0)
    earlier = models.IntegerField(default=0)
    firm = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(finished_at=None), name="recount_waiting")]

    def __str__(self) -> str:
        return ", ".join(self.labels)

    @property
    def label(self) -> str:
        """The arrangement that was published; the last of several."""
        return str(self.labels[-1]) if self.labels else ""

    @property
    def moved(self) -> int:
        """Dates that changed or became firm."""
        return self.later + self.earlier + self.firm
