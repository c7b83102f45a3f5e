"""What the views of reports share."""

from django.http import Http404

from accounts.access import ActorRequest
from reporting.models import Report
from reporting.reports import queries
from reporting.reports.begun import known
from reporting.reports.permissions import may_view
from reporting.reports.queries import Asked


def seen(request: ActorRequest, report_id: int) -> tuple[Report, list[Asked]]:
    """A report that this person may read, with the members asked to countersign it. Raises Report.DoesNotExist, Http404."""
    report = known(queries.report(report_id))
    asked = queries.countersigning(report)
    if not may_view(request.actor, report, {each.office_id for each in asked if each.office_id is not None}):
        raise Http404
    return report, asked
