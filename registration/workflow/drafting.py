"""The operator's side before submission: starting a filing, saving it, handing in files."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import Stale
from accounts.workflow import allow
from audit.workflow import record
from documents.models import StoredFile
from facilities.enums import ENDED_STATES, FacilityState
from facilities.models import Facility
from facilities.queries import locked
from kernel import clock
from policy.queries import materials
from policy.rules import applicable
from registration.enums import FilingKind, FilingState, Verdict
from registration.errors import WrongState
from registration.facts import material_facts
from registration.models import Filing, FilingFile, FilingMaterial, Registration
from registration.tables import FILING

#: Which filings ask for the material list; the others are a statement with a reason.
WITH_MATERIALS = frozenset({FilingKind.FIRST, FilingKind.CHANGE, FilingKind.RELOCATION})
_OPEN = (FilingState.DRAFT, FilingState.SUBMITTED, FilingState.SUPPLEMENT_REQUESTED)


@transaction.atomic
def start_filing(*, by: Actor, facility_id: int, kind: str = FilingKind.FIRST) -> Filing:
    """Open a draft, or return the one of this kind that is open already: pressing twice starts nothing twice.

    A draft has no clock. Raises WrongState when the facility's state does not allow the kind.
    """
    facility = locked(facility_id)
    allow(by, Action.FILING_FILL, facility)
    existing = Filing.objects.filter(facility=facility, kind=kind, state__in=_OPEN).first()
    if existing is not None:
        return existing
    _check_kind(facility, kind)
    now = clock.now()
    registration = (
        Registration.objects.filter(facility=facility, state__in=("PUSHED", "WAITING"))
        .order_by("-id")
        .first()
    )
    filing = Filing.objects.create(
        region_id=facility.region_id,
        facility=facility,
        registration=registration,
        kind=kind,
        form=initial_form(facility),
        created_at=now,
        created_by_id=by.user_id,
        saved_at=now,
    )
    sync_materials(filing)
    _audit(filing, by, FILING.target("start", "").event)
    return filing


def _check_kind(facility: Facility, kind: str) -> None:
    state = facility.state
    if state in ENDED_STATES:
        raise WrongState(_("This facility has ended."))
    if kind == FilingKind.FIRST and state != FacilityState.REGISTERED:
        raise WrongState(_("This facility is filed already."), remedy=_("Use a change filing."))
    if kind != FilingKind.FIRST and state == FacilityState.REGISTERED:
        raise WrongState(_("This facility is not filed yet."), remedy=_("Start with the first filing."))
    if kind == FilingKind.RESUMPTION and state != FacilityState.SUSPENDED:
        raise WrongState(_("Only a suspended facility resumes."))
    if kind == FilingKind.SUSPENSION and state == FacilityState.SUSPENDED:
        raise WrongState(_("This facility is suspended already."))


def initial_form(facility: Facility) -> dict[str, Any]:
    """What is known already, so that nobody types it twice."""
    return {
        **facility.profile,
        "name": facility.name,
        "address": facility.address,
        "street": facility.region_id,
        "head_name": facility.head_name,
        "phone": facility.phone,
        "entity_kind": facility.entity_kind,
        "meals": facility.meals,
    }


@transaction.atomic
def save_draft(*, by: Actor, filing_id: int, form: Mapping[str, Any], version: int | None = None) -> Filing:
    """Keep what the operator typed so far, complete or not. Raises Stale when `version` is not the stored one.

    After a supplement request only the facts of flagged items change; the rest of the form stays as reviewed.
    """
    filing = _locked_open(by, filing_id, version)
    if filing.state == FilingState.SUBMITTED:
        raise WrongState(_("This filing is being reviewed."), remedy=_("Withdraw it to change it."))
    filing.form = {**filing.form, **form}
    filing.saved_at, filing.version = clock.now(), filing.version + 1
    filing.save(update_fields=["form", "saved_at", "version"])
    if filing.state == FilingState.DRAFT:
        sync_materials(filing)
    return filing


def _locked_open(by: Actor, filing_id: int, version: int | None) -> Filing:
    filing = Filing.objects.select_for_update(of=("self",)).get(pk=filing_id)
    allow(by, Action.FILING_FILL, filing)
    if filing.state not in _OPEN:
        raise WrongState(_("This filing is closed."))
    if version is not None and filing.version != version:
        raise Stale(_("This filing was changed in another window."), version=filing.version)
    return filing


def sync_materials(filing: Filing) -> None:
    """Bring the material list in line with the facts: items that no longer apply stay, folded away."""
    if filing.kind not in WITH_MATERIALS:
        return
    known = {m.code: m for m in filing.materials.all()}
    for position, rule in enumerate(materials(filing.region_id, clock.today())):
        applies = bool(applicable(rule, material_facts(filing.form, {})))
        row = known.get(rule.code)
        if row is None:
            FilingMaterial.objects.create(
                region_id=filing.region_id,
                facility_id=filing.facility_id,
                filing=filing,
                code=rule.code,
                position=position,
                applicable=applies,
            )
        elif (row.applicable, row.position) != (applies, position):
            row.applicable, row.position = applies, position
            row.save(update_fields=["applicable", "position"])


@transaction.atomic
def save_material(
    *, by: Actor, filing_id: int, code: str, facts: Mapping[str, Any], version: int | None = None
) -> FilingMaterial:
    """Keep the facts of one material (lease dates, expiry of a licence). Only open items change."""
    filing = _locked_open(by, filing_id, version)
    material = _open_material(filing, code)
    material.facts = {**material.facts, **facts}
    material.save(update_fields=["facts"])
    _touch(filing)
    return material


def _open_material(filing: Filing, code: str) -> FilingMaterial:
    material: FilingMaterial = filing.materials.select_for_update(of=("self",)).get(code=code)
    if not material.open or filing.state == FilingState.SUBMITTED:
        raise WrongState(_("This item was not asked for; it stays as reviewed."))
    return material


def _touch(filing: Filing) -> None:
    filing.saved_at, filing.version = clock.now(), filing.version + 1
    filing.save(update_fields=["saved_at", "version"])


@transaction.atomic
def attach(*, by: Actor, filing_id: int, code: str, file: StoredFile) -> FilingFile:
    """Hand in a stored file for a material. After a request, a re-handed item waits to be checked anew."""
    filing = _locked_open(by, filing_id, None)
    material = _open_material(filing, code)
    row = FilingFile.objects.create(
        region_id=filing.region_id,
        facility_id=filing.facility_id,
        material=material,
        file=file,
        added_at=clock.now(),
    )
    if material.verdict == Verdict.SUPPLEMENT:
        material.verdict = Verdict.PENDING
        material.save(update_fields=["verdict"])
    _touch(filing)
    return row


@transaction.atomic
def detach(*, by: Actor, filing_id: int, file_id: int) -> FilingFile:
    """Take a handed-in file back. A draft's file is dropped from the list; one that was reviewed stays on record."""
    filing = _locked_open(by, filing_id, None)
    row = FilingFile.objects.select_related("material").get(
        pk=file_id, material__filing=filing, removed_at=None
    )
    _open_material(filing, row.material.code)
    row.removed_at = clock.now()
    row.save(update_fields=["removed_at"])
    _touch(filing)
    return row


def _audit(filing: Filing, by: Actor, event: str, data: dict[str, Any] | None = None) -> None:
    record(
        by=by,
        event=event,
        region=filing.region_id,
        subject=filing,
        facility_id=filing.facility_id,
        data=data,
    )
