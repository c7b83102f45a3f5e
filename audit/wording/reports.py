"""Events of written reports."""

from django.utils.translation import gettext_lazy as _

from audit.wording.words import EventWords

EVENTS: dict[str, EventWords] = {
    "report.opened": EventWords(_("Written report falls due"), told=False),
    "report.begun": EventWords(_("Report begun by hand")),
    "report.section_saved": EventWords(_("Section of a report saved"), told=False),
    "report.passed_on": EventWords(_("Report passed on to its first step")),
    "report.handed_in": EventWords(_("Report handed in")),
    "report.approved": EventWords(_("Step of the report done")),
    "report.opinion_given": EventWords(_("Member's word on the report")),
    "report.sent_back": EventWords(_("Report sent back"), adverse=True),
    "report.signed": EventWords(_("Report signed and frozen")),
    "report.received": EventWords(_("Report received")),
    "report.returned": EventWords(_("Report returned to its author"), adverse=True),
    "report.dropped": EventWords(_("Report not owed any more"), told=False),
    "report.printed": EventWords(_("File of a report asked for"), told=False),
    "report.print_stopped": EventWords(_("File of a report cancelled"), told=False),
    "report.print_ready": EventWords(_("File of a report ready"), told=False),
    "report.print_failed": EventWords(_("File of a report could not be made"), adverse=True, told=False),
    "report.print_downloaded": EventWords(_("File of a report downloaded"), told=False),
}
