"""The pages on which a registrar works on one registration: a draft, a correction, a change, a cancellation."""

from typing import Any

from accounts.actors import Actor
from accounts.errors import Stale
from kernel import clock
from obligations.presentation import due_of
from registration.enums import Channel, RegistrationState
from registration.forms.registrar import PushForm
from registration.models import Registration
from registration.presentation.registrar.badges import REGISTRATION, filed_badge
from registration.presentation.registrar.checks import Check, all_checks
from registration.presentation.registrar.details import LABELS
from registration.presentation.registrar.lists import gaps_of
from registration.presentation.registrar.push_page import law_of, office_served
from registration.queries.pushes import duties_of

_FACTS = ("entity_kind", "name", "uscc", "address", "business_scope", "head_name")


def _phone(source: Any) -> str:
    return str(source.phone.disclosed(to="the registrar, in the form of what the office pushed"))


def initial_of(row: Registration, *, change: bool = False) -> dict[str, Any]:
    """What the form of a registration begins with. A change begins with what is on record at the facility."""
    if change:
        source: Any = row.facility or row
        facts = {name: getattr(source, name) for name in ("name", "address", "head_name", "entity_kind")}
        return {**facts, "phone": _phone(source), "business_scope": row.business_scope}
    place = row.changes.get("street") or row.region_id
    facts = {name: getattr(row, name) for name in _FACTS}
    facts["phone"] = _phone(row)
    return {**facts, "approved_on": row.approved_on.isoformat(), "street": str(place), "version": row.version}


def waiting_one_context(
    actor: Actor, row: Registration, form: PushForm, conflict: Stale | None = None
) -> dict[str, Any]:
    """A draft or a statement with its form."""
    values = form.data or form.initial
    duty = next((d for d in duties_of(row) if d.rule == "registration_push"), None)
    return {
        "row": row,
        "form": form,
        "conflict": _conflict(row, values, conflict),
        "stated": row.channel == Channel.OPERATOR,
        "gaps": gaps_of(row),
        "duty": duty,
        "due": due_of(duty, clock.today()) if duty else None,
        "law": law_of(actor),
        "health": office_served(actor, form),
        "kinds": "",
        "waits": row.state == RegistrationState.WAITING,
        **checks_of(actor, row, values),
    }


def checks_of(actor: Actor, row: Registration, values: Any) -> dict[str, Any]:
    """The lines under the form; the code of the row itself is not reported as known."""
    found = all_checks(actor, values)
    if str(values.get("uscc") or "") == row.uscc:
        found["uscc_check"] = Check()
    return found


def followup_context(
    actor: Actor, row: Registration, form: Any, conflict: Stale | None = None
) -> dict[str, Any]:
    """A correction, a change, a cancellation or a retraction with its form."""
    values = form.data or form.initial
    return {
        "row": row,
        "form": form,
        "badge": REGISTRATION[row.state],
        "filed": filed_badge(row),
        "phone": str(row.phone),
        "conflict": _conflict(row, values, conflict),
        "kinds": "",
        **checks_of(actor, row, values),
    }


def _conflict(row: Registration, values: Any, stale: Stale | None) -> dict[str, Any] | None:
    """Who changed the row meanwhile, and where it differs from what was typed."""
    if stale is None:
        return None
    stored, typed = initial_of(row), {name: str(values.get(name) or "") for name in (*_FACTS, "approved_on")}
    return {
        "who": stale.extra.get("changed_by", ""),
        "when": stale.extra.get("changed_at"),
        "version": stale.extra.get("version"),
        "changes": [
            (LABELS[name], stored[name] or "—", mine or "—")
            for name, mine in typed.items()
            if str(stored[name]) != mine
        ],
    }
