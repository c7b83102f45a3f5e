"""What was found wrong, until it is put right: the order, its proofs, its way to other departments, the suspension."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from audit.personal.register import Personal
from documents.models import Paper, StoredFile
from facilities.enums import FacilityState
from facilities.models import KEPT_WITH_FACILITY
from facilities.models.life import of_facility, the_person
from inspections.enums import FindingState, Origin, ReferralState, Stage, SuspensionState
from inspections.models.visits import Visit, VisitItem
from policy.enums import Severity
from regions.models import Scoped, walls

_UNSETTLED = ["OPEN", "REPORTED"]
_BY_LEVEL = {
    "province": ["province"],
    "city": ["city"],
    "district": ["district"],
    "street": ["region"],
    "nation": [],
}


class Finding(Scoped):
    """One thing that a facility has to put right, by a day, under a clause. `office` follows it and has it rechecked.

    Who verifies is not who reported it as put right: the table says so too. `escalated_on`: the day on which the level
    above was told that it is overdue.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "problem": Personal("staff", "what was found, which may name somebody", KEPT_WITH_FACILITY),
        "report": Personal("staff", "what was put right, which may name somebody", KEPT_WITH_FACILITY),
    }

    facility = of_facility("findings")
    origin = models.CharField(max_length=9, choices=Origin.choices, default=Origin.VISIT)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, db_constraint=False, related_name="findings")
    item = models.ForeignKey(VisitItem, models.PROTECT, null=True, db_constraint=False, related_name="+")
    code = models.CharField(max_length=24, blank=True)
    text = models.JSONField(default=dict)
    problem = models.CharField(max_length=1000)
    severity = models.CharField(max_length=6, choices=Severity.choices)
    source = models.JSONField(default=dict)
    office = models.ForeignKey(Department, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=FindingState.choices, default=FindingState.OPEN)
    order_number = models.CharField(max_length=60, blank=True)
    order_paper = models.ForeignKey(Paper, models.PROTECT, null=True, db_constraint=False, related_name="+")
    ordered_at = models.DateTimeField()
    ordered_on = models.DateField()
    ordered_by = the_person()
    limit_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    extended = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    escalated_on = models.DateField(null=True)
    escalated_to = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    report = models.CharField(max_length=1000, blank=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = the_person()
    verified_at = models.DateTimeField(null=True)
    verified_by = the_person()
    outcome = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=[*columns, "due_on", "id"],
                    condition=Q(state__in=_UNSETTLED),
                    name=f"finding_open_{name}",
                )
                for name, columns in _BY_LEVEL.items()
            ),
            *(
                models.Index(
                    fields=[*columns, "-closed_on", "-id"],
                    condition=Q(state="CLOSED"),
                    name=f"finding_done_{name}",
                )
                for name, columns in _BY_LEVEL.items()
            ),
            models.Index(fields=["facility", "-ordered_on", "-id"], name="finding_facility"),
        ]
        constraints = [
            *walls("finding", facility="facility", parents=("facility", "visit", "item", "order_paper")),
            models.UniqueConstraint(fields=["id", "region"], name="finding_tenant"),
            models.CheckConstraint(
                condition=~Q(origin="VISIT") | Q(visit__isnull=False), name="finding_has_visit"
            ),
            models.CheckConstraint(
                condition=~Q(state="CLOSED")
                | (
                    Q(verified_by__isnull=False)
                    & Q(reported_by__isnull=False)
                    & ~Q(verified_by=F("reported_by"))
                    & Q(closed_on__isnull=False)
                ),
                name="finding_verified_by_another",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("ordered_on")), name="finding_dates"),
            # A recommended standard advises and is never a breach (domain 5).
            models.CheckConstraint(
                condition=~Q(severity="ADVICE") & ~Q(source__kind="standard"), name="finding_is_no_advice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.due_on}"


class FindingFile(Scoped):
    """A picture or paper of a finding: how it was, or how it was put right."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    finding = models.ForeignKey(Finding, models.PROTECT, db_constraint=False, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, db_constraint=False, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage.choices)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [*walls("finding_file", facility="facility_id", parents=("finding", "file"))]

    def __str__(self) -> str:
        return f"{self.finding_id}/{self.file_id}"


class FindingStep(Scoped):
    """What happened to a finding, for its timeline: every transition and nothing else. Never changed."""

    facility_field = "facility_id"
    personal: ClassVar = {
        "by_name": Personal("account", "who did what", KEPT_WITH_FACILITY),
        "text": Personal("staff", "what was said, which may name somebody", KEPT_WITH_FACILITY),
    }

    facility_id = models.BigIntegerField()
    finding = models.ForeignKey(Finding, models.PROTECT, db_constraint=False, related_name="steps")
    event = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    text = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["finding", "id"], name="finding_steps")]
        constraints = [*walls("finding_step", facility="facility_id", parents=("finding",))]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.event}"


class Referral(Scoped):
    """A finding given to another department, with a day of its own. The facility's own day runs on."""

    facility_field = "facility"

    facility = of_facility("+")
    finding = models.ForeignKey(Finding, models.PROTECT, db_constraint=False, related_name="referrals")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReferralState.choices, default=ReferralState.SENT)
    reason = models.CharField(max_length=500)
    due_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = the_person()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = the_person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["department", "state", "due_on", "id"], name="referral_office")]
        constraints = [
            *walls("referral", facility="facility", parents=("facility", "finding")),
            models.UniqueConstraint(fields=["id", "region"], name="referral_tenant"),
            models.UniqueConstraint(
                fields=["finding", "department"], condition=Q(state="SENT"), name="referral_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="ANSWERED") | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="referral_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} → {self.department_id}"


class Suspension(Scoped):
    """The order to suspend the service because a legal minimum is missed. `state_before`: where the facility stood."""

    facility_field = "facility"

    facility = of_facility("suspensions")
    finding = models.ForeignKey(Finding, models.PROTECT, db_constraint=False, related_name="suspensions")
    state = models.CharField(max_length=8, choices=SuspensionState.choices, default=SuspensionState.IN_FORCE)
    number = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)
    state_before = models.CharField(max_length=16, choices=FacilityState.choices)
    ordered_at = models.DateTimeField()
    ordered_by = the_person()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = the_person()
    lifted_because = models.CharField(max_length=500, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, db_constraint=False, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *walls("suspension", facility="facility", parents=("facility", "finding", "paper")),
            models.UniqueConstraint(fields=["id", "region"], name="suspension_tenant"),
            models.UniqueConstraint(
                fields=["facility"], condition=Q(state="IN_FORCE"), name="suspension_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(state="IN_FORCE") | (Q(lifted_at__isnull=False) & ~Q(lifted_because="")),
                name="suspension_lifted",
            ),
        ]

    def __str__(self) -> str:
        return self.number
