"""Where a facility is paid: the manager states it, a finance officer confirms it, each change is a new row."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from audit.workflow import record
from facilities.queries import locked
from kernel import clock
from subsidies.errors import SamePerson, WrongState
from subsidies.models import PayeeAccount

#: Account numbers of Chinese banks have between 8 and 30 digits.
_NUMBER = re.compile(r"[0-9]{8,30}", re.ASCII)


@transaction.atomic
def state_payee(*, by: Actor, facility_id: int, bank: str, holder: str, number: str) -> PayeeAccount:
    """The manager states the account of the facility. It is used once a finance officer has confirmed it."""
    facility = locked(facility_id)
    allow(by, Action.PAYEE_STATE, facility)
    digits = re.sub(r"[\s\-]", "", number)
    for value, field in ((bank, "bank"), (holder, "holder")):
        if not value.strip():
            raise DomainError(_("This is needed for the payment."), field=field)
    if not _NUMBER.fullmatch(digits):
        raise DomainError(_("An account number has 8 to 30 digits."), field="number")
    now = clock.now()
    PayeeAccount.objects.filter(facility=facility, replaced_at=None).update(replaced_at=now)
    row = PayeeAccount.objects.create(
        region_id=facility.region_id,
        facility=facility,
        bank=bank.strip(),
        holder=holder.strip(),
        account_number=digits,
        stated_by_id=by.user_id,
        stated_at=now,
    )
    record(
        by=by,
        event="payee.stated",
        region=facility.region_id,
        subject=row,
        facility_id=facility.pk,
        data={"bank": row.bank, "number": str(row.account_number)},
    )
    return row


@transaction.atomic
def confirm_payee(*, by: Actor, payee_id: int) -> PayeeAccount:
    """A finance officer has compared the account with the papers of the facility. Raises SamePerson, WrongState."""
    row: PayeeAccount = PayeeAccount.objects.select_for_update(of=("self",)).get(pk=payee_id)
    allow(by, Action.PAYEE_CONFIRM, row)
    if row.stated_by_id == by.user_id:
        raise SamePerson(_("Another person has to confirm the account."))
    if row.replaced_at is not None:
        raise WrongState(_("The facility has stated another account since."))
    if row.confirmed_at is None:
        row.confirmed_by_id, row.confirmed_at = by.user_id, clock.now()
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        record(
            by=by,
            event="payee.confirmed",
            region=row.region_id,
            subject=row,
            facility_id=row.facility_id,
        )
    return row
