"""Proofs of the staff chosen for a filing material instead of being uploaded again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from kernel import clock
from registration.facts import MATERIALS
from registration.queries import operator as read
from registration.workflow.choosing import STAFF_MATERIAL, attach_proofs
from staff.presentation.people import proofs_by_person


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.FILING_FILL)
def choose(request: ActorRequest, filing_id: int, code: str) -> HttpResponse:
    """The staff with their proofs, those with a file to be ticked."""
    if code != STAFF_MATERIAL:
        raise Http404
    filing, error = read.my_filing(filing_id), None
    back = f"{reverse('operator:step', args=[filing.pk, MATERIALS])}#material-{code}"
    if request.method == "POST":
        chosen = [
            int(t) for t in request.POST.getlist("proof") if t.isascii() and t.isdigit() and len(t) < 19
        ]
        try:
            count = attach_proofs(by=request.actor, filing_id=filing.pk, proof_ids=chosen)
        except DomainError as refused:
            error = refused
        else:
            messages.success(request, _("%(n)s files were handed in from the staff list.") % {"n": count})
            return redirect(back)
    people = proofs_by_person(filing.facility_id, clock.today())
    context = {"filing": filing, "people": people, "back": back, "error": error}
    return render(request, "registration/operator/choose.html", context, status=422 if error else 200)
