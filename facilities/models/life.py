"""How a facility lives: its premises, classes and fees, and whether it is recognised as universal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from documents.models import StoredFile
from facilities.enums import CareMode, FeeItem, FeeUnit
from facilities.models.facility import Facility
from policy.enums import ClassKind
from regions.models import Scoped, level_indexes, walls


def of_facility(name: str) -> models.ForeignKey[Facility, Facility]:
    """The key of a row that hangs on its facility; the composite key of its walls is the constraint."""
    return models.ForeignKey(Facility, models.PROTECT, db_constraint=False, related_name=name)


def the_person() -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Premises(Scoped):
    """What the setting standards ask of the site, as the facility states it; `facts` by the names of `site_facts`."""

    facility_field = "facility"

    facility = models.OneToOneField(Facility, models.PROTECT, db_constraint=False, related_name="premises")
    facts = models.JSONField(default=dict)
    stated_at = models.DateTimeField()
    stated_by = the_person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [*walls("premises", facility="facility", parents=("facility",))]

    def __str__(self) -> str:
        return str(self.facility_id)


class ClassGroup(Scoped):
    """One class of a facility, between two days. `places` is its capacity as filed."""

    facility_field = "facility"

    facility = of_facility("class_groups")
    kind = models.CharField(max_length=8, choices=ClassKind.choices)
    name = models.CharField(max_length=40)
    care_mode = models.CharField(max_length=8, choices=CareMode.choices, default=CareMode.FULL_DAY)
    places = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["facility", "closed_on", "id"], name="class_facility")]
        constraints = [
            *walls("class", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="class_tenant"),
            models.UniqueConstraint(
                fields=["facility", "name"], condition=Q(closed_on__isnull=True), name="class_name_once"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="class_has_places"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="class_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fee(Scoped):
    """What the facility charges, in fen, between two days. `price_mode` is what the law of the place said then."""

    facility_field = "facility"

    facility = of_facility("fees")
    item = models.CharField(max_length=6, choices=FeeItem.choices)
    care_mode = models.CharField(max_length=8, choices=CareMode.choices)
    unit = models.CharField(max_length=5, choices=FeeUnit.choices)
    amount = models.PositiveBigIntegerField()
    price_mode = models.CharField(max_length=24, blank=True)
    note = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["facility", "valid_to", "id"], name="fee_facility")]
        constraints = [
            *walls("fee", facility="facility", parents=("facility",)),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="fee_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.amount}"


class UniversalRecognition(Scoped):
    """That a facility is universal (普惠), from when to when, by which agreement. No row, no subsidy (K11)."""

    facility_field = "facility"

    facility = of_facility("recognitions")
    agreement_number = models.CharField(max_length=60)
    agreement = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    valid_from = models.DateField()
    valid_to = models.DateField()
    granted_by = the_person()
    granted_at = models.DateTimeField()
    withdrawn_from = models.DateField(null=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)
    withdrawn_by = the_person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [*level_indexes("recognition", "-valid_to", "-id")]
        constraints = [
            *walls("recognition", facility="facility", parents=("facility", "agreement")),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="recognition_dates"),
            models.CheckConstraint(
                condition=Q(withdrawn_from__isnull=True) | ~Q(withdrawal_reason=""),
                name="recognition_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return self.agreement_number


class Breach(Scoped):
    """A setting standard that a facility does not meet: found, seen when judged anew, cleared when it passes.

    `subject_id` names the class (topic CLASS) or the person (topic STAFF); 0 is the facility itself. `facts` are
    the numbers of the sentence that the page says; `due_on` is the day until which the law gives time, if any.
    `seen_on` is the last day on which it was judged anew: a check that finds the facts as they were writes nothing.
    """

    facility_field = "facility"

    facility = of_facility("breaches")
    rule = models.CharField(max_length=16)
    subject_kind = models.CharField(max_length=8, blank=True)
    subject_id = models.BigIntegerField(default=0)
    severity = models.CharField(max_length=6)
    facts = models.JSONField(default=dict)
    due_on = models.DateField(null=True)
    found_on = models.DateField()
    seen_on = models.DateField()
    cleared_on = models.DateField(null=True)

    class Meta:
        #: What officers list are the open ones; what was cleared is only looked up by facility.
        indexes = [
            models.Index(
                fields=[*columns, "-found_on", "-id"],
                condition=Q(cleared_on__isnull=True),
                name=f"breach_open_{name}",
            )
            for name, columns in {
                "province": ["province"],
                "city": ["city"],
                "district": ["district"],
                "street": ["region"],
                "nation": [],
            }.items()
        ]
        constraints = [
            *walls("breach", facility="facility", parents=("facility",)),
            models.UniqueConstraint(
                fields=["facility", "rule", "subject_kind", "subject_id"],
                condition=Q(cleared_on__isnull=True),
                name="breach_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_kind}{self.subject_id or ''}"


class StandardsCheck(Scoped):
    """The last check of a facility against the setting standards: a night judges anew only what it no longer speaks for.

    `mark` is a digest of the facts, the law and the rules it looked at; `holds_until` the last day before a stated day
    may turn the answer, if there is one.
    """

    facility_field = "facility"

    facility = models.OneToOneField(
        Facility, models.CASCADE, primary_key=True, db_constraint=False, related_name="+"
    )
    mark = models.BinaryField()
    holds_until = models.DateField(null=True)

    class Meta:
        constraints = [*walls("judged", facility="facility", parents=("facility",))]

    def __str__(self) -> str:
        return str(self.facility_id)
