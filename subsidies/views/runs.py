"""Monthly runs: the list with a form to begin one, one run watched while it works, cancelling."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from subsidies.forms.runs import RunForm
from subsidies.presentation.runs import run_context, run_row
from subsidies.queries.runs import run_of, runs_page
from subsidies.workflow import cancel_run, start_run


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CLAIM_PROPOSE)
def runs(request: ActorRequest) -> HttpResponse:
    """Begin a run for the own region, and the runs so far, the newest first."""
    form = RunForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            run = start_run(
                by=request.actor, region=request.actor.region_id, month=form.cleaned_data["month"]
            )
            return redirect("subsidies:run", run.pk)
        except DomainError as refusal:
            form.add_error("month", str(refusal.message))
    found, here = runs_page(request.GET), reverse("subsidies:runs")
    context = {
        "form": form,
        "rows": [run_row(row) for row in found.rows],
        "next_url": f"{here}?after={found.next}" if found.next else "",
        "previous_url": f"{here}?before={found.previous}" if found.previous else "",
    }
    return render(request, "subsidies/runs.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Action.CLAIM_PROPOSE)
def run(request: ActorRequest, run_id: int) -> HttpResponse:
    """One run; while it works its card asks for itself again."""
    card = request.headers.get("HX-Request") == "true"
    template = "subsidies/_run.html" if card else "subsidies/run.html"
    return render(request, template, run_context(run_of(run_id), request.actor))


@require_POST
@requires(Action.CLAIM_PROPOSE)
def cancel(request: ActorRequest, run_id: int) -> HttpResponse:
    """Stop after the part under way."""
    try:
        cancel_run(by=request.actor, run_id=run_id)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:run", run_id)
