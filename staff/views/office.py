"""What the health authority watches: proofs that run out, one person in two places, jumps in headcount."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from kernel import clock
from staff import exports, workflow
from staff.enums import ProofKind
from staff.forms.bans import VerifyForm
from staff.models import Proof
from staff.presentation.office import paged
from staff.queries.twice import doubles_page
from staff.queries.watching import jump_rule, jumps_page, running_out_page
from staff.views.people import form_page

DAYS = (0, 30, 60, 90)


def filters_of(request: ActorRequest) -> tuple[int, str]:
    """Within how many days, and which kind of proof; what is unknown counts as not given."""
    text, kind = request.GET.get("days", ""), request.GET.get("kind", "")
    days = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 30
    return days if days in DAYS else 30, kind if kind in ProofKind.values else ""


def _proof_filters(days: int, kind: str) -> list[dict[str, Any]]:
    words: dict[int, str] = {0: _("ran out already"), 30: _("30 days"), 60: _("60 days"), 90: _("90 days")}
    return [
        {"name": "days", "label": _("Run out within"), "options": list(words.items()), "value": days},
        {
            "name": "kind",
            "label": _("Kind of proof"),
            "options": [("", _("all")), *ProofKind.choices],
            "value": kind,
        },
    ]


@require_safe
@requires(Action.CASE_VIEW)
def proofs(request: ActorRequest) -> HttpResponse:
    """Proofs that run out in 30, 60 or 90 days, or ran out, the nearest first."""
    days, kind = filters_of(request)
    page = running_out_page(request.GET, clock.today(), days=days, kind=kind)
    query = f"?days={days}{f'&kind={kind}' if kind else ''}"
    context = {
        "rows": [(row, ProofKind(row.kind).label) for row in page.rows],
        "bar": _proof_filters(days, kind),
        "days": days,
        "query": query,
        **paged(page, reverse("staff:list") + query),
    }
    return render(request, "staff/proofs.html", context)


@require_safe
@requires(Action.FACILITY_EXPORT)
def proofs_export(request: ActorRequest) -> FileResponse:
    """The same list as a spreadsheet."""
    days, kind = filters_of(request)
    return exports.proofs_running_out(request.actor, days=days, kind=kind)


@require_safe
@requires(Action.CASE_VIEW)
def twice(request: ActorRequest) -> HttpResponse:
    """People of the place who are employed at two facilities at once; facilities elsewhere are not named."""
    page = doubles_page(request.actor.region_id, request.GET, clock.today())
    return render(request, "staff/twice.html", {"rows": page.rows, **paged(page, reverse("staff:twice"))})


@require_safe
@requires(Action.CASE_VIEW)
def jumps(request: ActorRequest) -> HttpResponse:
    """Facilities whose number of staff changed by more than the rule says."""
    today = clock.today()
    rule = jump_rule(request.actor.region_id, today)
    if rule is None:
        return render(
            request, "staff/jumps.html", {"rule": None, "rows": [], "next_url": "", "previous_url": ""}
        )
    page = jumps_page(request.GET, today, rule)
    context = {"rule": rule, "rows": page.rows, **paged(page, reverse("staff:jumps"))}
    return render(request, "staff/jumps.html", context)


@form_page
@requires(Action.PROOF_VERIFY)
def verify(request: ActorRequest, proof_id: int) -> HttpResponse:
    """The certificate was compared with the register of whoever issued it."""
    row = Proof.objects.select_related("member", "facility").get(pk=proof_id)
    form = VerifyForm(request.POST or None, initial={"verified_on": clock.today()})
    page = reverse("staff:person", args=[row.member_id])

    def perform() -> str:
        given: dict[str, Any] = {"proof_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.verify_proof(by=request.actor, **given)
        return page

    title = _("Verify a certificate")
    trail = [(_("Staff"), reverse("staff:list")), (row.member.name, page), (title, "")]
    words = said(title, trail, _("Verified"), _("The verification is recorded."))
    return act(request, form, perform=perform, version=row.version, **words)
