"""Entering what a text leaves open: the table of amounts of a programme."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from policy.errors import UnknownProgramme
from policy.figure_forms import FiguresForm
from policy.queries import programme
from policy.workflow import draft_figures


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.POLICY_PROPOSE)
def figures(request: ActorRequest, programme_id: str) -> HttpResponse:
    """The table of a programme of the visitor's place, prepared as a proposal; a second person approves it."""
    try:
        term = programme(request.actor.region_id, programme_id)[-1]
    except UnknownProgramme as error:
        raise Http404 from error
    form = FiguresForm(term, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = draft_figures(
                by=request.actor,
                code=term.pack,
                programme_id=term.id,
                amounts=form.amounts,
                paper=form.paper,
            )
            return redirect("policy:proposal", row.pk)
        except DomainError as error:
            refuse(form, error)
    status = 422 if form.is_bound else 200
    return render(request, "policy/figures.html", {"form": form, "programme": term}, status=status)
