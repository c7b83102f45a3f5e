"""Append-only events: who did what to which object, chained per district so that tampering shows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.personal.register import Personal
from regions.models import Scoped, level_indexes, walls


class Outcome(models.TextChoices):
    DONE = "DONE", _("Done")
    REFUSED = "REFUSED", _("Refused")
    READ = "READ", _("Read")


class AuditEvent(Scoped):
    """One event. `facility_id` is a plain number: history stays where it happened when a facility moves.

    `data` may be erased for privacy; the chain covers its salted digest, not the data itself.
    """

    facility_field = "facility_id"
    personal: ClassVar = {
        "actor_name": Personal("account", "who did what", "three years, finance longer"),
        "reason": Personal(
            "account", "why it was done, in the person's words", "three years, finance longer"
        ),
        "data": Personal(
            "account", "what was changed; no ID numbers, no telephones", "three years; can be erased"
        ),
    }

    chain = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, related_name="+")
    actor_name = models.CharField(max_length=80)
    department_id = models.BigIntegerField(null=True)
    event = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.DONE)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    facility_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)
    data_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            *level_indexes("audit", "-at", "-id"),
            models.Index(fields=["facility_id", "-at", "-id"], name="audit_facility"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_subject"),
        ]
        constraints = [
            *walls("audit", facility="facility_id"),
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_chain_sequence"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_type}#{self.subject_id}"


class AuditChain(models.Model):
    """The head of one district's chain. Locking it puts that district's events in one order."""

    district = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.district}:{self.sequence}"


class ChainCheck(models.Model):
    """When a district's chain was last walked from its first event to its last, and what was found.

    `sequence` is the last event that the walk read; `fault` is '' for a whole chain, else EDITED, MISSING or
    TRUNCATED, and `fault_at` the number of the event where it shows.
    """

    district = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    checked_at = models.DateTimeField()
    fault = models.CharField(max_length=12, blank=True)
    fault_at = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.district}:{self.sequence} {self.fault or 'whole'}"
