"""The public's pages: complain without an account, and follow a complaint up by its code."""

import secrets
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import public_page
from accounts.addresses import client_ip
from accounts.errors import DomainError
from accounts.forms.fields import refuse
from accounts.throttle import allowed
from facilities.presentation.public import district_choices, place_filter, region_of
from facilities.queries import public as known
from inspections.forms.complaints import CodeForm, ComplainForm, DescribeForm, SayMoreForm
from inspections.presentation.complainant import follow_context
from inspections.queries.complaining import by_code
from inspections.workflow import add_to_complaint, complain
from kernel.transitions import IllegalTransition

form_page = require_http_methods(["GET", "HEAD", "POST"])
#: Complaints from one address, in an hour: enough for a family, or for several in one office. Codes tried in a while.
MANY, HOUR = 8, 3600
TRIES, WHILE = 30, 300


@public_page
@require_safe
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """First: which facility. Found by name in the public list, or described."""
    region, name = region_of(request.GET.get("place", "")), known.readable(request.GET.get("q", ""))
    asked = len(name) >= known.SHORTEST
    found = known.named(region=region, name=name) if asked else []
    context = {"rows": found, "name": name, "asked": asked, "too_short": 0 < len(name) < known.SHORTEST}
    return render(request, "inspections/public/choose.html", {**context, **place_filter(region)})


@public_page
@form_page
@sensitive_post_parameters()
@never_cache
def about(request: HttpRequest, number: int) -> HttpResponse:
    """A complaint about a facility of the public list."""
    facility = known.known_facility(number)
    if facility is None:
        return render(request, "inspections/public/unknown.html", status=404)
    form = ComplainForm(request.POST or None, request.FILES or None, initial=_fresh())
    return _page(request, form, facility=facility, facility_id=number)


@public_page
@form_page
@sensitive_post_parameters()
@never_cache
def other(request: HttpRequest) -> HttpResponse:
    """A complaint about a facility that is in no list."""
    region = region_of(request.GET.get("place", ""))
    places = district_choices(region)
    form = DescribeForm(request.POST or None, request.FILES or None, places=places, initial=_fresh())
    return _page(request, form, facility=None, **place_filter(region))


@public_page
@form_page
@sensitive_post_parameters()
@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """Where a complaint stands. The code is posted, so that no address and no log holds it."""
    form = CodeForm(request.POST or None)
    if form.is_valid() and _may(request, form, "complaint-code", TRIES, WHILE):
        row = by_code(form.cleaned_data["code"])
        if row is not None:
            return _followed(request, row, form.cleaned_data["code"])
        form.add_error("code", _("No complaint has this code. Compare each letter and digit."))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "inspections/public/follow.html", {"form": form}, status=status)


@public_page
@require_POST
@sensitive_post_parameters()
@never_cache
def more(request: HttpRequest) -> HttpResponse:
    """The complainant says more, or objects to the answer."""
    form, code = SayMoreForm(request.POST), request.POST.get("code", "")
    row, told = by_code(code), ""
    if row is None:
        return render(
            request, "inspections/public/follow.html", {"form": CodeForm({"code": code})}, status=404
        )
    if form.is_valid() and _may(request, form, "complaint-code", TRIES, WHILE):
        try:
            objecting = "objecting" in request.POST
            row = add_to_complaint(code=code, text=form.cleaned_data["text"], objecting=objecting)
            form, told = SayMoreForm(), _("The office is told.")
        except DomainError as error:
            refuse(form, error)
        except IllegalTransition:
            form.add_error(None, _("The complaint stands elsewhere by now: nothing can be added."))
    return _followed(request, row, code, form=form, told=told)


def _page(request: HttpRequest, form: ComplainForm, **context: Any) -> HttpResponse:
    """The form; or the code, told once. Whatever is refused, everything typed stays."""
    where = {"facility_id": context.pop("facility_id")} if "facility_id" in context else {}
    status = 200
    if form.is_valid() and _may(request, form, "complaint", MANY, HOUR):
        try:
            received = complain(said=form.said(**where), pictures=form.uploads)
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            return render(request, "inspections/public/received.html", {"received": received, **context})
    if form.is_bound and form.errors:
        status = 429 if status == 429 or form.has_error(NON_FIELD_ERRORS, "too_often") else 422
    return render(request, "inspections/public/complain.html", {"form": form, **context}, status=status)


def _followed(request: HttpRequest, row: Any, code: str, **more: Any) -> HttpResponse:
    given = {"form": SayMoreForm(), "told": "", **more}
    status = 422 if given["form"].is_bound and given["form"].errors else 200
    context = {**follow_context(row, code), **given}
    return render(request, "inspections/public/followed.html", context, status=status)


def _may(request: HttpRequest, form: Any, kind: str, limit: int, seconds: int) -> bool:
    """Whether this address may go on. While the cache is down nobody is counted here: the database still counts what
    comes in for a facility and a district."""
    if allowed(kind, client_ip(request), limit=limit, seconds=seconds, without_cache=True):
        return True
    words = _(
        "Too many came from your network within a short time. What you typed is kept: please send it again later."
    )
    form.add_error(None, ValidationError(words, code="too_often"))
    return False


def _fresh() -> dict[str, str]:
    """A key of the form's own: sent twice, it is one complaint."""
    return {"key": secrets.token_urlsafe(24)}
