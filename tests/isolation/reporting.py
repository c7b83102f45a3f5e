"""Written reports of a place of the matrix: a facility's with a section and an edition, every text with the canary."""

from datetime import date

from facilities.models import Facility
from kernel import clock
from regions.scope import nation_scope
from reporting.models import Report, ReportEdition, ReportPrint, ReportSection
from reporting.reports import law
from reporting.reports.content import Block, Content, Part, Run, digest_of


def reports_of(facility_id: int, mark: str) -> dict[str, list[int]]:
    """A report that its manager handed in, with a file of it that is made. Kind → ids."""
    with nation_scope(reason="test set-up"):
        facility = Facility.objects.get(pk=facility_id)
        form = law.facility_forms(facility.region_id, clock.today())["CN-W1"]
        place, now = {"region_id": facility.region_id, "facility_id": facility.pk}, clock.now()
        report = Report.objects.create(
            **place, form=form.id, period=2024, facts=law.kept(form), state="DRAFT", counts_from=date(2024, 1, 1),
            began_at=now, returned_because=mark,
        )  # fmt: skip
        for position, each in enumerate(form.sections):
            ReportSection.objects.create(
                **place, report=report, position=position, code=each.code, title=each.title.zh, body=mark
            )
        content = Content(
            mark,
            mark,
            mark,
            mark,
            "2024年度",
            "",
            parts=(Part("next", mark, (Block("PARAGRAPH", (Run(mark),)),)),),
        ).as_json()
        ReportEdition.objects.create(
            **place, report=report, number=1, content=content, digest=digest_of(content), made_at=now
        )
        file = ReportPrint.objects.create(**place, report=report, form="PDF", content=content, asked_at=now)
    return {"report": [report.pk], "print": [file.pk]}
