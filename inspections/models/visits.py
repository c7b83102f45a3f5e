"""One visit to one facility: who goes, what is asked, what was answered, who signed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Department
from audit.personal.register import Personal
from documents.models import Paper, StoredFile
from facilities.models import KEPT_WITH_FACILITY, Facility
from facilities.models.life import of_facility, the_person
from inspections.enums import Acknowledgement, Answer, InspectionKind, VisitState
from regions.models import Scoped, level_indexes, walls

_KEYS: dict[str, Any] = {"db_constraint": False, "related_name": "+"}


def _of_visit(name: str = "+") -> Any:
    return models.ForeignKey("inspections.Visit", models.PROTECT, db_constraint=False, related_name=name)


class Visit(Scoped):
    """A visit, or the facility's own check of itself. It keeps the checklist it started with: one `VisitItem` an item.

    `chosen` says why the facility was chosen: its points, or its place in the lot. `backdated_because` is set when the
    visit was entered on a later day. `client_key`: the phone's own key, so that one start is one visit.
    """

    facility_field = "facility"
    personal: ClassVar = {
        "acknowledged_by_name": Personal(
            "staff", "who signed or refused for the facility", KEPT_WITH_FACILITY
        ),
    }

    facility: models.ForeignKey[Facility, Facility] = of_facility("visits")
    plan_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=17, choices=InspectionKind.choices)
    state = models.CharField(max_length=9, choices=VisitState.choices, default=VisitState.PLANNED)
    office = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    planned_on = models.DateField()
    visited_on = models.DateField(null=True)
    backdated_because = models.CharField(max_length=300, blank=True)
    chosen = models.JSONField(default=dict)
    checklist = models.JSONField(default=dict)
    number = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(null=True)
    started_by = the_person()
    finished_at = models.DateTimeField(null=True)
    finished_by = the_person()
    summary = models.CharField(max_length=1000, blank=True)
    acknowledgement = models.CharField(max_length=7, choices=Acknowledgement.choices, blank=True)
    acknowledged_by_name = models.CharField(max_length=60, blank=True)
    acknowledged_note = models.CharField(max_length=500, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = the_person()
    cancelled_because = models.CharField(max_length=300, blank=True)
    client_key = models.CharField(max_length=80, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, **_KEYS)
    created_at = models.DateTimeField()
    created_by = the_person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("visit", "-planned_on", "-id"),
            models.Index(fields=["facility", "-planned_on", "-id"], name="visit_facility"),
            models.Index(fields=["plan_id"], condition=Q(plan_id__isnull=False), name="visit_plan"),
        ]
        constraints = [
            *walls("inspection_visit", facility="facility", parents=("facility", "paper")),
            models.UniqueConstraint(fields=["id", "region"], name="inspection_visit_tenant"),
            models.UniqueConstraint(
                fields=["facility", "client_key"], condition=~Q(client_key=""), name="visit_started_once"
            ),
            models.UniqueConstraint(
                fields=["facility", "plan_id"], condition=Q(plan_id__isnull=False), name="visit_planned_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["PLANNED", "CANCELLED"]) | Q(visited_on__isnull=False),
                name="visit_has_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="SELF_CHECK") | Q(office__isnull=False), name="visit_has_office"
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(kind="SELF_CHECK") | ~Q(acknowledgement=""),
                name="visit_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.planned_on}"


class VisitParty(Scoped):
    """A department that takes part in a joint visit, with its signature. The facility is open to its people `until` a day."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    visit = _of_visit("parties")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    until = models.DateField(null=True)
    opinion = models.CharField(max_length=500, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = the_person()

    class Meta:
        constraints = [
            *walls("visit_party", facility="facility_id", parents=("visit",)),
            models.UniqueConstraint(fields=["visit", "department"], name="visit_party_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.department_id}"


class VisitInspector(Scoped):
    """Somebody who goes on the visit, for the department of their appointment."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    visit = _of_visit("inspectors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["user", "-visit"], name="inspector_visits")]
        constraints = [
            *walls("visit_inspector", facility="facility_id", parents=("visit",)),
            models.UniqueConstraint(fields=["visit", "user"], name="visit_inspector_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.user_id}"


class VisitItem(Scoped):
    """One item of the checklist as the visit started with it (`asked`), and how it stands.

    `device` and `sequence` are those of the answer that stands; `version` counts the answers.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    visit = _of_visit("items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    asked = models.JSONField()
    office_kind = models.CharField(max_length=20)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    value = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    limit_days = models.PositiveSmallIntegerField(null=True)
    device = models.CharField(max_length=40, blank=True)
    sequence = models.BigIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    answered_by = the_person()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *walls("visit_item", facility="facility_id", parents=("visit",)),
            models.UniqueConstraint(fields=["id", "region"], name="visit_item_tenant"),
            models.UniqueConstraint(fields=["visit", "code"], name="visit_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.code}"


class VisitAnswer(Scoped):
    """Every answer that came in, with the key of the phone that sent it: what came twice is one row.

    `taken` is False for an answer that was older than the one that stood already.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    visit = _of_visit()
    item = models.ForeignKey(VisitItem, models.PROTECT, db_constraint=False, related_name="answers")
    key = models.CharField(max_length=80)
    device = models.CharField(max_length=40)
    sequence = models.BigIntegerField()
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    value = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    taken = models.BooleanField(default=True)
    said_at = models.DateTimeField()
    said_by = the_person()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walls("visit_answer", facility="facility_id", parents=("visit", "item")),
            models.UniqueConstraint(fields=["visit", "key"], name="visit_answer_once"),
        ]

    def __str__(self) -> str:
        return self.key


class VisitPhoto(Scoped):
    """A picture of an item with the time at which the phone took it."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    visit = _of_visit()
    item = models.ForeignKey(VisitItem, models.PROTECT, db_constraint=False, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, **_KEYS)
    key = models.CharField(max_length=80)
    taken_at = models.DateTimeField()
    taken_by = the_person()

    class Meta:
        constraints = [
            *walls("visit_photo", facility="facility_id", parents=("visit", "item", "file")),
            models.UniqueConstraint(fields=["visit", "key"], name="visit_photo_once"),
        ]

    def __str__(self) -> str:
        return self.key
