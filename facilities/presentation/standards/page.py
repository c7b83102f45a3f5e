"""What is wrong with a facility and how to mend it: the operator's page, and the officer's part of the facility's page."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.enums import ENDED_STATES
from facilities.models import Facility
from facilities.presentation.standards.lines import Names, lines_of
from facilities.queries.standards import findings_of, law_of
from facilities.rules.standards import Finding, Verdict
from facilities.sections import Alert, Section
from kernel import clock
from obligations.presentation.ahead import ahead_of
from policy.enums import Severity

#: How long before its last day a pass is shown among what comes up; a page's habit, not a rule of law.
SOON = timedelta(days=60)


def standards_context(facility: Facility, *, people: bool, links: bool) -> dict[str, Any]:
    """The findings of this moment by what has to be done about them, the heaviest first."""
    today = clock.today()
    found, law = findings_of(facility.pk, today), law_of(facility.region_id, today)
    parts = {
        "wrong": [each for each in found if each.breach],
        "soon": sorted((e for e in found if _soon(e, today)), key=lambda e: e.due_on or today),
        "unsaid": [each for each in found if each.verdict == Verdict.NOT_STATED],
        "passing": [each for each in found if each.verdict == Verdict.PASS],
    }
    names = Names(((each.subject_kind, each.subject_id) for each in found), people=people)
    return {
        "facility": facility,
        "facility_name": facility.name,
        **{name: lines_of(each, law, names, today=today, links=links) for name, each in parts.items()},
        "stats": _stats(found),
    }


def operator_context(facility: Facility, facilities: list[Facility]) -> dict[str, Any]:
    """The operator's page: with what is owed, and by when."""
    context = standards_context(facility, people=True, links=True)
    return {"facilities": facilities, "ahead": ahead_of(facility.pk), **context}


def standards_section(facility: Facility, actor: Actor) -> Section | None:
    """The officer's part: nothing for a facility that has ended, or that neither filed nor misses anything."""
    if facility.state in ENDED_STATES or not decide(actor, Action.STANDARDS_VIEW, facility):
        return None
    people = bool(decide(actor, Action.STAFF_VIEW, facility))
    context = standards_context(facility, people=people, links=False)
    if not context["wrong"] and facility.filed_on is None:
        return None
    serious = context["stats"][0]["value"]
    alert = None
    if serious:
        title = ngettext("%(n)s standard is breached", "%(n)s standards are breached", serious) % {
            "n": serious
        }
        alert = Alert(title, action=_("Look at it"), url="?tab=standards")
    return Section(
        "standards",
        _("Setting standards"),
        "facilities/_section_standards.html",
        context,
        count=len(context["wrong"]),
        alert=alert,
    )


def _soon(each: Finding, today: date) -> bool:
    return each.verdict == Verdict.PASS and each.due_on is not None and each.due_on <= today + SOON


def _stats(found: list[Finding]) -> list[dict[str, Any]]:
    """Breaches, warnings, advice, what cannot be told, what passes."""
    weights = {weight: sum(each.breach and each.severity == weight for each in found) for weight in Severity}
    rows: list[tuple[str, int]] = [
        (_("Breaches"), weights[Severity.BLOCK]),
        (_("Warnings"), weights[Severity.WARN]),
        (_("Advice"), weights[Severity.ADVICE]),
        (_("Not stated"), sum(each.verdict == Verdict.NOT_STATED for each in found)),
        (_("Pass"), sum(each.verdict == Verdict.PASS for each in found)),
    ]
    return [{"label": label, "value": value} for label, value in rows]
