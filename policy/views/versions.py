"""Versions of packs: their history, a new one from a file, an earlier one again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from policy.errors import PackRefused
from policy.loader.writing import written
from policy.models import PackVersion
from policy.presentation.versions import version_context, versions_context
from policy.proposal_forms import UploadForm
from policy.workflow import draft_again, draft_pack

proposes = requires(Action.POLICY_PROPOSE)


@require_safe
@requires(Action.POLICY_VIEW)
def versions(request: ActorRequest) -> HttpResponse:
    """Every version of every pack, the latest first; for policy administrators also what waits for approval."""
    return render(request, "policy/versions.html", versions_context(request.actor, request.GET))


@require_safe
@requires(Action.POLICY_VIEW)
def version(request: ActorRequest, version_id: int) -> HttpResponse:
    """One version: who agreed on it, from when it holds, what it changed."""
    row = PackVersion.objects.select_related("proposed_by", "approved_by").get(pk=version_id)
    return render(request, "policy/version.html", version_context(request.actor, row))


@require_safe
@requires(Action.POLICY_VIEW)
def version_file(request: ActorRequest, version_id: int) -> HttpResponse:
    """One version as the file it could be handed in as."""
    row = PackVersion.objects.get(pk=version_id)
    return yaml_answer(written(row.content), f"{row.code}-{row.version}.yaml")


def yaml_answer(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@proposes
def version_new(request: ActorRequest) -> HttpResponse:
    """Hand in a pack file. What is unsound is refused with file, line and reason; nothing of it is kept."""
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            row = draft_pack(by=request.actor, name=given.name, data=given.read())
        except PackRefused as refused:
            form.add_error("file", refused_words(refused))
        else:
            return redirect("policy:proposal", row.pk)
    return render(request, "policy/version_new.html", {"form": form}, status=400 if form.errors else 200)


def refused_words(refused: PackRefused) -> str:
    """File, line and reason of a refusal in one sentence."""
    where = _("%(file)s, line %(line)s: %(reason)s")
    return where % {"file": refused.file, "line": refused.line, "reason": refused.reason}


@require_POST
@proposes
def version_again(request: ActorRequest, version_id: int) -> HttpResponse:
    """Prepare a proposal with what an earlier version said."""
    row = draft_again(by=request.actor, version_id=version_id)
    messages.success(request, _("Prepared. Look at the difference, say why, and submit it."))
    return redirect("policy:proposal", row.pk)
