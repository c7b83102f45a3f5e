"""What the gallery's forms talk to, so that every answer a real page may get can be tried. Nothing is stored."""

from types import SimpleNamespace
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.backends.utils import csrf_input
from django.views.decorators.http import require_GET, require_POST

from accounts.access import public_page
from config import jinja, jinja_filters
from config.gallery import samples
from kernel import clock

_BOX = '{% from "components/upload.html" import upload %}{{ upload("file", state, "up-live", url=url, csrf=csrf, file=file, reason=reason, hold=hold, label="试一试") }}'

_ROW = '{% from "components/material_row.html" import material_row %}{{ material_row(item, url, ("不清晰", "缺页"), csrf=csrf) }}'


@public_page
@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """Answers as the person chose: saved, changed by somebody else (409), signed out (401)."""
    status = {"stale": 409, "signed-out": 401}.get(request.POST.get("answer", ""), 200)
    if status != 200:
        return JsonResponse({}, status=status)
    version = int(request.POST.get("version") or 0) + 1
    return JsonResponse({"version": version, "saved_at": jinja_filters.minute(clock.now())})


@public_page
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Refuses what is not a PDF or a picture by its name; anything else is first being checked."""
    file = request.FILES.get("file")
    if file is None or not str(file.name).lower().endswith((".pdf", ".jpg", ".jpeg", ".png")):
        return _box(request, "refused", reason=f"“{file.name if file else ''}”没有传上：请传 PDF 或照片。")
    return _box(request, "checking", name=str(file.name), size=file.size or 0)


@public_page
@require_GET
def checked(request: HttpRequest) -> HttpResponse:
    """The check is done; the file can be looked at."""
    return _box(request, "ready", name=request.GET.get("name", ""), size=int(request.GET.get("size", "0")))


@public_page
@require_POST
def verdict(request: HttpRequest, number: int) -> HttpResponse:
    """The row of a material with the verdict just given."""
    row = next((each for each in samples.MATERIALS if each.number == number), None)
    if row is None:
        raise Http404(str(number))
    given = {"verdict": request.POST.get("verdict", ""), "reason": request.POST.get("reason", "")}
    context = {
        "item": SimpleNamespace(**{**vars(row), **given}),
        "url": jinja.url("design:verdict", number),
        "csrf": csrf_input(request),
    }
    return HttpResponse(jinja.pages().from_string(_ROW).render(context))


def _box(
    request: HttpRequest, state: str, *, name: str = "", size: int = 0, reason: str = ""
) -> HttpResponse:
    file = SimpleNamespace(name=name, size=size, pages=None, url="#") if name else None
    hold = f"{jinja.url('design:checked')}?name={quote(name)}&size={size}" if state == "checking" else ""
    context = {
        "state": state,
        "file": file,
        "reason": reason,
        "hold": hold,
        "url": jinja.url("design:upload"),
        "csrf": csrf_input(request),
    }
    return HttpResponse(jinja.pages().from_string(_BOX).render(context))
