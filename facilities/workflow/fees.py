"""What a facility charges, and whether it is recognised as universal (普惠)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from documents.enums import Purpose
from documents.models import StoredFile
from facilities.enums import FILED_STATES, CareMode, FacilityState, FeeItem, FeeUnit
from facilities.errors import NotRight, WrongState
from facilities.models import Facility, Fee, UniversalRecognition
from facilities.queries.pricing import price_mode
from facilities.rules.faults import Fault
from facilities.workflow.basis import current, held, note, own_file, save
from kernel import clock

#: A technical bound against slips of the keyboard, in fen: one hundred thousand yuan.
MOST_FEN = 10_000_000


@transaction.atomic
def state_fee(
    *,
    by: Actor,
    facility_id: int,
    item: str,
    care_mode: str,
    unit: str,
    amount: int,
    valid_from: date,
    comment: str = "",
) -> Fee:
    """What is charged from a day on, in fen; the fee of the same kind that held so far ends the day before.

    The price mode of the law is kept beside it; no amount is refused by it (K5). Raises NotRight.
    """
    facility = held(by, Action.CLASS_MANAGE, facility_id)
    faults = _fee_faults(item, care_mode, unit, amount, valid_from)
    same = Fee.objects.filter(facility=facility, item=item, care_mode=care_mode, valid_to=None)
    before = same.first() if not (item == FeeItem.OTHER and comment) else same.filter(note=comment).first()
    if before is not None and not faults and valid_from <= before.valid_from:
        faults = [Fault("valid_from", "BEFORE_LAST", _("The fee that holds now began on that day or later."))]
    if faults:
        raise NotRight(faults)
    if before is not None:
        save(before, valid_to=valid_from - timedelta(days=1))
    mode = price_mode(facility, valid_from).mode
    row = Fee.objects.create(
        region_id=facility.region_id,
        facility=facility,
        item=item,
        care_mode=care_mode,
        unit=unit,
        amount=amount,
        price_mode=mode.value if mode else "",
        note=comment.strip()[:200],
        valid_from=valid_from,
    )
    note(by, facility, "fee.stated", row, {"item": item, "care_mode": care_mode, "unit": unit, "fen": amount})
    return row


@transaction.atomic
def end_fee(*, by: Actor, fee_id: int, on: date | None = None, version: int | None = None) -> Fee:
    """The fee is not charged any more after a day. Raises NotRight, Stale."""
    facility_id = Fee.objects.values_list("facility_id", flat=True).get(pk=fee_id)
    facility = held(by, Action.CLASS_MANAGE, facility_id)
    row: Fee = Fee.objects.get(pk=fee_id)
    current(row, version)
    day = on or clock.today()
    if day < row.valid_from:
        raise NotRight([Fault("on", "BEFORE_START", _("This day lies before the fee began."))])
    if save(row, valid_to=day):
        note(by, facility, "fee.ended", row, {"on": day.isoformat()})
    return row


def _fee_faults(item: str, care_mode: str, unit: str, amount: int, valid_from: date) -> list[Fault]:
    faults = [
        Fault(field, "UNKNOWN", _("Choose from the list."))
        for field, value, choices in (
            ("item", item, FeeItem.values),
            ("care_mode", care_mode, CareMode.values),
            ("unit", unit, FeeUnit.values),
        )
        if value not in choices
    ]
    if not 0 <= amount <= MOST_FEN:
        faults.append(Fault("amount", "AMOUNT", _("This amount cannot be right.")))
    if abs((valid_from - clock.today()).days) > 3660:
        faults.append(Fault("valid_from", "DAY", _("This day cannot be right: check the year.")))
    return faults


@transaction.atomic
def recognise(
    *,
    by: Actor,
    facility_id: int,
    agreement_number: str,
    valid_from: date,
    valid_to: date,
    agreement: StoredFile | None = None,
) -> UniversalRecognition:
    """The health authority recognises a filed facility as universal between two days. Raises NotRight, WrongState."""
    facility = held(by, Action.UNIVERSAL_RECOGNISE, facility_id)
    if facility.state not in FILED_STATES and facility.state != FacilityState.SUSPENDED:
        raise WrongState(_("Only a filed facility is recognised."), remedy=_("Accept its filing first."))
    faults = []
    if not agreement_number.strip():
        faults.append(Fault("agreement_number", "REQUIRED", _("Give the number of the agreement.")))
    if valid_to < valid_from:
        faults.append(Fault("valid_to", "BEFORE_START", _("The end lies before the start.")))
    elif _overlapping(facility, valid_from, valid_to):
        faults.append(Fault("valid_from", "OVERLAPS", _("The facility is recognised already in these days.")))
    if faults:
        raise NotRight(faults)
    row = UniversalRecognition.objects.create(
        region_id=facility.region_id,
        facility=facility,
        agreement_number=agreement_number.strip()[:60],
        agreement=own_file(agreement, facility, Purpose.AGREEMENT),
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by_id=by.user_id,
        granted_at=clock.now(),
    )
    data = {"from": valid_from.isoformat(), "to": valid_to.isoformat(), "agreement": row.agreement_number}
    note(by, facility, "recognition.granted", row, data)
    return row


@transaction.atomic
def withdraw_recognition(
    *, by: Actor, recognition_id: int, withdrawn_from: date, reason: str, version: int | None = None
) -> UniversalRecognition:
    """From a day on the facility is not universal any more, inside the days it was recognised for. Keeps the trace."""
    facility_id = UniversalRecognition.objects.values_list("facility_id", flat=True).get(pk=recognition_id)
    facility = held(by, Action.UNIVERSAL_RECOGNISE, facility_id)
    row: UniversalRecognition = UniversalRecognition.objects.get(pk=recognition_id)
    current(row, version)
    if row.withdrawn_from is not None:
        raise WrongState(_("This recognition was withdrawn already."))
    faults = []
    if not reason.strip():
        faults.append(Fault("reason", "REQUIRED", _("Say why.")))
    if not row.valid_from <= withdrawn_from <= row.valid_to:
        faults.append(Fault("withdrawn_from", "DAY", _("Give a day on which the facility is recognised.")))
    if faults:
        raise NotRight(faults)
    save(
        row,
        withdrawn_from=withdrawn_from,
        withdrawal_reason=reason.strip()[:300],
        withdrawn_by_id=by.user_id,
    )
    data = {"from": withdrawn_from.isoformat()}
    note(by, facility, "recognition.withdrawn", row, data, reason=reason.strip())
    return row


def _overlapping(facility: Facility, valid_from: date, valid_to: date) -> bool:
    kept = Q(withdrawn_from__isnull=True) | Q(withdrawn_from__gt=valid_from)
    rows = UniversalRecognition.objects.filter(kept, facility=facility)
    return rows.filter(valid_from__lte=valid_to, valid_to__gte=valid_from).exists()
