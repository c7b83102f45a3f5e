"""The bar at the foot of a review: how far the checking has come, and what can be done in this state."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from registration.enums import FilingState, Verdict
from registration.models import Filing, FilingMaterial
from registration.presentation.officer.materials import Tally
from registration.workflow.drafting import WITH_MATERIALS


@dataclass(frozen=True)
class Choice:
    """One button. `locked` says why it cannot be pressed yet; `dialog` opens instead of the page at `url`."""

    label: str
    url: str
    look: str = "btn-outline-secondary"
    icon: str = ""
    locked: str = ""
    dialog: str = ""


@dataclass(frozen=True)
class Bar:
    message: str
    note: str = ""
    choices: list[Choice] = field(default_factory=list)


def bar_of(filing: Filing, actor: Actor, counted: Tally) -> Bar:
    """What the bar says and offers to this actor. Whoever may not decide reads why."""
    may_review = decide(actor, Action.FILING_REVIEW, filing)
    state = FilingState(filing.state)
    if state == FilingState.SUBMITTED:
        if not may_review:
            return Bar(str(may_review.reason), str(may_review.remedy))
        return _checking(filing, counted) if filing.kind in WITH_MATERIALS else _statement(filing)
    if state == FilingState.SUPPLEMENT_REQUESTED:
        return Bar(
            _("The facility was told what to supplement"),
            _("Both clocks start anew at the minute of the complete resubmission."),
        )
    if state == FilingState.RECEIPT_ISSUED:
        return _after_receipt(filing, actor)
    if state in (FilingState.NONCOMPLIANCE_NOTIFIED, FilingState.RECHECK):
        return _rectifying(filing, actor)
    return Bar(_("This filing is closed: %(state)s") % {"state": state.label})


def _checking(filing: Filing, counted: Tally) -> Bar:
    left = len(counted.pending)
    waiting = ngettext(
        "%(n)s item is not checked yet (%(names)s)", "%(n)s items are not checked yet (%(names)s)", left
    ) % {
        "n": left,
        "names": "、".join(str(item.name) for item in counted.pending[:3]) + ("…" if left > 3 else ""),
    }
    supplement = ngettext(
        "Request a supplement once (%(n)s item)",
        "Request a supplement once (%(n)s items)",
        counted.supplement,
    ) % {"n": counted.supplement}
    if left:
        message, note = (
            waiting,
            _("Check everything first: what is missing is told to the facility all at once."),
        )
    elif counted.supplement:
        message, note = _("Everything is checked"), _("After the resubmission both clocks start anew.")
    else:
        message, note = (
            _("Everything is in order"),
            _("The receipt goes out with the basic-conditions notice."),
        )
    not_ok = _("%(n)s items are not in order yet") % {"n": left + counted.supplement}
    blocked = waiting if left else _("no item is marked for supplement")
    asking = bool(counted.supplement and not left)
    return Bar(
        message,
        note,
        [
            _receipt(filing, "" if counted.complete else not_ok),
            _notice(filing),
            Choice(
                supplement if counted.supplement else _("Request a supplement"),
                reverse("registration:supplement", args=[filing.pk]),
                "btn-primary" if asking else "btn-outline-secondary",
                "list-check",
                "" if asking else blocked,
                "supplement-dialog",
            ),
        ],
    )


def _receipt(filing: Filing, locked: str) -> Choice:
    url = reverse("registration:receipt", args=[filing.pk])
    return Choice(_("Issue receipt"), url, "btn-primary", "certificate", locked, "receipt-dialog")


def _notice(filing: Filing) -> Choice:
    return Choice(
        _("Notify non-compliance"), reverse("registration:notice", args=[filing.pk]), "btn-outline-danger"
    )


def _statement(filing: Filing) -> Bar:
    url = reverse("registration:accept", args=[filing.pk])
    return Bar(
        _("A statement without materials"),
        _("Accepting it changes the state of the facility."),
        [Choice(_("Accept"), url, "btn-primary", "check", "", "accept-dialog")],
    )


def _after_receipt(filing: Filing, actor: Actor) -> Bar:
    choices = []
    if decide(actor, Action.FILING_NOTICE, filing):
        choices.append(_notice(filing))
    if decide(actor, Action.FILING_VERIFY, filing):
        url = reverse("registration:visit", args=[filing.pk])
        choices.append(Choice(_("Record the on-site verification"), url, "btn-primary", "clipboard-check"))
    return Bar(
        _("The receipt is issued"), _("The notice clock runs on until the on-site verification."), choices
    )


def _rectifying(filing: Filing, actor: Actor) -> Bar:
    choices = []
    if decide(actor, Action.FILING_REMOVE, filing):
        url = reverse("registration:remove", args=[filing.pk])
        choices.append(
            Choice(_("Remove from the filing list"), url, "btn-outline-danger", dialog="remove-dialog")
        )
    if decide(actor, Action.FILING_VERIFY, filing):
        url = reverse("registration:visit", args=[filing.pk])
        choices.append(Choice(_("Record the recheck"), url, "btn-primary", "clipboard-check"))
    reported = filing.state == FilingState.RECHECK
    message = (
        _("The facility reported that it has rectified") if reported else _("The facility has to rectify")
    )
    return Bar(message, "", choices)


def flagged(materials: list[FilingMaterial]) -> list[FilingMaterial]:
    return [row for row in materials if row.applicable and row.verdict == Verdict.SUPPLEMENT]
