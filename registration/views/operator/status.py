"""One filing after its submission."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from kernel import clock
from registration.enums import FilingState
from registration.facts import steps_of
from registration.presentation.operator.status import status_context
from registration.queries import gaps
from registration.queries import operator as read


@require_safe
@requires(Action.FILING_FILL)
def filing(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Where the filing stands and what comes next. A draft opens at its first step with something left to do."""
    found = read.my_filing(filing_id)
    if found.state == FilingState.DRAFT:
        left = [gap.step for gap in gaps(found, clock.now())]
        return redirect("operator:step", filing_id, left[0] if left else list(steps_of(found.kind))[-1])
    return render(request, "registration/operator/status.html", status_context(found))
