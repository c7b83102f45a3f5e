"""The page of one report: what it says, how far it is, who acts next."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel import clock
from obligations.presentation import clause_of
from reporting.enums import ReportState
from reporting.models import Report
from reporting.reports import queries
from reporting.reports.law import name_of
from reporting.reports.permissions import may_write
from reporting.reports.presentation.acting import acts_of
from reporting.reports.presentation.contents import entries
from reporting.reports.presentation.files import files_context
from reporting.reports.presentation.parts import shown_part
from reporting.reports.presentation.steps import answered_words, opinions_of, silent_of, steps_of
from reporting.reports.presentation.words import SECTIONS, badge_of, due_of, term_words
from reporting.reports.queries import Asked
from reporting.reports.reading import Reading

Trail = list[tuple[object, str]]


def trail_of(report: Report, *more: tuple[object, str]) -> Trail:
    """The way to a page of a report."""
    label = _("Annual reports") if report.facility_id else _("Written reports")
    steps: Trail = [(label, reverse("reports:list"))]
    here = f"{name_of(report.facts) or report.form} · {term_words(report.period)}"
    return [*steps, (here, reverse("reports:report", args=[report.pk]) if more else ""), *more]


def frame_of(reading: Reading, actor: Actor, current: str) -> dict[str, Any]:
    """What the page of a report and the page of a section share: head and list of sections."""
    report, content = reading.report, reading.content
    writing = bool(may_write(actor, report))
    listed = entries(reading, current, writing=writing and reading.edition is None)
    counted = [each for each in listed if each.badge is not None]
    return {
        "report": report,
        "title": content.title or name_of(report.facts) or report.form,
        "badge": badge_of(report),
        "content": content,
        "edition": reading.edition,
        "entries": listed,
        "finished": sum(each.badge in (SECTIONS["DONE"], SECTIONS["AUTO"]) for each in counted),
        "writing": writing,
        "mine": report.facility.name if report.facility else content.author,
    }


def report_context(reading: Reading, asked: Sequence[Asked], actor: Actor, section: str) -> dict[str, Any]:
    """Everything the page of a report shows. `section`: the one that is read; unknown ones are the first."""
    report = reading.report
    codes = [part.code for part in reading.content.parts]
    place = codes.index(section) if section in codes else 0
    editions = queries.editions_of(report)
    offices = {each.office_id for each in asked if each.office_id is not None}
    duty = queries.duty_of(report)
    frame = frame_of(reading, actor, codes[place] if codes else "")
    return {
        **frame,
        "part": shown_part(reading.content.parts[place], place, reading, actor) if codes else None,
        "trail": trail_of(report),
        "steps": steps_of(report, editions, asked),
        "acts": acts_of(report, actor, offices, again=bool(editions)),
        "opinions": opinions_of(asked) if editions else [],
        "silent": silent_of(asked) if editions else [],
        "answered": answered_words(asked),
        "editions": editions,
        "due": due_of(report, clock.today()),
        "clause": clause_of(report.facts["source"]) if report.facts.get("source") else None,
        "explain_url": reverse("obligations:explanation", args=[duty.pk]) if duty else "",
        "returned": report.returned_because if report.state == ReportState.DRAFT else "",
        "problems": (),
        **files_context(report, queries.prints_of(report), editions, actor),
    }
