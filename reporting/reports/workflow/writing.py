"""Writing the sections of a report."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError, NotAllowed
from audit.workflow import record
from kernel import clock
from policy.report_names import unknown
from reporting.errors import SectionChanged
from reporting.models import Report, ReportSection
from reporting.reports.permissions import may_write
from reporting.reports.rules import MOST_CHARACTERS
from reporting.tables import REPORT


@transaction.atomic
def save_section(*, by: Actor, section_id: int, body: str, done: bool, version: int) -> ReportSection:
    """Put another text in the place of a section's. `version`: the one that the author had before their eyes.

    Raises NotAllowed, SectionChanged (somebody saved meanwhile), DomainError with field `body` (too long, a figure that
    nobody knows) or `done` (marked as done while it is empty).
    """
    section = ReportSection.objects.select_for_update(of=("self",)).get(pk=section_id)
    report = Report.objects.get(pk=section.report_id)
    if not (decision := may_write(by, report)):
        raise NotAllowed(decision)
    if section.version != version:
        raise SectionChanged(
            _("Somebody saved this section while you were writing."),
            field="body",
            remedy=_("Both texts stand below: take over what you need and save again."),
            section=section,
        )
    text = body.replace("\r\n", "\n").strip()
    _check(text, done, section.required)
    if text == section.body and done == section.done:
        return section
    section.body, section.done = text, done
    section.version += 1
    section.edited_at, section.edited_by_id = clock.now(), by.user_id
    section.save(update_fields=["body", "done", "version", "edited_at", "edited_by"])
    step = REPORT.target("save", report.state)
    record(
        by=by, event=step.event, region=report.region_id, subject=report, facility_id=report.facility_id,
        data={"section": section.code, "version": section.version},
    )  # fmt: skip
    return section


def _check(text: str, done: bool, required: bool) -> None:
    if len(text) > MOST_CHARACTERS:
        raise DomainError(
            _("A section has at most %(most)s characters; this one has %(n)s.")
            % {"most": f"{MOST_CHARACTERS:,}", "n": f"{len(text):,}"},
            field="body",
        )
    if names := unknown(text):
        raise DomainError(
            _("There is no such figure: %(names)s.") % {"names": "、".join(f"{{{name}}}" for name in names)},
            field="body",
            remedy=_("Choose it from the list of figures, or write the number without braces."),
        )
    if done and required and not text:
        raise DomainError(_("This section is empty. Write something before it is done."), field="done")
