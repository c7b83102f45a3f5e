"""The children of a facility: who they are (sealed), that their guardians agreed, and when they were in which class."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from audit.personal.fields import BlindIndex, SealedText
from audit.personal.register import Personal
from documents.models import StoredFile
from facilities.enums import CareMode, HealthCheckKind, IdKind, LeavingReason, Sex
from facilities.models.life import ClassGroup, of_facility, the_person
from kernel.masking import mask_name, mask_number, mask_phone
from regions.models import Scoped, level_indexes, walls

_KEPT = "three years after the child left the facility"


class Child(Scoped):
    """A child at one facility. The same child elsewhere has the same `number_digest` and nothing else in common."""

    facility_field = "facility"
    personal: ClassVar = {
        "name": Personal("child", "who is cared for", _KEPT),
        "born_on": Personal("child", "age bands of classes, subsidies under three", _KEPT),
        "sex": Personal("child", "part of the identity", _KEPT),
        "id_number": Personal("child", "one child, one month, one facility", _KEPT),
        "number_digest": Personal("child", "the same child at two facilities", _KEPT),
        "name_digest": Personal("child", "a number that stands under another name", _KEPT),
        "guardian_name": Personal("guardian", "who agreed, whom to call", _KEPT),
        "guardian_phone": Personal("guardian", "whom to call", _KEPT),
    }

    facility = of_facility("children")
    name = SealedText(mask=mask_name)
    born_on = models.DateField()
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    id_kind = models.CharField(max_length=17, choices=IdKind.choices)
    id_number = SealedText(mask=mask_number)
    number_digest = BlindIndex()
    name_digest = BlindIndex()
    guardian_name = SealedText(mask=mask_name)
    guardian_phone = SealedText(mask=mask_phone)
    consented_on = models.DateField()
    consent_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    consent_withdrawn_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["number_digest"], name="child_number"),
            models.Index(fields=["facility", "-id"], name="child_facility"),
        ]
        constraints = [
            *walls("child", facility="facility", parents=("facility", "consent_file")),
            models.UniqueConstraint(fields=["id", "region"], name="child_tenant"),
            models.UniqueConstraint(fields=["facility", "number_digest"], name="child_once"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class HealthCheck(Scoped):
    """That a child's health was checked and passed or not; never what was found (domain 8.3, N58M art. 11)."""

    facility_field = "facility"
    personal: ClassVar = {"passed": Personal("child", "whether the child may enter or come back", _KEPT)}

    facility = of_facility("health_checks")
    child = models.ForeignKey(Child, models.PROTECT, db_constraint=False, related_name="health_checks")
    kind = models.CharField(max_length=6, choices=HealthCheckKind.choices)
    done_on = models.DateField()
    passed = models.BooleanField()
    vaccinations_seen = models.BooleanField(default=False)
    recorded_by = the_person()

    class Meta:
        constraints = [
            *walls("health_check", facility="facility", parents=("facility", "child")),
            models.UniqueConstraint(fields=["child", "kind", "done_on"], name="health_check_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done_on}"


class Enrolment(Scoped):
    """A child in a class between two days, both included. One child's enrolments never overlap (the verb holds it)."""

    facility_field = "facility"

    facility = of_facility("enrolments")
    child = models.ForeignKey(Child, models.PROTECT, db_constraint=False, related_name="enrolments")
    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, db_constraint=False, related_name="enrolments"
    )
    care_mode = models.CharField(max_length=8, choices=CareMode.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    leaving_reason = models.CharField(max_length=15, choices=LeavingReason.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["facility", "ends_on", "id"], name="enrolment_facility"),
            models.Index(fields=["child", "starts_on"], name="enrolment_child"),
            models.Index(fields=["class_group", "ends_on"], name="enrolment_class"),
        ]
        constraints = [
            *walls("enrolment", facility="facility", parents=("facility", "child", "class_group")),
            models.UniqueConstraint(fields=["id", "region"], name="enrolment_tenant"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(ends_on__isnull=True), name="enrolment_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="enrolment_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.starts_on}"


class DoubleEnrolment(Scoped):
    """That a child is enrolled elsewhere too, between two days. Each facility has its own row and neither names the other:

    who may see both places finds the other by the child's `number_digest`.
    """

    facility_field = "facility"

    facility = of_facility("double_enrolments")
    child = models.ForeignKey(Child, models.PROTECT, db_constraint=False, related_name="doubles")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    found_on = models.DateField()
    cleared_on = models.DateField(null=True)

    class Meta:
        indexes = [*level_indexes("double", "-found_on", "-id")]
        constraints = [
            *walls("double", facility="facility", parents=("facility", "child")),
            models.UniqueConstraint(
                fields=["child"], condition=Q(cleared_on__isnull=True), name="double_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.starts_on}"
