"""What everybody may know of filed facilities."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from facilities.enums import FacilityState
from regions.models import Region


class PublicFacility(models.Model):
    """What everybody may know of a filed facility: a projection. Nothing in it is about a person.

    Name to notice are rewritten by the verb that changes the facts. How the facility lives (from `entity_kind` on) and
    what inspections found (`visits`, `rectifications`, the rating that holds; null: not rated) follow soon after each
    change and every hour, set-based. The `portal` login reads this table, the receipts and
    the names of divisions, and no other.

    `tags` are what the directory filters by: band:…, care:…, form:…, universal, public, free. Amounts in fen.
    """

    facility_id = models.BigIntegerField(primary_key=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    district = models.BigIntegerField()
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=FacilityState.choices)
    receipt_number = models.CharField(max_length=40, blank=True)
    filed_on = models.DateField(null=True)
    check_token = models.CharField(max_length=32, blank=True)
    places = models.PositiveIntegerField(default=0)
    notice = models.TextField(blank=True)
    notice_on = models.DateField(null=True)
    updated_at = models.DateTimeField()
    grams = ArrayField(models.CharField(max_length=4), default=list)
    entity_kind = models.CharField(max_length=24, blank=True)
    provision_mode = models.CharField(max_length=13, blank=True)
    universal = models.BooleanField(default=False)
    classes = models.JSONField(default=list)
    prices = models.JSONField(default=list)
    price_from = models.PositiveBigIntegerField(null=True)
    free_places = models.PositiveIntegerField(null=True)
    tags = ArrayField(models.CharField(max_length=24), default=list)
    visits = models.JSONField(default=list)
    visited_on = models.DateField(null=True)
    rectifications = models.JSONField(default=list)
    rectifying = models.PositiveIntegerField(default=0)
    rating_scheme = models.CharField(max_length=120, null=True)  # noqa: DJ001 - null: not rated
    rating_grade = models.CharField(max_length=20, null=True)  # noqa: DJ001
    rating_valid_until = models.DateField(null=True)

    class Meta:
        indexes = [
            GinIndex(fields=["grams"], name="public_grams"),
            GinIndex(fields=["tags"], name="public_tags"),
            models.Index(
                fields=["-notice_on", "-facility_id"], condition=~Q(notice=""), name="public_notices"
            ),
            models.Index(fields=["district", "-filed_on", "-facility_id"], name="public_district"),
            models.Index(fields=["-filed_on", "-facility_id"], name="public_all"),
            models.Index(fields=["check_token"], name="public_token"),
            models.Index(fields=["receipt_number"], name="public_number"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicReceipt(models.Model):
    """Every receipt ever issued, by the token of its printed code: an old paper must not read as a forged one."""

    token = models.CharField(max_length=32, primary_key=True)
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    facility = models.ForeignKey(PublicFacility, models.CASCADE, related_name="receipts")

    class Meta:
        indexes = [models.Index(fields=["number"], name="public_receipt_number")]

    def __str__(self) -> str:
        return self.number
