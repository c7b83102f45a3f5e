"""Starting a filing: which kinds are possible now, and what is known already."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.workflow import record
from facilities.enums import ENDED_STATES, FacilityState
from facilities.models import Facility
from facilities.queries import locked, suspended_by_order
from facilities.queries.roll import still_enrolled
from kernel import clock
from registration.enums import FilingKind, FilingState
from registration.errors import WrongState
from registration.models import Filing, FilingFile, Registration
from registration.tables import FILING
from registration.workflow.material_list import WITH_MATERIALS, keep_facts, sync_materials

OPEN = (FilingState.DRAFT, FilingState.SUBMITTED, FilingState.SUPPLEMENT_REQUESTED)
#: States of a first filing that still stand between the facility and a new attempt.
_STANDING = (*OPEN, FilingState.NONCOMPLIANCE_NOTIFIED, FilingState.RECHECK)


@transaction.atomic
def start_filing(*, by: Actor, facility_id: int, kind: str = FilingKind.FIRST) -> Filing:
    """Open a draft, or return the one of this kind that is open already: pressing twice starts nothing twice.

    A draft has no clock. What was withdrawn after a submission is taken up again with its answers and files.
    Raises WrongState when the facility's state, or another open filing, does not allow the kind.
    """
    facility = locked(facility_id)
    allow(by, Action.FILING_FILL, facility)
    states = _STANDING if kind == FilingKind.FIRST else OPEN
    existing = Filing.objects.filter(facility=facility, kind=kind, state__in=states).order_by("-id").first()
    if existing is not None:
        return existing
    check_kind(facility, kind)
    now = clock.now()
    filing = Filing.objects.create(
        region_id=facility.region_id,
        facility=facility,
        registration=_registration_of(facility, kind),
        kind=kind,
        form=initial_form(facility) if kind in WITH_MATERIALS else _initial_statement(facility, kind),
        created_at=now,
        created_by_id=by.user_id,
        saved_at=now,
        saved_by_id=by.user_id,
    )
    _take_up(filing)
    sync_materials(filing)
    _take_up_files(filing)
    on_trail(filing, by, FILING.target("start", "").event)
    return filing


def _registration_of(facility: Facility, kind: str) -> Registration | None:
    """The registration a filing follows: a change follows the newest registered change, if there is one."""
    rows = Registration.objects.filter(facility=facility, state__in=("PUSHED", "WAITING")).order_by("-id")
    wanted = {FilingKind.FIRST: "NEW", FilingKind.CANCELLATION: "CANCELLATION"}.get(
        FilingKind(kind), "CHANGE"
    )
    return rows.filter(kind=wanted).first() or rows.filter(kind="NEW").first()


def check_kind(facility: Facility, kind: str) -> None:
    """Raise WrongState when a filing of this kind cannot be made for the facility now."""
    state = facility.state
    if state in ENDED_STATES:
        raise WrongState(_("This facility has ended."))
    if kind == FilingKind.FIRST and state != FacilityState.REGISTERED:
        raise WrongState(_("This facility is filed already."), remedy=_("Use a change filing."))
    if kind != FilingKind.FIRST and state == FacilityState.REGISTERED:
        raise WrongState(_("This facility is not filed yet."), remedy=_("Start with the first filing."))
    if kind == FilingKind.RESUMPTION and state != FacilityState.SUSPENDED:
        raise WrongState(_("Only a suspended facility resumes."))
    if kind == FilingKind.RESUMPTION:
        refuse_ordered_suspension(facility)
    if kind == FilingKind.SUSPENSION and state == FacilityState.SUSPENDED:
        raise WrongState(_("This facility is suspended already."))
    if (other := in_the_way(facility, kind)) is not None:
        raise WrongState(
            _("“%(kind)s” is still open.") % {"kind": other.get_kind_display()},
            remedy=_("Finish it or withdraw it first."),
            filing=other.pk,
        )


def refuse_ordered_suspension(facility: Facility) -> None:
    """Raise WrongState while an inspection's order to suspend is in force: the facility cannot resume by itself."""
    if suspended_by_order(facility.pk):
        raise WrongState(
            _("The service was suspended by an order of the authority."),
            remedy=_("It resumes when what was found is put right and the authority lifts the order."),
        )


def in_the_way(facility: Facility, kind: str) -> Filing | None:
    """Two changes at once would overwrite each other; a cancellation ends everything that is still open."""
    kinds = set(FilingKind.values) - {kind}
    if kind != FilingKind.CANCELLATION:
        alike = WITH_MATERIALS if kind in WITH_MATERIALS else set(FilingKind) - WITH_MATERIALS
        kinds = {other.value for other in alike} - {kind}
    return Filing.objects.filter(facility=facility, kind__in=kinds, state__in=OPEN).order_by("id").first()


def _initial_statement(facility: Facility, kind: str) -> dict[str, Any]:
    """A statement begins with the children that the register has; without any, the question stays open."""
    if kind not in (FilingKind.SUSPENSION, FilingKind.CANCELLATION):
        return {}
    enrolled = still_enrolled(facility.pk, clock.today())
    return {"children": enrolled} if enrolled else {}


def initial_form(facility: Facility) -> dict[str, Any]:
    """What is known already, so that nobody types it twice."""
    known = {
        **facility.profile,
        "name": facility.name,
        "address": facility.address,
        "street": facility.region_id,
        "head_name": facility.head_name,
        "phone": facility.phone.disclosed(to="the operator, in the facility's own filing"),
        "entity_kind": facility.entity_kind,
    }
    if facility.filed_on is not None:
        known["meals"] = facility.meals
    return known


def _withdrawn_before(filing: Filing) -> Filing | None:
    """The filing of this kind that was submitted and then withdrawn, if it was the last one."""
    rows = Filing.objects.filter(facility=filing.facility_id, kind=filing.kind).exclude(pk=filing.pk)
    last = rows.order_by("-id").first()
    return last if last is not None and last.state == FilingState.WITHDRAWN and last.round else None


def _take_up(filing: Filing) -> None:
    if (earlier := _withdrawn_before(filing)) is not None:
        kept = {
            name: value for name, value in earlier.form.items() if name not in ("committed", "entity_kind")
        }
        filing.form = {**filing.form, **kept}
        filing.save(update_fields=["form"])


def _take_up_files(filing: Filing) -> None:
    if (earlier := _withdrawn_before(filing)) is None:
        return
    rows = {m.code: m for m in filing.materials.all()}
    for old in earlier.materials.prefetch_related("files"):
        if (row := rows.get(old.code)) is None:
            continue
        keep_facts(row, old.facts)
        FilingFile.objects.bulk_create(
            FilingFile(
                region_id=filing.region_id,
                facility_id=filing.facility_id,
                material=row,
                file_id=each.file_id,
                added_at=each.added_at,
            )
            for each in old.files.all()
            if each.removed_at is None
        )
    sync_materials(filing)


def on_trail(filing: Filing, by: Actor, event: str, data: dict[str, Any] | None = None) -> None:
    record(
        by=by,
        event=event,
        region=filing.region_id,
        subject=filing,
        facility_id=filing.facility_id,
        data=data,
    )
