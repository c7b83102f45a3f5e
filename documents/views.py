"""Looking at and taking out files and papers. Everything here is private and never kept by a cache."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from documents import previews
from documents.enums import FileKind, PaperKind
from documents.models import Paper, StoredFile
from documents.papers.build import title
from documents.queries import file_for, paper_for
from documents.sending import attachment, private
from documents.workflow import download_file, download_paper

_TYPES = {
    FileKind.PDF: ("application/pdf", ".pdf"),
    FileKind.JPEG: ("image/jpeg", ".jpg"),
    FileKind.PNG: ("image/png", ".png"),
    FileKind.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    FileKind.CSV: ("text/csv; charset=utf-8", ".csv"),
}


@requires(Action.DOCUMENT_VIEW, Action.REGISTRATION_PUSH, Action.CLAIM_VIEW)
@require_safe
def page(request: ActorRequest, file_id: int, number: int) -> HttpResponse:
    """One page of an accepted file as a picture; `?width=` in pixels."""
    return _picture(request, file_for(request.actor, file_id), number)


@requires(Action.DOCUMENT_VIEW)
@require_safe
def paper_page(request: ActorRequest, paper_id: int, number: int) -> HttpResponse:
    """One page of an official paper as a picture."""
    return _picture(request, paper_for(request.actor, paper_id), number)


@requires(Action.DOCUMENT_VIEW, Action.REGISTRATION_PUSH, Action.CLAIM_VIEW)
@require_safe
def download(request: ActorRequest, file_id: int) -> HttpResponse:
    """The stored file; recorded on the trail."""
    file, content = download_file(by=request.actor, file_id=file_id)
    media_type, ending = _TYPES[FileKind(file.kind)]
    name = file.original_name
    return attachment(content, media_type, name if name.lower().endswith(ending) else name + ending)


@requires(Action.DOCUMENT_VIEW)
@require_safe
def paper(request: ActorRequest, paper_id: int) -> HttpResponse:
    """The official paper as PDF; recorded on the trail."""
    row, content = download_paper(by=request.actor, paper_id=paper_id)
    return attachment(content, "application/pdf", f"{title(PaperKind(row.kind))} {row.number}.pdf")


def _picture(request: ActorRequest, row: StoredFile | Paper, number: int) -> HttpResponse:
    content = previews.page(row, number=number, width=previews.fitting(request.GET.get("width")))
    if content is None:
        raise Http404
    return private(HttpResponse(content, content_type="image/png"))
