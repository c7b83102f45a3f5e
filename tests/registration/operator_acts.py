"""Filings brought further by the real verbs: receipts, requests, as the operator's pages show them."""

from datetime import datetime
from typing import Any

from kernel import clock
from registration.models import Filing
from registration.workflow import reviewing
from tests.cast import Cast, as_actor
from tests.registration.officer_filings import checked, submitted

ISSUED = datetime(2026, 5, 6, 11, 5, tzinfo=clock.ZONE)


def receipt(cast: Cast, *, at: datetime = ISSUED, **facts: Any) -> Filing:
    """A filing with its receipt, issued on 6 May."""
    with clock.frozen(at):
        filing = checked(cast, submitted(cast, **facts))
        with as_actor(cast.officer):
            reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
            return Filing.objects.select_related("facility").get(pk=filing.pk)


def sent_back(cast: Cast, *, at: datetime = ISSUED, **reasons: str) -> Filing:
    """A filing that the officer sent back with one request; `reasons` by material code."""
    with clock.frozen(at):
        filing = checked(cast, submitted(cast), **reasons)
        with as_actor(cast.officer):
            reviewing.request_supplement(by=cast.officer, filing_id=filing.pk)
            return Filing.objects.select_related("facility").get(pk=filing.pk)
