"""What an officer watches, and the states of cases and bans as badges."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.presentation import Badge
from regions.keyset import Page
from staff.enums import Appeal, BanState, CaseState

CASES: Mapping[str, Badge] = {
    CaseState.OPEN: Badge(CaseState.OPEN.label, "alert-circle", "danger"),
    CaseState.UNFOUNDED: Badge(CaseState.UNFOUNDED.label, "circle-check", "mute"),
    CaseState.CONFIRMED: Badge(CaseState.CONFIRMED.label, "gavel", "warn"),
}
BANS: Mapping[str, Badge] = {
    BanState.PROPOSED: Badge(BanState.PROPOSED.label, "hourglass", "warn"),
    BanState.IN_FORCE: Badge(BanState.IN_FORCE.label, "ban", "danger"),
    BanState.REFUSED: Badge(BanState.REFUSED.label, "circle-x", "mute"),
    BanState.REVOKED: Badge(BanState.REVOKED.label, "rotate", "mute"),
}
APPEALS = {each.value: each.label for each in Appeal}
REVOCATION = Badge(_("Revocation proposed"), "hourglass", "warn")


def paged(page: Page, address: str) -> dict[str, Any]:
    """The pager of a list; `address` holds the filters, if any."""
    join = "&" if "?" in address else "?"
    return {
        "next_url": f"{address}{join}after={page.next}" if page.next else "",
        "previous_url": f"{address}{join}before={page.previous}" if page.previous else "",
    }
