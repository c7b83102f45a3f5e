"""Taking a file of a report out of the house."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from documents.sending import attachment
from documents.sheets.writing import XLSX
from reporting.enums import PrintForm
from reporting.models import ReportPrint
from reporting.reports.papers.outline import line
from reporting.reports.workflow import download_print

_TYPES = {
    PrintForm.DOCX: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    PrintForm.PDF: ("application/pdf", ".pdf"),
    PrintForm.XLSX: (XLSX, ".xlsx"),
}
_LONGEST_NAME = 80


@requires(Action.REPORT_VIEW)
@require_safe
def print_file(request: ActorRequest, print_id: int) -> HttpResponse:
    """A finished file under the title of its report; recorded on the trail."""
    row, content = download_print(by=request.actor, print_id=print_id)
    media_type, ending = _TYPES[PrintForm(row.form)]
    return attachment(content, media_type, name_of_file(row) + ending)


def name_of_file(row: ReportPrint) -> str:
    """The title of the report; of a draft it says so."""
    title = line(str(row.content.get("title", ""))).replace("/", "／").replace("\\", "＼")[:_LONGEST_NAME]
    title = title or _("Report")
    return title if row.edition else f"{title}（草稿）"
