"""The material list: facts, files and what is wrong with them, one item swapped at a time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import Stale
from documents.enums import Purpose
from documents.workflow import receive_upload
from registration.facts import FORM_CODE, MATERIALS
from registration.facts.evidence import FACTS
from registration.forms.answers import posted, read_starting_point
from registration.models import Filing
from registration.presentation.operator.conflict import changes_of
from registration.presentation.operator.viewer import viewer_context
from registration.presentation.operator.wizard import asks_of, step_context
from registration.queries import operator as read
from registration.workflow.drafting import attach, detach, replace, save_draft, save_material


def _list(
    request: ActorRequest, filing_id: int, *, code: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """The list after a change: for htmx the one item with what changed around it, else the whole page."""
    filing = read.my_filing(filing_id)
    context = {**step_context(filing, MATERIALS), "code": code, "swap": True, **more}
    if "HX-Request" not in request.headers:
        context["swap"] = False
        return render(request, "registration/operator/materials.html", context, status=status)
    name = "_slot_answer" if code else "_list_answer"
    return render(request, f"registration/operator/{name}.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.FILING_FILL)
def material(request: ActorRequest, filing_id: int, code: str) -> HttpResponse:
    """One item; posting keeps its facts (tenure, lease dates, expiry)."""
    read.my_filing(filing_id).materials.get(code=code)
    if request.method != "POST":
        return _list(request, filing_id, code=code)
    facts = posted(
        [ask for ask in FACTS.values() if f"{code}-{ask.name}" in request.POST or ask.name == "no_expiry"],
        request.POST,
        prefix=code,
    )
    seen = read_starting_point(request.POST.get("seen", ""))
    try:
        save_material(by=request.actor, filing_id=filing_id, code=code, facts=facts, seen=seen)
    except Stale as stale:
        return _list(request, filing_id, code=code, status=422, stale=stale, changes=changes_of(stale))
    if "HX-Request" in request.headers:
        return _list(request, filing_id, code=code)
    return redirect(_anchor(filing_id, code))


def _anchor(filing_id: int, code: str) -> str:
    return f"{reverse('operator:step', args=[filing_id, MATERIALS])}?check=1#material-{code}"


@require_POST
@requires(Action.FILING_FILL)
def questions(request: ActorRequest, filing_id: int) -> HttpResponse:
    """The questions that decide which materials are asked for."""
    filing = read.my_filing(filing_id)
    typed = posted(asks_of(filing, MATERIALS), request.POST)
    seen = read_starting_point(request.POST.get("version", ""))
    try:
        save_draft(by=request.actor, filing_id=filing_id, form=typed, seen=seen)
    except Stale as stale:
        return _list(request, filing_id, status=422, stale=stale, changes=changes_of(stale))
    if "HX-Request" in request.headers:
        return _list(request, filing_id)
    return redirect("operator:step", filing_id, MATERIALS)


@require_POST
@requires(Action.FILING_FILL)
def upload(request: ActorRequest, filing_id: int, code: str) -> HttpResponse:
    """A file for an item, or in place of one of its files. A refused file changes nothing and says why."""
    filing = read.my_filing(filing_id)
    filing.materials.exclude(code=FORM_CODE).get(code=code)
    given, old = request.FILES.get("file"), _digits(request.GET.get("replaces", ""))
    if given is None:
        return _refused(request, filing, code, old, None)
    stored = receive_upload(
        by=request.actor, facility=filing.facility, purpose=Purpose.MATERIAL, slot=code, upload=given
    )
    if not stored.usable:
        return _refused(request, filing, code, old, stored)
    if old:
        replace(by=request.actor, filing_id=filing_id, file_id=int(old), file=stored)
    else:
        attach(by=request.actor, filing_id=filing_id, code=code, file=stored)
    if "HX-Request" in request.headers:
        return render(request, "registration/operator/_uploaded.html", _box(filing, code, old))
    return redirect(_anchor(filing_id, code))


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 19 else ""


def _box(filing: Filing, code: str, old: str) -> dict[str, Any]:
    return {
        "filing": filing,
        "code": code,
        "box": f"file-{old}" if old else f"new-{code}",
        "old": old,
    }


def _refused(request: ActorRequest, filing: Filing, code: str, old: str, stored: Any) -> HttpResponse:
    verdict = stored.verdict if stored is not None else None
    reason = (
        f"{verdict.reason} {verdict.remedy}"
        if verdict is not None
        else _("No file arrived. Please choose one.")
    )
    if "HX-Request" in request.headers:
        context = {**_box(filing, code, old), "reason": reason}
        return render(request, "registration/operator/_refused.html", context, status=422)
    return _list(request, filing.pk, status=422, refused_code=code, reason=reason)


@require_POST
@requires(Action.FILING_FILL)
def remove(request: ActorRequest, filing_id: int, file_id: int) -> HttpResponse:
    """Take a file back."""
    row = detach(by=request.actor, filing_id=filing_id, file_id=file_id)
    if "HX-Request" in request.headers:
        return _list(request, filing_id, code=row.material.code)
    return redirect(_anchor(filing_id, row.material.code))


@require_safe
@requires(Action.FILING_FILL)
def file(request: ActorRequest, filing_id: int, file_id: int) -> HttpResponse:
    """A handed-in file as pictures of its pages."""
    context = viewer_context(read.my_filing(filing_id), file_id)
    return render(request, "registration/operator/file.html", context)
