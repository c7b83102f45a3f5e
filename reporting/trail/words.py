"""The trail in plain words: things, facts and their values; what is personal is masked."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.personal.register import entries
from audit.wording import EVENTS
from facilities.presentation.words import STATES
from kernel.masking import mask_name, mask_number, mask_people
from obligations.wording import words_of as duty_words
from registration.facts import label

#: Kind of object → what it is called. Another kind is called by its own name.
THINGS: dict[str, Any] = {
    "facilities.facility": _("Facility"),
    "registration.registration": _("Registration"),
    "registration.filing": _("Filing"),
    "registration.pushsheet": _("Sheet of registrations"),
    "obligations.obligation": _("Duty"),
    "documents.storedfile": _("File"),
    "documents.paper": _("Paper"),
    "accounts.user": _("Account"),
    "accounts.appointment": _("Appointment"),
    "accounts.department": _("Department"),
    "accounts.apitoken": _("API key"),
    "policy.proposal": _("Proposal for the law"),
    "policy.packversion": _("Version of the law"),
}

#: First word of an event's code → what the whole kind is called.
KINDS: dict[str, Any] = {
    "facility": _("Facilities"),
    "registration": _("Registrations"),
    "filing": _("Filings"),
    "sheet": _("Sheets of registrations"),
    "obligation": _("Duties"),
    "paper": _("Papers"),
    "file": _("Files"),
    "contact": _("Looks at personal data"),
    "operator": _("Access of operators"),
    "user": _("Accounts"),
    "session": _("Signing in and out"),
    "appointment": _("Appointments"),
    "department": _("Departments"),
    "token": _("API keys"),
    "policy": _("Policy and calendar"),
    "access": _("Refused access"),
}

_FACTS: dict[str, Any] = {
    "state": _("State"),
    "code": _("Material"),
    "codes": _("Materials"),
    "items": _("Materials"),
    "verdict": _("Verdict"),
    "number": _("Number"),
    "receipt_number": _("Filing number"),
    "round": _("Round"),
    "reason": _("Reason"),
    "rule": _("Duty"),
    "due_on": _("Due date"),
    "due_status": _("Certainty"),
    "rectify_by": _("To be rectified by"),
    "filed_on": _("Filed on"),
    "ended_on": _("Ended on"),
    "places": _("Places"),
    "channel": _("Channel"),
    "matched": _("Matched"),
    "confirmed": _("Confirmed"),
    "role": _("Role"),
    "user": _("Account"),
    "until": _("Until"),
    "filters": _("Filters"),
    "rows": _("Rows"),
    "file": _("File"),
    "kind": _("Kind"),
    "size": _("Size in octets"),
    "pages": _("Pages"),
    "purpose": _("Purpose"),
    "version": _("Version"),
    "versions": _("Versions"),
    "effective_on": _("Effective on"),
    "visit": _("Visit"),
    "event": _("Event"),
    "action": _("Action"),
    "changed": _("Changed"),
}
_NAMES = frozenset({"name", "signer", "actor_name"})


def thing_name(subject_type: str) -> Any:
    """What a kind of object is called; '' for an event about nothing stored."""
    return THINGS.get(subject_type, subject_type.rpartition(".")[2]) if subject_type else ""


def fact_name(key: str) -> Any:
    return _FACTS.get(key) or label(key)


def shown_value(key: str, value: Any) -> Any:
    """A fact of an event as an auditor reads it: personal ones masked, codes in words, lists joined."""
    if value in (None, "", "None", [], {}):
        return "—"
    if isinstance(value, Mapping):
        return "；".join(f"{fact_name(name)} {shown_value(name, each)}" for name, each in value.items())
    if isinstance(value, list):
        return "、".join(
            str(fact_name(each) if key == "changed" else shown_value(key, each)) for each in value
        )
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if key in _personal():
        return mask_name(text) if "name" in key or key in _NAMES else mask_number(text)
    return _coded(key, text) or mask_people(text).text


def _coded(key: str, text: str) -> Any:
    if key == "state" and text in STATES:
        return STATES[text].label
    if key == "rule":
        return duty_words(text).do
    if key == "event" and text in EVENTS:
        return EVENTS[text].title
    return ""


@cache
def _personal() -> frozenset[str]:
    """Names of facts that some model declares as personal."""
    return frozenset(entry.field for entry in entries()) - {"reason", "data", "name"}
