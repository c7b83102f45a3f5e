"""The trail in plain words: things, facts and their values; what is personal is masked."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import DepartmentKind, FacilityRole, Role
from audit.personal.register import entries
from audit.wording import EVENTS
from documents.enums import FileKind, PaperKind, Purpose
from facilities.enums import CareMode, FeeItem, FeeUnit, HealthCheckKind, ProvisionMode, StationState
from facilities.presentation.words import STATES
from kernel.masking import mask_name, mask_number, mask_people
from kernel.money import plain_yuan
from messaging.enums import Channel as MessageChannel
from messaging.enums import Language, Mode
from obligations.enums import DueStatus
from obligations.wording import words_of as duty_words
from policy.enums import ClassKind, EntityKind
from regions.queries import name as region_name
from registration.enums import Channel, FilingKind, FilingState, Verdict
from registration.facts import label
from reporting.trail.names import FACTS, THINGS
from staff.enums import AbsenceKind, Appeal, BanState, CasePart, CaseState, CheckResult, ProofKind, StaffRole
from subsidies.enums import BatchState, ClaimState, Payer

_NAMES = frozenset({"name", "signer", "actor_name"})


def thing_name(subject_type: str) -> Any:
    """What a kind of object is called; '' for an event about nothing stored."""
    return THINGS.get(subject_type, subject_type.rpartition(".")[2]) if subject_type else ""


def fact_name(key: str) -> Any:
    return FACTS.get(key) or label(key)


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


#: Facts whose values are codes → the lists that say them.
_LISTS: dict[str, tuple[type[TextChoices], ...]] = {
    "role": (Role, FacilityRole, StaffRole),
    "kind": (
        ProofKind,
        AbsenceKind,
        FilingKind,
        HealthCheckKind,
        FileKind,
        PaperKind,
        DepartmentKind,
        ClassKind,
    ),
    "state": (ClaimState, BatchState, CaseState, BanState, StationState, FilingState),
    "result": (CheckResult,),
    "part": (CasePart,),
    "appeal": (Appeal,),
    "care_mode": (CareMode,),
    "mode": (ProvisionMode, Mode),
    "language": (Language,),
    "item": (FeeItem,),
    "unit": (FeeUnit,),
    "payer": (Payer,),
    "parts": (Payer,),
    "verdict": (Verdict,),
    "channel": (Channel, MessageChannel),
    "purpose": (Purpose,),
    "due_status": (DueStatus,),
    "entity_kind": (EntityKind,),
    "matched": (EntityKind,),
}
#: Occasions on which a blocked person was met.
_ATTEMPTS = {
    "hire": _("when hiring"),
    "sheet": _("in a spreadsheet"),
    "filing": _("in a filing"),
    "receipt": _("when a filing was accepted"),
    "resumption": _("when a resumption was accepted"),
    "move": _("when a facility was to move"),
    "change of employment": _("when other work was given"),
    "correct": _("when data were put right"),
}
_MONEY = frozenset({"amount", "fen", "net"})


def _coded(key: str, text: str) -> Any:
    if key == "state" and text in STATES:
        return STATES[text].label
    for choices in _LISTS.get(key, ()):
        if text in choices.values:
            return choices(text).label
    if key == "attempt":
        return _ATTEMPTS.get(text, "")
    if key == "place" and text.isdigit():
        return region_name(int(text)) if len(text) == 12 else ""
    if key == "month":
        return text[:7]
    if key in _MONEY and text.lstrip("-").isdigit():
        return plain_yuan(int(text))
    if key == "field":
        return fact_name(text)
    if key == "rule":
        return duty_words(text).do
    if key == "event" and text in EVENTS:
        return EVENTS[text].title
    return ""


@cache
def _personal() -> frozenset[str]:
    """Names of facts that some model declares as personal."""
    return frozenset(entry.field for entry in entries()) - {"reason", "data", "name"}
