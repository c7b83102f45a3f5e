"""Bans: the list, a proposal, the second person's decision, appeal and revocation."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import act, said, version_of
from accounts.actions import Action
from accounts.permissions import decide
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from kernel import clock
from regions.models import Region
from staff import workflow
from staff.enums import BanState
from staff.forms.bans import AppealForm, BanFactsForm, BanForm, NoteForm, RevocationForm
from staff.identity import person_of
from staff.models import Ban, CaseSubject
from staff.presentation.office import APPEALS, BANS, REVOCATION, paged
from staff.queries import cases as queries
from staff.tables import BAN
from staff.views.acting import accepted
from staff.views.people import form_page


@require_safe
@requires(Action.BAN_VIEW)
def bans(request: ActorRequest) -> HttpResponse:
    """Bans of the authority and of those below it, the newest first. Never public."""
    state = request.GET.get("state", "")
    page = queries.bans_page(request.GET, state=state)
    bar = [
        {"name": "state", "label": _("State"), "options": [("", _("all")), *BanState.choices], "value": state}
    ]
    address = reverse("staff:bans") + (f"?state={state}" if state in BanState.values else "")
    context = {
        "rows": [(row, BANS[row.state]) for row in page.rows],
        "bar": bar,
        "may_propose": bool(decide(request.actor, Action.BAN_PROPOSE)),
        **paged(page, address),
    }
    return render(request, "staff/bans.html", context)


@form_page
@requires(Action.BAN_PROPOSE)
def ban_new(request: ActorRequest) -> HttpResponse:
    """Propose a ban: of somebody whom a confirmed case names (?subject=), or by another authority's decision."""
    subject = queries.subject(request.GET.get("subject"))
    known = {"starts_on": clock.today(), "scope": "NATION", "part": "PERSON", "id_kind": "RESIDENT_ID"}
    kind = BanForm if subject is None else BanFactsForm
    form = kind(request.POST or None, request.FILES or None, initial=known)

    def perform() -> str:
        return reverse("staff:ban", args=[_proposed(request, form, subject).pk])

    title = _("Propose a ban")
    trail = [(_("Bans"), reverse("staff:bans")), (title, "")]
    note = _("It holds only after another person of the authority has approved it.")
    words = said(title, trail, title, _("The ban is proposed."))
    return act(request, form, perform=perform, upload=True, note=note, subject=subject, **words)


def _proposed(request: ActorRequest, form: Any, subject: CaseSubject | None) -> Ban:
    person = getattr(form, "person", None)
    if subject is not None:
        form.part_of = subject.part
        person = person_of(subject)
    given: dict[str, Any] = {
        "person": person,
        "facts": form.facts,
        "subject": subject,
        "document": _document(request, form),
    }
    return workflow.propose_ban(by=request.actor, **given)


def _document(request: ActorRequest, form: django_forms.Form) -> StoredFile | None:
    given = form.cleaned_data.get("document")
    if given is None:
        return None
    region = Region.objects.get(pk=request.actor.region_id)
    file = receive_upload(by=request.actor, purpose=Purpose.BAN, upload=given, region=region)
    return accepted(file, "document")


@require_safe
@requires(Action.BAN_VIEW)
def ban(request: ActorRequest, ban_id: int) -> HttpResponse:
    """One ban, who proposed and who decided, and what the actor can do about it."""
    found, actor = queries.ban(ban_id), request.actor
    waiting = found.revocation_proposed_by_id is not None and found.state == BanState.IN_FORCE
    first = found.revocation_proposed_by_id if waiting else found.proposed_by_id
    context = {
        "ban": found,
        "badge": BANS[found.state],
        "revocation": REVOCATION if waiting else None,
        "appeal": APPEALS[found.appeal],
        "acts": BAN.actions(found.state),
        "may_propose": bool(decide(actor, Action.BAN_PROPOSE, found)),
        "may_decide": bool(decide(actor, Action.BAN_APPROVE, found)) and actor.user_id != first,
        "waiting": waiting,
    }
    return render(request, "staff/ban.html", context)


PLAIN: dict[str, Callable[..., Ban]] = {
    "approve": workflow.approve_ban,
    "keep": workflow.refuse_revocation,
    "revoke": workflow.approve_revocation,
}


@require_POST
@requires(Action.BAN_APPROVE)
def decide_ban(request: ActorRequest, ban_id: int, act_name: str) -> HttpResponse:
    """The second person approves a ban, agrees to its revocation, or lets it stand."""
    if act_name not in PLAIN:
        raise Http404
    found = queries.ban(ban_id)
    PLAIN[act_name](by=request.actor, ban_id=found.pk, version=version_of(request))
    messages.success(request, _("Decided."))
    return redirect("staff:ban", found.pk)


FORMS: dict[str, tuple[Callable[..., Ban], type[django_forms.Form], Any]] = {
    "refuse": (workflow.refuse_ban, NoteForm, gettext_lazy("Refuse to approve")),
    "appeal": (workflow.note_appeal, AppealForm, gettext_lazy("Note an appeal")),
    "revocation": (workflow.propose_revocation, RevocationForm, gettext_lazy("Propose to revoke the ban")),
}


@form_page
@requires(Action.BAN_PROPOSE, Action.BAN_APPROVE)
def ban_act(request: ActorRequest, ban_id: int, act_name: str) -> HttpResponse:
    """What is done about a ban with words: not approving it, noting an appeal, proposing its revocation."""
    if act_name not in FORMS:
        raise Http404
    found, (verb, kind, title) = queries.ban(ban_id), FORMS[act_name]
    form = kind(request.POST or None, initial={"appeal": found.appeal})
    page = reverse("staff:ban", args=[found.pk])

    def perform() -> str:
        verb(by=request.actor, ban_id=found.pk, version=version_of(request), **form.cleaned_data)
        return page

    trail = [(_("Bans"), reverse("staff:bans")), (found.name, page), (title, "")]
    words = said(title, trail, title, _("Recorded."))
    return act(request, form, perform=perform, version=found.version, **words)
