"""What is asked about a handed-in material: the facts that the law's packs check. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from registration.facts.asks import QUESTIONS, Ask, Kind
from registration.facts.reading import blank, day_of, take

OWNED, LEASED = "OWN", "LEASE"
QUALIFIED, NOT_QUALIFIED = "QUALIFIED", "NOT_QUALIFIED"
_STEP = "materials"

#: Facts of materials, in the order they are asked. `no_expiry` says that the paper names no end.
FACTS: dict[str, Ask] = {
    ask.name: ask
    for ask in (
        Ask(
            "premises",
            _STEP,
            Kind.CHOICE,
            _("Premises are"),
            choices=((LEASED, _("Leased")), (OWNED, _("Owned"))),
        ),
        Ask("lease_from", _STEP, Kind.DATE, _("Lease begins")),
        Ask("lease_to", _STEP, Kind.DATE, _("Lease ends")),
        Ask("issued_on", _STEP, Kind.DATE, _("Issued on"), required=False),
        Ask("valid_to", _STEP, Kind.DATE, _("Valid until")),
        Ask("no_expiry", _STEP, Kind.FLAG, _("The paper names no end"), required=False),
        Ask(
            "result",
            _STEP,
            Kind.CHOICE,
            _("Result"),
            choices=((QUALIFIED, _("Qualified")), (NOT_QUALIFIED, _("Not qualified"))),
        ),
    )
}


class _Check(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, str]: ...
    @property
    def when(self) -> Any: ...


class Checked(Protocol):
    """A material rule as far as its checks go (policy.law.MaterialRule satisfies it)."""

    @property
    def checks(self) -> tuple[Any, ...]: ...


def read_facts(raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(values, errors) of the facts of a material; unknown names are dropped."""
    return take(list(FACTS.values()), raw)


def ends_on(facts: Mapping[str, Any]) -> date | None:
    """The last day on which a handed-in paper holds, as the operator stated it; None where no day is named."""
    if facts.get("premises") == OWNED or facts.get("no_expiry"):
        return None
    return day_of(facts.get("lease_to") or facts.get("valid_to"))


def facts_asked(rule: Checked) -> list[Ask]:
    """The facts that the checks of a material need, in order; with an expiry comes the tick that there is none."""
    names: set[str] = set()
    for check in rule.checks:
        names |= set(check.facts.values())
        if check.when is not None and check.when.fact:
            names.add(check.when.fact)
    from_issue = _may_count_from_issue(rule)
    if "valid_to" in names and not from_issue:
        names.add("no_expiry")
    found = [ask for name, ask in FACTS.items() if name in names]
    return [replace(ask, required=False) for ask in found] if from_issue else found


def _may_count_from_issue(rule: Checked) -> bool:
    return any("or_from" in check.facts for check in rule.checks)


def expiry_unsaid(rule: Checked, facts: Mapping[str, Any]) -> bool:
    """Whether an expiry is checked, and neither a date nor that there is none was given."""
    for check in rule.checks:
        if (
            check.kind == "NOT_EXPIRED"
            and check.facts.get("to") == "valid_to"
            and "or_from" not in check.facts
        ):
            return all(blank(facts.get(name)) or facts[name] is False for name in ("valid_to", "no_expiry"))
    return False


def fact_faults(facts: Mapping[str, Any], on: date) -> dict[str, tuple[Any, Any]]:
    """Fact → (what is wrong with it by itself, how to mend it): unreadable, or issued after the day it is handed in."""
    found: dict[str, tuple[Any, Any]] = {name: (words, "") for name, words in read_facts(facts)[1].items()}
    issued = facts.get("issued_on")
    if "issued_on" not in found and not blank(issued) and date.fromisoformat(str(issued)) > on:
        words = _("%(day)s has not come yet.") % {"day": issued}
        found["issued_on"] = (words, _("Check the day of issue on the paper."))
    return found


def label(name: str) -> Any:
    """How a question of a filing or a fact of a material is called; another name stands for itself."""
    ask = QUESTIONS.get(name) or FACTS.get(name)
    return ask.label if ask else name
