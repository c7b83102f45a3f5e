"""The operator's pages of people: the list, somebody new, one person, and the acts on them."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ActorRequest, requires
from accounts.acting import Trail, act, said, version_of
from accounts.actions import Action
from accounts.permissions import decide
from documents.enums import Purpose
from documents.models import StoredFile
from documents.workflow import receive_upload
from facilities.choosing import chosen_of, own_facility
from facilities.models import Facility
from kernel import clock
from staff import exports, workflow
from staff.forms import people as forms
from staff.models import Absence, Employment, Proof, StaffMember
from staff.presentation.people import line_of, person_context
from staff.queries.people import open_classes, people_page, person
from staff.queries.twice import authorities_elsewhere
from staff.views.acting import accepted

MANAGE = Action.STAFF_MANAGE
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(MANAGE)
def mine(request: ActorRequest) -> HttpResponse:
    """The people of the chosen facility, with what each lacks and by when."""
    (facility, facilities), today = chosen_of(request), clock.today()
    left = request.GET.get("left") == "1"
    page = people_page(facility.pk, request.GET, today, left=left)
    here = f"{reverse('staff:mine')}?facility={facility.pk}{'&left=1' if left else ''}"
    context = {
        "facility": facility,
        "facilities": facilities,
        "facility_name": facility.name,
        "lines": [line_of(member, today) for member in page.rows],
        "left": left,
        "next_url": f"{here}&after={page.next}" if page.next else "",
        "previous_url": f"{here}&before={page.previous}" if page.previous else "",
    }
    return render(request, "staff/mine.html", context)


@require_safe
@requires(MANAGE)
def export(request: ActorRequest, facility_id: int) -> FileResponse:
    """The list as a spreadsheet, numbers masked."""
    return exports.staff_of(request.actor, own_facility(request, facility_id))


def _list(facility: Facility) -> str:
    return f"{reverse('staff:mine')}?facility={facility.pk}"


def _trail(member: StaffMember, title: object) -> Trail:
    page = reverse("staff:person", args=[member.pk])
    return [(_("People"), _list(member.facility)), (member.name, page), (title, "")]


def _found(request: ActorRequest, member_id: int) -> StaffMember:
    """A person whose list the actor keeps. Raises StaffMember.DoesNotExist."""
    rows = StaffMember.objects.select_related("facility").filter(
        facility_id__in=list(request.actor.facilities)
    )
    member: StaffMember = rows.get(pk=member_id)
    return member


def _page_of(member: StaffMember) -> str:
    return reverse("staff:person", args=[member.pk])


@form_page
@requires(MANAGE)
def add(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Somebody new, or somebody known in another role."""
    facility = own_facility(request, facility_id)
    form = forms.HireForm(request.POST or None, classes=open_classes(facility.pk))

    def perform() -> str:
        assert form.person is not None
        facts: dict[str, Any] = {
            name: form.cleaned_data[name] for name in ("phone", "education", "managed_years")
        }
        given: dict[str, Any] = {"facility_id": facility.pk, "person": form.person, "post": form.post}
        return _page_of(workflow.hire(by=request.actor, **given, **facts))

    title = _("Add a person")
    trail = [(_("People"), _list(facility)), (title, "")]
    words = said(title, trail, _("Add"), _("The person is on the list."))
    return act(request, form, perform=perform, facility=facility, **words)


@require_safe
@requires(Action.STAFF_VIEW)
def show(request: ActorRequest, member_id: int) -> HttpResponse:
    """One person: roles, proofs, absences; the facility acts, the authority reads and verifies."""
    member = person(member_id)
    context = person_context(member, clock.today()) | {
        "manages": bool(decide(request.actor, MANAGE, member)),
        "verifies": bool(decide(request.actor, Action.PROOF_VERIFY, member)),
        "reveals": bool(decide(request.actor, Action.IDENTITY_REVEAL, member)),
        "elsewhere": authorities_elsewhere(member, clock.today(), own=request.actor.post is None),
    }
    return render(request, "staff/person.html", context)


@form_page
@requires(MANAGE)
def data(request: ActorRequest, member_id: int) -> HttpResponse:
    """Telephone, education, years of management. The telephone is typed anew: it is not shown whole."""
    member = _found(request, member_id)
    known: dict[str, Any] = {"education": member.education, "managed_years": member.managed_years}
    form = forms.DataForm(request.POST or None, initial=known)

    def perform() -> str:
        facts: dict[str, Any] = {n: v for n, v in form.cleaned_data.items() if n != "phone" or v}
        workflow.correct_data(by=request.actor, member_id=member.pk, version=version_of(request), **facts)
        return _page_of(member)

    title = _("Data")
    words = said(title, _trail(member, title), _("Save"), _("Saved."))
    note = _("An empty telephone leaves the one on record.")
    return act(request, form, perform=perform, version=member.version, note=note, **words)


@form_page
@requires(MANAGE)
def identity(request: ActorRequest, member_id: int) -> HttpResponse:
    """Name or number were typed wrongly."""
    member = _found(request, member_id)
    form = forms.CorrectIdentityForm(
        request.POST or None, initial={"name": member.name, "id_kind": member.id_kind}
    )

    def perform() -> str:
        assert form.person is not None
        facts: dict[str, Any] = {"person": form.person, "reason": form.cleaned_data["reason"]}
        workflow.correct_identity(by=request.actor, member_id=member.pk, version=version_of(request), **facts)
        return _page_of(member)

    title = _("Correct name or number")
    words = said(title, _trail(member, title), _("Correct"), _("Corrected."))
    return act(request, form, perform=perform, version=member.version, **words)


def _known(row: Employment) -> dict[str, Any]:
    """What the form of a change begins with."""
    known = {"role": row.role, "engagement": row.engagement, "class_group": row.class_group_id or ""}
    return {**known, "starts_on": clock.today()}


@form_page
@requires(MANAGE)
def change(request: ActorRequest, employment_id: int) -> HttpResponse:
    """Another role, class or engagement from a day on."""
    row = Employment.objects.select_related("class_group").get(pk=employment_id)
    member = _found(request, row.member_id)
    known = _known(row)
    form = forms.PostForm(request.POST or None, initial=known, classes=open_classes(member.facility_id))

    def perform() -> str:
        given: dict[str, Any] = {"employment_id": row.pk, "post": form.post, "version": version_of(request)}
        workflow.change_employment(by=request.actor, **given)
        return _page_of(member)

    title = _("Change role or class")
    words = said(title, _trail(member, title), _("Change"), _("Changed."))
    return act(request, form, perform=perform, version=row.version, **words)


@form_page
@requires(MANAGE)
def end(request: ActorRequest, employment_id: int) -> HttpResponse:
    """The last day of an employment."""
    row = Employment.objects.get(pk=employment_id)
    member = _found(request, row.member_id)
    form = forms.EndForm(request.POST or None, initial={"ends_on": clock.today()})

    def perform() -> str:
        given: dict[str, Any] = {"employment_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.end_employment(by=request.actor, **given)
        return _page_of(member)

    title = _("End the employment")
    words = said(title, _trail(member, title), _("End"), _("The end is recorded."))
    return act(request, form, perform=perform, version=row.version, **words)


def _file(request: ActorRequest, member: StaffMember, form: forms.ProofForm) -> StoredFile | None:
    """The uploaded file of a proof, judged and kept; None where none was given."""
    upload, slot = form.cleaned_data.get("file"), form.cleaned_data["kind"]
    if upload is None:
        return None
    where: dict[str, Any] = {"purpose": Purpose.STAFF_PROOF, "facility": member.facility, "slot": slot}
    return accepted(receive_upload(by=request.actor, upload=upload, **where), "file")


@form_page
@requires(MANAGE)
def proof(request: ActorRequest, member_id: int) -> HttpResponse:
    """A proof with its file, uploaded once."""
    member = _found(request, member_id)
    initial = {"kind": request.GET.get("kind", "")}
    form = forms.ProofForm(request.POST or None, request.FILES or None, initial=initial)

    def perform() -> str:
        file = _file(request, member, form)
        facts: dict[str, Any] = {"member_id": member.pk, "certificate": form.certificate, "file": file}
        workflow.record_proof(by=request.actor, **facts)
        return _page_of(member)

    title = _("Record a proof")
    words = said(title, _trail(member, title), _("Record"), _("The proof is recorded."))
    return act(request, form, perform=perform, upload=True, **words)


@form_page
@requires(MANAGE)
def withdraw(request: ActorRequest, proof_id: int) -> HttpResponse:
    """A proof was entered wrongly."""
    row = Proof.objects.get(pk=proof_id)
    member = _found(request, row.member_id)
    form = forms.WithdrawForm(request.POST or None)

    def perform() -> str:
        given: dict[str, Any] = {"proof_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.withdraw_proof(by=request.actor, **given)
        return _page_of(member)

    title = _("Withdraw the proof")
    words = said(title, _trail(member, title), _("Withdraw"), _("The proof is withdrawn."))
    return act(request, form, perform=perform, version=row.version, **words)


@form_page
@requires(MANAGE)
def absence(request: ActorRequest, member_id: int) -> HttpResponse:
    """Leave or illness."""
    member = _found(request, member_id)
    form = forms.AbsenceForm(request.POST or None, initial={"starts_on": clock.today(), "kind": "LEAVE"})

    def perform() -> str:
        workflow.record_absence(by=request.actor, member_id=member.pk, **form.cleaned_data)
        return _page_of(member)

    title = _("Record an absence")
    words = said(title, _trail(member, title), _("Record"), _("The absence is recorded."))
    return act(request, form, perform=perform, **words)


@form_page
@requires(MANAGE)
def back(request: ActorRequest, absence_id: int) -> HttpResponse:
    """The first day back on duty."""
    row = Absence.objects.get(pk=absence_id)
    member = _found(request, row.member_id)
    form = forms.ReturnForm(request.POST or None, initial={"back_on": clock.today()})

    def perform() -> str:
        given: dict[str, Any] = {"absence_id": row.pk, "version": version_of(request), **form.cleaned_data}
        workflow.record_return(by=request.actor, **given)
        return _page_of(member)

    title = _("Record the return")
    words = said(title, _trail(member, title), _("Record"), _("The return is recorded."))
    return act(request, form, perform=perform, version=row.version, **words)


@form_page
@requires(Action.IDENTITY_REVEAL)
def reveal(request: ActorRequest, member_id: int) -> HttpResponse:
    """Ask for the reason, then show the whole number; the event is written before."""
    form, member, number = forms.RevealForm(request.POST or None), person(member_id), ""
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        number = workflow.reveal_number(by=request.actor, member_id=member.pk, reason=reason)
    name = "_reveal" if request.headers.get("HX-Request") else "reveal"
    context = {"form": form, "member": member, "number": number, "here": request.path}
    return render(request, f"staff/{name}.html", context, status=422 if form.errors else 200)
