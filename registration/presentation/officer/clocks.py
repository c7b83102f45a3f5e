"""The two clocks of a filing side by side: same start, running in parallel, also after the receipt."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel import clock
from kernel.presentation import Cell
from obligations.enums import Status
from obligations.models import Obligation
from obligations.presentation.dates import clause_of, due_shown
from registration.queries.review import Review

RECEIPT, NOTICE = "filing_receipt", "noncompliance_notice"


def clock_pair(review: Review) -> list[dict[str, Any]]:
    """The arguments of both clocks for `components/clock_pair.html`; empty for a filing without clocks."""
    receipt, notice = review.clock(RECEIPT), review.clock(NOTICE)
    if receipt is None or notice is None:
        return []
    return [
        _clock(receipt, _("Issue the filing receipt"), _note(receipt, _("last day"))),
        _clock(notice, _("Notify non-compliance (if any)"), _note(notice, _("runs on after the receipt"))),
    ]


def _clock(row: Obligation, title: str, note: str) -> dict[str, Any]:
    today, source = clock.today(), clause_of(row.source)
    counted = [date.fromisoformat(text) for text in row.counted_days]
    end = row.settled_on if row.status != Status.OPEN and row.settled_on else today
    return {
        "title": title,
        "due": due_shown(row, today),
        "cells": [
            Cell(day, day < end or (day == end and end < today), today=day == today) for day in counted
        ],
        "note": note,
        "source": source.short,
        "explain_url": reverse("obligations:explanation", args=[row.pk]),
        "target": f"why-{row.pk}",
    }


def _note(row: Obligation, running: str) -> str:
    """What is said beside the date: how the clock stands."""
    return {
        Status.OPEN: running,
        Status.SUPERSEDED: _("stopped by the supplement request; starts anew at the resubmission"),
        Status.CANCELLED: _("no longer owed"),
    }.get(Status(row.status), "")


def earlier_rounds(review: Review) -> list[tuple[Obligation, Obligation]]:
    """The superseded pairs of clocks, the first round first."""
    receipts = [duty for duty in review.duties if duty.rule == RECEIPT]
    notices = [duty for duty in review.duties if duty.rule == NOTICE]
    pairs = list(zip(receipts, notices, strict=False))
    return [pair for pair in pairs if pair[0].status == Status.SUPERSEDED]
