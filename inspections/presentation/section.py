"""What inspections add to the page of a facility: what is not put right, and the visits."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.models import Facility
from facilities.sections import Alert, Section
from inspections.presentation.operator import facility_inspections
from kernel import clock


def inspections_section(facility: Facility, actor: Actor) -> Section | None:
    """Findings and visits of the facility, with what stops its service or is overdue on top."""
    if not decide(actor, Action.INSPECTION_VIEW, facility):
        return None
    context = facility_inspections(facility, actor)
    lines = context["open"]
    if not (lines or context["settled"] or context["visits"] or context["may_plan"]):
        return None
    alert = _stopped(context) or _overdue(facility, context)
    return Section("inspections", _("Inspections"), "inspections/_section.html", context, len(lines), alert)


def _stopped(context: dict) -> Alert | None:  # type: ignore[type-arg]
    order = context["suspension"]
    if order is None:
        return None
    title = _("The service is suspended by order %(number)s.") % {"number": order.number}
    page = reverse("inspections:finding", args=[order.finding_id])
    return Alert(title, order.reason, "danger", _("Open it"), page)


def _overdue(facility: Facility, context: dict) -> Alert | None:  # type: ignore[type-arg]
    today = clock.today()
    late = [line for line in context["open"] if line.row.state == "OPEN" and line.row.due_on < today]
    if not late:
        return None
    words = ngettext("%(n)s rectification is overdue.", "%(n)s rectifications are overdue.", len(late))
    page = reverse("inspections:findings") + f"?facility={facility.pk}"
    return Alert(words % {"n": len(late)}, late[0].row.problem, "danger", _("Open it"), page)
