"""Plans of the scope, and one plan with its visits."""

from collections.abc import Mapping

from django.db.models import Prefetch

from inspections.models import Plan, Visit, VisitInspector
from regions.keyset import SIZE, Page, cursor_of, page

ORDER = ("-starts_on", "-id")


def plans_page(query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """Plans, the latest period first. One query."""
    rows = Plan.objects.select_related("office", "region")
    return page(rows, order=ORDER, cursor=cursor_of(query, Plan, ORDER), size=size)


def plan(plan_id: int) -> Plan:
    """Raises Plan.DoesNotExist."""
    found: Plan = Plan.objects.select_related("office", "region", "made_by").get(pk=plan_id)
    return found


def visits_of_plan(plan_id: int) -> list[Visit]:
    """The visits of a plan by day, with facility and inspectors. Two queries."""
    shown = Prefetch("inspectors", VisitInspector.objects.select_related("user").order_by("id"))
    rows = Visit.objects.filter(plan_id=plan_id).select_related("facility").prefetch_related(shown)
    return list(rows.order_by("planned_on", "id"))
