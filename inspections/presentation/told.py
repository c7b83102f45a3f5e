"""What the office is told about complaints."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.enums import ComplaintCategory
from inspections.queries.complaints import complaints_in
from messaging.models import Message
from messaging.wording import Told

_TITLES = {
    "complaint.abuse": lambda: _("Report that a child was hurt: see to it today"),
    "complaint.added": lambda: _("A complainant says more"),
    "complaint.objected": lambda: _("A complainant objects to the answer"),
}


def complaint_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """No message holds what the complainant wrote."""
    rows = complaints_in({message.subject_id for message in messages})
    found = {}
    for message in messages:
        if (row := rows.get(message.subject_id)) is None:
            continue
        category = ComplaintCategory(row.category).label
        about = f"{row.facility_name or _('a facility in no list')} · {category}"
        page = reverse("inspections:complaint", args=[row.pk])
        found[message.pk] = Told(_TITLES[message.event](), about, page)
    return found
