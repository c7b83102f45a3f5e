"""What the night found: granted claims whose attendance was corrected afterwards, with the difference that follows."""

from django.db import models

from regions.models import Scoped, level_indexes, walls
from subsidies.models.claims import SubsidyClaim


class CorrectionProposal(Scoped):
    """One granted claim beside today's facts. A proposal moves no money: somebody settles the difference, or nothing differs.

    `difference` in fen: what is owed more, negative what has to come back. `lines`: [line, reason, fen] of those that
    differ. `seen`: so many corrections of attendance were counted when it was computed; another number computes it anew.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    claim = models.ForeignKey(SubsidyClaim, models.PROTECT, db_constraint=False, related_name="+")
    difference = models.BigIntegerField()
    lines = models.JSONField(default=list)
    seen = models.PositiveIntegerField()
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [*level_indexes("late", "-found_at", "-id")]
        constraints = [
            *walls("late", facility="facility_id", parents=("claim",)),
            models.UniqueConstraint(fields=["claim"], name="late_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.difference}"
