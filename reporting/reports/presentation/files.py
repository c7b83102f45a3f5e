"""The files of a report: one line for each kind, with how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.actors import Actor
from reporting.enums import PrintForm, PrintState, ReportState
from reporting.models import Report, ReportEdition, ReportPrint
from reporting.reports.presentation.words import PRINT_ICONS, PRINTS


@dataclass(frozen=True)
class FileLine:
    """One kind of file and the newest one of it that was asked for; `file` is None before that."""

    form: str
    label: str
    icon: str
    file: ReportPrint | None = None
    mine: bool = False

    @property
    def waiting(self) -> bool:
        return self.file is not None and self.file.state == PrintState.WAITING

    @property
    def badge(self) -> Any:
        return PRINTS[self.file.state] if self.file is not None else None

    @property
    def download(self) -> str:
        ready = self.file is not None and self.file.state == PrintState.READY
        return reverse("reports:print_file", args=[self.file.pk]) if ready and self.file else ""


def files_context(
    report: Report, files: Sequence[ReportPrint], editions: Sequence[ReportEdition], actor: Actor
) -> dict[str, Any]:
    """Files of what is read: of the draft while it is written, else of the newest edition."""
    edition = editions[0].number if editions and report.state != ReportState.DRAFT else 0
    lines = [_line(PrintForm(form), files, edition, actor) for form in PrintForm.values]
    return {
        "report": report,
        "files": lines,
        "printed_edition": edition,
        "files_wait": any(line.waiting for line in lines),
    }


def _line(form: PrintForm, files: Sequence[ReportPrint], edition: int, actor: Actor) -> FileLine:
    newest = next((row for row in files if row.form == form and row.edition == edition), None)
    mine = newest is not None and newest.asked_by_id == actor.user_id
    return FileLine(form.value, str(form.label), PRINT_ICONS[form], newest, mine)
