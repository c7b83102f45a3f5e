"""After the receipt: on-site verification, or the non-compliance notice and what follows (N25 art. 9)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from facilities.enums import FacilityState
from facilities.queries import locked
from facilities.workflow import publish, set_state
from kernel import clock
from obligations.queries import latest_about
from obligations.workflow import cancel, cancel_all, open_obligation, settle
from policy.queries import working_calendar
from registration.enums import FilingState
from registration.errors import Incomplete
from registration.models import Filing, NoncomplianceNotice, Receipt, SiteVisit
from registration.queries.people import for_the_public
from registration.tables import FILING
from registration.workflow.duties import health_office
from registration.workflow.issuing import notice_papers, removal_paper
from registration.workflow.numbers import next_number
from registration.workflow.reviewing import locked_filing, on_trail, receipt_number

RECTIFICATION = "rectification"


@transaction.atomic
def record_visit(
    *,
    by: Actor,
    filing_id: int,
    visited_on: date,
    passed: bool,
    findings: str = "",
    version: int | None = None,
) -> SiteVisit:
    """Note an on-site verification. Passed, the filing is verified and the notice clock settled; one that has no

    receipt yet goes back to the review, and its receipt is owed from now on. Not passed, nothing is decided yet: the notice follows as its own act. Raises Incomplete for a future visit, one
    before the receipt, or a failed one without findings.
    """
    filing = locked_filing(by, Action.FILING_VERIFY, filing_id, version)
    recheck = filing.state in (FilingState.RECHECK, FilingState.NONCOMPLIANCE_NOTIFIED)
    filed = Receipt.objects.filter(filing=filing).exists()
    action = "verify" if not recheck else "pass_recheck" if filed else "resume_review"
    step = FILING.target(action, filing.state)
    _check_visit(filing, visited_on, passed, findings)
    visit = SiteVisit.objects.create(
        region_id=filing.region_id,
        facility_id=filing.facility_id,
        filing=filing,
        recheck=recheck,
        visited_on=visited_on,
        passed=passed,
        findings=findings.strip(),
        recorded_at=clock.now(),
        recorded_by_id=by.user_id,
    )
    if passed:
        _verified(by, filing, step.target, step.event)
    elif filing.state == FilingState.RECHECK:
        _advance(filing, FILING.target("fail_recheck", filing.state).target)
        _owe_rectification(by, filing, filing.notices.filter(closed_at=None).latest("id"))
    on_trail(filing, by, step.event if passed else "filing.visit_failed", {"visit": visit.pk})
    return visit


def _check_visit(filing: Filing, visited_on: date, passed: bool, findings: str) -> None:
    if visited_on > clock.today():
        raise Incomplete(_("The visit lies in the future."), field="visited_on")
    submitted = filing.first_submitted_at
    if submitted is not None and visited_on < clock.local_date(submitted):
        raise Incomplete(_("The visit lies before the filing."), field="visited_on")
    if not passed and not findings.strip():
        raise Incomplete(_("Say what does not meet the conditions."), field="findings")


def _advance(filing: Filing, state: str) -> None:
    filing.state, filing.version = FilingState(state), filing.version + 1
    filing.save(update_fields=["state", "version"])


def _verified(by: Actor, filing: Filing, state: str, event: str) -> None:
    _advance(filing, state)
    settle(by=by, subject=filing, rule="noncompliance_notice", event=event)
    settle(by=by, subject=filing, rule=RECTIFICATION, event=event)
    facility = locked(filing.facility_id)
    if facility.filed_on is not None and facility.state != FacilityState.SUSPENDED:
        set_state(by=by, facility=facility, state=FacilityState.FILED_VERIFIED, event="facility.verified")
    publish(facility, notice="")
    if state == FilingState.SUBMITTED:
        _owe_receipt(by, filing)
    filing.notices.filter(closed_at=None).update(closed_at=clock.now())


def check_rectify_by(day: date) -> None:
    """Raise Incomplete unless an order can name this day: after today, and not beyond the working calendar."""
    if day <= clock.today():
        raise Incomplete(_("The date to rectify must lie in the future."), field="rectify_by")
    if day > working_calendar().last:
        raise Incomplete(_("This day lies too far ahead; check the year."), field="rectify_by")


@transaction.atomic
def notify_noncompliance(
    *,
    by: Actor,
    filing_id: int,
    reasons: Sequence[str],
    public_text: str,
    rectify_by: date,
    version: int | None = None,
) -> NoncomplianceNotice:
    """Notify that the facility does not meet the conditions: reasons, publication, order to rectify.

    Possible before the receipt and after it, within the notice clock and beyond it (late is on record). Settles the
    notice clock; a receipt not yet issued is no longer owed. `public_text` is what the public reads; persons in it
    are masked before it is stored.
    """
    filing = locked_filing(by, Action.FILING_NOTICE, filing_id, version)
    step = FILING.target("notify_noncompliance", filing.state)
    kept = [text.strip() for text in reasons if text.strip()]
    if not kept:
        raise Incomplete(_("Give at least one reason."), field="reasons")
    if not public_text.strip():
        raise Incomplete(_("Write what is published."), field="public_text")
    check_rectify_by(rectify_by)
    now = clock.now()
    year, running = next_number(region=filing.region_id, series="notice")
    notice = NoncomplianceNotice.objects.create(
        region_id=filing.region_id,
        facility_id=filing.facility_id,
        filing=filing,
        number=receipt_number(filing, year, running).replace("托备", "托不符"),
        reasons=kept,
        public_text=for_the_public(filing, public_text.strip()).text,
        published_at=now,
        rectify_by=rectify_by,
        issued_at=now,
        issued_by_id=by.user_id,
    )
    filing.decided_at = now
    filing.save(update_fields=["decided_at"])
    _advance(filing, step.target)
    settle(by=by, subject=filing, rule="noncompliance_notice", event=step.event, at=now)
    cancel(by=by, subject=filing, rule="filing_receipt", event=step.event)
    _owe_rectification(by, filing, notice)
    facility = locked(filing.facility_id)
    if facility.filed_on is not None and facility.state != FacilityState.SUSPENDED:
        set_state(by=by, facility=facility, state=FacilityState.NONCOMPLIANT, event="facility.noncompliant")
    publish(facility, notice=notice.public_text)
    notice_papers(by=by, notice=notice)
    on_trail(filing, by, step.event, {"number": notice.number, "rectify_by": str(rectify_by)})
    return notice


def _owe_receipt(by: Actor, filing: Filing) -> None:
    """The notice came before the receipt: now that the conditions are met, the authority owes the receipt anew."""
    open_obligation(
        by=by,
        rule="filing_receipt",
        subject=filing,
        trigger=clock.now(),
        trigger_event="recheck_passed",
        owner=health_office(filing.region_id),
        facility_id=filing.facility_id,
        replaces=latest_about(filing, "filing_receipt"),
        assignee_id=filing.reviewer_id,
    )


def _owe_rectification(by: Actor, filing: Filing, notice: NoncomplianceNotice) -> None:
    """The facility owes rectification by the day that the order names; after a failed recheck it owes it still."""
    open_obligation(
        by=by,
        rule=RECTIFICATION,
        subject=filing,
        trigger=notice.issued_at,
        trigger_event="rectification_ordered",
        facility_id=filing.facility_id,
        replaces=latest_about(filing, RECTIFICATION),
        named_day=notice.rectify_by,
    )


@transaction.atomic
def report_rectification(*, by: Actor, filing_id: int, text: str) -> NoncomplianceNotice:
    """The operator says what was put right; the recheck is now the officer's."""
    filing = locked_filing(by, Action.FILING_SUBMIT, filing_id)
    step = FILING.target("report_rectified", filing.state)
    if not text.strip():
        raise Incomplete(_("Say what you have put right."), field="text")
    notice = filing.notices.filter(closed_at=None).latest("id")
    notice.rectification, notice.rectified_at = text.strip(), clock.now()
    notice.save(update_fields=["rectification", "rectified_at"])
    _advance(filing, step.target)
    settle(by=by, subject=filing, rule=RECTIFICATION, event=step.event)
    on_trail(filing, by, step.event)
    return notice


@transaction.atomic
def remove(*, by: Actor, filing_id: int, reason: str, version: int | None = None) -> Filing:
    """Remove the filing of a facility that did not rectify; its open duties fall away. The record stays."""
    filing = locked_filing(by, Action.FILING_REMOVE, filing_id, version)
    step = FILING.target("remove", filing.state)
    if not reason.strip():
        raise Incomplete(_("Give the reason for the removal."), field="reason")
    _advance(filing, step.target)
    facility = locked(filing.facility_id)
    set_state(by=by, facility=facility, state=FacilityState.REMOVED, event="facility.removed")
    cancel_all(by=by, facility_id=facility.pk, event=step.event)
    filing.notices.filter(closed_at=None).update(closed_at=clock.now())
    removal_paper(by=by, filing=filing, reason=reason.strip())
    on_trail(filing, by, step.event, {"reason": reason.strip()})
    return filing
