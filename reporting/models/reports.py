"""Written reports: one for each who owes it and period, its sections, what others say to it, and its frozen editions."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Department
from audit.personal.register import Personal
from facilities.models import KEPT_WITH_FACILITY, Facility
from facilities.models.life import the_person
from regions.models import Scoped, level_indexes, walls
from reporting.enums import Opinion, PrintForm, PrintState, ReportState


def _of_report(name: str = "+") -> Any:
    return models.ForeignKey("reporting.Report", models.PROTECT, db_constraint=False, related_name=name)


class Report(Scoped):
    """What somebody owes for a period by one form of the law: an office, a member of a joint meeting, or a facility.

    `form`: the id of the form in the packs; `facts` keeps the form as the report began with it (title, addressee, steps,
    sections, source, version of the pack). `period`: 2026 for a year, 202603 for the quarter that ends in March.
    `member`: whose report it is where several offices of one kind owe one, else ''. `due_on`: its last day, None where
    nobody owes it. `step`: the number of the step it waits for, from 0; `countersigned_by` closed the countersigning. Sections are written when it is opened first.
    """

    facility_field = "facility"

    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, db_constraint=False, related_name="reports"
    )
    form = models.CharField(max_length=12)
    period = models.IntegerField()
    office = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    member = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    step = models.PositiveSmallIntegerField(default=0)
    counts_from = models.DateField()
    due_on = models.DateField(null=True)
    began_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = the_person()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = the_person()
    countersigned_at = models.DateTimeField(null=True)
    countersigned_by = the_person()
    signed_at = models.DateTimeField(null=True)
    signed_by = the_person()
    received_at = models.DateTimeField(null=True)
    received_by = the_person()
    returned_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            *level_indexes("report", "form", "period", "-id"),
            models.Index(fields=["office", "-id"], name="report_office"),
            models.Index(fields=["facility", "-id"], name="report_facility"),
        ]
        constraints = [
            *walls("report", facility="facility", parents=("facility",)),
            models.UniqueConstraint(fields=["id", "region"], name="report_tenant"),
            models.UniqueConstraint(
                fields=["region", "form", "period", "member"],
                condition=Q(facility=None),
                name="report_of_office_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "form", "period"],
                condition=Q(facility__isnull=False),
                name="report_of_facility_once",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None)
                | Q(handed_in_by=None)
                | ~Q(signed_by=models.F("handed_in_by"))
                | Q(facility__isnull=False),
                name="report_signed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.period} {self.member or self.facility_id or self.region_id}"


class ReportSection(Scoped):
    """One section as it is being written. `body`: paragraphs, with figures as {places}; lines that begin with "- " are
    items, with "## " headings. `version` counts who saved: a save on an old number is shown to its author beside the new
    text, never lost."""

    facility_field = "facility_id"
    personal: ClassVar = {
        "body": Personal("staff", "a report in free words, which may name somebody", KEPT_WITH_FACILITY)
    }

    facility_id = models.BigIntegerField(null=True)
    report = _of_report("sections")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    hint = models.CharField(max_length=300, blank=True)
    hint_en = models.CharField(max_length=300, blank=True)
    tables = models.JSONField(default=list)
    required = models.BooleanField(default=True)
    body = models.TextField(blank=True)
    done = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    edited_by = the_person()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *walls("report_section", facility="facility_id", parents=("report",)),
            models.UniqueConstraint(fields=["id", "region"], name="report_section_tenant"),
            models.UniqueConstraint(fields=["report", "code"], name="report_section_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ReportOpinion(Scoped):
    """What a member says to the report of the place when it is asked to countersign. The latest of an office stands."""

    report = _of_report("opinions")
    edition = models.PositiveSmallIntegerField()
    member = models.CharField(max_length=80)
    office = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=8, choices=Opinion.choices)
    text = models.CharField(max_length=1000, blank=True)
    said_at = models.DateTimeField()
    said_by = the_person()

    class Meta:
        constraints = [
            *walls("report_opinion", parents=("report",)),
            models.UniqueConstraint(fields=["id", "region"], name="report_opinion_tenant"),
            models.UniqueConstraint(fields=["report", "edition", "member"], name="report_opinion_once"),
            models.CheckConstraint(
                condition=~Q(verdict="OBJECTS") | ~Q(text=""), name="report_objection_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.verdict}"


class ReportEdition(Scoped):
    """The report as it was handed in, frozen: words, figures and tables (`content`, see reporting.reports.content) with the
    SHA-256 of them. Append-only, by trigger; a returned report is handed in as the next number."""

    facility_field = "facility_id"
    personal: ClassVar = {"content": Personal("staff", "the report as it was handed in", KEPT_WITH_FACILITY)}

    facility_id = models.BigIntegerField(null=True)
    report = _of_report("editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = the_person()

    class Meta:
        constraints = [
            *walls("report_edition", facility="facility_id", parents=("report",)),
            models.UniqueConstraint(fields=["id", "region"], name="report_edition_tenant"),
            models.UniqueConstraint(fields=["report", "number"], name="report_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.number}"


class ReportPrint(Scoped):
    """A file to be made of a report: DOCX, PDF or XLSX. The row is its own job, as a Paper's.

    `content`: what is printed; of an edition it equals that edition's (`edition` its number), of a draft it is the moment's
    (`edition` 0, with "draft" across the pages). `done` of `steps`: the progress that is shown. `asked_to_stop`: the worker
    ends at its next step.
    """

    facility_field = "facility_id"
    personal: ClassVar = {"content": Personal("staff", "the report as it is printed", KEPT_WITH_FACILITY)}

    facility_id = models.BigIntegerField(null=True)
    report = _of_report("prints")
    edition = models.PositiveSmallIntegerField(default=0)
    form = models.CharField(max_length=4, choices=PrintForm.choices)
    content = models.JSONField()
    state = models.CharField(max_length=9, choices=PrintState.choices, default=PrintState.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    asked_to_stop = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    storage_key = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = the_person()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(state="WAITING"), name="report_print_waiting"),
            models.Index(fields=["report", "-id"], name="report_print_report"),
            models.Index(fields=["storage_key"], name="report_print_key"),
        ]
        constraints = [
            *walls("report_print", facility="facility_id", parents=("report",)),
            models.UniqueConstraint(fields=["id", "region"], name="report_print_tenant"),
            models.CheckConstraint(
                condition=~Q(state="READY")
                | (Q(ready_at__isnull=False) & ~Q(sha256="") & ~Q(storage_key="")),
                name="report_print_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.form}"
