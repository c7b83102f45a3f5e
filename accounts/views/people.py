"""Administration of the accounts and appointments of a region's officials."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import queries
from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from accounts.forms.offices import NewPersonForm, ReasonForm, RenameForm
from accounts.listing import own_region, place_of, place_options
from accounts.models import User
from accounts.queries import PEOPLE_ORDER
from accounts.workflow import (
    disable_user,
    enable_user,
    end_appointment,
    end_sessions,
    onboard,
    rename_person,
    reset_factor,
    reset_password,
)
from regions.keyset import cursor_of

manages = requires(Action.APPOINTMENT_MANAGE)


@manages
def people(request: ActorRequest) -> HttpResponse:
    """The officials of a place and below; an account found by its whole name opens at once."""
    place, query = place_of(request), request.GET
    text = query.get("q", "").strip()[:60]
    if query.get("find") and (found := queries.person_named(own_region(request), query["find"][:60])):
        return redirect("accounts:person", found.pk)
    page = queries.people(
        place.pk, state=query.get("state", ""), text=text, cursor=cursor_of(query, User, PEOPLE_ORDER)
    )
    context = {"page": page, "place": place, "place_options": place_options(request, place)}
    return render(request, "accounts/people.html", context)


@manages
@never_cache
def person_new(request: ActorRequest, department_id: int) -> HttpResponse:
    """An account and its first role; the one-time password is shown once."""
    office = queries.department_in(own_region(request), department_id)
    form = NewPersonForm(request.POST or None, office=office)
    if request.method == "POST" and form.is_valid():
        names = {name: form.cleaned_data[name] for name in ("name", "username")}
        try:
            user, secret = onboard(by=request.actor, department=office, **names, **form.facts())
        except DomainError as error:
            refuse(form, error)
        else:
            return _secret(request, user, secret)
    return render(request, "accounts/person_new.html", {"form": form, "office": office})


@manages
def person(request: ActorRequest, person_id: int) -> HttpResponse:
    """One person: name, appointments, and what can be done with the account."""
    user = queries.person_in(own_region(request), person_id)
    form = RenameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        rename_person(by=request.actor, user=user, name=form.cleaned_data["name"])
        return _done(request, user, _("Saved."))
    return _person_page(request, user, form=form)


@manages
@require_POST
@never_cache
def person_reset(request: ActorRequest, person_id: int) -> HttpResponse:
    """A one-time password, shown once."""
    user = queries.person_in(own_region(request), person_id)
    try:
        return _secret(request, *reset_password(by=request.actor, user=user))
    except DomainError as error:
        return _person_page(request, user, error=error)


@manages
@require_POST
def person_factor(request: ActorRequest, person_id: int) -> HttpResponse:
    """The phone is lost: the person sets up another authenticator."""
    user = queries.person_in(own_region(request), person_id)
    try:
        reset_factor(by=request.actor, user=user)
    except DomainError as error:
        return _person_page(request, user, error=error)
    return _done(request, user, _("The authenticator is taken away; the person sets up another one."))


@manages
@require_POST
def person_disable(request: ActorRequest, person_id: int) -> HttpResponse:
    """The account stops at once; the reason is kept."""
    user = queries.person_in(own_region(request), person_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            disable_user(by=request.actor, user=user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            return _person_page(request, user, error=error, disable=form)
        return _done(request, user, _("The account is disabled and signed out everywhere."))
    return _person_page(request, user, disable=form)


@manages
@require_POST
def person_enable(request: ActorRequest, person_id: int) -> HttpResponse:
    user = queries.person_in(own_region(request), person_id)
    enable_user(by=request.actor, user=user)
    return _done(request, user, _("The account works again."))


@manages
@require_POST
def person_sign_out(request: ActorRequest, person_id: int) -> HttpResponse:
    user = queries.person_in(own_region(request), person_id)
    end_sessions(by=request.actor, user=user)
    return _done(request, user, _("Signed out everywhere."))


@manages
@require_POST
def appointment_end(request: ActorRequest, appointment_id: int) -> HttpResponse:
    """The role ends at once."""
    row = queries.appointment_in(own_region(request), appointment_id)
    try:
        end_appointment(by=request.actor, appointment=row)
    except DomainError as error:
        return _person_page(request, row.user, error=error)
    return _done(request, row.user, _("The appointment has ended."))


def _done(request: ActorRequest, user: User, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("accounts:person", user.pk)


def _secret(request: ActorRequest, user: User, secret: str) -> HttpResponse:
    return render(request, "accounts/one_time_password.html", {"person": user, "secret": secret})


def _person_page(
    request: ActorRequest, user: User, *, error: DomainError | None = None, **forms: object
) -> HttpResponse:
    region = own_region(request)
    context = {
        "person": user,
        "appointments": queries.appointments_of(user, region),
        "keeps": queries.keeps(region, user.pk),
        "myself": user.pk == request.actor.user_id,
        "error": error,
        "form": forms.get("form") or RenameForm(initial={"name": user.name}),
        "disable": forms.get("disable") or ReasonForm(),
    }
    return render(request, "accounts/person.html", context, status=422 if request.method == "POST" else 200)
