"""A plan: which facilities are visited in a period, and why these."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Department
from facilities.models.life import the_person
from inspections.enums import InspectionKind, PlanMethod
from regions.models import Scoped, level_indexes, walls


class Plan(Scoped):
    """How the facilities of a period were chosen. With `seed`, `asked` and the pool the choice can be repeated.

    `facts`: the points of the risk order, or the numbers of the lot: pool size and digest, inspectors in the draw.
    """

    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=17, choices=InspectionKind.choices)
    method = models.CharField(max_length=6, choices=PlanMethod.choices)
    office = models.ForeignKey(Department, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    asked = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = the_person()

    class Meta:
        indexes = [*level_indexes("plan", "-starts_on", "-id")]
        constraints = [
            *walls("plan"),
            models.UniqueConstraint(fields=["id", "region"], name="plan_tenant"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_dates"),
            models.CheckConstraint(condition=~Q(method="RANDOM") | ~Q(seed=""), name="plan_lot_has_seed"),
        ]

    def __str__(self) -> str:
        return self.title
