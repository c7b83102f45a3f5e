"""One registration with everything that followed from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.enums import ENDED_STATES
from kernel import clock
from kernel.due import Due
from kernel.masking import mask_phone
from kernel.presentation import Clause, Event
from obligations.enums import Status
from obligations.models import Obligation
from obligations.presentation import clause_of
from obligations.presentation.dates import due_shown
from obligations.wording import words_of
from policy.enums import EntityKind
from regions.queries import full_name
from registration.enums import Channel, RegistrationKind, RegistrationState
from registration.models import Registration
from registration.presentation.registrar.badges import REGISTRATION, filed_badge
from registration.queries.pushes import duties_of, history
from registration.workflow.duties import health_office

LABELS: dict[str, Any] = {
    "name": gettext_lazy("Name of the facility"),
    "uscc": gettext_lazy("Unified social credit code"),
    "approved_on": gettext_lazy("Day of approval"),
    "address": gettext_lazy("Address"),
    "business_scope": gettext_lazy("Business scope"),
    "head_name": gettext_lazy("Head of the facility"),
    "phone": gettext_lazy("Phone"),
    "entity_kind": gettext_lazy("Kind of entity"),
    "region": gettext_lazy("Division"),
    "external_id": gettext_lazy("Your own number"),
}


@dataclass(frozen=True)
class Duty:
    id: int
    words: Any
    owner: str
    due: Due
    clause: Clause
    over: bool


@dataclass(frozen=True)
class Changed:
    """One fact before and after."""

    label: Any
    before: str
    after: str


def registration_context(actor: Actor, row: Registration) -> dict[str, Any]:
    """The page of one pushed registration."""
    office = health_office(row.region_id)
    own = decide(actor, Action.REGISTRATION_PUSH, row) and row.registrar_id == actor.department_id
    return {
        "row": row,
        "badge": REGISTRATION[row.state],
        "filed": filed_badge(row),
        "place": full_name(row.region_id).replace("/", " "),
        "phone": str(row.phone),
        "duties": [_duty(each) for each in duties_of(row)],
        "changed": changed_of(row),
        "reason": row.changes.get("reason", ""),
        "retracted": row.changes.get("retracted", ""),
        "timeline_events": list(reversed(list(_events(row)))),
        "health": office.name if office else "",
        "may": acts_of(row) if own else frozenset(),
    }


def acts_of(row: Registration) -> frozenset[str]:
    """What the office may do with a registration as it stands."""
    if row.state != RegistrationState.PUSHED or row.facility is None:
        return frozenset()
    ended = row.facility.state in ENDED_STATES
    if row.kind == RegistrationKind.NEW:
        return frozenset() if ended else frozenset({"correct", "change", "cancel"})
    return frozenset() if ended else frozenset({"retract"})


def changed_of(row: Registration) -> list[Changed]:
    """What a correction or a change put in the place of what."""
    fields: dict[str, list[str]] = row.changes.get("fields", {})
    return [Changed(LABELS.get(n, n), _value(n, old), _value(n, new)) for n, (old, new) in fields.items()]


def _value(name: str, text: str) -> str:
    if name == "entity_kind" and text in EntityKind.values:
        return str(EntityKind(text).label)
    if name == "region" and text.isdigit():
        return full_name(int(text)).replace("/", " ")
    return mask_phone(text) if name == "phone" else text or "—"


def _duty(row: Obligation) -> Duty:
    return Duty(
        id=row.pk,
        words=words_of(row.rule).do,
        owner=row.owner.name if row.owner else _("Facility"),
        due=due_shown(row, clock.today()),
        clause=clause_of(row.source, days=row.days, due_status=row.due_status),
        over=row.status in (Status.SUPERSEDED, Status.CANCELLED),
    )


_PUSHES = {
    RegistrationKind.NEW: gettext_lazy("Registration pushed"),
    RegistrationKind.CHANGE: gettext_lazy("Change pushed"),
    RegistrationKind.CANCELLATION: gettext_lazy("Cancellation pushed"),
}


def _events(row: Registration) -> Iterator[Event]:
    """What happened, the oldest first, and what is still to come."""
    rows = history(row)
    first = next((r for r in rows if r.kind == RegistrationKind.NEW), row)
    yield Event(_("Registration approved"), first.approved_on, str(first.registrar or ""))
    if first.channel == Channel.OPERATOR:
        yield Event(_("Stated by the operator, who filed first"), first.created_at)
    happened = [_push_event(each, row) for each in rows if each.pushed_at]
    facility = row.facility
    if facility and facility.filed_on:
        happened.append(Event(_("Filed"), facility.filed_on, facility.receipt_number))
    if facility and facility.ended_on:
        happened.append(Event(_("The facility ended"), facility.ended_on, state="adverse"))
    yield from sorted(happened, key=lambda e: clock.local_date(e.at or clock.now()))
    for duty in duties_of(row):
        if duty.status == Status.OPEN:
            yield Event(
                words_of(duty.rule).watch, duty.due_on, str(duty.owner or _("Facility")), state="to_come"
            )


def _push_event(each: Registration, shown: Registration) -> Event:
    title = _("Corrected") if each.corrects_id else _PUSHES[RegistrationKind(each.kind)]
    if each.matched_at and each.kind == RegistrationKind.NEW and not each.corrects_id:
        title = _("Pushed and matched with the filing")
    who = str(each.pushed_by or "")
    reason = each.changes.get("reason", "")
    url = reverse("registration:pushed_one", args=[each.pk]) if each.pk != shown.pk else ""
    return Event(title, each.pushed_at, " · ".join(filter(None, (who, reason))), url=url)
