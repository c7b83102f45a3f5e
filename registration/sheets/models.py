"""An uploaded sheet of registrations and its rows. The rows are the queue: what they say is what is done."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Department
from audit.personal.fields import SealedJSON
from audit.personal.register import Personal
from documents.models import StoredFile
from regions.models import Scoped, walls
from registration.enums import RowState, SheetState


def _person() -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class PushSheet(Scoped):
    """One upload. Its region is the division of the registrar's office; the rows name their own places.

    `lease` and `lease_until` say which worker is at it; a lease that ran out is taken over. `refusal` is the code
    and the facts of why the sheet as a whole cannot be used.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, db_constraint=False, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.CHECKING)
    header = models.JSONField(default=dict)
    refusal = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = _person()
    checked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    started_by = _person()
    finished_at = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["department", "-id"], name="sheet_department"),
            models.Index(fields=["id"], condition=Q(state__in=["CHECKING", "PUSHING"]), name="sheet_at_work"),
        ]
        constraints = [
            *walls("sheet", parents=("file",)),
            models.UniqueConstraint(fields=["id", "region"], name="sheet_tenant"),
        ]

    def __str__(self) -> str:
        return self.name


class PushSheetRow(Scoped):
    """One row. `cells` holds what was written by column, `facts` what it means, `problems` what is wrong with it.

    `registration_id` is a plain number: the registration lies in the place of the facility, the row in that of
    the office.
    """

    personal: ClassVar = {
        "cells": Personal("head", "the row as the registrar wrote it", "with its sheet"),
        "facts": Personal("head", "the row as it was understood", "with its sheet"),
    }

    sheet = models.ForeignKey(PushSheet, models.CASCADE, db_constraint=False, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RowState.choices)
    cells = SealedJSON()
    facts = SealedJSON()
    problems = models.JSONField(default=list)
    registration_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sheet", "state", "number"], name="sheet_row_state")]
        constraints = [
            *walls("sheet_row", parents=("sheet",)),
            models.UniqueConstraint(fields=["region", "sheet", "number"], name="sheet_row_once"),
            models.CheckConstraint(
                condition=Q(state="PUSHED", registration_id__isnull=False, done_at__isnull=False)
                | ~Q(state="PUSHED"),
                name="sheet_row_pushed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.number}"


class PushDraft(Scoped):
    """What a registrar has typed into the form so far, one per person and office; pushing or saving it ends it."""

    personal: ClassVar = {
        "data": Personal("head", "what is typed is not lost", "until it is pushed, saved or thrown away"),
    }

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    data = SealedJSON()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            *walls("push_draft"),
            models.UniqueConstraint(fields=["region", "user", "department"], name="push_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.department_id}"
