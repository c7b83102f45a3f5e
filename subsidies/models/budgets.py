"""Budgets: how much a level of government gives to a programme of a district in a year, and what of it is bound."""

from django.db import models
from django.db.models import F, Q

from documents.models import StoredFile
from facilities.models.life import the_person
from regions.models import Scoped, level_indexes, walls
from subsidies.enums import Payer


class Budget(Scoped):
    """One district, programme, year and payer, in fen. The three parts never exceed the whole: the database holds it.

    `reserved`: passed by the maker; `approved`: passed by the checker; `paid`: credited by the bank.
    """

    programme = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    payer = models.CharField(max_length=10, choices=Payer.choices)
    amount = models.PositiveBigIntegerField()
    reserved = models.PositiveBigIntegerField(default=0)
    approved = models.PositiveBigIntegerField(default=0)
    paid = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [*level_indexes("budget", "-year", "-id")]
        constraints = [
            *walls("budget"),
            models.UniqueConstraint(fields=["id", "region"], name="budget_tenant"),
            models.UniqueConstraint(fields=["region", "programme", "year", "payer"], name="budget_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=F("reserved") + F("approved") + F("paid")), name="budget_not_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year} {self.payer}"

    @property
    def rest(self) -> int:
        """What may still be bound, in fen."""
        return self.amount - self.reserved - self.approved - self.paid


class BudgetDocument(Scoped):
    """Why a budget has its amount: each change with its document, by whom and when. Never changed."""

    budget = models.ForeignKey(Budget, models.PROTECT, db_constraint=False, related_name="documents")
    amount_before = models.PositiveBigIntegerField()
    amount_after = models.PositiveBigIntegerField()
    number = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, db_constraint=False, related_name="+")
    entered_by = the_person()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walls("budget_document", parents=("budget", "file")),
            models.CheckConstraint(condition=~Q(number=""), name="budget_document_number"),
        ]

    def __str__(self) -> str:
        return self.number


class PerStudentBudget(Scoped):
    """What the public kindergartens of a district spent on a child in a year, in fen, as published in a document.

    It is published late; claims that need it wait without an amount and are computed once it is entered (U45).
    """

    year = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    number = models.CharField(max_length=80)
    entered_by = the_person()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walls("per_student"),
            models.UniqueConstraint(fields=["region", "year"], name="per_student_once"),
            models.CheckConstraint(condition=~Q(number="") & Q(amount__gt=0), name="per_student_document"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year}"
