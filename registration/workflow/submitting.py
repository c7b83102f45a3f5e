"""Submission: the minute that starts both clocks (N25 art. 9), again after a supplement."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import Stale
from accounts.workflow import allow
from facilities.queries import locked
from kernel import clock
from obligations.models import Obligation
from obligations.queries import latest_about
from obligations.workflow import cancel, open_obligation, settle
from registration.enums import FilingKind, FilingState, RegistrationKind, Verdict
from registration.errors import Incomplete, WrongState
from registration.models import Filing, Registration
from registration.queries import gaps
from registration.tables import FILING
from registration.workflow.duties import health_office
from registration.workflow.material_list import WITH_MATERIALS, sync_materials
from registration.workflow.numbers import next_number
from registration.workflow.starting import OPEN, check_kind, on_trail
from staff.workflow import note_blocked_staff

CLOCKS = ("filing_receipt", "noncompliance_notice")


def submit(*, by: Actor, filing_id: int, version: int | None = None) -> Filing:
    """Hand the filing to the county health authority. Starts or restarts the receipt and notice clocks at this

    minute of China time, and settles the facility's duty to file. Raises Incomplete with every gap, Stale,
    WrongState. Submitting a submitted filing again changes nothing. An attempt with somebody blocked on the staff
    stands on the trail.
    """
    try:
        return _submit(by, filing_id, version)
    except Incomplete:
        facility_id = Filing.objects.values_list("facility_id", flat=True).get(pk=filing_id)
        note_blocked_staff(by=by, facility_id=facility_id, attempt="filing")
        raise


@transaction.atomic
def _submit(by: Actor, filing_id: int, version: int | None) -> Filing:
    filing = _locked(by, filing_id)
    if filing.state == FilingState.SUBMITTED:
        return filing
    if version is not None and version != filing.version:
        raise Stale(
            _("This filing was changed in another window."),
            version=filing.version,
            changed_by=str(filing.saved_by or ""),
            changed_at=filing.saved_at,
        )
    again = filing.state == FilingState.SUPPLEMENT_REQUESTED
    step = FILING.target("resubmit" if again else "submit", filing.state)
    check_kind(locked(filing.facility_id), filing.kind)
    sync_materials(filing)
    now = clock.now()
    problems = gaps(filing, now)
    if problems:
        raise Incomplete(
            _("%(count)d items need attention before you can submit.") % {"count": len(problems)},
            problems=problems,
        )
    filing.state, filing.submitted_at, filing.submitted_by_id = FilingState(step.target), now, by.user_id
    filing.first_submitted_at = filing.first_submitted_at or now
    filing.round, filing.version = filing.round + 1, filing.version + 1
    filing.number = filing.number or _number(filing)
    filing.save()
    _close_items(filing)
    if again:
        filing.supplements.filter(answered_at=None).update(answered_at=now)
    else:
        settle_filing_duties(by=by, filing=filing)
    if filing.kind in WITH_MATERIALS:
        start_clocks(by=by, filing=filing)
    on_trail(filing, by, step.event, {"round": filing.round})
    return filing


def _locked(by: Actor, filing_id: int) -> Filing:
    filing: Filing = (
        Filing.objects.select_for_update(of=("self",)).select_related("facility").get(pk=filing_id)
    )
    allow(by, Action.FILING_SUBMIT, filing)
    return filing


def _number(filing: Filing) -> str:
    year, running = next_number(region=filing.region_id, series="application")
    return f"{year}-{running:04d}"


def _close_items(filing: Filing) -> None:
    """Nothing changes while it is reviewed; what was asked for waits to be checked anew."""
    filing.materials.filter(open=True).exclude(verdict=Verdict.OK).update(verdict=Verdict.PENDING)
    filing.materials.update(open=False)


def start_clocks(*, by: Actor, filing: Filing) -> None:
    """Both clocks run in parallel from the same minute; each names the clock it replaces."""
    office = health_office(filing.region_id)
    for rule in CLOCKS:
        open_obligation(
            by=by,
            rule=rule,
            subject=filing,
            trigger=filing.submitted_at or clock.now(),
            trigger_event="filing_materials_received",
            owner=office,
            facility_id=filing.facility_id,
            replaces=latest_about(filing, rule),
            assignee_id=filing.reviewer_id,
        )


_DUTIES: dict[FilingKind, tuple[str, tuple[str, ...]]] = {
    FilingKind.FIRST: (RegistrationKind.NEW, ("filing", "family_home_filing")),
    FilingKind.CHANGE: (RegistrationKind.CHANGE, ("change_filing",)),
    FilingKind.RELOCATION: (RegistrationKind.CHANGE, ("change_filing",)),
    FilingKind.CANCELLATION: (RegistrationKind.CANCELLATION, ("cancellation_report",)),
}


def settle_filing_duties(*, by: Actor, filing: Filing) -> None:
    """What the facility owed because of a registration is done with the first submission."""
    kind, rules = _DUTIES.get(FilingKind(filing.kind), ("", ()))
    for registration in Registration.objects.filter(facility_id=filing.facility_id, kind=kind):
        for rule in rules:
            settle(by=by, subject=registration, rule=rule, event="filing.submitted", at=filing.submitted_at)


@transaction.atomic
def withdraw(*, by: Actor, filing_id: int, reason: str = "") -> Filing:
    """Take a filing back before it is decided. Its clocks are cancelled; what was owed opens again.

    What was submitted is taken up again by the next filing of this kind (`start_filing`). Raises WrongState.
    """
    filing = _locked(by, filing_id)
    if filing.state not in OPEN:
        raise WrongState(_("This filing is decided and cannot be withdrawn."))
    submitted = filing.first_submitted_at is not None
    step = FILING.target("withdraw", filing.state)
    filing.state, filing.version = FilingState(step.target), filing.version + 1
    filing.decided_at = clock.now()
    filing.save(update_fields=["state", "decided_at", "version"])
    for rule in CLOCKS:
        cancel(by=by, subject=filing, rule=rule, event=step.event)
    if submitted:
        _owe_again(by, filing)
    on_trail(filing, by, step.event, {"reason": reason.strip()[:200]})
    return filing


def _owe_again(by: Actor, filing: Filing) -> None:
    """A withdrawn filing leaves the facility owing what it owed before, with the old due date."""
    kind, rules = _DUTIES.get(FilingKind(filing.kind), ("", ()))
    for registration in Registration.objects.filter(facility_id=filing.facility_id, kind=kind):
        last = (
            Obligation.objects.filter(
                subject_type="registration.registration",
                subject_id=registration.pk,
                rule__in=rules,
                status__in=("MET", "MET_LATE"),
                settled_at=filing.first_submitted_at,
            )
            .order_by("-id")
            .first()
        )
        if last is None:
            continue
        open_obligation(
            by=by,
            rule=last.rule,
            subject=registration,
            trigger=last.trigger_on,
            trigger_event=last.trigger_event,
            facility_id=filing.facility_id,
            replaces=last,
        )
