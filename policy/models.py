"""The law and the calendar as the platform runs on them: public law, shared by all tenants, so no wall.

A proposal is not law yet: it has the wall of its region.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from policy.enums import DayKind, ProposalKind, ProposalState, Status
from regions.models import Scoped, level_indexes, walls


def _person() -> models.ForeignKey[models.Model, models.Model]:
    """Nobody is ever deleted; the law stands without the table of people (it is loaded before there are any)."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )


class PackVersion(models.Model):
    """One version of the pack of a jurisdiction. Rows are never changed: a decision names the version it used.

    The versions of a code follow each other in the order of `effective_on`, then of `id`; in force on a day is the last
    one that began by then. What came with the platform has no `approved_by`. `noted_at`: when the trail was told
    that it took effect.
    """

    code = models.CharField(max_length=6)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    valid_from = models.DateField()
    status = models.CharField(max_length=10, choices=Status.of_texts())
    effective_on = models.DateField()
    document = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = _person()
    approved_by = _person()
    loaded_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-effective_on", "-id"], name="pack_effective"),
            models.Index(fields=["code", "-effective_on", "-id"], name="pack_code_effective"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="pack_version_once"),
            models.CheckConstraint(condition=~Q(approved_by=F("proposed_by")), name="pack_two_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class CalendarVersion(models.Model):
    """One notice on the days off of a year. Kept for ever, so that any date can be counted as it was known then."""

    label = models.CharField(max_length=12, primary_key=True)
    year = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=60, blank=True)
    published_on = models.DateField(null=True)
    known_from = models.DateField()
    content = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = _person()
    approved_by = _person()
    loaded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["year", "known_from"], name="calendar_year_known")]
        constraints = [
            models.CheckConstraint(condition=~Q(approved_by=F("proposed_by")), name="calendar_two_persons"),
        ]

    def __str__(self) -> str:
        return self.label


class CalendarDay(models.Model):
    """The calendar in effect, one row a day. `ordinal`: working days up to and including the day.

    The n-th working day after d is the working day whose ordinal is that of d plus n: one join for any number of rows.
    """

    day = models.DateField(primary_key=True)
    working = models.BooleanField()
    ordinal = models.IntegerField()
    kind = models.CharField(max_length=8, choices=DayKind.choices)
    name = models.CharField(max_length=40, blank=True)
    published = models.BooleanField()
    version = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ordinal"], condition=Q(working=True), name="calendar_ordinal"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class LawStamp(models.Model):
    """One row, counted up by every publication: how a process sees that its copy of the law is old."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class Proposal(Scoped):
    """A version of a pack, or a calendar arrangement, that two persons have to agree on before it becomes law.

    `code`: the code of the pack, or the year of the arrangement. `base` is the version it follows: when another one
    took effect in between, it cannot be approved any more. `effective_on`: the day a pack takes effect. Proposed by the platform itself
    (a version that came with an update) when `proposed_by` is None after submission.
    """

    kind = models.CharField(max_length=8, choices=ProposalKind.choices)
    code = models.CharField(max_length=6)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    file = models.CharField(max_length=120, blank=True)
    base = models.CharField(max_length=40, blank=True)
    document = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    effective_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=ProposalState.choices)
    proposed_by = _person()
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_by = _person()
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            *level_indexes("proposal", "-id"),
            models.Index(fields=["code"], condition=Q(state="PROPOSED"), name="proposal_waiting"),
        ]
        constraints = [
            *walls("proposal"),
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "RETURNED"])
                | (Q(decided_by__isnull=False) & (Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")))),
                name="proposal_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", submitted_at=None) | ~Q(state="DRAFT"), name="proposal_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
