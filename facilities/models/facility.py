"""A childcare facility, where it lay and who operates it."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase

from accounts.models import Department
from audit.personal.fields import SealedText
from audit.personal.register import Personal
from facilities.enums import FacilityState, Meals, ProvisionMode
from kernel.masking import mask_phone
from policy.enums import EntityKind
from regions.models import Scoped, level_indexes, walls

KEPT_WITH_FACILITY = "while the facility exists, and ten years after its end"


class Facility(Scoped):
    """One facility. `region` is its street, or the district where streets are not known.

    Facts of the filing (classes, care modes, premises) stand in `profile` as they were filed.
    """

    facility_field = "id"
    personal: ClassVar = {
        "head_name": Personal(
            "head", "names the responsible head in filing and supervision", KEPT_WITH_FACILITY
        ),
        "phone": Personal("head", "reaching the facility about its filing", KEPT_WITH_FACILITY),
        "profile": Personal("head", "the facts of the accepted filing", KEPT_WITH_FACILITY),
    }

    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, blank=True)
    entity_kind = models.CharField(max_length=24, choices=EntityKind.choices)
    state = models.CharField(max_length=16, choices=FacilityState.choices, default=FacilityState.REGISTERED)
    address = models.CharField(max_length=200)
    head_name = models.CharField(max_length=60, blank=True)
    phone = SealedText(mask=mask_phone)
    places = models.PositiveIntegerField(default=0)
    meals = models.CharField(max_length=10, choices=Meals.choices, default=Meals.NONE)
    profile = models.JSONField(default=dict)
    provision_mode = models.CharField(max_length=13, choices=ProvisionMode.choices, blank=True)
    registrar = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    registered_on = models.DateField()
    registration_confirmed = models.BooleanField(default=False)
    filed_on = models.DateField(null=True)
    receipt_number = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True)
    predecessor_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        permissions = [
            ("manage_facility", "Manage the facility and invite colleagues"),
            ("operate_facility", "Fill in for the facility"),
            ("inspect_facility", "Take part in a joint inspection"),
        ]
        indexes = [
            *level_indexes("facility", "-registered_on", "-id"),
            models.Index(fields=["uscc"], name="facility_uscc"),
        ]
        constraints = [
            *walls("facility", facility="id"),
            models.UniqueConstraint(fields=["id", "region"], name="facility_tenant"),
            models.UniqueConstraint(
                fields=["district", "uscc"],
                condition=~Q(uscc="") & ~Q(state__in=["CANCELLED", "REMOVED"]),
                name="facility_uscc_live_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["FILED", "FILED_VERIFIED"]) | Q(filed_on__isnull=False),
                name="facility_filed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FacilityResidence(Scoped):
    """Where a facility was, between two dates. Ledger, payments and audit point here; it never moves."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            *walls("residence", facility="facility_id"),
            models.UniqueConstraint(fields=["facility_id", "region", "valid_from"], name="residence_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="residence_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id}@{self.region_id}"


class FacilityPhase(Scoped):
    """What the facility was from a day on, until its next phase: its state and its places. Figures of the past rest on it.

    What was changed twice on one day stands as it was at the end of that day.
    """

    facility_field = "facility"

    facility = models.ForeignKey(Facility, models.PROTECT, db_constraint=False, related_name="phases")
    since = models.DateField()
    state = models.CharField(max_length=16, choices=FacilityState.choices)
    places = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *walls("phase", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["facility", "since"], name="phase_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id} {self.since} {self.state}"


class FacilityGrant(UserObjectPermissionBase):
    """A person's right at one facility (guardian). Read before the scope exists, so it carries no wall."""

    content_object = models.ForeignKey(Facility, models.CASCADE, related_name="grants")
    granted_on = models.DateField()
    until = models.DateField(null=True)
    granted_by_id = models.BigIntegerField(null=True)

    class Meta(UserObjectPermissionBase.Meta):
        unique_together: ClassVar[list[Sequence[str]]] = [("user", "permission", "content_object")]  # type: ignore[misc]


class Invitation(models.Model):
    """A manager invites a colleague: whoever holds the code and signs up or signs in gets the role. No wall."""

    personal: ClassVar = {"invitee": Personal("account", "who is invited", "a year after it ends")}

    facility_id = models.BigIntegerField()
    role = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    invited_by_id = models.BigIntegerField()
    invitee = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by_id = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.facility_id}: {self.invitee}"
