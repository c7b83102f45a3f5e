"""What ends a review: the one request, the receipt, the notice, the visit, the removal, the acceptance."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import Stale
from registration.errors import Incomplete
from registration.forms.officer import ActForm, NoticeForm, PublishForm, RemoveForm, SupplementForm, VisitForm
from registration.models import Filing
from registration.presentation.officer.acts import act_context, conflict_of, notice_initial, preview_context
from registration.queries.review import visible
from registration.workflow.reviewing import accept, issue_receipt, request_supplement
from registration.workflow.verifying import notify_noncompliance, record_visit, remove
from staff.errors import Blocked

Verb = Callable[..., Any]
_ask = require_http_methods(["GET", "HEAD", "POST"])


@_ask
@requires(Action.FILING_REVIEW)
def supplement(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Tell the facility once everything that is missing."""
    return _act(
        request, filing_id, SupplementForm, "supplement", request_supplement, _("The facility was told once.")
    )


@_ask
@requires(Action.FILING_RECEIPT)
def receipt(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Issue the receipt with the basic-conditions notice."""
    return _act(request, filing_id, ActForm, "receipt", issue_receipt, _("The receipt is issued."))


@_ask
@requires(Action.FILING_RECEIPT)
def accept_statement(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Accept a suspension, resumption or cancellation."""
    return _act(request, filing_id, ActForm, "accept", accept, _("Accepted."))


@_ask
@requires(Action.FILING_VERIFY)
def visit(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Record an on-site verification or a recheck."""
    return _act(request, filing_id, VisitForm, "visit", record_visit, _("The visit is recorded."))


@_ask
@requires(Action.FILING_REMOVE)
def removal(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Remove a facility that did not rectify from the filing list."""
    return _act(request, filing_id, RemoveForm, "remove", remove, _("The facility is removed from the list."))


@_ask
@requires(Action.FILING_NOTICE)
def notice(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Write the notice; the preview follows."""
    row = visible(filing_id)
    form = NoticeForm(request.POST or None, initial=notice_initial(row))
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        return render(request, "registration/officer/notice_preview.html", preview_context(row, form))
    context = act_context(row, form)
    return render(request, "registration/officer/notice.html", context, status=_status(request, form))


@_ask
@requires(Action.FILING_NOTICE)
def publish(request: ActorRequest, filing_id: int) -> HttpResponse:
    """Issue the notice after its preview, with the typed word. There is nothing to preview without the form before."""
    if request.method != "POST":
        return redirect("registration:notice", filing_id)
    done = _("The notice is issued and its text is published.")
    return _act(
        request, filing_id, PublishForm, "notice_preview", notify_noncompliance, done, context=preview_context
    )


def _act(
    request: ActorRequest,
    filing_id: int,
    form_class: type[Form],
    template: str,
    verb: Verb,
    done: str,
    *,
    context: Callable[[Filing, Any], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Ask on GET, do on POST. A refusal keeps what was typed and says what is wrong, or who was faster."""
    row, extra = visible(filing_id), {}
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=request.actor, filing_id=filing_id, **_input(form))
        except Stale:
            extra = {"conflict": conflict_of(row, form.cleaned_data.get("seen"), request.actor, {})}
        except (Incomplete, Blocked) as error:
            form.add_error(error.field if error.field in form.fields else None, str(error.message))
        else:
            messages.success(request, done)
            return redirect("registration:filing", filing_id)
    shown = {**(context or act_context)(visible(filing_id), form), **extra}
    status = 409 if extra else _status(request, form)
    return render(request, f"registration/officer/{template}.html", shown, status=status)


def _input(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name not in ("seen", "typed")}


def _status(request: ActorRequest, form: Form) -> int:
    return 422 if request.method == "POST" and form.errors else 200
