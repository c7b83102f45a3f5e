"""The report as it reads at this moment: sections with their figures and tables filled in."""

from collections.abc import Mapping
from functools import cached_property

from django.utils import translation

from facilities.models import Facility
from kernel import clock
from policy.report_names import named
from regions.queries import name
from reporting.enums import ReportState
from reporting.figures.queries.board import Board, board, read
from reporting.figures.queries.law import Dated, dated_targets
from reporting.figures.rules import period_of
from reporting.models import Report, ReportSection
from reporting.reports import figures
from reporting.reports.content import Content, FigureSource, Part
from reporting.reports.figures import Told, chinese_day, chinese_moment
from reporting.reports.rules import Term, blocks, term_of
from reporting.reports.tables import Ground, table


class Gathered:
    """What one report is made of, read once. Official reports are Chinese, whatever the reader's language."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.term: Term = term_of(report.period)  # type: ignore[assignment]
        facility = Facility.objects.filter(pk=report.facility_id).first() if report.facility_id else None
        self.author = (
            facility.name if facility else report.member or (report.office.name if report.office else "")
        )
        self.board: Board | None = None
        self.targets: Mapping[str, Dated] = {}
        if facility is None:
            period = period_of(self.term.text)
            assert period is not None
            self.board = board(read(report.region_id, period))
            self.targets = dated_targets(report.region_id, self.term.year)
        with translation.override("zh-hans"):
            self.told: Told = figures.told(
                report, self.term, self.board, self.targets, self.author, facility.name if facility else ""
            )
        self._facility_figures = figures.facility_figures(facility.pk, self.term) if facility else None

    def content(self, sections: list[ReportSection]) -> Content:
        with translation.override("zh-hans"):
            return self._content(sections)

    def _content(self, sections: list[ReportSection]) -> Content:
        report, facts = self.report, self.report.facts
        parts = tuple(self._part(each) for each in sections)
        used = {name for each in sections for name in named(each.body)}
        sources: dict[str, FigureSource] = {
            name: self.told.sources.get(name.split(".")[0], FigureSource("", "")) for name in sorted(used)
        }
        return Content(
            title=self.title(),
            addressee=facts.get("addressee", ""),
            author=self.author,
            place=name(report.region_id),
            period=f"{self.term.year}年"
            + (f"第{'一二三四'[self.term.quarter - 1]}季度" if self.term.quarter else "度"),
            as_of=chinese_moment(self.board.as_of.folded_at if self.board else None),
            signed_on=chinese_day(clock.local_date(report.signed_at)) if report.signed_at else "",
            parts=parts,
            figures=sources,
        )

    def title(self) -> str:
        words = {
            name: self.told.words.get(name, "") for name in ("place", "year", "quarter", "author", "facility")
        }
        return str(self.report.facts.get("title", "")).format(**words, member=self.author)

    def _part(self, section: ReportSection) -> Part:
        below = [made for which in section.tables if (made := table(which, self.ground)) is not None]
        return Part(section.code, section.title, (*blocks(section.body, self.told.said), *below))

    @cached_property
    def ground(self) -> Ground:
        found = self._facility_figures
        if found is None and self.board is not None:
            found = {key: self.board.figure(each) for key, each in figures.CATALOGUE.items()}
        return Ground(self.board, self.targets, found or {}, self._members())

    def _members(self) -> list[tuple[str, str, str]]:
        """How far the written reports of the members are that this one rests on."""
        form = self.report.facts.get("countersigned_by", "")
        if not form:
            return []
        rows = Report.objects.filter(form=form, period=self.report.period, region_id=self.report.region_id)
        return [
            (
                row.member,
                str(ReportState(row.state).label),
                chinese_day(clock.local_date(row.handed_in_at)) if row.handed_in_at else "—",
            )
            for row in rows.order_by("id")
        ]


def sections_of(report: Report) -> list[ReportSection]:
    return list(ReportSection.objects.filter(report=report).select_related("edited_by").order_by("position"))


def content_of(report: Report) -> Content:
    """What a report says at this moment."""
    return Gathered(report).content(sections_of(report))
