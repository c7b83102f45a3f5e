"""The district officer's side: verdicts, the one supplement request, the receipt (N25 art. 9)."""

import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import Stale
from accounts.workflow import allow
from audit.workflow import record
from facilities.enums import FacilityState
from facilities.queries import locked
from facilities.workflow import move_within_district, place_at, publish, set_state, update_facts
from facilities.workflow.classes import classes_as_filed
from kernel import clock
from obligations.workflow import assign_open, cancel_all, settle, supersede
from regions import queries as regions
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from registration.enums import FilingKind, FilingState, Verdict
from registration.errors import Incomplete, WrongState
from registration.facts import facility_facts
from registration.models import Filing, FilingMaterial, Receipt, SupplementRequest
from registration.queries.facility import state_by_filings
from registration.queries.review import applicable_materials
from registration.tables import FILING
from registration.workflow.drafting import WITH_MATERIALS
from registration.workflow.issuing import receipt_papers, supplement_paper
from registration.workflow.matching import same_district
from registration.workflow.numbers import next_number
from registration.workflow.starting import refuse_ordered_suspension
from registration.workflow.submitting import CLOCKS
from staff.workflow import attempts_noted, refuse_blocked_staff


def locked_filing(by: Actor, action: Action, filing_id: int, version: int | None = None) -> Filing:
    """The filing, locked, if `by` may do `action` to it. Raises Filing.DoesNotExist, NotAllowed or Stale."""
    filing = Filing.objects.select_for_update(of=("self",)).get(pk=filing_id)
    allow(by, action, filing)
    if version is not None and filing.version != version:
        raise Stale(_("Somebody changed this filing meanwhile."), version=filing.version)
    return filing


def _bump(filing: Filing, *fields: str) -> None:
    filing.version += 1
    filing.save(update_fields=[*fields, "version"])


@transaction.atomic
def take(*, by: Actor, filing_id: int) -> Filing:
    """An officer begins to review: the first one to act on it is named. Acting again changes nothing."""
    filing = locked_filing(by, Action.FILING_REVIEW, filing_id)
    if filing.state != FilingState.SUBMITTED or filing.reviewer_id is not None:
        return filing
    filing.reviewer_id, filing.review_started_at = by.user_id, clock.now()
    filing.save(update_fields=["reviewer", "review_started_at"])
    assign_open(by=by, subject=filing, rules=CLOCKS, user_id=by.user_id)
    on_trail(filing, by, "filing.review_started")
    return filing


@transaction.atomic
def give_verdict(
    *, by: Actor, filing_id: int, code: str, verdict: str, reason: str = "", version: int | None = None
) -> FilingMaterial:
    """Note for one material that it meets the requirement, or what has to be supplemented (the operator reads it)."""
    filing = locked_filing(by, Action.FILING_REVIEW, filing_id, version)
    if filing.state != FilingState.SUBMITTED:
        raise WrongState(_("This filing is not under review."))
    if verdict == Verdict.SUPPLEMENT and not reason.strip():
        raise Incomplete(_("Say what the operator has to supplement."), field="reason")
    material: FilingMaterial = filing.materials.select_for_update(of=("self",)).get(code=code)
    material.verdict, material.reason = verdict, reason.strip() if verdict == Verdict.SUPPLEMENT else ""
    material.checked_by_id, material.checked_at = by.user_id, clock.now()
    material.save(update_fields=["verdict", "reason", "checked_by", "checked_at"])
    _bump(filing)
    on_trail(filing, by, "filing.item_checked", {"code": code, "verdict": str(verdict)})
    return material


@transaction.atomic
def find_rest_in_order(*, by: Actor, filing_id: int, version: int | None = None) -> Filing:
    """Note for every item not checked yet that it meets the requirement. Raises WrongState, Stale."""
    filing = locked_filing(by, Action.FILING_REVIEW, filing_id, version)
    if filing.state != FilingState.SUBMITTED:
        raise WrongState(_("This filing is not under review."))
    rest = filing.materials.filter(applicable=True, verdict=Verdict.PENDING)
    codes = sorted(rest.values_list("code", flat=True))
    if codes:
        rest.update(verdict=Verdict.OK, checked_by_id=by.user_id, checked_at=clock.now())
        _bump(filing)
        on_trail(filing, by, "filing.items_checked", {"codes": codes, "verdict": "OK"})
    return filing


@transaction.atomic
def request_supplement(
    *, by: Actor, filing_id: int, addition_reason: str = "", version: int | None = None
) -> SupplementRequest:
    """Tell the operator once everything that is missing (一次性告知). Only the flagged items open again.

    Both clocks are superseded now and start anew at the complete resubmission (domain 7.12). An item that an
    earlier request did not list needs `addition_reason`. Raises Incomplete when nothing is flagged, or when
    items are unchecked.
    """
    filing = locked_filing(by, Action.FILING_REVIEW, filing_id, version)
    step = FILING.target("request_supplement", filing.state)
    rows = applicable_materials(filing)
    flagged = [m for m in rows if m.verdict == Verdict.SUPPLEMENT]
    if not flagged:
        raise Incomplete(_("No item is marked for supplement."))
    if any(m.verdict == Verdict.PENDING for m in rows):
        raise Incomplete(_("Check every item first: the request lists everything at once."))
    added = additions(filing, flagged)
    if added and not addition_reason.strip():
        raise Incomplete(
            _("Say why this was not in the first request."), field="addition_reason", codes=added
        )
    request = SupplementRequest.objects.create(
        region_id=filing.region_id,
        facility_id=filing.facility_id,
        filing=filing,
        round=filing.round,
        items=[{"code": m.code, "reason": m.reason} for m in flagged],
        addition_reason=addition_reason.strip() if added else "",
        issued_at=clock.now(),
        issued_by_id=by.user_id,
    )
    for material in flagged:
        material.open, material.flagged_round = True, filing.round
        material.save(update_fields=["open", "flagged_round"])
    filing.state = FilingState(step.target)
    _bump(filing, "state")
    for rule in CLOCKS:
        supersede(by=by, subject=filing, rule=rule, event=step.event)
    supplement_paper(by=by, request=request)
    on_trail(filing, by, step.event, {"items": [m.code for m in flagged], "round": filing.round})
    return request


def additions(filing: Filing, flagged: list[FilingMaterial]) -> list[str]:
    """Codes flagged now that an earlier request could have listed and did not; none in the first request."""
    if not filing.supplements.exists():
        return []
    return [m.code for m in flagged if m.flagged_round is None]


def issue_receipt(*, by: Actor, filing_id: int, version: int | None = None) -> Receipt:
    """Issue the filing receipt with the basic-conditions notice (N25 art. 9): the materials are complete.

    Settles the receipt clock; the notice clock runs on. The facility becomes filed and public, or takes over the
    facts of its change. Raises Incomplete while an applicable item is not found in order, and BlockedStaff where
    somebody was banned or suspended since the filing was handed in: that attempt stands on the trails.
    """
    with attempts_noted(by=by, attempt="receipt"):
        return _issue_receipt(by, filing_id, version)


@transaction.atomic
def _issue_receipt(by: Actor, filing_id: int, version: int | None) -> Receipt:
    filing = locked_filing(by, Action.FILING_RECEIPT, filing_id, version)
    if filing.state == FilingState.RECEIPT_ISSUED:
        return filing.receipt
    step = FILING.target("issue_receipt", filing.state)
    if filing.kind not in WITH_MATERIALS:
        raise WrongState(_("This kind of filing is accepted without a receipt."))
    undecided = [m.code for m in applicable_materials(filing) if m.verdict != Verdict.OK]
    if undecided:
        raise Incomplete(
            _("%(count)d items are not found in order yet.") % {"count": len(undecided)}, codes=undecided
        )
    refuse_blocked_staff(locked(filing.facility_id))
    filing = _lie_as_filed(by, filing)
    now = clock.now()
    year, running = next_number(region=filing.region_id, series="receipt")
    receipt = Receipt.objects.create(
        region_id=filing.region_id,
        facility_id=filing.facility_id,
        filing=filing,
        number=receipt_number(filing, year, running),
        check_token=secrets.token_urlsafe(12),
        issued_at=now,
        issued_by_id=by.user_id,
    )
    filing.state, filing.decided_at = FilingState(step.target), now
    _bump(filing, "state", "decided_at")
    settle(by=by, subject=filing, rule="filing_receipt", event=step.event, at=now)
    _take_over(by, filing, receipt)
    receipt_papers(by=by, receipt=receipt)
    on_trail(filing, by, step.event, {"number": receipt.number})
    return receipt


def _lie_as_filed(by: Actor, filing: Filing) -> Filing:
    """The facility lies in the street that the filing names; everything of it follows, so the filing is read anew.

    A first filing puts right what the registration said, a change moves the facility inside its district.
    """
    street = filing.form.get("street")
    if (
        street == filing.region_id
        or not isinstance(street, int)
        or not same_district(street, filing.region_id)
    ):
        return filing
    region = Region.objects.filter(pk=street).first()
    if region is None:
        return filing
    facility = locked(filing.facility_id)
    if filing.kind == FilingKind.FIRST:
        place_at(by=by, facility=facility, region=region, event="facility.place_corrected")
    else:
        move_within_district(by=by, facility=facility, region=region)
    moved: Filing = Filing.objects.get(pk=filing.pk)
    return moved


def receipt_number(filing: Filing, year: int, running: int) -> str:
    """District, kind of paper, year and running number: 章贡托备 2026-0021."""
    district = regions.name(ancestor(filing.region_id, Level.DISTRICT))
    short = district[:-1] if 2 < len(district) <= 4 and district[-1] in "区县市" else district
    return f"{short}托备 {year}-{running:04d}"


def _take_over(by: Actor, filing: Filing, receipt: Receipt) -> None:
    """The filed facts become the facility's facts; a suspended facility stays suspended through a change."""
    facility = locked(filing.facility_id)
    known = {**facility.profile, "head_name": facility.head_name}
    before = None if filing.kind == FilingKind.FIRST else known
    facts = facility_facts(filing.form, before=before, on=clock.local_date(receipt.issued_at))
    facts |= {"receipt_number": receipt.number}
    if filing.kind == FilingKind.FIRST:
        facts |= {"filed_on": clock.local_date(receipt.issued_at)}
        set_state(by=by, facility=facility, state=FacilityState.FILED, event="facility.filed", **facts)
    else:
        update_facts(by=by, facility=facility, event="facility.change_filed", **facts)
    classes = filing.form.get("classes") or {}
    classes_as_filed(by=by, facility=facility, filed=classes, on=clock.local_date(receipt.issued_at))
    publish(facility, check_token=receipt.check_token, notice="" if filing.kind == FilingKind.FIRST else None)


_ACCEPTED_STATE = {
    FilingKind.SUSPENSION: (FacilityState.SUSPENDED, "facility.suspended"),
    FilingKind.RESUMPTION: (FacilityState.FILED, "facility.resumed"),
    FilingKind.CANCELLATION: (FacilityState.CANCELLED, "facility.cancelled"),
}


def accept(*, by: Actor, filing_id: int, version: int | None = None) -> Filing:
    """Accept a suspension, resumption or cancellation; the facility takes the state that was asked for.

    Nobody resumes with somebody blocked on the staff: raises BlockedStaff, and the attempt stands on the trails.
    """
    with attempts_noted(by=by, attempt="resumption"):
        return _accept(by, filing_id, version)


@transaction.atomic
def _accept(by: Actor, filing_id: int, version: int | None) -> Filing:
    filing = locked_filing(by, Action.FILING_RECEIPT, filing_id, version)
    step = FILING.target("accept", filing.state)
    if filing.kind not in _ACCEPTED_STATE:
        raise WrongState(_("This kind of filing ends with a receipt."))
    state, event = _ACCEPTED_STATE[FilingKind(filing.kind)]
    filing.state, filing.decided_at = FilingState(step.target), clock.now()
    _bump(filing, "state", "decided_at")
    facility = locked(filing.facility_id)
    if filing.kind == FilingKind.RESUMPTION:
        refuse_ordered_suspension(facility)
        refuse_blocked_staff(facility)
        state = state_by_filings(facility)
    set_state(by=by, facility=facility, state=state, event=event)
    if state == FacilityState.CANCELLED:
        cancel_all(by=by, facility_id=facility.pk, event=event)
    on_trail(filing, by, step.event)
    return filing


def on_trail(filing: Filing, by: Actor, event: str, data: dict[str, Any] | None = None) -> None:
    record(
        by=by,
        event=event,
        region=filing.region_id,
        subject=filing,
        facility_id=filing.facility_id,
        data=data,
    )
