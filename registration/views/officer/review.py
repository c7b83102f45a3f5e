"""One filing under review, and the verdict on each of its materials."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import Stale
from registration.forms.officer import VerdictForm
from registration.models import Filing
from registration.presentation.officer.acts import conflict_of
from registration.presentation.officer.review import record_context, review_context
from registration.presentation.officer.verdicts import row_context, with_draft
from registration.presentation.officer.words import POSTED
from registration.queries.review import visible
from registration.workflow.reviewing import give_verdict, take


@require_safe
@requires(Action.FILING_VIEW)
def filing(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Documents beside fields, two clocks, the verdicts, what can be done."""
    context = review_context(visible(filing_id), request.actor, request.GET)
    return render(request, "registration/officer/review.html", context)


@require_safe
@requires(Action.FILING_VIEW)
def record(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Everything that happened to a filing, with the clocks that were superseded."""
    return render(request, "registration/officer/record.html", record_context(visible(filing_id)))


@require_POST
@requires(Action.FILING_REVIEW)
def verdict(request: ActorRequest, filing_id: int, code: str) -> HttpResponse:
    """Conforms, or has to be supplemented with a reason. Without the reason the row opens and nothing is written."""
    form, row = VerdictForm(request.POST), visible(filing_id)
    if not form.is_valid():
        return redirect("registration:filing", filing_id)
    given, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"].strip()
    if given == "supplement" and not reason:
        if form.cleaned_data["version"] not in (None, row.version):
            return _stale(request, row, code, form)
        return _open(request, row, code, error="reason" in request.POST)
    return _judge(request, row, code, form)


def _judge(request: ActorRequest, row: Filing, code: str, form: VerdictForm) -> HttpResponse:
    try:
        take(by=request.actor, filing_id=row.pk)
        give_verdict(
            by=request.actor,
            filing_id=row.pk,
            code=code,
            verdict=POSTED[form.cleaned_data["verdict"]],
            reason=form.cleaned_data["reason"].strip(),
            version=form.cleaned_data["version"],
        )
    except Stale:
        return _stale(request, row, code, form)
    return _written(request, visible(row.pk), code)


def _written(request: ActorRequest, row: Filing, code: str) -> HttpResponse:
    context = row_context(row, request.actor, code)
    if request.headers.get("HX-Request"):
        return render(request, "registration/officer/_verdict.html", context)
    return redirect(f"{context['here']}?view={code}#material-{context['item'].number}")


def _open(request: ActorRequest, row: Filing, code: str, *, error: bool) -> HttpResponse:
    """The row with its reason field, which nobody has filled in yet."""
    if request.headers.get("HX-Request"):
        context = row_context(row, request.actor, code, draft="", error=error)
        return render(request, "registration/officer/_verdict.html", context)
    context = with_draft(review_context(row, request.actor, {"view": code}), code, "", error=error)
    return render(request, "registration/officer/review.html", context)


def _stale(request: ActorRequest, row: Filing, code: str, form: VerdictForm) -> HttpResponse:
    """Somebody was faster: who, when, what; what was typed is still in the row."""
    reason = form.cleaned_data["reason"].strip()
    found = conflict_of(row, form.cleaned_data["seen"], request.actor, {code: reason})
    draft = reason if form.cleaned_data["verdict"] == "supplement" else None
    if request.headers.get("HX-Request"):
        context = row_context(row, request.actor, code, draft=draft) | {"conflict": found}
        response = render(request, "registration/officer/_verdict.html", context, status=409)
        return retarget(reswap(response, "outerHTML"), f"#material-{context['item'].number}")
    context = review_context(row, request.actor, {"view": code}) | {"conflict": found}
    page = context if draft is None else with_draft(context, code, draft)
    return render(request, "registration/officer/review.html", page, status=409)
