"""What everybody may know of filed facilities."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from facilities.enums import FacilityState
from regions.models import Region


class PublicFacility(models.Model):
    """What everybody may know of a filed facility: a projection, rewritten by the verb that changes the facts.

    The `portal` login reads this table and no other.
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

    class Meta:
        indexes = [
            GinIndex(fields=["grams"], name="public_grams"),
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
