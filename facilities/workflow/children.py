"""Children of a facility: recorded with the consent of a guardian, corrected, and what follows when consent is withdrawn."""

from dataclasses import fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.personal.workflow import reveal
from documents.enums import Purpose
from documents.models import StoredFile
from facilities.enums import HealthCheckKind, LeavingReason
from facilities.errors import NotRight, WrongState
from facilities.models import Child, Enrolment, Facility, HealthCheck
from facilities.queries.attendance import last_attended
from facilities.queries.children import name_digest, names_elsewhere, number_digest, with_number
from facilities.queries.roll import register_ends_at
from facilities.rules.faults import Fault
from facilities.rules.identity import ChildFacts, check_child
from facilities.workflow.basis import current, held, note, own_file, save
from facilities.workflow.doubles import hold, recheck
from kernel import clock

_FIELDS = tuple(f.name for f in fields(ChildFacts))


@transaction.atomic
def add_child(
    *, by: Actor, facility_id: int, facts: ChildFacts, consent_file: StoredFile | None = None
) -> Child:
    """Record a child whose guardian agreed. Raises NotRight with every fault, NotAllowed, FacilityEnded."""
    facility = held(by, Action.CHILD_MANAGE, facility_id)
    cleaned = _checked(facility, facts)
    row = Child(
        region_id=facility.region_id,
        facility=facility,
        number_digest=number_digest(cleaned.id_kind, cleaned.id_number),
        name_digest=name_digest(cleaned.name),
        consent_file=own_file(consent_file, facility, Purpose.CONSENT),
        created_at=clock.now(),
        **{name: getattr(cleaned, name) for name in _FIELDS},
    )
    row.save(force_insert=True)
    note(by, facility, "child.recorded", row, {"consented_on": cleaned.consented_on.isoformat()})  # type: ignore[union-attr]
    return row


@transaction.atomic
def correct_child(
    *,
    by: Actor,
    child_id: int,
    facts: ChildFacts,
    consent_file: StoredFile | None = None,
    version: int | None = None,
) -> Child:
    """Put right what is recorded of a child; a later consent takes the place of the earlier one.

    Raises NotRight, Stale, WrongState after consent was withdrawn (record a new one first).
    """
    row, facility = held_child(by, child_id)
    current(row, version)
    if row.consent_withdrawn_on is not None:
        raise WrongState(_("The guardian withdrew the consent."), remedy=_("Record a new consent first."))
    cleaned = _checked(facility, facts, but=row)
    before = bytes(row.number_digest)
    values = {name: getattr(cleaned, name) for name in _FIELDS}
    values["number_digest"] = number_digest(cleaned.id_kind, cleaned.id_number)
    values["name_digest"] = name_digest(cleaned.name)
    if consent_file is not None:
        values["consent_file"] = own_file(consent_file, facility, Purpose.CONSENT)
    if changed := save(row, **values):
        note(by, facility, "child.corrected", row, {"changed": sorted(changed)})
        digests = {before, bytes(row.number_digest)} if "number_digest" in changed else set()
        hold(digests)
        for digest in digests:
            recheck(by=by, digest=digest)
    return row


@transaction.atomic
def note_refusal(*, by: Actor, facility_id: int) -> None:
    """A guardian refused: nothing is recorded of the child, only that somebody was asked (PIPL art. 31)."""
    facility = held(by, Action.CHILD_MANAGE, facility_id)
    note(by, facility, "child.consent_refused", facility)


@transaction.atomic
def withdraw_consent(
    *, by: Actor, child_id: int, on: date | None = None, version: int | None = None
) -> Child:
    """The guardian takes the consent back: care recorded here ends, and the guardian's own data are erased.

    What has been signed and paid for stays as the law asks: birth, days, and the sealed number.
    """
    row, facility = held_child(by, child_id)
    current(row, version)
    if row.consent_withdrawn_on is not None:
        return row
    day = on or clock.today()
    if not row.consented_on <= day <= clock.today():
        raise NotRight(
            [Fault("on", "DAY", _("Give a day between the consent and today."))],
        )
    for stay in Enrolment.objects.filter(child=row, ends_on=None):
        last = max(day, stay.starts_on, last_attended(stay) or day)
        save(stay, ends_on=last, leaving_reason=LeavingReason.OTHER.value)
    save(row, consent_withdrawn_on=day, guardian_name="", guardian_phone="")
    note(by, facility, "child.consent_withdrawn", row, {"on": day.isoformat()})
    recheck(by=by, digest=bytes(row.number_digest))
    return row


@transaction.atomic
def renew_consent(
    *,
    by: Actor,
    child_id: int,
    guardian_name: str,
    guardian_phone: str,
    consented_on: date | None,
    consent_file: StoredFile | None = None,
    version: int | None = None,
) -> Child:
    """A guardian agrees anew, after a withdrawal or in the place of another one. Raises NotRight, Stale."""
    row, facility = held_child(by, child_id)
    current(row, version)
    facts = _facts_of(row, guardian_name, guardian_phone, consented_on)
    cleaned, faults = check_child(facts, today=clock.today(), under_months=None)
    faults = [f for f in faults if f.field in ("guardian_name", "guardian_phone", "consented_on")]
    withdrawn = row.consent_withdrawn_on
    if withdrawn is not None and cleaned.consented_on is not None and cleaned.consented_on < withdrawn:
        faults.append(Fault("consented_on", "DAY", _("This day lies before the withdrawal.")))
    if faults:
        raise NotRight(faults)
    values = {"guardian_name": cleaned.guardian_name, "guardian_phone": cleaned.guardian_phone}
    save(
        row,
        **values,
        consented_on=cleaned.consented_on,
        consent_withdrawn_on=None,
        consent_file=own_file(consent_file, facility, Purpose.CONSENT) or row.consent_file,
    )
    note(by, facility, "child.consent_given", row, {"on": str(cleaned.consented_on)})
    return row


@transaction.atomic
def record_health_check(
    *,
    by: Actor,
    child_id: int,
    kind: str,
    done_on: date,
    passed: bool,
    vaccinations_seen: bool = False,
) -> HealthCheck:
    """That a check was passed or not, never what was found (N58M art. 11). The same check again corrects it."""
    row, facility = held_child(by, child_id)
    faults = []
    if kind not in HealthCheckKind.values:
        faults.append(Fault("kind", "UNKNOWN", _("Choose from the list.")))
    if not row.born_on <= done_on <= clock.today():
        faults.append(Fault("done_on", "DAY", _("Give a day between the birth and today.")))
    if faults:
        raise NotRight(faults)
    check, _created = HealthCheck.objects.update_or_create(
        child=row,
        kind=kind,
        done_on=done_on,
        defaults={
            "region_id": row.region_id,
            "facility_id": row.facility_id,
            "passed": passed,
            "vaccinations_seen": vaccinations_seen,
            "recorded_by_id": by.user_id,
        },
    )
    note(by, facility, "child.checked", row, {"kind": kind, "on": done_on.isoformat(), "passed": passed})
    return check


def held_child(by: Actor, child_id: int, action: Action = Action.CHILD_MANAGE) -> tuple[Child, Facility]:
    """A child with its facility, locked. Raises Child.DoesNotExist, NotAllowed, FacilityEnded."""
    facility_id = Child.objects.values_list("facility_id", flat=True).get(pk=child_id)
    facility = held(by, action, facility_id)
    return Child.objects.get(pk=child_id), facility


def _facts_of(row: Child, guardian_name: str, guardian_phone: str, consented_on: date | None) -> ChildFacts:
    """The facts of a row with another guardian; the document is not read again."""
    return ChildFacts(
        name=".", id_kind="", id_number="", guardian_name=guardian_name, guardian_phone=guardian_phone,
        consented_on=consented_on, born_on=row.born_on,
    )  # fmt: skip


def _checked(facility: Facility, facts: ChildFacts, *, but: Child | None = None) -> ChildFacts:
    """The cleaned facts. Raises NotRight with what is wrong in them, here or elsewhere in the country.

    Who grew past the age of the register since is not asked again, unless the day of birth is another one now.
    """
    today = clock.today()
    cleaned, faults = check_child(facts, today=today, under_months=None)
    if but is None or cleaned.born_on != but.born_on:
        under = register_ends_at(facility.region_id, today)
        cleaned, faults = check_child(facts, today=today, under_months=under)
    if not any(fault.field in ("id_kind", "id_number") for fault in faults):
        faults += _known(facility, cleaned, but)
    if faults:
        raise NotRight(faults)
    return cleaned


def _known(facility: Facility, facts: ChildFacts, but: Child | None) -> list[Fault]:
    digest = number_digest(facts.id_kind, facts.id_number)
    same = with_number(facility.pk, digest)
    if same is not None and (but is None or same.pk != but.pk):
        return [
            Fault(
                "id_number",
                "RECORDED_ALREADY",
                _("A child with this number is recorded here already: %(name)s.") % {"name": same.name},
                _("Open that child instead, or compare the number with the document."),
            )
        ]
    names = names_elsewhere([digest], facility_id=facility.pk).get(digest, set())
    return [ANOTHER_NAME] if names and name_digest(facts.name) not in names else []


#: Said without telling where: another facility's people are none of this one's business (ADR 0014).
ANOTHER_NAME = Fault(
    "id_number",
    "ANOTHER_NAME",
    _("This number stands in the national register under another name."),
    _("Compare name and number with the document. If both are right, ask the health authority."),
)


#: What may be looked at whole, with a reason.
REVEALED = ("id_number", "guardian_phone")


@transaction.atomic
def reveal_of_child(*, by: Actor, child_id: int, field: str, reason: str) -> str:
    """The whole number of a child or telephone of its guardian. The event is written before the value is given.

    Raises DomainError without a reason, NotAllowed, Child.DoesNotExist.
    """
    row: Child = Child.objects.get(pk=child_id)
    allow(by, Action.IDENTITY_REVEAL, row)
    if field not in REVEALED:
        raise Child.DoesNotExist
    if not reason.strip():
        raise DomainError(_("Say what you need it for."), code="REASON_MISSING", field="reason")
    return reveal(
        by=by,
        subject=row,
        field=field,
        region=row.region_id,
        reason=reason,
        event="child.revealed",
        facility_id=row.facility_id,
    )
