"""A granted claim beside today's facts, and settling the difference."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from subsidies.forms.books import CorrectionForm
from subsidies.presentation.corrections import correction_context
from subsidies.queries.claims import submitted_claim
from subsidies.workflow import correct_claim


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.CLAWBACK_ORDER)
def correct(request: ActorRequest, claim_id: int) -> HttpResponse:
    """What was granted, what today's facts give, line by line; posting settles the difference."""
    claim, form = submitted_claim(claim_id), CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            correct_claim(by=request.actor, claim_id=claim_id, **form.cleaned_data)
            messages.success(request, _("The correction is on its way; other persons have to agree."))
            return redirect("subsidies:claim", claim_id)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    context = {**correction_context(claim), "form": form}
    return render(request, "subsidies/correct.html", context, status=422 if form.is_bound else 200)
