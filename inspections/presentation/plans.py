"""Plans: how the facilities were chosen, in words and numbers."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.enums import PlanMethod
from inspections.models import Plan, Visit
from inspections.presentation.findings import paged
from inspections.presentation.words import VISITS, kind_label
from inspections.queries import plans as read
from regions.keyset import Page
from regions.queries import name

FACTORS: Mapping[str, object] = {
    "overdue_filing": gettext_lazy("filing overdue"),
    "block_breach": gettext_lazy("legal minimums missed"),
    "warn_breach": gettext_lazy("standards to be looked at"),
    "complaint": gettext_lazy("complaints"),
    "month_without_visit": gettext_lazy("months since the last visit"),
    "never_visited": gettext_lazy("never visited"),
    "finding": gettext_lazy("findings of two years"),
    "overdue_finding": gettext_lazy("findings overdue"),
}


def plans_context(page: Page) -> dict[str, Any]:
    address = reverse("inspections:plans")
    return {"rows": [(row, kind_label(row.kind)) for row in page.rows], **paged(page, address, {})}


def plan_context(row: Plan) -> dict[str, Any]:
    """One plan: what it was made of, and its visits with why each was chosen."""
    visits = read.visits_of_plan(row.pk)
    return {
        "plan": row,
        "kind": kind_label(row.kind),
        "random": row.method == PlanMethod.RANDOM,
        "lines": [(visit, VISITS[visit.state], name(visit.region_id), why(visit)) for visit in visits],
        "weights": [(FACTORS[key], points) for key, points in (row.facts.get("weights") or {}).items() if key in FACTORS],
    }  # fmt: skip


def why(visit: Visit) -> str:
    """Why a facility was chosen: its points one by one, or its place in the lot."""
    chosen = visit.chosen
    if "lot" in chosen:
        return _("number %(n)s of the lot") % {"n": chosen["lot"]}
    if "points" not in chosen:
        return ""
    parts = [
        f"{FACTORS[factor]} {count} → {points}"
        for factor, (count, points) in chosen["parts"].items()
        if factor in FACTORS
    ]
    return _("%(points)s points") % {"points": chosen["points"]} + (f"：{'；'.join(parts)}" if parts else "")
