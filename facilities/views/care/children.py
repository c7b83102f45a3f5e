"""An operator's children: the list, one child, what is recorded of it and with whose consent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.choosing import chosen_of
from facilities.errors import NotRight
from facilities.forms.children import ChildForm, ConsentForm, ReasonForm, WithdrawForm
from facilities.forms.refusing import refuse_all
from facilities.models import Child, Facility
from facilities.presentation.care.children import child_context, edit_initial, list_context
from facilities.queries.children import child_here, kept_facts
from facilities.rules.faults import Fault
from facilities.workflow import children as work
from kernel import clock

keeps = requires(Action.CHILD_MANAGE)


@require_safe
@keeps
@never_cache
def child_list(request: ActorRequest) -> HttpResponse:
    """The children of the facility, the newest first; by class, or found by whole name or number."""
    facility, facilities = chosen_of(request)
    context = list_context(facility, facilities, request.GET)
    return render(request, "facilities/care/children.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
@never_cache
def new(request: ActorRequest) -> HttpResponse:
    """Record a child whose guardian agreed."""
    facility, _facilities = chosen_of(request)
    form = ChildForm(request.POST or None, initial={"id_kind": "RESIDENT_ID", "consented_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            paper = consent_paper(request, facility)
            row = work.add_child(
                by=request.actor, facility_id=facility.pk, facts=form.facts(), consent_file=paper
            )
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The child is recorded. Enrol it in a class."))
            return redirect("facilities:child", row.pk)
    context = {"form": form, "facility": facility, "facility_name": facility.name, "child": None}
    return render(request, "facilities/care/child_form.html", context, status=422 if form.errors else 200)


@require_POST
@keeps
def refused(request: ActorRequest) -> HttpResponse:
    """A guardian did not agree: nothing is recorded but that somebody was asked."""
    facility, _facilities = chosen_of(request)
    work.note_refusal(by=request.actor, facility_id=facility.pk)
    messages.success(request, _("Noted. Nothing of this child was recorded."))
    return redirect("facilities:children")


@require_safe
@keeps
@never_cache
def child(request: ActorRequest, child_id: int) -> HttpResponse:
    """Everything about one child."""
    return page(request, child_here(child_id))


def page(request: ActorRequest, row: Child, **forms: Any) -> HttpResponse:
    """The page of a child; with a form that was refused, as 422."""
    context = child_context(row, request.actor, **forms)
    return render(request, "facilities/care/child.html", context, status=422 if forms else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
@never_cache
def edit(request: ActorRequest, child_id: int) -> HttpResponse:
    """Correct what is recorded; number and telephone stay as they are when left empty."""
    row = child_here(child_id)
    form = ChildForm(request.POST or None, known=True, initial=edit_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            paper = consent_paper(request, row.facility)
            work.correct_child(
                by=request.actor, child_id=child_id, facts=form.facts(kept_facts(row)), consent_file=paper,
                version=version_of(request),
            )  # fmt: skip
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("facilities:child", child_id)
    context = {"form": form, "facility": row.facility, "facility_name": row.facility.name, "child": row}
    return render(request, "facilities/care/child_form.html", context, status=422 if form.errors else 200)


@require_POST
@keeps
def withdraw(request: ActorRequest, child_id: int) -> HttpResponse:
    """The guardian takes the consent back."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            work.withdraw_consent(by=request.actor, child_id=child_id, on=form.cleaned_data["on"])
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The consent is withdrawn; the guardian's data are erased."))
            return redirect("facilities:child", child_id)
    return page(request, child_here(child_id), withdrawing=form)


@require_POST
@keeps
def consent(request: ActorRequest, child_id: int) -> HttpResponse:
    """A guardian agrees anew."""
    form, row = ConsentForm(request.POST), child_here(child_id)
    if form.is_valid():
        try:
            paper = consent_paper(request, row.facility)
            work.renew_consent(by=request.actor, child_id=child_id, consent_file=paper, **form.cleaned_data)
        except DomainError as error:
            refuse_all(form, error)
        else:
            messages.success(request, _("The consent is recorded."))
            return redirect("facilities:child", child_id)
    return page(request, row, consenting=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.IDENTITY_REVEAL)
@never_cache
def reveal(request: ActorRequest, child_id: int, field: str) -> HttpResponse:
    """Ask for the reason, then show the whole number or telephone."""
    form, row = ReasonForm(request.POST or None), child_here(child_id)
    value = ""
    if form.is_valid():
        value = work.reveal_of_child(
            by=request.actor, child_id=child_id, field=field, reason=form.cleaned_data["reason"]
        )
    context = {
        "form": form,
        "value": value,
        "child": row,
        "facility_name": row.facility.name,
        "here": reverse("facilities:child_reveal", args=[child_id, field]),
    }
    name = "_reveal" if request.headers.get("HX-Request") else "reveal"
    return render(request, f"facilities/care/{name}.html", context)


def consent_paper(request: ActorRequest, facility: Facility) -> StoredFile | None:
    """The paper that was handed in with a form, if any. Raises NotRight when it is refused."""
    given = request.FILES.get("consent_file")
    if given is None:
        return None
    file = receive_upload(by=request.actor, purpose=Purpose.CONSENT, upload=given, facility=facility)
    if not file.usable:
        raise NotRight([Fault("consent_file", "REFUSED", file.verdict.reason, file.verdict.remedy)])
    return file


def version_of(request: ActorRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
