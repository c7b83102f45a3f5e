"""Administration of the offices of a region and below, and of who is appointed to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import queries
from accounts.access import ActorRequest, requires
from accounts.actions import Action
from accounts.enums import DepartmentKind
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from accounts.forms.offices import AppointForm, ChangeOfficeForm, CloseForm, NewOfficeForm
from accounts.listing import own_region, place_of, place_options
from accounts.models import Department
from accounts.queries import DEPARTMENT_ORDER
from accounts.workflow import appoint, change_department, close_department, open_department
from regions.keyset import cursor_of
from regions.models import Region

manages = requires(Action.DEPARTMENT_MANAGE)


@manages
def departments(request: ActorRequest) -> HttpResponse:
    """The offices of a place and below."""
    place, query = place_of(request), request.GET
    kind = query.get("kind", "")
    page = queries.departments(
        place.pk,
        kind=kind,
        text=query.get("q", "").strip()[:60],
        closed=query.get("closed") == "1",
        cursor=cursor_of(query, Department, DEPARTMENT_ORDER),
    )
    options = place_options(request, place)
    context = {"page": page, "place": place, "place_options": options, "kinds": DepartmentKind.choices}
    return render(request, "accounts/departments.html", context)


@manages
def department_new(request: ActorRequest) -> HttpResponse:
    """Open an office in the place, or directly below it."""
    place = place_of(request)
    form = NewOfficeForm(request.POST or None, places=queries.places_under(place.pk))
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "kind": DepartmentKind(form.cleaned_data["kind"])}
        facts["region"] = Region.objects.get(pk=facts["region"])
        try:
            office = open_department(by=request.actor, **facts)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The department is open."))
            return redirect("accounts:department", office.pk)
    return render(request, "accounts/department_new.html", {"form": form, "place": place})


@manages
def department(request: ActorRequest, department_id: int) -> HttpResponse:
    """One office: its facts to correct, the people appointed to it, appointing and closing."""
    office = queries.department_in(own_region(request), department_id)
    form = ChangeOfficeForm(request.POST) if request.method == "POST" else ChangeOfficeForm.of(office)
    if request.method == "POST" and form.is_valid():
        try:
            change_department(by=request.actor, department=office, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:department", office.pk)
    return _office_page(request, office, form=form)


@manages
@require_POST
def department_close(request: ActorRequest, department_id: int) -> HttpResponse:
    """The office's last day."""
    office = queries.department_in(own_region(request), department_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_department(by=request.actor, department=office, on=form.cleaned_data["on"])
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The department closes on that day."))
            return redirect("accounts:departments")
    return _office_page(request, office, close=form)


@requires(Action.APPOINTMENT_MANAGE)
@require_POST
def department_appoint(request: ActorRequest, department_id: int) -> HttpResponse:
    """Give somebody who has an account a role here."""
    office = queries.department_in(own_region(request), department_id)
    form = AppointForm(request.POST, office=office)
    if form.is_valid():
        user = queries.person_named(own_region(request), form.cleaned_data["username"])
        try:
            if user is None:
                raise DomainError(
                    _("No account of this name works in your region."),
                    field="username",
                    remedy=_(
                        "Somebody who also works elsewhere is appointed by the administrator above both."
                    ),
                )
            appoint(by=request.actor, user=user, department=office, **form.facts())
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(name)s is appointed.") % {"name": user.name})
            return redirect("accounts:department", office.pk)
    return _office_page(request, office, appointing=form)


def _office_page(request: ActorRequest, office: Department, **forms: object) -> HttpResponse:
    context = {
        "office": office,
        "appointments": queries.appointments_at(office),
        "form": forms.get("form") or ChangeOfficeForm.of(office),
        "close": forms.get("close") or CloseForm(),
        "appointing": forms.get("appointing") or AppointForm(office=office),
    }
    failed = request.method == "POST"
    return render(request, "accounts/department.html", context, status=422 if failed else 200)
