"""A report as somebody opens it: of a draft what it says at this moment, of every other the edition that was handed in."""

from dataclasses import dataclass

from reporting.enums import ReportState
from reporting.models import Report, ReportEdition, ReportSection
from reporting.reports.begun import known, sections_now
from reporting.reports.content import Content
from reporting.reports.gathering import Gathered


@dataclass(frozen=True)
class Reading:
    """`gathered` is None for a frozen edition, `edition` is None for the draft."""

    report: Report
    sections: list[ReportSection]
    content: Content
    gathered: Gathered | None = None
    edition: ReportEdition | None = None


def draft_of(report: Report) -> Reading:
    """What the report says at this moment."""
    report = known(report)
    sections, gathered = sections_now(report), Gathered(report)
    return Reading(report, sections, gathered.content(sections), gathered)


def edition_of(report: Report, number: int) -> Reading:
    """One edition as it was frozen. Raises ReportEdition.DoesNotExist."""
    row = ReportEdition.objects.select_related("made_by").get(report=report, number=number)
    return Reading(known(report), [], Content.from_json(row.content), edition=row)


def reading_of(report: Report) -> Reading:
    """The draft while it is written, else the newest edition."""
    if report.state != ReportState.DRAFT:
        row = (
            ReportEdition.objects.filter(report=report).select_related("made_by").order_by("-number").first()
        )
        if row is not None:
            return Reading(known(report), [], Content.from_json(row.content), edition=row)
    return draft_of(report)
