"""What the views of inspections share: the visit that somebody may see, its trail, people to choose from."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import ActorRequest
from accounts.acting import Trail
from accounts.actors import Actor
from accounts.errors import NotAllowed
from accounts.models import Department
from accounts.queries import departments_serving, members
from documents import previews
from documents.enums import FileKind
from documents.models import StoredFile
from documents.queries import file_bytes, usable
from facilities.models import Facility
from inspections.enums import InspectionKind
from inspections.models import Visit
from inspections.permissions import may_view
from inspections.queries import law
from inspections.queries import visits as read


def seen(actor: Actor, visit_id: int) -> Visit:
    """A visit that this person may see. Raises Visit.DoesNotExist, NotAllowed."""
    row = read.visit(visit_id)
    parties = {party.department_id for party in read.parties_of(visit_id)}
    if not (decision := may_view(actor, row, parties)):
        raise NotAllowed(decision)
    return row


def page_of(visit_id: int) -> str:
    return reverse("inspections:visit", args=[visit_id])


def finding_page(finding_id: int) -> str:
    return reverse("inspections:finding", args=[finding_id])


def visit_trail(visit: Visit, title: object, actor: Actor) -> Trail:
    """Where a page of a visit stands."""
    first = reverse("inspections:mine") if actor.is_operator else reverse("inspections:visits")
    own = visit.kind == InspectionKind.SELF_CHECK
    label = f"{visit.facility.name} · {_('Self-check') if own else visit.planned_on}"
    return [(_("Inspections"), first), (label, page_of(visit.pk)), (title, "")]


def finding_trail(finding: Any, title: object, actor: Actor) -> Trail:
    first = reverse("inspections:mine") if actor.is_operator else reverse("inspections:findings")
    page = finding_page(finding.pk)
    return [(_("Rectification"), first), (finding.facility.name, page), (title, "")]


def facility_trail(facility: Facility, title: object) -> Trail:
    page = reverse("facilities:facility", args=[facility.pk])
    return [(_("Facilities"), reverse("facilities:list")), (facility.name, page), (title, "")]


def kind_choices(facility: Facility, on: date) -> list[tuple[str, object]]:
    """The kinds of the place with who leads; what only a draft says of the lead is said to be so."""
    found: list[tuple[str, object]] = []
    for kind in law.official_kinds(facility.region_id, on):
        found.append(
            (kind.code, _("%(name)s (draft text)") % {"name": kind.name} if kind.draft else kind.name)
        )
    return found


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    return members(actor.department_id or 0)


def other_departments(actor: Actor, region_id: int, on: date) -> list[Department]:
    """The offices that serve a place, but one's own."""
    return [row for row in departments_serving(region_id, on) if row.pk != actor.department_id]


def picture(request: ActorRequest, file: StoredFile) -> HttpResponse:
    """An accepted file as a picture, never kept by a cache; `?width=` in pixels."""
    usable(file)
    content = previews.page(file, number=1, width=previews.fitting(request.GET.get("width")))
    body = content if content is not None else file_bytes(file)
    kind = "image/png" if content is not None or file.kind == FileKind.PNG else "image/jpeg"
    response = HttpResponse(body, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
