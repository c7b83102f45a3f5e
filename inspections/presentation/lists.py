"""The list of visits."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from inspections.enums import OFFICIAL
from inspections.filters import VISIT_TABS, VisitFilters
from inspections.presentation.findings import joined, paged
from inspections.presentation.plans import why
from inspections.presentation.words import VISITS, kind_label
from regions.keyset import Page
from regions.queries import name


def visits_context(filters: VisitFilters, page: Page, actor: Actor) -> dict[str, Any]:
    """Tabs, filters and lines; whoever is let in for joint visits sees those only."""
    address = reverse("inspections:visits")
    labels = {"ahead": _("Ahead"), "under_way": _("Under way"), "done": _("Done")}
    kinds = [(kind.value, kind_label(kind)) for kind in OFFICIAL]
    people = [("", _("everybody")), ("me", _("my visits"))]
    return {
        "rows": [(row, VISITS[row.state], kind_label(row.kind), name(row.region_id), why(row)) for row in page.rows],
        "tabs": [
            {
                "label": labels[tab],
                "url": joined(address, {**filters.query(), "tab": "" if tab == "ahead" else tab}),
                "current": filters.tab == tab,
            }
            for tab in VISIT_TABS
        ],
        "bar": [
            {"name": "kind", "label": _("Kind"), "options": [("", _("all")), *kinds], "value": filters.kind},
            {"name": "who", "label": _("Inspector"), "options": people, "value": filters.who},
        ],
        "may_plan": bool(decide(actor, Action.INSPECTION_PLAN)),
        "may_see": bool(decide(actor, Action.INSPECTION_VIEW)),
        "tab": filters.tab,
        **paged(page, address, filters.query()),
    }  # fmt: skip
