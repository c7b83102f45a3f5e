"""What is said of a file of a report, and which bytes of the store are its."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from messaging.models import Message
from messaging.wording import Told
from reporting.enums import PrintForm, PrintState
from reporting.models import ReportPrint
from reporting.reports.law import name_of
from reporting.reports.queries import by_id

EVENT = "print_through"


def print_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """The words, as long as the report is there."""
    reports = by_id([message.facts["report"] for message in messages])
    found = {}
    for message in messages:
        report = reports.get(message.facts["report"])
        if report is None:
            continue
        words = {"name": name_of(report.facts), "form": str(PrintForm(message.facts["form"]).label)}
        if message.facts["state"] == PrintState.READY:
            title = _("%(name)s: the file is ready (%(form)s)") % words
        else:
            title = _("%(name)s: the file could not be made (%(form)s)") % words
        found[message.pk] = Told(title, title, reverse("reports:report", args=[report.pk]))
    return found


def held_keys(keys: Collection[str]) -> set[str]:
    """Those of the keys of the store that files of reports have."""
    return set(ReportPrint.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True))
