"""Cases of abuse: the list, opening one, naming people, closing it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import Trail, act, said, version_of
from accounts.actions import Action
from accounts.permissions import decide
from facilities.queries.page import visible
from staff import workflow
from staff.enums import CaseState
from staff.forms.bans import CaseForm, NamedForm, OutcomeForm
from staff.presentation.office import BANS, CASES, paged
from staff.queries import cases as queries
from staff.tables import CASE
from staff.views.people import form_page

OUTCOMES = {"unfounded": workflow.close_unfounded, "confirmed": workflow.confirm_case}


@require_safe
@requires(Action.CASE_VIEW)
def cases(request: ActorRequest) -> HttpResponse:
    """Cases of the place, the newest first."""
    state = request.GET.get("state", "")
    page = queries.cases_page(request.GET, state=state)
    bar = [
        {
            "name": "state",
            "label": _("State"),
            "options": [("", _("all")), *CaseState.choices],
            "value": state,
        }
    ]
    address = reverse("staff:cases") + (f"?state={state}" if state in CaseState.values else "")
    rows = [(row, CASES[row.state]) for row in page.rows]
    return render(request, "staff/cases.html", {"rows": rows, "bar": bar, **paged(page, address)})


@form_page
@requires(Action.CASE_MANAGE)
def case_new(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Open a case; whoever it names is suspended today."""
    facility, form = visible(facility_id), CaseForm(request.POST or None)

    def perform() -> str:
        account = form.cleaned_data["account"]
        given: dict[str, Any] = {"facility_id": facility.pk, "account": account, "named": [form.named]}
        return reverse("staff:case", args=[workflow.open_case(by=request.actor, **given).pk])

    title = _("Open a case of abuse")
    page = reverse("facilities:facility", args=[facility.pk])
    trail = [(_("Facilities"), reverse("facilities:list")), (facility.name, page), (title, "")]
    words = said(title, trail, _("Open the case and suspend"), _("The case is open."))
    note = _("Whoever the case names is off duty from today, at every facility of the country.")
    return act(request, form, perform=perform, note=note, **words)


@require_safe
@requires(Action.CASE_VIEW)
def case(request: ActorRequest, case_id: int) -> HttpResponse:
    """One case with whom it names and the bans that came of it."""
    found = queries.case(case_id)
    may = bool(decide(request.actor, Action.CASE_MANAGE, found))
    context = {
        "case": found,
        "badge": CASES[found.state],
        "subjects": queries.subjects_of(found.pk),
        "bans": [(ban, BANS[ban.state]) for ban in queries.bans_of_case(found.pk)],
        "acts": CASE.actions(found.state) if may else (),
        "may_ban": found.state == CaseState.CONFIRMED and bool(decide(request.actor, Action.BAN_PROPOSE)),
        "account": found.account.disclosed(to="the authority that keeps the case, on its page"),
    }
    return render(request, "staff/case.html", context)


def _trail(case_id: int, title: object) -> Trail:
    page = reverse("staff:case", args=[case_id])
    return [(_("Cases"), reverse("staff:cases")), (_("Case %(n)s") % {"n": case_id}, page), (title, "")]


@form_page
@requires(Action.CASE_MANAGE)
def name(request: ActorRequest, case_id: int) -> HttpResponse:
    """The case names another person."""
    found, form = queries.case(case_id), NamedForm(request.POST or None)
    page = reverse("staff:case", args=[found.pk])

    def perform() -> str:
        given: dict[str, Any] = {"case_id": found.pk, "named": form.named, "version": version_of(request)}
        workflow.name_in_case(by=request.actor, **given)
        return page

    title = _("Name another person")
    words = said(title, _trail(found.pk, title), _("Name and suspend"), _("Recorded."))
    return act(request, form, perform=perform, version=found.version, **words)


@form_page
@requires(Action.CASE_MANAGE)
def close(request: ActorRequest, case_id: int, outcome: str) -> HttpResponse:
    """Close a case as unfounded, which lifts every suspension, or as confirmed, which leads to bans."""
    found, form = queries.case(case_id), OutcomeForm(request.POST or None)
    page = reverse("staff:case", args=[found.pk])

    def perform() -> str:
        given: dict[str, Any] = {"case_id": found.pk, "version": version_of(request), **form.cleaned_data}
        OUTCOMES[outcome](by=request.actor, **given)
        return page

    confirmed = outcome == "confirmed"
    title = _("Close as confirmed") if confirmed else _("Close as unfounded")
    note = _("Everybody named stays suspended until a ban is decided.")
    note = note if confirmed else _("The suspension of everybody named is lifted.")
    words = said(title, _trail(found.pk, title), title, _("The case is closed."))
    return act(request, form, perform=perform, version=found.version, note=note, **words)
