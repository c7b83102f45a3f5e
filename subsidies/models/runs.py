"""Monthly runs: what a district, city or the nation could claim for a month, proposed from signed attendance at once."""

from django.db import models
from django.db.models import F, Q

from facilities.models.life import the_person
from regions.models import Scoped, level_indexes, walls
from subsidies.enums import RunState


class MonthlyRun(Scoped):
    """One region, one month (`month` is its first day), worked on part by part.

    `parts` are the divisions below in their order, `done` how many of them are through; a part and its mark are one
    transaction. `counts`: code of a part → [claims proposed, child-months, fen].
    """

    month = models.DateField()
    state = models.CharField(max_length=9, choices=RunState.choices, default=RunState.RUNNING)
    parts = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    started_by = the_person()
    finished_at = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [*level_indexes("run", "-started_at", "-id")]
        constraints = [
            *walls("run"),
            models.UniqueConstraint(
                fields=["region", "month"], condition=Q(state="RUNNING"), name="run_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="run_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.month:%Y-%m}"

    @property
    def totals(self) -> tuple[int, int, int]:
        """Claims proposed, child-months, fen, over the parts that are through."""
        claims, child_months, fen = (sum(each) for each in zip((0, 0, 0), *self.counts.values(), strict=True))
        return claims, child_months, fen


class ProposedClaim(Scoped):
    """What a facility could claim for a month: child-months and fen as the calculator gives them, by payer.

    A proposal is no claim: the facility starts and submits that itself, and its facts are read anew then.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    run_id = models.BigIntegerField()
    programme = models.CharField(max_length=40)
    month = models.DateField()
    children = models.PositiveIntegerField()
    child_months = models.PositiveIntegerField()
    to_review = models.PositiveIntegerField(default=0)
    amount = models.PositiveBigIntegerField()
    city_part = models.PositiveBigIntegerField(default=0)
    county_part = models.PositiveBigIntegerField(default=0)
    proposed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["run_id", "id"], name="proposed_run")]
        constraints = [
            *walls("proposed", facility="facility_id"),
            models.UniqueConstraint(fields=["facility_id", "programme", "month"], name="proposed_once"),
            models.CheckConstraint(
                condition=Q(amount=F("city_part") + F("county_part")), name="proposed_adds_up"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id} {self.month:%Y-%m}"
