"""Payment batches: built, frozen, released, answered by the bank, reconciled."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.forms.signing import CodeForm
from accounts.permissions import decide
from documents.enums import Purpose
from documents.sheets import read_sheet
from documents.workflow import receive_upload
from regions.queries import division_here
from subsidies import exports
from subsidies.forms.answers import MOST_ROWS, AnswerForm, read_answers
from subsidies.forms.claims import ReasonForm
from subsidies.models import PaymentBatch
from subsidies.presentation.batches import STATES, batch_context, waiting_shown
from subsidies.presentation.claims import programme_words
from subsidies.queries.batches import batch_here, batch_of_line, batches_page, released_batch
from subsidies.workflow import (
    build_batch,
    dissolve_batch,
    freeze_batch,
    note_refused_code,
    record_answers,
    reissue,
    release_batch,
)
from subsidies.workflow.answers import Answer


@require_safe
@requires(Action.LEDGER_VIEW)
def batches(request: ActorRequest) -> HttpResponse:
    """What waits for payment, and the batches, the newest first."""
    found = batches_page(request.GET)
    here = reverse("subsidies:batches")
    context = {
        "waiting": waiting_shown(request.actor.region_id),
        "may_build": bool(decide(request.actor, Action.BATCH_BUILD)),
        "rows": [
            (row, STATES[row.state], programme_words(row.region_id, row.programme)) for row in found.rows
        ],
        "next_url": f"{here}?after={found.next}" if found.next else "",
        "previous_url": f"{here}?before={found.previous}" if found.previous else "",
    }
    return render(request, "subsidies/batches.html", context)


@require_POST
@requires(Action.BATCH_BUILD)
def build(request: ActorRequest) -> HttpResponse:
    """Put everything of a programme that waits into one batch."""
    try:
        batch = build_batch(
            by=request.actor, region=request.actor.region_id, programme=request.POST.get("programme", "")
        )
    except DomainError as refusal:
        for each in refusal.extra.get("problems") or [refusal]:
            messages.error(request, str(each.message))
        return redirect("subsidies:batches")
    return redirect("subsidies:batch", batch.pk)


@require_safe
@requires(Action.LEDGER_VIEW)
def batch(request: ActorRequest, batch_id: int) -> HttpResponse:
    """One batch: should against paid, three persons, every line with what the bank says."""
    row = batch_here(batch_id)
    context = batch_context(row, request.actor)
    return render(request, "subsidies/batch.html", {**context, "form": AnswerForm()})


@require_POST
@requires(Action.BATCH_BUILD)
def freeze(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Nothing of the batch changes any more."""
    try:
        freeze_batch(by=request.actor, batch_id=batch_id, version=_version(request))
        messages.success(request, _("Done."))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:batch", batch_id)


@require_POST
@sensitive_post_parameters("code")
@requires(Action.PAYMENT_RELEASE)
def release(request: ActorRequest, batch_id: int) -> HttpResponse:
    """To the bank, with a fresh code of the payer's authenticator; a wrong one is said beside its field."""
    row, form = batch_here(batch_id), CodeForm(request.POST)
    if form.is_valid():
        code, version = form.cleaned_data["code"], _version(request)
        try:
            release_batch(by=request.actor, batch_id=batch_id, code=code, version=version)
            messages.success(request, _("Released to the bank."))
            return redirect("subsidies:batch", batch_id)
        except DomainError as refusal:
            if refusal.field != "code":
                messages.error(request, str(refusal.message))
                return redirect("subsidies:batch", batch_id)
            note_refused_code(by=request.actor, batch_id=batch_id, refusal=refusal)
            form.add_error("code", f"{refusal.message} {refusal.remedy}".strip())
    context = {**batch_context(row, request.actor), "form": AnswerForm(), "code_form": form}
    return render(request, "subsidies/batch.html", context, status=422)


def _version(request: ActorRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.BATCH_BUILD)
def dissolve(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Take a batch apart, with a reason."""
    row, form = batch_here(batch_id), ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            dissolve_batch(by=request.actor, batch_id=batch_id, reason=form.cleaned_data["reason"])
            messages.success(request, _("The batch is taken apart."))
            return redirect("subsidies:batches")
        except DomainError as refusal:
            form.add_error("reason", str(refusal.message))
    status = 422 if form.is_bound else 200
    return render(request, "subsidies/dissolve.html", {"batch": row, "form": form}, status=status)


@require_POST
@requires(Action.PAYMENT_ANSWER)
def answer(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Take in the bank's answer, all of it or nothing; what is wrong is named by row."""
    row, form = batch_here(batch_id), AnswerForm(request.POST, request.FILES)
    problems: list[str] = []
    if form.is_valid():
        try:
            told = _told(request, row, form.cleaned_data["file"])
            record_answers(by=request.actor, batch_id=batch_id, answers=told)
            messages.success(request, _("%(number)s answers taken in.") % {"number": len(told)})
            return redirect("subsidies:batch", batch_id)
        except DomainError as refusal:
            problems = [str(each.message) for each in refusal.extra.get("problems") or [refusal]]
    context = {**batch_context(row, request.actor), "form": form, "problems": problems}
    return render(request, "subsidies/batch.html", context, status=422)


def _told(request: ActorRequest, batch: PaymentBatch, upload: UploadedFile) -> list[Answer]:
    """The answers of an uploaded sheet, which is kept as it came. Raises DomainError, SheetNotReadable."""
    region = division_here(batch.region_id)
    purpose = Purpose.BANK_ANSWER
    file = receive_upload(by=request.actor, purpose=purpose, upload=upload, region=region, slot=str(batch.pk))
    return read_answers(read_sheet(file, max_rows=MOST_ROWS))


@require_POST
@requires(Action.PAYMENT_RELEASE)
def again(request: ActorRequest, line_id: int) -> HttpResponse:
    """Pay a line that came back once more."""
    batch_id = batch_of_line(line_id)
    try:
        reissue(by=request.actor, line_id=line_id)
        messages.success(request, _("Issued anew."))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:batch", batch_id)


@require_POST
@requires(Action.PAYMENT_RELEASE)
def payment_file(request: ActorRequest, batch_id: int) -> HttpResponseBase:
    """The file for the bank, as workbook or CSV; only of a released batch."""
    row = released_batch(batch_id)
    as_csv = request.POST.get("as") == "csv"
    return exports.payment_csv(request.actor, row) if as_csv else exports.payment_file(request.actor, row)


@require_safe
@requires(Action.PAYMENT_ANSWER)
def answer_form(request: ActorRequest, batch_id: int) -> HttpResponseBase:
    """The file that the bank fills in, as workbook or CSV."""
    row = batch_here(batch_id)
    return exports.answer_book(row) if request.GET.get("as") == "xlsx" else exports.answer_form(row)
