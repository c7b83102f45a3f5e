"""The ledger: what was granted, paid, returned and recovered, as journals that sum to zero. Append-only."""

from django.db import models
from django.db.models import Q

from facilities.models.life import the_person
from regions.models import Scoped, level_indexes, walls
from subsidies.enums import Account, JournalKind, Payer


class Journal(Scoped):
    """One event in the books. `key` makes it unique: an event posted again changes nothing.

    It stays where the facility was: `region` is that of the day, the facility is named by number.
    """

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    kind = models.CharField(max_length=11, choices=JournalKind.choices)
    key = models.CharField(max_length=80)
    programme = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    claim_id = models.BigIntegerField()
    posted_on = models.DateField()
    posted_at = models.DateTimeField()
    posted_by = the_person()
    text = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            *level_indexes("journal", "-posted_at", "-id"),
            models.Index(fields=["claim_id", "id"], name="journal_claim"),
        ]
        constraints = [
            *walls("journal", facility="facility_id"),
            models.UniqueConstraint(fields=["id", "region"], name="journal_tenant"),
            models.UniqueConstraint(fields=["facility_id", "key"], name="journal_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Entry(Scoped):
    """One leg of a journal, in fen: debit positive, credit negative, never nothing. One payer a leg."""

    facility_field = "facility_id"

    facility_id = models.BigIntegerField()
    journal = models.ForeignKey(Journal, models.PROTECT, db_constraint=False, related_name="entries")
    account = models.CharField(max_length=11, choices=Account.choices)
    payer = models.CharField(max_length=10, choices=Payer.choices)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            *walls("entry", facility="facility_id", parents=("journal",)),
            models.UniqueConstraint(fields=["journal", "account", "payer"], name="entry_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_not_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.payer} {self.amount}"
