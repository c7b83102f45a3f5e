"""The operator attaches the papers of a claim, and takes them off again while it is a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.queries.facility import facility_here
from subsidies.models import SubsidyClaim
from subsidies.queries.claims import claim_here
from subsidies.queries.evidence import claim_of_evidence
from subsidies.views.operator import refused_draft
from subsidies.workflow import attach_evidence, remove_evidence


@require_POST
@requires(Action.CLAIM_FILL)
def attach(request: ActorRequest, claim_id: int, code: str) -> HttpResponse:
    """A file for one of the papers; a refused file changes nothing and says why beside it."""
    claim = claim_here(claim_id)
    try:
        attach_evidence(by=request.actor, claim_id=claim_id, code=code, file=_stored(request, claim, code))
    except DomainError as refusal:
        said = f"{refusal.message} {refusal.remedy}".strip()
        return refused_draft(request, claim_id, DomainError(said, field=f"evidence.{code}"))
    messages.success(request, _("The paper is attached."))
    return redirect(f"{reverse('subsidies:draft', args=[claim_id])}#paper-{code}")


def _stored(request: ActorRequest, claim: SubsidyClaim, code: str) -> StoredFile:
    """The uploaded file, judged and kept. Raises DomainError where none arrived."""
    given = request.FILES.get("file")
    if given is None:
        raise DomainError(_("No file arrived. Please choose one."), field="file")
    facility = facility_here(claim.facility_id)
    return receive_upload(
        by=request.actor, purpose=Purpose.CLAIM_EVIDENCE, upload=given, facility=facility, slot=code[:20]
    )


@require_POST
@requires(Action.CLAIM_FILL)
def remove(request: ActorRequest, evidence_id: int) -> HttpResponse:
    """Take a paper off the draft."""
    claim_id = claim_of_evidence(evidence_id)
    try:
        remove_evidence(by=request.actor, evidence_id=evidence_id)
        messages.success(request, _("The paper is taken off."))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("subsidies:draft", claim_id)
