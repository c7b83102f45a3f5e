"""A report that nobody has opened yet, as its form begins it: readers see it, and nothing is written for them."""

from collections.abc import Mapping
from typing import Any

from policy.law import ReportForm
from reporting.models import Report, ReportSection
from reporting.reports import law
from reporting.reports.gathering import sections_of


def known(report: Report) -> Report:
    """The report with the facts of its form, also where none are kept yet; they are not saved."""
    if not report.facts and (form := law.form_of(report.region_id, report.form)):
        report.facts = law.kept(form)
    return report


def sections_as_begun(row: Report, form: ReportForm) -> list[ReportSection]:
    """The sections as the form begins them, not saved."""
    facts: Mapping[str, Any] = {"region_id": row.region_id, "facility_id": row.facility_id, "report": row}
    return [
        ReportSection(
            **facts, position=number, code=each.code, title=each.title.zh, title_en=each.title.en, hint=each.hint.zh,
            hint_en=each.hint.en, tables=list(each.tables), required=each.required, body=each.text.strip(),
        )
        for number, each in enumerate(form.sections)
    ]  # fmt: skip


def sections_now(report: Report) -> list[ReportSection]:
    """The sections as they stand; those of the form, unsaved, where nobody has begun to write."""
    if rows := sections_of(report):
        return rows
    form = law.form_of(report.region_id, report.form)
    return sections_as_begun(report, form) if form else []
