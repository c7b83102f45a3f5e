"""What is owed again and again: one row a duty and period, and the acts that count for it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from audit.personal.register import Personal
from documents.models import StoredFile
from facilities.models import KEPT_WITH_FACILITY, Facility
from facilities.models.life import the_person
from inspections.enums import ActResult, ActState, DutyState
from inspections.models.findings import Finding
from regions.models import Scoped, level_indexes, walls

_LEVELS = {"prov": ["province"], "city": ["city"], "dist": ["district"], "regi": ["region"], "nati": []}


def _maybe_of_facility(name: str) -> Any:
    return models.ForeignKey(Facility, models.PROTECT, null=True, db_constraint=False, related_name=name)


class DutyPeriod(Scoped):
    """A recurring duty in one period: of a facility, or without one of the place in `region`. `office` owes it, else the
    facility itself.

    Acts of `counts_from` to `last_on` count, or with `late` those that name the period. `starts_on` and `ends_on` are the
    whole period, `last_on` the last day of the duty by the text. `needed` and `done` are numbers of acts; surplus stays
    here and is not carried over.
    """

    facility_field = "facility"

    facility = _maybe_of_facility("duties")
    duty = models.CharField(max_length=12)
    rule = models.CharField(max_length=40)
    office = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    counts_from = models.DateField()
    last_on = models.DateField()
    due_on = models.DateField()
    needed = models.PositiveSmallIntegerField()
    done = models.PositiveIntegerField(default=0)
    late = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=DutyState.choices, default=DutyState.OPEN)
    source = models.JSONField(default=dict)
    pack = models.CharField(max_length=12)
    pack_version = models.CharField(max_length=40)
    opened_on = models.DateField()
    met_on = models.DateField(null=True)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, db_constraint=False, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("duty", "state", "last_on", "id"),
            models.Index(fields=["facility", "-starts_on", "-id"], name="duty_facility"),
            models.Index(fields=["duty", "starts_on", "state"], name="duty_period"),
            models.Index(fields=["last_on"], condition=Q(state__in=["OPEN", "MISSED"]), name="duty_running"),
        ]
        constraints = [
            *walls("duty", facility="facility", parents=("facility", "finding")),
            models.UniqueConstraint(fields=["id", "region"], name="duty_tenant"),
            models.UniqueConstraint(
                fields=["facility", "duty", "starts_on"],
                condition=Q(facility__isnull=False),
                name="duty_once_a_facility",
            ),
            models.UniqueConstraint(
                fields=["region", "duty", "starts_on"],
                condition=Q(facility__isnull=True),
                name="duty_once_a_place",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("counts_from")) & Q(counts_from__lte=F("last_on")),
                name="duty_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state="MET") | Q(done__gte=F("needed")), name="duty_met_is_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.starts_on}"


class DutyAct(Scoped):
    """Something that was done for a recurring duty: when, what, how often, by whom, with which paper.

    `period`: the one it was done for, where the text asks for one act a period. `client_key`: the form's own key, so that
    one act is recorded once. `because`: why it was entered so late.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "text": Personal("staff", "what was done, which may name somebody", KEPT_WITH_FACILITY),
    }

    facility = _maybe_of_facility("duty_acts")
    duty = models.CharField(max_length=12)
    period = models.ForeignKey(DutyPeriod, models.PROTECT, null=True, db_constraint=False, related_name="+")
    done_on = models.DateField()
    times = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=500)
    result = models.CharField(max_length=6, choices=ActResult.choices, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, db_constraint=False, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=ActState.choices, default=ActState.RECORDED)
    client_key = models.CharField(max_length=80, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = the_person()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = the_person()
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["facility", "duty", "-done_on", "-id"], name="act_facility"),
            models.Index(
                fields=["region", "duty", "-done_on", "-id"],
                condition=Q(facility__isnull=True),
                name="act_place",
            ),
        ]
        constraints = [
            *walls("duty_act", facility="facility", parents=("facility", "period", "file")),
            models.UniqueConstraint(fields=["id", "region"], name="duty_act_tenant"),
            models.UniqueConstraint(
                fields=["region", "duty", "client_key"], condition=~Q(client_key=""), name="duty_act_once"
            ),
            models.CheckConstraint(condition=Q(times__gte=1), name="duty_act_times"),
            models.CheckConstraint(
                condition=Q(state="RECORDED") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="duty_act_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.done_on}"
